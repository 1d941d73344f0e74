"""Fifty people press at once where a limit allows twenty: exactly twenty pictures are drawn, and no cent is lost."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier

import pytest

from bot.rules.limits import parse_limits
from bot.rules.rules import WorkspaceRules
from bot.store.people import Person
from tests.road.scenes import TEAM, WAIT_SECONDS, Scene

PEOPLE, ALLOWED = 50, 20
CHANNEL, OLGA = "C0CONCEPT1", "U0OLGA0001"
ONE_MORE = "channel 9999999 pictures/month"


@pytest.fixture
def twenty_left(scene: Scene) -> None:
    """In #concept-art, whatever was drawn there before."""
    services = scene.bot.services
    person = Person(team_id=TEAM, user_id=OLGA)
    services.rules.keep(TEAM, "", WorkspaceRules(limits=parse_limits(ONE_MORE)), by=OLGA)
    (counted,) = services.gate.standing(person, CHANNEL)
    limit = f"channel {counted.used + ALLOWED} pictures/month"
    services.rules.keep(TEAM, "", WorkspaceRules(limits=parse_limits(limit)), by=OLGA)


@pytest.mark.usefixtures("twenty_left")
def test_of_fifty_who_press_at_once_twenty_are_drawn_to_the_cent(scene: Scene) -> None:
    scene.slack.configure(tiers=False, file_delay=0)
    people = [scene.newcomer() for _ in range(PEOPLE)]
    scene.meet(*people)
    start = Barrier(PEOPLE)

    def press(name: str) -> None:
        start.wait()
        scene.slack.command(name, "concept-art", f"/imagine a fox for {name}")

    with ThreadPoolExecutor(PEOPLE) as hands:
        list(hands.map(press, people))

    def refused() -> list[str]:
        return [name for name in people if any("the limit is used up" in told for told in scene.asides(name))]

    scene.slack.wait_for(lambda: len(refused()) == PEOPLE - ALLOWED, WAIT_SECONDS, "those who are too many to be told")
    scene.bot.settle()

    prompts = Counter(body["prompt"] for body in scene.drawn())
    assert prompts == Counter(f"a fox for {name}" for name in people if name not in refused())
    jobs = [job for name in people for job in scene.jobs_saying(f"a fox for {name}")]
    entries = [scene.bot.services.ledger.find(job["id"]) for job in jobs]
    spent = sum((entry.spent for entry in entries if entry), Decimal(0))
    assert len(entries) == ALLOWED
    assert spent == Decimal(str(scene.bedrock.totals["charged_usd"])) == ALLOWED * Decimal("0.04")

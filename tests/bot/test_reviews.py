"""Reviews: held by the rules, decided once, and only on the reviewers' message; their words within Slack's limits."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from typing import Any

import pytest

from bot.jobs.outcome import Drawn, to_json
from bot.locale import LANGUAGES, words_for
from bot.orders.judgement import Judged, Judgement
from bot.orders.order import Order
from bot.rules.rules import ChannelRules, WorkspaceRules
from bot.store.artifacts import Part
from bot.store.audit import Audit
from bot.store.database import Database
from bot.store.jobs import Job, Jobs, State
from bot.store.people import Person
from bot.store.reviews import ReviewDecidedError, Reviews, must_wait
from bot.store.rules import RuleBook
from bot.views.reviews import rejected_message, review_message
from tests.bot.job_rows import GENERAL, TEAM, add, job
from titan_core.tasks import TextToImage

REVIEWERS, TS = "C0CONCEPT1", "1790000000.000100"
PROMPTS = {
    "long": "a fox & <!channel> *bold* " * 380,
    "korean": "붉은 여우가 눈밭에서 " * 800,
    "emoji": "\U0001f469\u200d\U0001f469\u200d\U0001f467 " * 1600,
    "right to left": "\u05e9\u05d5\u05e2\u05dc \u202e " * 1200,
}
PART = Part(index=0, file="0.png", width=512, height=512, seed=7, model_id="m")
DRAWN = Drawn(parts=(PART,), model_id="m", model_title="M", losses=(), withheld=0, price_usd="0.04")


@pytest.fixture
def reviews(database: Database) -> Reviews:
    rules = RuleBook(database)
    rules.keep(TEAM, "", WorkspaceRules(review_channel=REVIEWERS), by="U0OLGA0001")
    return Reviews(database, rules)


@pytest.fixture
def held(database: Database, reviews: Reviews) -> Job:
    """A job whose picture the reviewers see."""
    it = job(state=State.ANSWERED, outcome=to_json(DRAWN))
    add(database, it)
    assert reviews.hold(it.id)
    reviews.note_place(it.id, REVIEWERS, TS)
    return it


def judgement(it: Job, judged: Judged = Judged.APPROVED, user_id: str = "U0OLGA0001") -> Judgement:
    return Judgement(
        id=f"{it.id}:judge:{user_id}",
        judged=judged,
        job_id=it.id,
        person=Person(team_id=TEAM, user_id=user_id),
        channel_id=REVIEWERS,
        message_ts=TS,
    )


@pytest.mark.parametrize(
    ("channel", "is_reviewed", "waits"),
    [
        ("", None, False),
        (REVIEWERS, None, True),
        (REVIEWERS, False, False),
        ("", True, True),  # nowhere to be approved: nothing is shown rather than all
    ],
)
def test_a_channels_own_rule_comes_before_the_workspaces(channel: str, is_reviewed: bool | None, waits: bool) -> None:  # noqa: FBT001  # a case's values
    workspace = WorkspaceRules(review_channel=channel)
    assert must_wait(workspace, ChannelRules(is_reviewed=is_reviewed)) is waits


def test_what_is_held_stays_held_whatever_the_rules_say_later(database: Database, reviews: Reviews, held: Job) -> None:
    RuleBook(database).keep(TEAM, "", WorkspaceRules(), by="U0OLGA0001")

    assert reviews.hold(held.id)
    assert Jobs(database).begin_showing(held.id).state is State.REVIEWING


@pytest.mark.parametrize("state", [State.DRAWING, State.SHOWING, State.DELIVERED, State.CANCELLED])
def test_only_what_is_about_to_be_shown_is_held(database: Database, reviews: Reviews, state: State) -> None:
    it = job(state=state)
    add(database, it)

    assert not reviews.hold(it.id)
    assert Jobs(database).get(it.id).state is state


def test_what_its_asker_has_cancelled_is_not_held(database: Database, reviews: Reviews) -> None:
    it = job(state=State.ANSWERED, cancelled_by="U0ADA00001")
    add(database, it)

    assert not reviews.hold(it.id)
    assert Jobs(database).begin_showing(it.id).state is State.ANSWERED


def test_of_many_who_decide_at_once_one_does(database: Database, reviews: Reviews, held: Job) -> None:
    presses = [
        judgement(held, judged, f"U{number}") for number, judged in enumerate([Judged.APPROVED, Judged.REJECTED] * 3)
    ]

    def press(one: Judgement) -> bool:
        try:
            reviews.judge(one)
        except ReviewDecidedError:
            return False
        return True

    with ThreadPoolExecutor(3) as hands:
        decided = list(hands.map(press, presses))

    (winner,) = [one for one, done in zip(presses, decided, strict=True) if done]
    review = reviews.find(held.id)
    assert review is not None
    assert (review.decision, review.press) == (winner.judged, winner.id)
    after = {Judged.APPROVED: State.SHOWING, Judged.REJECTED: State.REJECTED}[winner.judged]
    assert Jobs(database).get(held.id).state is after
    noted = [entry.what for entry in Audit(database).newest(TEAM, count=9) if entry.about == held.id]
    assert noted == [f"picture_{winner.judged.value}"]


@pytest.mark.parametrize("forged", ["team", "channel", "message", "job"])
def test_a_press_that_is_not_of_the_reviewers_message_decides_nothing(
    database: Database, reviews: Reviews, held: Job, forged: str
) -> None:
    changes: dict[str, dict[str, Any]] = {
        "team": {"person": Person(team_id="T0ANOTHER1", user_id="U0OLGA0001")},
        "channel": {"channel_id": GENERAL},
        "message": {"message_ts": "1790000000.000200"},
        "job": {"job_id": "0123456789ab"},
    }
    with pytest.raises(ReviewDecidedError):
        reviews.judge(replace(judgement(held), **changes[forged]))

    assert Jobs(database).get(held.id).state is State.REVIEWING
    assert [entry for entry in Audit(database).newest(TEAM, count=9) if entry.about == held.id] == []


def test_what_was_withdrawn_stays_so_and_what_was_decided_is_not_withdrawn(
    database: Database, reviews: Reviews, held: Job
) -> None:
    assert reviews.withdraw(held.id, held.user_id)
    assert reviews.withdraw(held.id, held.user_id)
    with pytest.raises(ReviewDecidedError):
        reviews.judge(judgement(held))
    assert Jobs(database).get(held.id).state is State.CANCELLED

    other = job(state=State.ANSWERED)
    add(database, other)
    reviews.hold(other.id)
    reviews.note_place(other.id, REVIEWERS, TS)
    reviews.judge(judgement(other))
    assert not reviews.withdraw(other.id, other.user_id)
    assert Jobs(database).get(other.id).state is State.SHOWING


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("prompt", list(PROMPTS))
def test_what_reviewers_and_askers_read_is_within_slacks_limits(language: str, prompt: str) -> None:
    it = job(request=Order.of(TextToImage(prompt="a fox")).to_json())
    it = replace(it, request={**it.request, "asked": {**it.request["asked"], "prompt": PROMPTS[prompt]}})
    words = words_for(language)
    parts = tuple(replace(PART, index=index) for index in range(3))
    for message in (
        review_message(it, replace(DRAWN, parts=parts), "F1", words, is_private=False),
        rejected_message(it, "0.04", "<!channel> & *no*" * 29, words),
    ):
        assert len(message["text"]) <= 4000
        assert "<!channel>" not in message["text"]
        for block in message["blocks"]:
            assert len(block.get("text", {}).get("text", "")) <= 3000
            assert len(block.get("alt_text", "")) <= 2000
            assert all(
                len(element["text"]) <= 2000 for element in block.get("elements", ()) if block["type"] == "context"
            )


def test_a_private_place_is_not_named() -> None:
    message = review_message(job(), DRAWN, "F1", words_for("en"), is_private=True)

    assert GENERAL not in str(message)
    assert "in a private conversation" in str(message)


def test_a_judgement_is_read_back_as_it_was_written() -> None:
    one = judgement(job(), Judged.REJECTED)
    assert Judgement.from_json(one.to_json()) == one
    assert asdict(one)["reason"] == ""

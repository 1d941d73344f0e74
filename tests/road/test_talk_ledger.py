"""Money on the road: what a job may cost is held when it is taken, and what it did cost is known when it was drawn."""

import json
from decimal import Decimal
from typing import Any

import pytest

from bot.store.ledger import Entry, EntryState
from bot.views.buttons import DRAW_AGAIN, REROLL
from tests.road.hands import drawn
from tests.road.listings import home, opened_home
from tests.road.local_bot import CONCURRENCY
from tests.road.presses import pressed, reply
from tests.road.scenes import TEAM, Scene, said

CORE = "stability.stable-image-core-v1:1"
CANCEL = "cancel_job"


def entry(scene: Scene, prompt: str) -> Entry:
    """Of the newest job with this prompt."""
    found = scene.bot.services.ledger.find(scene.jobs_saying(prompt)[-1]["id"])
    assert found is not None
    return found


def sum_of(scene: Scene, *prompts: str) -> Decimal:
    return sum((entry(scene, prompt).spent for prompt in prompts), Decimal(0))


def billed(scene: Scene) -> Decimal:
    """By the emulator's own count."""
    return Decimal(str(scene.bedrock.totals["charged_usd"]))


def wait_in_line(scene: Scene, text: str, seconds: float = 2.0) -> dict[str, Any]:
    """Ask while somebody's pictures take every drawing slot; answers the asker's notice with its button."""
    scene.slack.configure(tiers=False)
    scene.bedrock.change(latency=seconds)
    for number in range(CONCURRENCY):
        scene.slack.command("ben", "concept-art", f"/imagine somebody's picture {number}")
    scene.slack.wait_for(lambda: scene.bedrock.totals["in_flight"] == CONCURRENCY, 10, "full slots")
    scene.slack.command("ada", "general", f"/imagine {text}")
    return scene.aside("ada", "in line")


def test_what_was_drawn_is_settled_at_what_bedrock_bills(scene: Scene) -> None:
    scene.slack.command("ada", "general", "/imagine two sober foxes --n 2")
    scene.picture()
    scene.bot.settle()

    it = entry(scene, "two sober foxes")
    assert (it.team_id, it.channel_id, it.user_id) == (TEAM, "C0GENERAL1", "U0ADA00001")
    assert (it.task, it.model_id, it.pictures, it.state) == ("TextToImage", CORE, 2, EntryState.SETTLED)
    assert it.spent == it.reserved == billed(scene) == Decimal("0.08")
    assert it.ended_at
    assert it.reserved_at <= it.ended_at


def test_a_model_that_costs_more_is_settled_at_its_own_price(scene: Scene) -> None:
    scene.slack.command("ada", "general", "/imagine a noble fox --model sd3.5")
    scene.picture()
    scene.bot.settle()

    assert sum_of(scene, "a noble fox") == billed(scene) == Decimal("0.08")
    assert entry(scene, "a noble fox").model_id == "stability.sd3-5-large-v1:0"


def test_what_is_made_of_a_picture_has_an_entry_of_its_own(scene: Scene) -> None:
    shown = drawn(scene)
    pressed(scene, "ben", shown, REROLL)
    reply(scene, shown)

    it = scene.bot.services.ledger.find(scene.job()["id"])
    assert it
    assert (it.user_id, it.spent, it.state) == ("U0BEN00001", Decimal("0.04"), EntryState.SETTLED)
    assert billed(scene) == Decimal("0.08")


def test_who_waits_has_a_price_held_and_gets_it_back_when_they_cancel(scene: Scene) -> None:
    notice = wait_in_line(scene, "a patient fox")
    held = entry(scene, "a patient fox")
    scene.slack.press("ada", notice, CANCEL)
    scene.aside("ada", "Nothing was drawn and nothing spent")

    assert (held.state, held.reserved, held.spent) == (EntryState.RESERVED, Decimal("0.04"), Decimal(0))
    given_back = entry(scene, "a patient fox")
    assert (given_back.state, given_back.spent, given_back.pictures) == (EntryState.REFUNDED, Decimal(0), 0)


def test_who_cancels_while_it_is_drawn_has_paid(scene: Scene) -> None:
    notice = wait_in_line(scene, "a late fox")
    scene.slack.wait_for(lambda: scene.jobs_saying("a late fox")[-1]["state"] == "drawing", 20, "its draw to begin")
    scene.slack.press("ada", notice, CANCEL)
    scene.aside("ada", "so its price stands")
    scene.bot.settle()

    assert entry(scene, "a late fox").state is EntryState.SETTLED
    assert sum_of(scene, "a late fox") == Decimal("0.04")


@pytest.mark.parametrize("prompt", ["forbidden frugal fox", "forbidden-output frugal fox"])
def test_a_refusal_costs_nothing(scene: Scene, prompt: str) -> None:
    scene.slack.command("ada", "general", f"/imagine {prompt}")
    scene.aside("ada", "content filter")
    scene.bot.settle()

    assert entry(scene, prompt).state is EntryState.REFUNDED
    assert sum_of(scene, prompt) == billed(scene) == 0


def test_pictures_that_a_filter_kept_back_are_refunded_and_the_others_are_not(scene: Scene) -> None:
    scene.slack.command("ada", "general", "/imagine forbidden-one thrifty fox --n 2")
    scene.picture()
    scene.bot.settle()

    it = entry(scene, "forbidden-one thrifty fox")
    assert (it.reserved, it.pictures, it.state) == (Decimal("0.08"), 1, EntryState.SETTLED)
    assert it.spent == billed(scene) == Decimal("0.04")


def test_what_no_model_draws_costs_nothing(scene: Scene) -> None:
    scene.slack.command("ada", "general", "/imagine a bygone fox --model nova-canvas")
    scene.aside("ada", "no longer offers")
    scene.bot.settle()

    assert entry(scene, "a bygone fox").state is EntryState.REFUNDED


@pytest.mark.parametrize("fault", ["hang", "cut"])
def test_an_answer_that_never_came_counts_as_spent_and_is_marked(scene: Scene, fault: str) -> None:
    scene.bedrock.fault_next(fault)
    scene.slack.command("ada", "general", f"/imagine a {fault} fortune --model core")
    scene.aside("ada", "may have drawn and billed")
    scene.bot.settle()

    it = entry(scene, f"a {fault} fortune")
    assert (it.state, it.pictures) == (EntryState.UNKNOWN, 1)
    assert it.spent == billed(scene) == Decimal("0.04")


@pytest.mark.parametrize(
    ("fault", "state", "pictures", "unknown"),
    [("cut", EntryState.UNKNOWN, 2, "0.04"), ("ModelErrorException", EntryState.SETTLED, 1, "0")],
)
def test_pictures_are_kept_and_charged_although_one_beside_them_failed_and_the_rest_can_be_drawn(
    scene: Scene, fault: str, state: EntryState, pictures: int, unknown: str
) -> None:
    scene.bedrock.fault_next(fault)
    scene.slack.command("ada", "general", f"/imagine two {fault} foxes --model core --seed 40 --n 2")
    notice = scene.aside("ada", "1 of 2 pictures drawn and charged, 1 missing.")
    scene.picture()
    scene.bot.settle()

    it = entry(scene, f"two {fault} foxes")
    assert (it.state, it.pictures, it.unknown) == (state, pictures, Decimal(unknown))
    assert it.spent == billed(scene) <= it.reserved

    for _ in range(2):
        scene.slack.press("ada", notice, DRAW_AGAIN)
    scene.pictures(count=2)
    scene.bot.settle()
    kept = [
        part["seed"] for job in scene.jobs_saying(f"two {fault} foxes") for part in json.loads(job["outcome"])["parts"]
    ]
    assert sorted(kept) == [40, 41]
    assert it.spent + entry(scene, f"two {fault} foxes").spent == billed(scene)


def test_a_picture_that_slack_would_not_show_has_been_paid_for(scene: Scene) -> None:
    scene.slack.fail("files.getUploadURLExternal", "file_upload_size_restricted")
    scene.slack.command("ada", "general", "/imagine a hidden fox")
    scene.aside("ada")
    scene.bot.settle()

    assert scene.jobs_saying("a hidden fox")[-1]["state"] == "failed"
    assert entry(scene, "a hidden fox").state is EntryState.SETTLED


def test_each_line_of_a_batch_has_its_own_entry(scene: Scene) -> None:
    scene.slack.command("ada", "general", "/imagine a {lone, shared} ledger")
    scene.agree("ada")
    scene.pictures(count=2)
    scene.bot.settle()

    assert sum_of(scene, "a lone ledger", "a shared ledger") == billed(scene) == Decimal("0.08")


def test_home_tells_what_is_being_drawn_apart_from_what_was_spent(scene: Scene) -> None:
    name = scene.newcomer()
    scene.bedrock.change(latency=1.5)
    scene.slack.command(name, "general", "/imagine two pending foxes --n 2")

    view = opened_home(scene, name, "Being drawn now")
    assert "Being drawn now, not counted yet: at most 2 pictures, $0.08" in said(view)
    assert "In all: 0 pictures, $0.00" in said(view)
    scene.picture()
    scene.bot.settle()
    scene.slack.open_home(name)
    view = home(scene, name, "In all: 2 pictures, $0.08")
    assert "Being drawn now" not in said(view)

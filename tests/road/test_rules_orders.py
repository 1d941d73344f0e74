"""Rules on what is asked, through every door: nothing is drawn or spent, one person is told, the word is never said."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from bot.orders.order import Order
from bot.rules.refusal import NotAllowedError
from bot.rules.rules import ChannelRules, WorkspaceRules
from bot.views.buttons import EDIT, MORE, SHOW_PARAMETERS
from tests.road.forms import GENERAL, opened
from tests.road.scenes import TEAM, WAIT_SECONDS, Json, Scene, said

OLGA = "U0OLGA0001"
WORD = "narwhal"
REFUSED = "words that the admins don't allow here"
CORE = "stability.stable-image-core-v1:1"

Setting = Callable[..., None]


@pytest.fixture
def rules(scene: Scene) -> Iterator[Setting]:
    """Sets rules of the workspace, or of #general, until the test ends."""
    book = scene.bot.services.rules

    def keep(*given: WorkspaceRules | ChannelRules) -> None:
        for kind, subject in ((WorkspaceRules, ""), (ChannelRules, GENERAL)):
            book.keep(TEAM, subject, next((it for it in given if isinstance(it, kind)), kind()), by=OLGA)

    yield keep
    scene.bot.settle()
    keep()


def imagine(scene: Scene, line: str, who: str = "ada", channel: str = "general") -> None:
    scene.slack.command(who, channel, f"/imagine {line}")


def nothing_is_drawn(scene: Scene, before: int = 0) -> None:
    scene.bot.settle()
    assert len(scene.drawn()) == before
    assert all(WORD not in text for who in ("ada", "ben") for text in scene.asides(who))


def spent(scene: Scene) -> int:
    """Or held, for the newest job."""
    query = "SELECT CASE ended_at IS NULL WHEN 1 THEN reserved_micros ELSE spent_micros END AS micros"
    return int(scene.bot.rows(f"{query} FROM imagine_ledger ORDER BY reserved_at DESC LIMIT 1")[0]["micros"])


@pytest.mark.parametrize(
    ("rule", "line", "told"),
    [
        (WorkspaceRules(is_stopped=True), "a red fox", "has stopped drawing"),
        (WorkspaceRules(closed_channels=(GENERAL,)), "a red fox", "don't allow pictures in this channel"),
        (WorkspaceRules(closed_people=("U0ADA00001",)), "a red fox", "haven't allowed you"),
        (WorkspaceRules(refused_words=(WORD,)), "a n\u0430rwh\u0430l asleep", REFUSED),
        (ChannelRules(refused_words=(WORD,)), "a n.a.r.w.h.a.l asleep", REFUSED),
        (WorkspaceRules(refused_words=(WORD,)), "a {red, blue} n4rwh4l", REFUSED),
        (WorkspaceRules(models=(CORE,)), "a red fox --model nova-canvas", "They allow: core."),
        (WorkspaceRules(tasks=("ImageVariation",)), "a red fox", "don't allow this kind of drawing"),
    ],
)
def test_a_line_against_a_rule_is_refused_to_its_asker_alone(
    scene: Scene, rules: Setting, rule: WorkspaceRules | ChannelRules, line: str, told: str
) -> None:
    rules(rule)
    imagine(scene, line)

    scene.aside("ada", told)
    nothing_is_drawn(scene)
    assert scene.slack.messages("general") == []


@pytest.mark.parametrize(
    "rule",
    [
        WorkspaceRules(channels=(GENERAL,), people=("U0ADA00001",)),
        WorkspaceRules(refused_words=(WORD, "gun"), tasks=("TextToImage",)),
    ],
)
def test_a_line_within_the_rules_is_drawn(scene: Scene, rules: Setting, rule: WorkspaceRules) -> None:
    rules(rule)
    imagine(scene, "a gunmetal fox --no narwhal --seed 7")

    scene.picture()


def test_a_mention_in_a_thread_and_this_message_are_read_too(scene: Scene, rules: Setting) -> None:
    rules(WorkspaceRules(refused_words=(WORD,)))
    scene.slack.mention("ada", "general", f"a {WORD} in the snow")
    scene.aside("ada", REFUSED)
    scene.slack.shortcut("ben", "imagine_this", scene.slack.messages("general")[-1])
    opened(scene, "ben")
    delivery = scene.slack.submit_view("ben", {})

    assert list(json.loads(delivery.ack)["errors"].values()) == [f"This holds {REFUSED}. Say it in other words."]
    nothing_is_drawn(scene)


def drawn_before_the_rule(scene: Scene, rules: Setting) -> Json:
    imagine(scene, f"a {WORD} --seed 7")
    message = scene.picture()
    scene.bot.settle()
    rules(WorkspaceRules(refused_words=(WORD,)))
    return message


@pytest.mark.parametrize("action_id", ["reroll_picture", "vary_picture"])
def test_a_button_of_what_was_made_before_the_rule_makes_nothing_more_of_it(
    scene: Scene, rules: Setting, action_id: str
) -> None:
    message = drawn_before_the_rule(scene, rules)
    scene.slack.press("ben", message, action_id)

    scene.aside("ben", REFUSED)
    nothing_is_drawn(scene, 1)


def test_an_edited_form_says_it_beside_the_field_and_keeps_what_stands_in_it(scene: Scene, rules: Setting) -> None:
    message = drawn_before_the_rule(scene, rules)
    scene.slack.press("ada", message, EDIT)
    view = opened(scene)
    delivery = scene.slack.submit_view("ada", {"form_prompt": f"two {WORD}"})
    errors = json.loads(delivery.ack)["errors"]

    field = next(block for block in view["blocks"] if block["block_id"] in errors)
    assert field["element"]["action_id"] == "form_prompt"
    assert scene.slack.view("ada"), "the form stays open"
    scene.slack.submit_view("ada", {"form_prompt": "two foxes"})
    scene.picture("general", message["ts"])


def test_a_preset_with_a_refused_word_is_refused_where_it_is_used(scene: Scene, rules: Setting) -> None:
    name = stand(scene)
    user = scene.slack.workspace.user(name).id
    scene.bot.services.preferences.keep_preset(TEAM, user, "sea", f"{WORD}, oil painting --n 2")
    rules(WorkspaceRules(refused_words=(WORD,)))
    imagine(scene, "a fox --preset sea", who=name)

    scene.aside(name, REFUSED)
    nothing_is_drawn(scene)


def test_an_order_without_a_model_is_drawn_by_one_that_is_allowed(scene: Scene, rules: Setting) -> None:
    rules(WorkspaceRules(models=("stability.stable-image-ultra-v1:1", CORE)))
    imagine(scene, "a red fox")
    scene.picture()
    assert {call["model_id"] for call in scene.bedrock.calls} == {CORE}

    rules(WorkspaceRules(models=("stability.stable-image-ultra-v1:1",)))
    imagine(scene, "a red fox, again")
    scene.aside("ada", "none of the models that could draw this")
    imagine(scene, "models")
    assert "core" not in scene.aside("ada", "Others draw if you name them")["text"]


def test_what_is_always_kept_out_reaches_the_model_and_stands_in_the_parameters_alone(
    scene: Scene, rules: Setting
) -> None:
    rules(ChannelRules(unwanted="gore"), WorkspaceRules(unwanted="blood"))
    imagine(scene, "a red fox --no people --seed 7")
    message = scene.picture()
    (body,) = scene.drawn()
    assert body["negative_prompt"] == "blood, gore, people"
    assert "blood" not in said(message)
    scene.bot.settle()

    scene.slack.press("ada", message, "reroll_picture")
    scene.pictures("general", message["ts"])
    assert [it["negative_prompt"] for it in scene.drawn()] == ["blood, gore, people"] * 2
    scene.bot.settle()

    scene.slack.press("ada", message, MORE)
    scene.slack.press("ada", opened(scene), SHOW_PARAMETERS)
    shown = json.dumps(opened(scene), ensure_ascii=False)
    assert "Always kept out by the rules here" in shown
    assert "--no people" in shown
    assert "--no blood" not in shown


def stand(scene: Scene, **standing: Any) -> str:  # noqa: ANN401  # fields of a user
    """Somebody new of this standing; answers the handle."""
    name = scene.newcomer()
    workspace = scene.slack.workspace
    with workspace.lock:
        user = workspace.user(name)
        workspace.users[user.id] = replace(user, **standing)
    scene.meet(name)
    return name


@pytest.mark.parametrize(
    ("standing", "rule", "told"),
    [
        ({"is_restricted": True}, WorkspaceRules(guests=True), "don't allow guests to draw"),
        ({"team_id": "T0OTHER001"}, WorkspaceRules(external=True), "don't allow people of other workspaces"),
    ],
)
def test_guests_and_people_of_other_workspaces_draw_where_admins_let_them(
    scene: Scene, rules: Setting, standing: dict[str, Any], rule: WorkspaceRules, told: str
) -> None:
    name = stand(scene, **standing)
    imagine(scene, "a red fox", who=name)
    scene.aside(name, told)
    scene.bot.settle()
    assert (scene.job()["state"], spent(scene)) == ("refused", 0)
    assert scene.drawn() == []

    jobs = len(scene.bot.rows("SELECT id FROM imagine_jobs"))
    imagine(scene, "a red fox in the snow", who=name)
    scene.slack.wait_for(lambda: len([it for it in scene.asides(name) if told in it]) == 2, WAIT_SECONDS)
    assert len(scene.bot.rows("SELECT id FROM imagine_jobs")) == jobs, "known by now: no job is made"

    rules(rule)
    imagine(scene, "a red fox", who=name)
    scene.picture()


def test_who_slack_says_nothing_about_is_asked_to_try_again(scene: Scene) -> None:
    name = stand(scene)
    scene.slack.fail("users.info", "user_not_found")
    imagine(scene, "a red fox", who=name)
    notice = scene.aside(name, "Slack doesn't say right now whether you may")
    scene.bot.settle()
    assert spent(scene) == 0
    assert scene.drawn() == []

    scene.slack.press(name, notice, "draw_again")
    scene.picture()


def test_a_rule_that_comes_while_a_job_waits_holds_for_it(scene: Scene, rules: Setting) -> None:
    imagine(scene, f"a {WORD} in line --seed 7")
    scene.picture()
    scene.bot.settle()
    job = scene.bot.services.jobs.get(scene.job()["id"])
    order, permits = Order.from_json(job.request), scene.bot.services.permits
    assert CORE in {model.model_id for model in permits.of(job, order).client.chain}

    for rule in (WorkspaceRules(refused_words=(WORD,)), WorkspaceRules(is_stopped=True)):
        rules(rule)
        with pytest.raises(NotAllowedError):
            permits.of(job, order)

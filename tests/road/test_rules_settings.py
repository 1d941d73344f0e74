"""Rules set in the chat: opened, changed and read by admins alone, from every door, and in force at once."""

import argparse
import io
import json

import pytest

from bot.rules.limits import parse_limits
from bot.rules.rules import ChannelRules, WorkspaceRules
from bot.rules_command.run import run
from tests.road import listings
from tests.road.listings import CONCEPT, GENERAL, SECRET, Json, form, opened_home
from tests.road.scenes import TEAM, Scene, said

ABOUT = {"section": "limits", "menu": ""}
CORE = "stability.stable-image-core-v1:1"


def press(scene: Scene, name: str, action_id: str, value: object = None) -> None:
    listings.press(scene, name, form(scene, name), action_id, value)


def menu(scene: Scene, name: str = "olga") -> Json:
    """The rules, from the slash command."""
    scene.slack.command(name, "general", "/imagine rules")
    return form(scene, name, "Who changed what")


def part(scene: Scene, section: str, expecting: str, name: str = "olga") -> None:
    press(scene, name, "change_rules", section)
    form(scene, name, expecting)


def rules(scene: Scene) -> WorkspaceRules:
    return scene.bot.services.rules.of_workspace(TEAM)


def keep(scene: Scene, rules: WorkspaceRules) -> None:
    scene.bot.services.rules.keep(TEAM, "", rules, by="U0JUNHO001")


def errors(scene: Scene, name: str) -> Json:
    return dict(scene.slack.workspace.views[form(scene, name)["id"]].errors)


def test_an_admin_sets_limits_and_sees_them_in_the_menu(scene: Scene) -> None:
    menu(scene)
    part(scene, "limits", "Each person")

    scene.slack.submit_view(
        "olga", {"limit.person.pictures.day": "20", "limit.workspace.dollars.month": "50", "timezone": "Seoul"}
    )

    form(scene, "olga", "20 pictures a day for each person; $50.00 a month for the workspace")
    form(scene, "olga", "Saved.")
    assert set(map(str, rules(scene).limits or ())) == {"person 20 pictures/day", "workspace $50.00/month"}
    assert rules(scene).timezone == "Asia/Seoul"


@pytest.mark.parametrize(
    ("section", "expecting", "values", "shown", "changes"),
    [
        (
            "who",
            "Guests may draw",
            {"channels": ["general"], "closed_people": ["ada"], "guests": ["guests"]},
            f"<#{GENERAL}>",
            {"channels": (GENERAL,), "closed_people": ("U0ADA00001",), "guests": True},
        ),
        (
            "words",
            "no prompt may hold",
            {"refused_words": "marmalade\n quince  jam \nmarmalade", "unwanted": "text,  logos"},
            "2 words and phrases are refused.",
            {"refused_words": ("marmalade", "quince jam"), "unwanted": "text, logos"},
        ),
        (
            "models",
            "Only these models draw",
            {"models": [CORE], "tasks": ["TextToImage", "Upscale"]},
            "Drawing from words, Enlarging",
            {"models": (CORE,), "tasks": ("TextToImage", "Upscale")},
        ),
        (
            "keeping",
            "Empty: 90 days",
            {"retention_days": "30", "review_channel": ["concept-art"], "admins_channel": ["general"]},
            "kept for 30 days",
            {"retention_days": 30, "review_channel": CONCEPT, "admins_channel": GENERAL},
        ),
    ],
)
def test_each_part_is_saved_shown_and_emptied_again(  # noqa: PLR0913, PLR0917  # a table's columns
    scene: Scene, section: str, expecting: str, values: Json, shown: str, changes: Json
) -> None:
    menu(scene)
    part(scene, section, expecting)
    scene.slack.submit_view("olga", values)
    form(scene, "olga", shown)
    assert rules(scene) == WorkspaceRules(**changes)

    part(scene, section, expecting)
    scene.slack.submit_view("olga", dict.fromkeys(values))
    form(scene, "olga", "Saved.")
    scene.slack.wait_for(lambda: rules(scene) == WorkspaceRules(), 10, "no rules")


def test_a_channels_own_rules_are_set_from_the_menu(scene: Scene) -> None:
    menu(scene)
    press(scene, "olga", "choose_channel_rules", "concept-art")
    form(scene, "olga", f"For <#{CONCEPT}> alone")

    scene.slack.submit_view("olga", {"limit.channel.pictures.day": "5", "unwanted": "text", "is_reviewed": "no"})

    form(scene, "olga", "Saved.")
    kept = scene.bot.services.rules.of_channel(TEAM, CONCEPT)
    assert kept == ChannelRules(limits=parse_limits("channel 5 pictures/day"), unwanted="text", is_reviewed=False)
    assert f"<#{CONCEPT}>" in said(form(scene, "olga"))


def test_an_admin_comes_to_a_channels_rules_from_its_settings(scene: Scene) -> None:
    scene.slack.command("olga", "general", "/imagine settings")
    press(scene, "olga", "open_channel_settings")
    form(scene, "olga", "Rules of this channel")
    press(scene, "olga", "open_channel_rules")
    form(scene, "olga", f"For <#{GENERAL}> alone")

    scene.slack.submit_view("olga", {"refused_words": "marmalade"})

    form(scene, "olga", "Saved.")
    assert scene.bot.services.rules.of_channel(TEAM, GENERAL).refused_words == ("marmalade",)


def test_home_and_the_settings_lead_admins_to_the_rules(scene: Scene) -> None:
    listings.press(scene, "olga", opened_home(scene, "olga", "This workspace"), "open_rules")
    form(scene, "olga", "Who changed what")

    scene.slack.command("olga", "general", "/imagine settings")
    form(scene, "olga", "Rules")
    press(scene, "olga", "open_rules")
    form(scene, "olga", "Who changed what")

    part(scene, "who", "Guests may draw")  # the third of the three that Slack stacks


def test_a_mention_answers_with_a_button_to_the_rules(scene: Scene) -> None:
    scene.slack.mention("olga", "general", "rules")

    listings.press(scene, "olga", scene.aside("olga", "The rules of this workspace"), "open_rules")

    form(scene, "olga", "Who changed what")


def test_nobody_else_finds_a_door_and_the_word_is_answered_with_a_kind_no(scene: Scene) -> None:
    name = scene.newcomer()
    assert "open_rules" not in str(opened_home(scene, name, "What you have used"))
    scene.slack.command(name, "general", "/imagine settings")
    assert "open_rules" not in str(form(scene, name))

    scene.slack.command(name, "general", "/imagine rules")

    assert "change_rules" not in str(form(scene, name, "ask one of them"))


@pytest.mark.parametrize("about", ["limits", "who", "channel"])
def test_a_forged_form_of_somebody_who_is_no_admin_changes_nothing(scene: Scene, about: str) -> None:
    channel_id = CONCEPT if about == "channel" else ""
    menu(scene)
    if about == "channel":
        press(scene, "olga", "choose_channel_rules", CONCEPT)
        form(scene, "olga", f"For <#{CONCEPT}> alone")
    else:
        part(scene, about, "Guests" if about == "who" else "Each person")
    scene.slack.command("ada", "general", "/imagine rules")
    form(scene, "ada", "ask one of them")
    views = scene.slack.workspace.views
    with scene.slack.workspace.lock:
        theirs, forged = views[form(scene, "olga")["id"]], views[form(scene, "ada")["id"]]
        forged.body.update({**theirs.body, "private_metadata": json.dumps({**ABOUT, "channel_id": channel_id})})
        forged.values.update(theirs.values)

    scene.slack.submit_view("ada", {"guests": ["guests"]} if about == "who" else {"limit.person.pictures.day": "900"})

    form(scene, "ada", "ask one of them")
    assert rules(scene) == WorkspaceRules()
    assert scene.bot.services.rules.of_channel(TEAM, channel_id or CONCEPT) == ChannelRules()


def test_a_forged_press_of_stop_stops_nothing(scene: Scene) -> None:
    shown = menu(scene)
    scene.slack.command("ada", "general", "/imagine rules")
    form(scene, "ada", "ask one of them")
    with scene.slack.workspace.lock:
        forged = scene.slack.workspace.views[form(scene, "ada")["id"]]
        forged.body.update(blocks=shown["blocks"])

    press(scene, "ada", "stop_drawing")

    form(scene, "ada", "ask one of them")
    assert not rules(scene).is_stopped


def test_what_cannot_be_is_told_beside_its_field_and_nothing_is_saved(scene: Scene) -> None:
    menu(scene)
    part(scene, "limits", "Each person")

    scene.slack.submit_view(
        "olga", {"timezone": "Soeul", "limit.person.dollars.day": "2.505", "limit.person.pictures.day": "3"}
    )

    assert "Asia/Seoul" in errors(scene, "olga")["timezone"]
    assert "2.50" in errors(scene, "olga")["limit.person.dollars.day"]
    assert rules(scene) == WorkspaceRules()


def test_what_two_admins_set_at_once_stands_beside_each_other_and_both_are_named(scene: Scene) -> None:
    scene.meet("junho")
    keep(scene, WorkspaceRules(refused_words=("old", "older")))
    menu(scene)
    part(scene, "words", "no prompt may hold")
    scene.slack.command("junho", "general", "/imagine rules")
    form(scene, "junho", "변경 기록")
    part(scene, "words", "프롬프트 금지어", "junho")

    scene.slack.submit_view("olga", {"refused_words": "older\nquince"})
    form(scene, "olga", "Saved.")
    scene.slack.submit_view("junho", {"refused_words": "old\nolder\nplum", "unwanted": "text"})
    form(scene, "junho", "저장했어요")

    assert rules(scene) == WorkspaceRules(refused_words=("older", "quince", "plum"), unwanted="text")
    noted = scene.bot.services.audit.newest(TEAM, count=2)
    assert [one.by for one in noted] == ["U0JUNHO001", "U0OLGA0001"]


def test_a_channel_that_the_admin_cannot_see_is_neither_shown_nor_lost(scene: Scene) -> None:
    keep(scene, WorkspaceRules(channels=(GENERAL, "C0HIDDEN002")))
    menu(scene)
    part(scene, "who", "1 channel that you can't see stays as it is.")

    scene.slack.submit_view("olga", {"channels": ["concept-art"]})

    form(scene, "olga", "Saved.")
    assert rules(scene).channels == ("C0HIDDEN002", CONCEPT)


def test_a_form_that_is_saved_untouched_changes_nothing(scene: Scene) -> None:
    keep(scene, WorkspaceRules(limits=parse_limits("person 20 pictures/day, channel 5 pictures/minute")))
    menu(scene)
    part(scene, "limits", "Each person")

    scene.slack.submit_view("olga", {})

    form(scene, "olga", "Nothing was changed: all is as it was.")


def test_drawing_is_stopped_for_everyone_at_once_and_goes_on_again(scene: Scene) -> None:
    menu(scene)
    press(scene, "olga", "stop_drawing")
    form(scene, "olga", "Drawing is stopped for everyone.")
    scene.slack.command("ada", "general", "/imagine a red fox")
    scene.aside("ada", "an admin has stopped drawing")

    press(scene, "olga", "let_drawing_go_on")
    form(scene, "olga", "Drawing is on.")
    scene.slack.command("ada", "general", "/imagine a red fox")

    scene.picture()


def test_what_the_command_line_sets_holds_in_a_running_bot(scene: Scene) -> None:
    settings = scene.bot.settings
    asked = argparse.Namespace(verb="set", name="stopped", value="yes", team=TEAM, channel="")

    assert run(asked, {"DATABASE_URL": settings.database_url}, out=io.StringIO(), err=io.StringIO()) == 0

    scene.slack.command("ada", "general", "/imagine a red fox")
    scene.aside("ada", "an admin has stopped drawing")


def test_the_audit_tells_who_changed_what_a_page_at_a_time_and_never_a_refused_word(scene: Scene) -> None:
    keep(scene, WorkspaceRules(refused_words=("marmalade",)))
    for count in range(1, 12):
        limits = parse_limits(f"person {count} pictures/day")
        keep(scene, WorkspaceRules(refused_words=("marmalade",), limits=limits))
    menu(scene)
    press(scene, "olga", "open_audit")
    first = said(form(scene, "olga", "<@U0JUNHO001>"))
    assert "Limit: 11 pictures a day for each person (before: 10 pictures)" in first
    assert "marmalade" not in first

    press(scene, "olga", "older_audit")

    older = said(form(scene, "olga", "1 refused word or phrase added"))
    assert "Limit: 11 pictures" not in older
    assert "marmalade" not in older
    press(scene, "olga", "newest_audit")
    form(scene, "olga", "Limit: 11 pictures")


def test_rules_of_a_private_channel_are_not_shown_to_an_admin_who_is_not_there(scene: Scene) -> None:
    scene.bot.services.rules.keep(TEAM, SECRET, ChannelRules(refused_words=("marmalade",)), by="U0MINJI001")
    assert f"<#{SECRET}>" not in said(menu(scene))

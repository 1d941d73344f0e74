"""Forms about rules without Slack: what they show, what is read of them, how the audit words it."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.locale import LANGUAGES, words_for
from bot.rules.limits import Limit, Period, Scope, Unit, parse_limits
from bot.rules.rules import ChannelRules, WorkspaceRules
from bot.rules.timezones import UnknownTimezoneError, find_timezone
from bot.settings import RuleSettings
from bot.store.audit import Noted
from bot.views.rules.about import About, Section
from bot.views.rules.answers import Answer
from bot.views.rules.audit import PAGE, AuditPage, audit_view
from bot.views.rules.changes import IN_SLACK, changes, title, who
from bot.views.rules.forms import DEFAULT_LIMITS, RulesForm, form_view
from bot.views.rules.limits import limit_text
from bot.views.rules.menu import RulesMenu, menu_view
from bot.views.rules.reading import Read, read_form
from sandbox.slack.view_limits import check_view
from sandbox.slack.workspace import Workspace
from titan_core.catalog import MODELS
from titan_core.tasks import TASKS

Json = dict[str, Any]
EN = words_for("en")
SETTINGS = RuleSettings(
    database_url="sqlite://", limits=parse_limits("person 30 pictures/day"), timezone="UTC", retention_days=90
)
ALL_LIMITS = tuple(
    Limit(scope=scope, unit=unit, period=period, amount=Decimal(9_999_999))
    for scope in Scope
    for unit in Unit
    for period in Period
)
CHANNELS = tuple(f"C{number:010}" for number in range(300))
FULL = WorkspaceRules(
    limits=ALL_LIMITS,
    timezone="America/Argentina/ComodRivadavia",
    channels=CHANNELS,
    closed_channels=CHANNELS,
    people=tuple(f"U{number:010}" for number in range(300)),
    refused_words=tuple(f"금지어 {number} \U0001f468\u200d\U0001f469\u200d\U0001f467" for number in range(1000)),
    unwanted="<!channel> *ש* & " * 500,
    models=tuple(model.model_id for model in MODELS),
    tasks=tuple(task.__name__ for task in TASKS),
    review_channel=CHANNELS[0],
    admins_channel=CHANNELS[1],
    retention_days=3650,
)
FULL_CHANNEL = ChannelRules(
    limits=ALL_LIMITS, refused_words=FULL.refused_words, unwanted=FULL.unwanted, models=FULL.models, tasks=FULL.tasks
)


def form(section: Section, rules: WorkspaceRules = WorkspaceRules(), language: str = "en") -> Json:  # noqa: B008  # frozen
    shown = RulesForm(workspace=rules, channel=FULL_CHANNEL, settings=SETTINGS, seen=frozenset(CHANNELS))
    channel_id = CHANNELS[0] if section is Section.CHANNEL else ""
    return form_view(About(section=section, channel_id=channel_id), shown, words_for(language))


def submitted(view: Json, answers: Mapping[str, Json]) -> Json:
    """The view as Slack sends it: fields hold what they showed but for these."""
    values = {}
    for block in view["blocks"]:
        if block["type"] == "input":
            element = block["element"]
            kept = {name.replace("initial", "selected"): element[name] for name in element if "initial" in name}
            held = {"value": kept.pop("selected_value", None), **kept} if "selected_value" in kept else kept
            values[block["block_id"]] = {block["block_id"]: answers.get(block["block_id"], held)}
    return {**view, "state": {"values": values}}


def read(view: Json, answers: Mapping[str, Json]) -> Read:
    return read_form(submitted(view, answers), SETTINGS.limits, EN)


def changed(read: Read, rules: WorkspaceRules) -> Json:
    return {name: change(getattr(rules, name)) for name, change in read.changes.items()}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rules", [WorkspaceRules(), FULL], ids=["none", "as many as can be"])
@pytest.mark.parametrize("section", Section)
def test_every_form_is_one_that_slack_takes(section: Section, rules: WorkspaceRules, language: str) -> None:
    check_view(Workspace(), form(section, rules, language), "modal")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "rules", [WorkspaceRules(), FULL, WorkspaceRules(is_stopped=True)], ids=["none", "full", "stop"]
)
def test_the_menu_is_one_that_slack_takes(rules: WorkspaceRules, language: str) -> None:
    menu = RulesMenu(rules=rules, settings=SETTINGS, channels=CHANNELS, said="Saved.")

    view = menu_view(menu, words_for(language))

    check_view(Workspace(), view, "modal")
    assert "<!channel>" not in str(view)


@pytest.mark.parametrize("section", Section)
def test_a_form_that_is_sent_as_it_was_shown_changes_nothing(section: Section) -> None:
    assert read(form(section, FULL), {}) == Read()


@given(
    before=st.lists(st.text(), unique=True),
    after=st.lists(st.text(), unique=True),
    now=st.lists(st.text(), unique=True),
)
def test_of_several_values_only_what_was_put_in_or_taken_out_here_changes(
    before: list[str], after: list[str], now: list[str]
) -> None:
    merged = set(Answer(before=tuple(before), after=tuple(after)).merged(tuple(now)))

    added, removed = set(after) - set(before), set(before) - set(after)
    assert merged == (set(now) - removed) | added


def test_limits_that_a_form_does_not_name_stay_and_an_empty_field_is_no_limit() -> None:
    rules = WorkspaceRules(limits=parse_limits("person 20 pictures/day, channel 5 pictures/minute, channel $5/day"))
    view = form(Section.LIMITS, rules)

    result = read(view, {"limit.channel.dollars.day": {"value": None}, "limit.person.dollars.month": {"value": "7.5"}})

    expected = parse_limits("person 20 pictures/day, channel 5 pictures/minute, person $7.50/month")
    assert set(changed(result, rules)["limits"]) == set(expected)


def test_an_amount_that_is_written_otherwise_is_no_change() -> None:
    rules = WorkspaceRules(limits=parse_limits("workspace $50/month, person 20 pictures/day"))

    result = read(form(Section.LIMITS, rules), {"limit.workspace.dollars.month": {"value": "50.00"}})

    assert changed(result, rules) == {"limits": rules.limits}


def test_the_first_limit_that_is_set_stands_beside_those_of_the_settings() -> None:
    result = read(form(Section.LIMITS), {"limit.workspace.dollars.month": {"value": "50"}})

    assert set(changed(result, WorkspaceRules())["limits"]) == set(
        parse_limits("person 30 pictures/day, workspace $50.00/month")
    )


def test_the_limits_of_the_settings_can_be_taken_back() -> None:
    rules = WorkspaceRules(limits=())
    box = {"selected_options": [{"value": DEFAULT_LIMITS}]}

    assert changed(read(form(Section.LIMITS, rules), {DEFAULT_LIMITS: box}), rules) == {"limits": None}


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("limit.person.pictures.day", "-1", "from 0 to 9,999,999"),
        ("limit.person.pictures.day", "10000000", "from 0 to 9,999,999"),
        ("limit.person.pictures.day", "NaN", "from 0 to 9,999,999"),
        ("limit.person.pictures.day", "1.5", "whole number of pictures"),
        ("limit.person.pictures.day", "many", "Write a number"),
        ("limit.person.dollars.day", "0.001", "such as 2.50"),
        ("timezone", "Moon/Base", "such as Asia/Seoul"),
    ],
)
def test_a_limit_that_cannot_be_is_told_beside_its_field(field: str, value: str, said: str) -> None:
    result = read(form(Section.LIMITS), {field: {"value": value}, "limit.person.pictures.month": {"value": "3"}})

    assert said in result.errors[field]
    assert not result.changes


@pytest.mark.parametrize(
    ("section", "field", "value", "said"),
    [
        (Section.KEEPING, "retention_days", "0", "from 1 to 3650"),
        (Section.KEEPING, "retention_days", "3651", "from 1 to 3650"),
        (Section.WORDS, "unwanted", "text --ar 1:1", "Only words count here"),
    ],
)
def test_what_else_cannot_be_is_told_beside_its_field(section: Section, field: str, value: str, said: str) -> None:
    assert said in read(form(section), {field: {"value": value}}).errors[field]


def test_words_beyond_those_that_a_field_holds_stay() -> None:
    view = form(Section.WORDS, FULL)
    (field,) = (block["element"] for block in view["blocks"] if block.get("block_id") == "refused_words")
    shown = field["initial_value"].splitlines()

    result = read(view, {"refused_words": {"value": "\n".join([*shown[1:], "new"])}})

    assert changed(result, FULL)["refused_words"] == (*FULL.refused_words[1:], "new")


@pytest.mark.parametrize(
    ("written", "zone"),
    [
        ("Asia/Seoul", "Asia/Seoul"),
        ("seoul", "Asia/Seoul"),
        ("서울", "Asia/Seoul"),
        (" new  york ", "America/New_York"),
        ("utc", "UTC"),
        ("london", "Europe/London"),
    ],
)
def test_a_time_zone_is_known_by_its_name_and_by_its_city(written: str, zone: str) -> None:
    assert find_timezone(written) == zone


def test_an_unknown_time_zone_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownTimezoneError) as caught:
        find_timezone("Asia/Soeul")

    assert "Asia/Seoul" in caught.value.nearest


def test_a_limit_is_said_in_words() -> None:
    said = [limit_text(limit, EN) for limit in parse_limits("person 1 pictures/minute, channel $5/day")]

    assert said == ["1 picture a minute for each person", "$5.00 a day for each channel"]


def noted(what: str = "rules_changed", about: str = "", **details: Any) -> Noted:  # noqa: ANN401  # JSON
    return Noted(id=7, team_id="T1", at=1.8e9, by="U0OLGA0001", what=what, about=about, details=details)


@pytest.mark.parametrize(
    ("details", "said"),
    [
        (
            {"limits": ["person 20 pictures/day, channel $5/day", "person 30 pictures/day, workspace $9/month"]},
            [
                "Limit: 30 pictures a day for each person (before: 20 pictures)",
                "New limit: $9.00 a month for the workspace",
                "No longer a limit: $5.00 a day for each channel",
            ],
        ),
        ({"limits": ["person 20 pictures/day", None]}, ["Limits: as in the bot's settings"]),
        ({"limits": ["of another release", "x"]}, ["Limits were changed"]),
        (
            {"refused_words": [["marmalade", "jam"], ["jam", "quince"]]},
            ["1 refused word or phrase added", "1 refused word or phrase removed"],
        ),
        ({"channels": [["C0A"], ["C0B"]]}, ["Pictures only in these channels: added <#C0B>",
                                            "Pictures only in these channels: removed <#C0A>"]),
        ({"tasks": [[], ["Upscale", "OfTomorrow"]]}, ["Only these kinds of drawing: added Enlarging, OfTomorrow"]),
        ({"guests": [False, True]}, ["Guests may draw: yes (before: no)"]),
        ({"retention_days": [None, 30]}, ["Days that prompts and pictures are kept: 30 (before: not set)"]),
        ({"unheard-of": ["a", "<!here>"]}, ["unheard-of: &lt;!here&gt; (before: a)"]),
    ],
)  # fmt: skip
def test_a_change_is_told_in_words_and_refused_words_are_only_counted(details: Json, said: list[str]) -> None:
    assert changes(noted(**details), EN, IN_SLACK) == said


@pytest.mark.parametrize(
    ("what", "about", "said"),
    [
        ("rules_changed", "", "Rules of the workspace"),
        ("rules_changed", "C0ART", "Rules of <#C0ART>"),
        ("approved", "U0ADA", "Approved once what <@U0ADA> had asked for"),
        ("data_erased", "U0ADA", "Erased the data of <@U0ADA>"),
        ("picture_rejected", "job7", "Rejected a picture: job7"),
        ("of*tomorrow", "<!here>", "of\u2217tomorrow &lt;!here&gt;"),
    ],
)
def test_what_was_done_is_told_whatever_it_was(what: str, about: str, said: str) -> None:
    assert title(noted(what, about), EN, IN_SLACK) == said
    assert who(noted(what), EN, IN_SLACK) == "<@U0OLGA0001>"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_of_the_audit_is_one_that_slack_takes(language: str) -> None:
    details: Json = {name: [[], value] for name, value in FULL.to_json().items() if isinstance(value, list)}
    details |= {"limits": [None, FULL.to_json()["limits"]], "unwanted": ["", FULL.unwanted]}
    entries = [noted(**details)] * PAGE

    view = audit_view(AuditPage(entries=entries, is_first=False, is_last=False), words_for(language))

    check_view(Workspace(), view, "modal")
    assert "<!channel>" not in str(view)

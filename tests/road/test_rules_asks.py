"""Out of quota: an admin is asked, answers once whoever presses, and the asker hears of it."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from bot.jobs import names
from bot.orders.verdict import Decision, Verdict
from bot.rules.limits import parse_limits
from bot.rules.rules import ChannelRules, WorkspaceRules
from bot.store.people import Person
from bot.views.buttons import APPROVE_ONCE, ASK_ADMIN, DECLINE, RAISE_LIMIT
from bot.views.deciding import AMOUNT, REASON
from tests.dialogues import eyes
from tests.road.scenes import TEAM, WAIT_SECONDS, Json, Scene, images, said

ADMINS_CHANNEL = "C0CONCEPT1"
GENERAL = "C0GENERAL1"
LIMITS_PAGE = Path(__file__).parents[2] / "docs" / "limits.md"
NONE_LEFT = "person 0 pictures/day"
ASKS = "more than a limit leaves"


@pytest.fixture(autouse=True)
def as_before(scene: Scene) -> Iterator[None]:
    scene.slack.configure(tiers=False)
    scene.meet("olga")
    yield
    scene.bot.settle()
    set_rules(scene)
    scene.bot.services.rules.keep(TEAM, GENERAL, ChannelRules(), by="U0OLGA0001")


def set_rules(scene: Scene, limits: str = "", admins_channel: str = "") -> None:
    rules = WorkspaceRules(limits=parse_limits(limits) if limits else None, admins_channel=admins_channel)
    scene.bot.services.rules.keep(TEAM, "", rules, by="U0OLGA0001")


def asked(scene: Scene, line: str) -> str:
    """Somebody who has used nothing, and has no request open, is refused and asks."""
    who = scene.newcomer()
    scene.meet(who)
    scene.slack.command(who, "general", f"/imagine {line}")
    scene.slack.press(who, scene.aside(who, "Not drawn"), ASK_ADMIN)
    scene.aside(who, "The admins are asked")
    return who


def direct(scene: Scene, user: str, saying: str = ASKS) -> Json:
    """What the bot has written to somebody."""

    def found() -> list[Json]:
        return [message for message in scene.slack.direct_messages(user) if saying in said(message)]

    return scene.slack.wait_for(found, WAIT_SECONDS, f"{saying!r} to {user}")[-1]


def in_channel(scene: Scene, saying: str = ASKS) -> Json:
    """What stands in the admins' channel."""

    def found() -> list[Json]:
        return [message for message in scene.slack.messages("concept-art") if saying in said(message)]

    return scene.slack.wait_for(found, WAIT_SECONDS, f"{saying!r} to the admins")[-1]


def opened(scene: Scene, user: str, saying: str) -> Json:
    def look() -> Json:
        view = scene.slack.view(user) or {}
        return view if saying in str(view) else {}

    return scene.slack.wait_for(look, WAIT_SECONDS, f"{saying!r} in the form of {user}")


def admin(scene: Scene) -> str:
    """Somebody who becomes an admin."""
    name = scene.newcomer()
    workspace = scene.slack.workspace
    with workspace.lock:
        user = workspace.user(name)
        workspace.users[user.id] = replace(user, is_admin=True)
    scene.meet(name)
    return name


def drawn(scene: Scene, prompt: str) -> int:
    scene.bot.settle()
    return len(scene.jobs_saying(prompt))


def test_what_an_admin_approves_once_is_drawn_where_it_was_asked_for(scene: Scene) -> None:
    set_rules(scene, NONE_LEFT)
    who = asked(scene, "a fox approved once")
    request = direct(scene, "olga")
    assert "a fox approved once" in said(request)
    scene.slack.press("olga", request, APPROVE_ONCE)

    assert images(scene.picture())
    direct(scene, who, "<@U0OLGA0001> approved your request")
    assert APPROVE_ONCE not in str(direct(scene, "olga", "Approved once by <@U0OLGA0001>"))
    assert APPROVE_ONCE not in str(direct(scene, "junho", "<@U0OLGA0001> 님이 이번만 승인했어요"))
    scene.slack.command(who, "general", "/imagine another fox")
    scene.aside(who, "Not drawn")


def test_of_three_who_press_at_the_same_time_one_decides_and_one_picture_is_drawn(scene: Scene) -> None:
    admins = [admin(scene) for _ in range(3)]
    set_rules(scene, NONE_LEFT, ADMINS_CHANNEL)
    who = asked(scene, "three admins at once")
    request = in_channel(scene)
    with ThreadPoolExecutor(3) as hands:
        list(hands.map(lambda who: scene.slack.press(who, request, APPROVE_ONCE), admins))

    assert drawn(scene, "three admins at once") == 1
    assert sorted(len(scene.asides(name)) for name in admins) == [0, 1, 1]
    assert len([it for it in scene.slack.direct_messages(who) if "approved your request" in said(it)]) == 1


def test_a_decline_reaches_the_asker_with_its_reason_and_nothing_is_drawn(scene: Scene) -> None:
    set_rules(scene, NONE_LEFT, ADMINS_CHANNEL)
    who = asked(scene, "a fox declined")
    scene.slack.press("olga", in_channel(scene), DECLINE)
    opened(scene, "olga", REASON)
    scene.slack.submit_view("olga", {REASON: "Use the <!channel> stock *first*"})

    told = direct(scene, who, "declined your request")
    assert "Use the <!channel> stock *first*" in [block.get("text", {}).get("text") for block in told["blocks"]]
    assert "<!channel>" not in told["text"]
    assert "Declined by <@U0OLGA0001>" in said(in_channel(scene, "Declined"))
    assert drawn(scene, "a fox declined") == 0


def test_a_raised_limit_holds_for_all_and_has_to_be_enough(scene: Scene) -> None:
    set_rules(scene, f"{NONE_LEFT}, workspace $50/month", ADMINS_CHANNEL)
    who = asked(scene, "a fox and a limit --n 2")
    scene.slack.press("olga", in_channel(scene), RAISE_LIMIT)
    assert opened(scene, "olga", AMOUNT)
    scene.slack.submit_view("olga", {AMOUNT: "1"})
    assert "needs 2 at least" in str(scene.slack.view("olga"))
    scene.slack.submit_view("olga", {AMOUNT: "3"})

    assert images(scene.picture())
    direct(scene, who, "<@U0OLGA0001> raised the limit")
    in_channel(scene, "The limit was raised by <@U0OLGA0001>")
    limits = scene.bot.services.rules.of_workspace(TEAM).limits
    assert limits == parse_limits("person 3 pictures/day, workspace $50/month")
    noted = [(entry.what, entry.by) for entry in scene.bot.services.audit.newest(TEAM, count=2)]
    assert noted == [("rules_changed", "U0OLGA0001"), ("limit_raised", "U0OLGA0001")]


def test_a_channels_own_limit_is_raised_there(scene: Scene) -> None:
    own = ChannelRules(limits=parse_limits("channel 0 pictures/month"))
    scene.bot.services.rules.keep(TEAM, GENERAL, own, by="U0OLGA0001")
    set_rules(scene, "", ADMINS_CHANNEL)
    asked(scene, "a fox in this channel")
    scene.slack.press("olga", in_channel(scene), RAISE_LIMIT)
    opened(scene, "olga", "everybody in this channel")
    scene.slack.submit_view("olga", {AMOUNT: "9000"})

    assert images(scene.picture())
    in_channel(scene, "The limit was raised")
    assert str(scene.bot.services.rules.of_channel(TEAM, GENERAL).limits[0]) == "channel 9000 pictures/month"


def test_whoever_is_no_admin_changes_nothing(scene: Scene) -> None:
    set_rules(scene, NONE_LEFT, ADMINS_CHANNEL)
    asked(scene, "a fox and no admin")
    request = in_channel(scene)
    scene.slack.press("ben", request, APPROVE_ONCE)
    scene.aside("ben", "Only admins can answer this")
    scene.slack.press("ben", request, DECLINE)

    opened(scene, "ben", "Only admins can answer this")
    assert drawn(scene, "a fox and no admin") == 0
    assert APPROVE_ONCE in str(in_channel(scene))


@pytest.mark.parametrize("team_id", [TEAM, "T0ANOTHER1"])
def test_an_ask_that_is_not_there_or_another_workspaces_is_not_decided(scene: Scene, team_id: str) -> None:
    set_rules(scene, NONE_LEFT, ADMINS_CHANNEL)
    asked(scene, f"a fox of {team_id}")
    request = in_channel(scene)
    real = request["blocks"][-1]["elements"][0]["value"]
    forged = Verdict(
        id=f"approve:{team_id}:{request['ts']}",
        decision=Decision.APPROVED,
        ask_id=real if team_id != TEAM else "0123456789ab",
        person=Person(team_id=team_id, user_id="U0OLGA0001"),
        channel_id=ADMINS_CHANNEL,
        message_ts=request["ts"],
    )
    scene.bot.services.errands.begin(names.DECIDE_ASK, forged.id, forged.to_json())

    scene.aside("olga", "This request isn't there any more")
    assert drawn(scene, f"a fox of {team_id}") == 0
    assert APPROVE_ONCE in str(in_channel(scene))


def test_the_workspaces_own_limit_is_in_an_approvals_way_and_the_request_stays_open(scene: Scene) -> None:
    set_rules(scene, NONE_LEFT, ADMINS_CHANNEL)
    who = asked(scene, "a fox twice pressed")
    set_rules(scene, f"{NONE_LEFT}, workspace 0 pictures/day", ADMINS_CHANNEL)
    scene.slack.press("olga", in_channel(scene), APPROVE_ONCE)
    scene.aside("olga", "Not approved yet")
    set_rules(scene, NONE_LEFT, ADMINS_CHANNEL)
    scene.slack.press("olga", in_channel(scene), APPROVE_ONCE)

    assert images(scene.picture())
    direct(scene, who, "approved your request")


def test_what_was_asked_in_private_reaches_admins_without_its_words(scene: Scene) -> None:
    set_rules(scene, NONE_LEFT, ADMINS_CHANNEL)
    asked(scene, "a secret fox --private")

    request = in_channel(scene)
    assert "private conversation" in said(request)
    assert "secret fox" not in str(request)
    assert GENERAL not in str(request)


def test_where_no_admin_can_be_reached_the_asker_hears_so(scene: Scene) -> None:
    set_rules(scene, NONE_LEFT)
    scene.slack.fail("users.list", "missing_scope")
    who = asked(scene, "a fox and nobody")

    direct(scene, who, "No admin of this workspace could be reached")


def test_asked_twice_admins_are_told_once_and_five_requests_may_be_open(scene: Scene) -> None:
    set_rules(scene, NONE_LEFT, ADMINS_CHANNEL)
    who = scene.newcomer()
    scene.meet(who)
    for number in range(6):
        scene.slack.command(who, "general", f"/imagine fox {number}")
        refused = scene.slack.wait_for(
            lambda: [it for it in scene.slack.ephemerals(who) if ASK_ADMIN in str(it)], WAIT_SECONDS, "a refusal"
        )[-1]
        scene.slack.press(who, refused, ASK_ADMIN)
        scene.slack.wait_for(
            lambda: not [it for it in scene.slack.ephemerals(who) if ASK_ADMIN in str(it)], WAIT_SECONDS, "an answer"
        )
    scene.bot.settle()

    scene.aside(who, "Five requests of yours wait")
    assert len([it for it in scene.slack.messages("concept-art") if ASKS in said(it)]) == 5


def printed(text: str) -> str:
    """On one line; dates, seeds and files are others each time."""
    alike = re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d UTC|(?<=seed )\d+", "N", text)
    return " ".join(re.sub(r" \(file [^)]*\)", "", alike).split())


def test_the_story_in_the_documentation_goes_as_it_is_printed(scene: Scene) -> None:
    pia = scene.newcomer()
    workspace = scene.slack.workspace
    with workspace.lock:
        user = workspace.user(pia)
        workspace.users[user.id] = replace(user, name="pia")
    set_rules(scene, "person 1 pictures/day")
    scene.slack.command("pia", "general", "/imagine a red fox")
    scene.picture()
    scene.slack.command("pia", "general", "/imagine a red fox in the snow")
    refused = scene.aside("pia", "Not drawn")
    told = [eyes.words_of(scene, refused)]
    scene.slack.press("pia", refused, ASK_ADMIN)
    told.append(eyes.words_of(scene, scene.aside("pia", "The admins are asked")))
    request = direct(scene, "olga")
    told.append(eyes.words_of(scene, request))
    scene.slack.press("olga", request, APPROVE_ONCE)
    told.append(eyes.words_of(scene, direct(scene, "olga", "Approved once")).splitlines()[-1])
    told.append(eyes.words_of(scene, direct(scene, "pia", "approved your request")))
    told.append(eyes.words_of(scene, scene.pictures(count=2)[-1]))

    page = printed(LIMITS_PAGE.read_text("utf-8").replace("Imagine  ", ""))
    at = [page.find(printed(words)) for words in told]
    assert -1 not in at, told
    assert at == sorted(at)


def test_the_form_that_raises_a_limit_tells_how_it_was_when_it_was_asked(scene: Scene) -> None:
    set_rules(scene, NONE_LEFT, ADMINS_CHANNEL)
    asked(scene, "a fox whose limit changed")
    set_rules(scene, "person 7 pictures/day", ADMINS_CHANNEL)
    scene.slack.press("olga", in_channel(scene), RAISE_LIMIT)
    shown = said(opened(scene, "olga", AMOUNT))
    assert "When it was asked: 0 pictures a day for each person" in shown

"""Asks: decided once, five open at a time, seven days long; their words within Slack's limits, whatever was asked."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from bot.delivery.admins import Admins
from bot.delivery.slack_calls import SlackCalls
from bot.locale import LANGUAGES, words_for
from bot.orders.asked import Asked
from bot.orders.order import Order
from bot.orders.verdict import Decision, Verdict
from bot.store.asks import MOST_OPEN, OPEN_SECONDS, Ask, AskDecidedError, Asks
from bot.store.audit import Audit
from bot.store.database import Database
from bot.store.drafts import Draft, Drafts
from bot.store.people import Person
from bot.views.asks import Asking, answer_message, ask_message, verdict_notice
from bot.views.deciding import AMOUNT, AskAt, amount_in, needed, raise_view
from sandbox.slack import SlackSandbox
from sandbox.slack.entities import User
from tests.titan_core.clocks import Clock
from titan_core.tasks import TextToImage

ADA, OLGA, JUNHO = (Person(team_id="T0SANDBOX1", user_id=it) for it in ("U0ADA00001", "U0OLGA0001", "U0JUNHO001"))
EN = words_for("en")
PROMPTS = {
    "long": "a fox & <!channel> *bold* " * 380,
    "korean": "붉은 여우가 눈밭에서 " * 800,
    "emoji": "\U0001f469\u200d\U0001f469\u200d\U0001f467 " * 1600,
    "right to left": "\u05e9\u05d5\u05e2\u05dc \u202e " * 1200,
}
Json = dict[str, Any]


@pytest.fixture
def asks(database: Database, clock: Clock) -> Asks:
    return Asks(database, clock=clock)


def payload(prompt: str = "a fox", limit: str = "person 20 pictures/day", *, count: int = 1, **values: str) -> Json:
    one = Asked(
        intent="i",
        person=ADA,
        channel_id="C0GENERAL1",
        thread_ts=None,
        command="/imagine",
        response_url="https://hooks.slack.com/x",
        order=Order.of(TextToImage(prompt=prompt, number_of_images=2)),
    )
    said = {
        "limit": limit,
        "used": "19",
        "left": "1",
        "wanted": "2",
        "refills_at": "1790000000",
        "channel_id": "",
        **values,
    }
    return {"asked": [one.to_json()] * count, "refusal": {"code": "over_limit", "values": said}}


def draft(database: Database, intent: str = "i", **more: Any) -> Draft:  # noqa: ANN401  # payload's own
    drafts = Drafts(database)
    found = drafts.find(drafts.put("ask", ADA, payload(**more), intent=intent), "ask", ADA)
    assert found
    return found


def kept(asks: Asks, database: Database, **more: Any) -> Ask:  # noqa: ANN401  # payload's own
    one = draft(database, **more)
    assert asks.keep(one)
    found = asks.find(one.id, ADA.team_id)
    assert found
    return found


def verdict(ask: Ask, person: Person = OLGA, decision: Decision = Decision.DECLINED, **more: str) -> Verdict:
    return Verdict(
        id=f"{decision}:{person.user_id}",
        decision=decision,
        ask_id=ask.id,
        person=person,
        channel_id="C1",
        message_ts="1.0",
        **more,
    )


def test_a_verdict_is_the_same_after_json(asks: Asks, database: Database) -> None:
    one = verdict(kept(asks, database), decision=Decision.RAISED, amount="7.50")
    assert Verdict.from_json(one.to_json()) == one


def test_of_admins_who_decide_at_the_same_moment_one_does_and_the_audit_has_one_row(
    asks: Asks, database: Database
) -> None:
    ask = kept(asks, database)

    def decline(number: int) -> bool:
        try:
            asks.decline(verdict(ask, replace(OLGA, user_id=f"U{number}")))
        except AskDecidedError:
            return False
        return True

    with ThreadPoolExecutor(4) as hands:
        decided = list(hands.map(decline, range(8)))

    (noted,) = Audit(database).newest(ADA.team_id, count=10)
    found = asks.find(ask.id, ADA.team_id)
    assert found
    assert sum(decided) == 1
    assert (noted.what, noted.by, noted.about) == ("declined", f"U{decided.index(True)}", ADA.user_id)
    assert found.decided_by == noted.by


def test_an_admin_of_another_workspace_neither_finds_nor_decides_it(asks: Asks, database: Database) -> None:
    ask, stranger = kept(asks, database), replace(OLGA, team_id="T0ANOTHER1")

    assert asks.find(ask.id, stranger.team_id) is None
    with pytest.raises(AskDecidedError):
        asks.decline(verdict(ask, stranger))


def test_after_seven_days_nobody_decides_any_more(asks: Asks, database: Database, clock: Clock) -> None:
    ask = kept(asks, database)
    clock.now += OPEN_SECONDS - 1
    assert asks.is_open(ask)
    clock.now += 2

    assert not asks.is_open(ask)
    with pytest.raises(AskDecidedError):
        asks.decline(verdict(ask))


def test_one_draft_is_one_ask_and_a_sixth_open_one_is_not_kept(asks: Asks, database: Database, clock: Clock) -> None:
    drafts = [draft(database, f"i{number}") for number in range(MOST_OPEN + 1)]

    assert [asks.keep(one) for one in drafts] == [True] * MOST_OPEN + [False]
    assert asks.keep(drafts[0])
    first = asks.find(drafts[0].id, ADA.team_id)
    assert first
    asks.decline(verdict(first))
    assert asks.keep(drafts[-1])
    clock.now += OPEN_SECONDS
    assert asks.keep(draft(database, "a week later"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PROMPTS)
def test_slack_takes_what_admins_and_askers_read(  # noqa: PLR0913, PLR0917  # pytest's fixtures
    asks: Asks, database: Database, slack: SlackSandbox, calls: SlackCalls, language: str, name: str
) -> None:
    words = words_for(language)
    ask = kept(asks, database, prompt=PROMPTS[name], count=9)
    asks.decline(verdict(ask, reason=(PROMPTS[name] * 2)[:500]))
    decided = asks.find(ask.id, ADA.team_id)
    assert decided
    messages = [
        ask_message(Asking(ask=ask, is_seen=True, usd=Decimal("0.04"), is_open=True), words),
        ask_message(Asking(ask=ask, is_seen=False, usd=None, is_open=True), words),
        ask_message(Asking(ask=decided, is_seen=True, usd=Decimal("0.04"), is_open=False), words),
        answer_message(decided, words),
        verdict_notice({"about": "late"}, decided, words),
        verdict_notice({"about": "in_the_way", "refusal": {"code": "stopped", "values": {}}}, ask, words),
    ]
    slack.configure(tiers=False)
    for message in messages:
        calls.call(ADA.team_id, "chat.postMessage", channel="C0GENERAL1", **message)

    assert len(slack.messages("general")) == len(messages)
    assert "*bold*" not in str([message["text"] for message in messages])


def test_what_is_not_for_an_admin_to_read_is_not_in_the_message(asks: Asks, database: Database) -> None:
    ask = kept(asks, database, prompt="a secret fox")
    message = str(ask_message(Asking(ask=ask, is_seen=False, usd=None, is_open=True), EN))

    assert "secret" not in message
    assert "C0GENERAL1" not in message


@pytest.mark.parametrize(
    ("limit", "used", "wanted", "least"),
    [
        ("person 20 pictures/day", "20", "2", "22"),
        ("person 20 pictures/day", "25", "2", "27"),
        ("channel 0 pictures/month", "0", "1", "1"),
        ("person $1.50/day", "1.49", "0.0812", "1.58"),
    ],
)
def test_a_raised_limit_has_room_for_what_is_asked(  # noqa: PLR0913, PLR0917  # pytest's parameters
    asks: Asks, database: Database, limit: str, used: str, wanted: str, least: str
) -> None:
    ask = kept(asks, database, limit=limit, used=used, wanted=wanted)
    at = AskAt(ask_id=ask.id, channel_id="C1", message_ts="1.0")
    element = raise_view(at, ask, EN)["blocks"][1]["element"]

    assert needed(ask) == Decimal(least)
    assert element["initial_value"] == least
    assert amount_in(filled(least), ask, EN) == (least, "")


@pytest.mark.parametrize("written", ["", "many", "1", "-3", "1e9", "20.5", "NaN", "99999999"])
def test_what_is_no_limit_or_too_low_is_refused_beside_the_field(asks: Asks, database: Database, written: str) -> None:
    amount, error = amount_in(filled(written), kept(asks, database), EN)

    assert not amount
    assert "21" in error


def filled(value: str) -> Json:
    return {"state": {"values": {AMOUNT: {AMOUNT: {"value": value}}}}}


def test_ten_admins_are_asked_at_most_and_none_who_has_left(slack: SlackSandbox, calls: SlackCalls) -> None:
    workspace = slack.workspace
    more = [User(id=f"U0MORE{n:04}", name=f"more{n}", real_name="More", is_admin=n % 2 == 0) for n in range(500)]
    gone = User(id="U0GONE0001", name="gone", real_name="Gone", is_admin=True, is_deleted=True)
    with workspace.lock:
        workspace.users.update({user.id: user for user in [gone, *more]})

    found = Admins(slack=calls).all(ADA.team_id)

    assert found[:2] == [JUNHO.user_id, OLGA.user_id]
    assert len(found) == 10
    assert gone.id not in found


def test_admins_on_a_later_page_are_found(slack: SlackSandbox, calls: SlackCalls) -> None:
    workspace = slack.workspace
    plain = [User(id=f"U0MORE{n:04}", name=f"more{n}", real_name="More") for n in range(400)]
    last = User(id="U0ZLAST001", name="last", real_name="Last", is_owner=True)
    with workspace.lock:
        workspace.users.update({user.id: user for user in [*plain, last]})

    assert Admins(slack=calls).all(ADA.team_id) == [JUNHO.user_id, OLGA.user_id, last.id]


def test_named_admins_are_asked_without_a_word_to_slack(slack: SlackSandbox, calls: SlackCalls) -> None:
    assert Admins(slack=calls, named=("U1", "U2")).all(ADA.team_id) == ["U1", "U2"]
    assert slack.calls("users.list") == []

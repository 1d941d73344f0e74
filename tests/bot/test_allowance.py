"""Limits hold: whatever is asked for, given back or spent, in whatever order, by however many at once."""

import itertools
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal
from threading import Barrier

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.jobs.enqueue import Enqueued, Enqueuer
from bot.jobs.gate import Gate
from bot.orders.asked import Asked
from bot.orders.order import Order
from bot.rules.limits import parse_limits
from bot.rules.refusal import NotAllowedError, Refusal, RefusalCode
from bot.rules.rules import ChannelRules, WorkspaceRules
from bot.services import Services, make_services, open_database
from bot.settings import Settings
from bot.store.allowance import Demand, Left
from bot.store.database import Database
from bot.store.jobs import Job
from bot.store.people import Person
from tests.bot.entries import answer, begin, call, end, reserve
from tests.bot.job_rows import job
from titan_core.tasks import TextToImage

_NUMBERS = itertools.count(1)
_NOON = 1_700_049_600.0  # in UTC
_PRICE = Decimal("0.04")  # of a picture, by the only model there is


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """What receives, without what draws; nobody is called."""
    env = {
        "SLACK_BOT_TOKEN": "xoxb-1",
        "SLACK_SIGNING_SECRET": "secret",
        "SLACK_API_URL": "http://127.0.0.1:9/api/",
        "DATA_DIR": str(tmp_path_factory.mktemp("data")),
        "AWS_ACCESS_KEY_ID": "AKIASANDBOX",
        "AWS_SECRET_ACCESS_KEY": "sandbox",
        "IMAGINE_MODELS": "core",
    }
    told = Settings.from_env(env)
    database = open_database(told)
    services = make_services(told, database)
    yield services
    services.close()
    database.dispose()


@pytest.fixture(scope="module")
def enqueuer(services: Services) -> Iterator[Enqueuer]:
    """At noon, for ever."""
    enqueuer = Enqueuer(
        database=services.database,
        line=services.line,
        gate=replace(services.gate, clock=lambda: _NOON),
        pick_seed=lambda: 7,
        estimate=services.pricing.estimate,
        nudge=lambda: None,
        clock=lambda: _NOON,
    )
    yield enqueuer
    enqueuer.close()


class Workspace:
    """A new one in the same database, with limits."""

    def __init__(self, services: Services, limits: str, channel_limits: str = "", timezone: str = "") -> None:
        self.services = services
        self.team_id = f"T{next(_NUMBERS)}"
        self._keep("", WorkspaceRules(limits=parse_limits(limits), timezone=timezone))
        self._keep("C1", ChannelRules(limits=parse_limits(channel_limits)))

    @property
    def database(self) -> Database:
        return self.services.database

    def gate(self, now: float = _NOON) -> Gate:
        return replace(self.services.gate, clock=lambda: now)

    def person(self, name: str = "U1") -> Person:
        return Person(team_id=self.team_id, user_id=name)

    def asked(self, name: str = "U1", channel_id: str = "C1", pictures: int = 1) -> Asked:
        return Asked(
            intent=f"test:{next(_NUMBERS)}",
            person=self.person(name),
            channel_id=channel_id,
            thread_ts=None,
            command="/imagine",
            response_url=None,
            order=Order.of(TextToImage(prompt="a fox", number_of_images=pictures)),
        )

    def spent(self, at: float, pictures: int = 1, name: str = "U1", channel_id: str = "C1") -> None:
        it = job(id=f"a{next(_NUMBERS)}", team_id=self.team_id, user_id=name, channel_id=channel_id, asked_at=at)
        reserve(self.database, it, pictures=pictures, usd=str(pictures * _PRICE))

    def admit(self, pictures: int = 1, now: float = _NOON, name: str = "U1", channel_id: str = "C1") -> Left | None:
        """Raises NotAllowedError."""
        price = pictures * _PRICE
        demand = Demand(person=self.person(name), channel_id=channel_id, pictures=pictures, usd=price, about=price)
        with self.database.read() as connection:
            return self.gate(now).admit(connection, demand, [self.asked(name, channel_id, pictures)])

    def refusal(self, pictures: int = 1, now: float = _NOON, name: str = "U1", channel_id: str = "C1") -> Refusal:
        with pytest.raises(NotAllowedError) as raised:
            self.admit(pictures, now, name, channel_id)
        return raised.value.refusal

    def counted(self, limit: str, name: str = "U1", channel_id: str = "C1") -> Decimal:
        found = self.gate().standing(self.person(name), channel_id)
        return next(one.used for one in found if str(one.limit) == limit)

    def jobs(self) -> int:
        with self.database.read() as connection:
            query = f"SELECT count(*) FROM imagine_jobs WHERE team_id = '{self.team_id}'"  # noqa: S608  # a test's own id
            return int(connection.exec_driver_sql(query).scalar_one())

    def _keep(self, channel_id: str, rules: WorkspaceRules | ChannelRules) -> None:
        self.services.rules.keep(self.team_id, channel_id, rules, by="U0")


def test_what_a_limit_leaves_may_be_drawn_and_no_picture_more(services: Services) -> None:
    it = Workspace(services, "person 5 pictures/day")
    it.spent(_NOON - 60, 3)
    it.admit(2)

    refusal = it.refusal(3)
    assert (refusal.code, refusal.may_ask) == (RefusalCode.OVER_LIMIT, True)
    assert refusal.values == {
        "limit": "person 5 pictures/day",
        "used": "3",
        "left": "2",
        "wanted": "3",
        "orders": "1",
        "refills_at": str(_NOON + 12 * 3600),
        "channel_id": "",
    }


def test_dollars_are_counted_to_the_cent(services: Services) -> None:
    it = Workspace(services, "person $0.20/day")
    it.spent(_NOON - 60, 3)
    it.admit(2)
    assert Decimal(it.refusal(3).values["left"]) == Decimal("0.08")


@pytest.mark.parametrize(
    ("limits", "own", "counts"),
    [
        ("person 1 pictures/day", "", {("U1", "C1"), ("U1", "C2")}),
        ("channel 1 pictures/day", "", {("U1", "C1"), ("U2", "C1")}),
        ("workspace 1 pictures/day", "", {("U1", "C1"), ("U2", "C1"), ("U1", "C2"), ("U2", "C2")}),
        ("", "person 1 pictures/day", {("U1", "C1")}),
        ("", "channel 1 pictures/day", {("U1", "C1"), ("U2", "C1")}),
    ],
)
def test_a_limit_counts_together_those_that_it_is_about(
    services: Services, limits: str, own: str, counts: set[tuple[str, str]]
) -> None:
    it = Workspace(services, limits, own)
    Workspace(services, limits, own).spent(_NOON)
    it.admit()
    it.spent(_NOON)
    for who in itertools.product(("U1", "U2"), ("C1", "C2")):
        if who in counts:
            it.refusal(name=who[0], channel_id=who[1])
        else:
            it.admit(name=who[0], channel_id=who[1])


def test_a_day_and_a_month_are_those_of_the_workspace(services: Services) -> None:
    for zone, hours in (("Asia/Seoul", 3), ("America/New_York", 17), ("", 12)):
        it = Workspace(services, "person 1 pictures/day", timezone=zone)
        it.spent(_NOON)
        assert it.refusal().values["refills_at"] == str(_NOON + hours * 3600)
        it.refusal(now=_NOON + hours * 3600 - 1)
        it.admit(now=_NOON + hours * 3600)


def test_a_burst_ends_when_enough_of_it_is_a_minute_old(services: Services) -> None:
    it = Workspace(services, "person 3 pictures/minute")
    for seconds in (50, 30, 10):
        it.spent(_NOON - seconds)

    for pictures, seconds in ((1, 11), (2, 31), (3, 51)):
        refusal = it.refusal(pictures)
        assert (refusal.code, refusal.may_ask) == (RefusalCode.TOO_FAST, False)
        assert refusal.values["seconds"] == str(seconds)
        it.refusal(pictures, now=_NOON + seconds - 1.5)
        it.admit(pictures, now=_NOON + seconds)


@pytest.mark.parametrize("period", ["minute", "day"])
def test_what_a_limit_never_allows_is_told_apart_from_what_refills(services: Services, period: str) -> None:
    it = Workspace(services, f"person 3 pictures/{period}")
    it.spent(_NOON)
    refusal = it.refusal(4)
    assert (refusal.code, refusal.values["refills_at"], refusal.may_ask) == (RefusalCode.OVER_LIMIT, "", True)
    none = Workspace(services, f"person 0 pictures/{period}").refusal()
    assert (none.code, none.values["refills_at"]) == (RefusalCode.OVER_LIMIT, "")


def test_of_several_limits_the_one_is_told_that_keeps_longest_from_drawing(services: Services) -> None:
    limits = ["person 1 pictures/minute", "person 1 pictures/day", "person 1 pictures/month", "workspace $0.04/day"]
    for count in range(1, 5):
        it = Workspace(services, ", ".join(limits[:count]))
        it.spent(_NOON)
        refusal = it.refusal()
        assert refusal.values["limit"] == limits[count - 1]
        assert refusal.may_ask == (count in {2, 3})


def test_an_admins_yes_passes_all_limits_but_the_workspaces(services: Services, enqueuer: Enqueuer) -> None:
    seen: list[object] = []
    it = Workspace(services, "person 0 pictures/day, channel $0/day, workspace 1 pictures/day", "person 0 pictures/day")
    enqueuer.enqueue(it.asked(), approval=seen.append)
    with pytest.raises(NotAllowedError) as raised:
        enqueuer.enqueue(it.asked(), approval=seen.append)
    assert raised.value.refusal.values["limit"] == "workspace 1 pictures/day"
    assert not raised.value.refusal.may_ask
    assert (len(seen), it.jobs()) == (2, 1)


def test_several_are_taken_together_or_not_at_all(services: Services, enqueuer: Enqueuer) -> None:
    it = Workspace(services, "person 5 pictures/day")
    enqueuer.enqueue_all([it.asked(pictures=2)])
    batch = [it.asked() for _ in range(4)]
    for refused in (enqueuer.look, enqueuer.enqueue_all):
        with pytest.raises(NotAllowedError) as raised:
            refused(batch)
        values = raised.value.refusal.values
        assert (values["left"], values["wanted"], values["orders"]) == ("3", "4", "4")
        assert raised.value.asked == tuple(batch)
    assert it.jobs() == 1
    enqueuer.enqueue_all(batch[:3])
    assert it.jobs() == 4


def test_what_was_taken_is_not_refused_when_it_is_told_again(services: Services, enqueuer: Enqueuer) -> None:
    it = Workspace(services, "person 1 pictures/day")
    asked = it.asked()
    first = enqueuer.enqueue(asked)
    assert enqueuer.enqueue(asked).job == first.job


@pytest.mark.parametrize(
    ("limit", "used", "left"),
    [
        ("person 20 pictures/day", 15, None),
        ("person 20 pictures/day", 16, "3"),
        ("person 20 pictures/month", 19, "0"),
        ("person $1.00/day", 20, None),
        ("person $1.00/day", 21, "0.12"),
        ("person 20 pictures/minute", 19, None),
        ("channel 20 pictures/day", 19, None),
        ("workspace $0.80/month", 19, None),
    ],
)
def test_a_person_hears_of_the_last_three(services: Services, limit: str, used: int, left: str | None) -> None:
    it = Workspace(services, limit)
    it.spent(_NOON, used)
    found = it.admit()
    assert (found and (found.left, found.each)) == (left and (Decimal(left), _PRICE))


def test_of_several_limits_the_person_hears_of_the_one_that_leaves_least(services: Services) -> None:
    it = Workspace(services, "person 3 pictures/day, person $0.08/month", "person 3 pictures/month")
    found = it.admit()
    assert found
    assert str(found.limit) == "person $0.08/month"


def test_who_looks_sees_how_far_each_limit_is_used(services: Services) -> None:
    it = Workspace(services, "person 5 pictures/day, workspace $1.00/month", "person 2 pictures/month")
    it.spent(_NOON, 2)
    it.spent(_NOON, 1, name="U2", channel_id="C2")
    found = it.gate().standing(it.person(), "C1")
    assert [(str(one.limit), one.used, one.left, one.channel_id) for one in found] == [
        ("person 5 pictures/day", 2, 3, ""),
        ("workspace $1.00/month", Decimal("0.12"), Decimal("0.88"), ""),
        ("person 2 pictures/month", 2, 0, "C1"),
    ]
    assert all(one.refills_at and one.refills_at > _NOON for one in found)


def test_of_many_at_once_a_limit_takes_as_many_as_it_allows(services: Services, enqueuer: Enqueuer) -> None:
    it = Workspace(services, "workspace 7 pictures/day")
    start = Barrier(16)

    def press(number: int) -> Enqueued | None:
        asked = it.asked(f"U{number}", f"C{number}")
        start.wait()
        try:
            return enqueuer.enqueue(asked)
        except NotAllowedError:
            return None

    with ThreadPoolExecutor(16) as hands:
        taken = [found for found in hands.map(press, range(16)) if found]
    assert len(taken) == it.jobs() == it.counted("workspace 7 pictures/day") == 7


ENDINGS = ("it waits", "drawn", "refused", "unknown", "drawn in part")
ASKS = st.tuples(
    st.sampled_from(("U1", "U2")), st.sampled_from(("C1", "C2")), st.integers(1, 3), st.sampled_from(ENDINGS)
)
LIMITS = st.tuples(
    st.sampled_from(("person", "channel", "workspace")),
    st.sampled_from(("4 pictures/day", "$0.20/month", "3 pictures/minute")),
).map(" ".join)


@settings(max_examples=25)
@given(st.lists(LIMITS, min_size=1, max_size=4), LIMITS, st.lists(ASKS, max_size=12))
def test_no_order_of_taking_drawing_and_giving_back_passes_a_limit(
    services: Services, enqueuer: Enqueuer, limits: list[str], own: str, asks: list[tuple[str, str, int, str]]
) -> None:
    it = Workspace(services, ", ".join(limits), own.replace("workspace", "channel"))
    for name, channel_id, pictures, ending in asks:
        asked = it.asked(name, channel_id, pictures)
        demand = Demand(person=asked.person, channel_id=channel_id, pictures=pictures, usd=pictures * _PRICE)
        before = it.gate().standing(asked.person, channel_id)
        try:
            taken = enqueuer.enqueue(asked)
        except NotAllowedError:
            assert any(demand.of(one.limit) > one.left for one in before)
            continue
        after = it.gate().standing(asked.person, channel_id)
        assert all(one.used <= one.limit.amount for one in after)
        assert [one.used for one in after] == [one.used + demand.of(one.limit) for one in before]
        finish(it.database, taken.job, pictures, ending)
        ended = it.gate().standing(asked.person, channel_id)
        assert all(one.used <= most.used for one, most in zip(ended, after, strict=True))
        if ending == "refused":
            assert ended == before


def finish(database: Database, it: Job, pictures: int, ending: str) -> None:
    """As a worker does."""
    if ending == "it waits":
        return
    if ending != "refused":
        sent = begin(database, call(it, pictures=pictures, usd=str(pictures * _PRICE)))
        came = {"drawn": pictures, "drawn in part": 1}.get(ending)
        if came:
            answer(database, sent, pictures=came, usd=str(came * _PRICE))
    end(database, it, _NOON)

"""What was drawn, in pictures and in dollars: the ledger's sums, without a word of what was asked for."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from bot.rules.limits import Window
from bot.rules.months import Month
from bot.store.database import Database
from bot.store.ledger import SPENT, Entry, EntryState, dollars_of
from bot.store.people import Person
from bot.store.tables import LEDGER
from titan_core.catalog import find
from titan_core.errors import UnknownModelError

_EVER = 1e12  # seconds since 1970


@dataclass(frozen=True, kw_only=True, slots=True)
class Used:
    """`what` is what it was summed by: a model's title, a channel's or a user's id, a day's number; "" for all.

    unknown: what of `usd` may not have been billed after all.
    """

    what: str
    pictures: int
    usd: Decimal
    unknown: Decimal = Decimal(0)


@dataclass(frozen=True, kw_only=True, slots=True)
class MonthSums:
    """A workspace's. The dearest first; of days all, in their order, by model only those with something."""

    by_person: Sequence[Used]
    by_channel: Sequence[Used]
    by_model: Sequence[Used]
    days: Sequence[Sequence[Used]]

    @property
    def total(self) -> Used:
        return together(self.by_model)

    @property
    def by_day(self) -> list[Used]:
        return [together(used, str(day)) for day, used in enumerate(self.days, 1)]


class Usage:
    """Sums of what is spent, by when it ended; what was cancelled while it was drawn, or deleted later, was paid for
    too.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def by_model(self, person: Person, since: float = 0.0) -> list[Used]:
        """A person's, the dearest first; `since` is seconds since 1970."""
        mine = sa.and_(LEDGER.c.team_id == person.team_id, LEDGER.c.user_id == person.user_id)
        return _titled(self._sums(LEDGER.c.model_id, mine, Window(start=since, end=_EVER)))

    def total(self, team_id: str, since: float) -> Used:
        """A workspace's, all together."""
        return together(self._sums(LEDGER.c.model_id, LEDGER.c.team_id == team_id, Window(start=since, end=_EVER)))

    def of_month(self, team_id: str, month: Month, zone: ZoneInfo) -> MonthSums:
        """A workspace's month, whose days are those of `zone`."""
        whole, ours = month.window(zone), LEDGER.c.team_id == team_id
        days = [_titled(self._sums(LEDGER.c.model_id, ours, day)) for day in month.day_windows(zone)]
        return MonthSums(
            by_person=self._sums(LEDGER.c.user_id, ours, whole),
            by_channel=self._sums(LEDGER.c.channel_id, ours, whole),
            by_model=_merged(used for day in days for used in day),
            days=days,
        )

    def entries(self, team_id: str, month: Month, zone: ZoneInfo) -> list[Entry]:
        """The month's, in their order: those that ended in it, however, and those that began in it and are open."""
        whole = month.window(zone)
        ended, open_ = _within(LEDGER.c.ended_at, whole), LEDGER.c.state == EntryState.RESERVED
        its = sa.or_(ended, sa.and_(open_, _within(LEDGER.c.reserved_at, whole)))
        when = sa.func.coalesce(LEDGER.c.ended_at, LEDGER.c.reserved_at)
        wanted = sa.select(LEDGER).where(LEDGER.c.team_id == team_id, its).order_by(when, LEDGER.c.job_id)
        with self._database.read() as connection:
            rows = connection.execute(wanted).mappings().all()
        return [Entry.from_row(row) for row in rows]

    def first(self, team_id: str) -> float | None:
        """When the workspace's first entry ended, in seconds since 1970; None if none has."""
        with self._database.read() as connection:
            first: float | None = connection.scalar(
                sa.select(sa.func.min(LEDGER.c.ended_at)).where(LEDGER.c.team_id == team_id)
            )
        return first

    def reserved(self, team_id: str, user_id: str | None = None) -> Used:
        """What is waiting or being drawn just now, at most: a person's, or a whole workspace's."""
        whose = LEDGER.c.team_id == team_id
        if user_id is not None:
            whose = sa.and_(whose, LEDGER.c.user_id == user_id)
        pictures, amount = sa.func.sum(LEDGER.c.pictures), sa.func.sum(LEDGER.c.reserved_micros)
        wanted = sa.select(pictures, amount).where(whose, LEDGER.c.state == EntryState.RESERVED)
        with self._database.read() as connection:
            counted, held = connection.execute(wanted).one()
        return Used(what="", pictures=counted or 0, usd=dollars_of(held or 0))

    def _sums(self, what: sa.ColumnElement[str], whose: sa.ColumnElement[bool], when: Window) -> list[Used]:
        spent = sa.and_(whose, LEDGER.c.state.in_(SPENT), _within(LEDGER.c.ended_at, when))
        sums = [sa.func.sum(column) for column in (LEDGER.c.pictures, LEDGER.c.spent_micros, LEDGER.c.unknown_micros)]
        name = what.label("what")
        wanted = sa.select(name, *sums).where(spent).group_by(name)
        with self._database.read() as connection:
            rows = connection.execute(wanted).all()
        return _ordered(
            Used(what=name or "", pictures=int(pictures), usd=dollars_of(spent), unknown=dollars_of(unknown))
            for name, pictures, spent, unknown in rows
        )


def together(used: Collection[Used], what: str = "") -> Used:
    """The sum of sums."""
    return Used(
        what=what,
        pictures=sum(one.pictures for one in used),
        usd=sum((one.usd for one in used), start=Decimal(0)),
        unknown=sum((one.unknown for one in used), start=Decimal(0)),
    )


def title_of(model_id: str) -> str:
    """A model's name; its id, if a later catalog no longer has it."""
    try:
        return find(model_id).title
    except UnknownModelError:
        return model_id


def _titled(by_model: Iterable[Used]) -> list[Used]:
    return [replace(used, what=title_of(used.what)) for used in by_model]


def _merged(several: Iterable[Used]) -> list[Used]:
    """One for each `what`."""
    found = defaultdict[str, list[Used]](list)
    for used in several:
        found[used.what].append(used)
    return _ordered(together(used, what) for what, used in found.items())


def _ordered(several: Iterable[Used]) -> list[Used]:
    return sorted(several, key=lambda used: (-used.usd, -used.pictures, used.what))


def _within(column: sa.ColumnElement[float | None], when: Window) -> sa.ColumnElement[bool]:
    return sa.and_(column >= when.start, column < when.end)

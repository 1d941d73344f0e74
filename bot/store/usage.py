"""What was drawn, in pictures and in dollars: the ledger's sums, without a word of what was asked for."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from decimal import Decimal

import sqlalchemy as sa

from bot.store.database import Database
from bot.store.ledger import SPENT, EntryState, dollars_of
from bot.store.people import Person
from bot.store.tables import LEDGER
from titan_core.catalog import find
from titan_core.errors import UnknownModelError


@dataclass(frozen=True, kw_only=True, slots=True)
class Used:
    """`what` is what it was summed by: a model's title, a channel's or a user's id; "" for all.

    unknown: what of `usd` may not have been billed after all.
    """

    what: str
    pictures: int
    usd: Decimal
    unknown: Decimal = Decimal(0)


class Usage:
    """Sums of what is spent; what was cancelled while it was drawn, or deleted later, was paid for too."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def by_model(self, person: Person, since: float = 0.0) -> list[Used]:
        """A person's, the dearest first; `since` is seconds since 1970."""
        mine = sa.and_(LEDGER.c.team_id == person.team_id, LEDGER.c.user_id == person.user_id)
        sums = self._sums(LEDGER.c.model_id, mine, since)
        return [replace(used, what=_title(used.what)) for used in sums]

    def by_channel(self, team_id: str, since: float) -> list[Used]:
        """Of a workspace, by the conversation that they were asked for in."""
        return self._sums(LEDGER.c.channel_id, LEDGER.c.team_id == team_id, since)

    def by_person(self, team_id: str, since: float) -> list[Used]:
        return self._sums(LEDGER.c.user_id, LEDGER.c.team_id == team_id, since)

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

    def _sums(self, what: sa.Column[str], whose: sa.ColumnElement[bool], since: float) -> list[Used]:
        spent = sa.and_(whose, LEDGER.c.state.in_(SPENT), LEDGER.c.ended_at >= since)
        sums = [sa.func.sum(column) for column in (LEDGER.c.pictures, LEDGER.c.spent_micros, LEDGER.c.unknown_micros)]
        wanted = sa.select(what, *sums)
        with self._database.read() as connection:
            rows = connection.execute(wanted.where(spent).group_by(what)).all()
        found = [
            Used(what=name or "", pictures=pictures, usd=dollars_of(spent), unknown=dollars_of(unknown))
            for name, pictures, spent, unknown in rows
        ]
        return sorted(found, key=lambda used: (-used.usd, -used.pictures, used.what))


def together(used: Collection[Used], what: str = "") -> Used:
    """The sum of sums."""
    return Used(
        what=what,
        pictures=sum(one.pictures for one in used),
        usd=sum((one.usd for one in used), start=Decimal(0)),
        unknown=sum((one.unknown for one in used), start=Decimal(0)),
    )


def _title(model_id: str) -> str:
    """A model's name; its id, if a later catalog no longer has it."""
    try:
        return find(model_id).title
    except UnknownModelError:
        return model_id

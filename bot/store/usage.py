"""What was drawn, in pictures and in dollars by the price list: sums, without a word of what was asked for."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

import sqlalchemy as sa

from bot.store.database import Database
from bot.store.people import Person
from bot.store.tables import JOBS, PICTURES

_MILL = Decimal("0.0001")
_PLACE = sa.func.coalesce(JOBS.c.place_channel_id, JOBS.c.channel_id)


@dataclass(frozen=True, kw_only=True, slots=True)
class Used:
    """`what` is what it was summed by: a model's title, a channel's or a user's id; "" for all."""

    what: str
    pictures: int
    usd: Decimal


class Usage:
    """Sums over jobs that drew; what was cancelled or deleted later was paid for too."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def by_model(self, person: Person, since: float = 0.0) -> list[Used]:
        """A person's, the dearest first; `since` is seconds since 1970."""
        mine = sa.and_(JOBS.c.team_id == person.team_id, JOBS.c.user_id == person.user_id)
        return self._sums(JOBS.c.outcome["model_title"].as_string(), mine, since)

    def by_channel(self, team_id: str, since: float) -> list[Used]:
        """Of a workspace, by the conversation that they were made in."""
        return self._sums(_PLACE, JOBS.c.team_id == team_id, since)

    def by_person(self, team_id: str, since: float) -> list[Used]:
        return self._sums(JOBS.c.user_id, JOBS.c.team_id == team_id, since)

    def _sums(self, what: sa.ColumnElement[str], whose: sa.ColumnElement[bool], since: float) -> list[Used]:
        usd = sa.cast(JOBS.c.outcome["price_usd"].as_string(), sa.Float)
        each = sa.select(what.label("what"), usd.label("usd"), sa.func.count(PICTURES.c.index).label("pictures"))
        drawn = each.join(PICTURES, PICTURES.c.job_id == JOBS.c.id).where(whose, JOBS.c.drawn_at >= since)
        jobs = drawn.group_by(JOBS.c.id).subquery()
        sums = (sa.func.sum(jobs.c.pictures).label("pictures"), sa.func.sum(jobs.c.usd).label("usd"))
        with self._database.read() as connection:
            rows = connection.execute(sa.select(jobs.c.what, *sums).group_by(jobs.c.what)).all()
        found = [Used(what=row.what or "", pictures=row.pictures, usd=_exact(row.usd)) for row in rows]
        return sorted(found, key=lambda used: (-used.usd, -used.pictures, used.what))


def together(used: Collection[Used], what: str = "") -> Used:
    """The sum of sums."""
    return Used(
        what=what, pictures=sum(one.pictures for one in used), usd=sum((one.usd for one in used), start=Decimal(0))
    )


def _exact(usd: float | None) -> Decimal:
    """Prices have at most four digits after the point; the database adds them up in binary."""
    return Decimal(repr(usd or 0.0)).quantize(_MILL)

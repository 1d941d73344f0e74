"""`stats`: what was drawn and spent, how it ended, and how long people wait: today, this month, just now."""

import json
import math
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from bot.jobs.engine_records import deliveries_begun_again
from bot.operations.plain import dollars, outline
from bot.rules.limits import Period, window
from bot.store.database import Database
from bot.store.jobs import State
from bot.store.ledger import SPENT, dollars_of
from bot.store.tables import JOBS, LEDGER, REVIEWS
from bot.store.usage import title_of

Document = dict[str, Any]
_DRAWING = (State.DRAWING, State.ANSWERED)


def report(database: Database, zone: ZoneInfo, *, team_id: str, is_json: bool) -> str:
    """What `stats` prints; days and months are those of `zone`, team_id "" stands for all workspaces."""
    now = time.time()
    counted = Counted(database=database, team_id=team_id)
    document = {"now": counted.now(now)}
    for name, period in (("today", Period.DAY), ("this_month", Period.MONTH)):
        since = window(period, now, zone).start
        document[name] = {
            "since": datetime.fromtimestamp(since, zone).isoformat(sep=" ", timespec="minutes"),
            **counted.since(since),
        }
    return json.dumps(document, ensure_ascii=False, indent=2) if is_json else "\n".join(outline(document))


@dataclass(frozen=True, kw_only=True, slots=True)
class Counted:
    """Counts a workspace's jobs, or all."""

    database: Database
    team_id: str

    def now(self, at: float) -> Document:
        states = self._states(sa.true())
        oldest = self._one(sa.select(sa.func.min(JOBS.c.asked_at)).where(JOBS.c.state == State.WAITING), JOBS)
        return {
            "waiting": states.get(State.WAITING, 0),
            "oldest_waiting_seconds": round(max(0.0, at - oldest)) if oldest is not None else None,
            "drawing": sum(states.get(state, 0) for state in _DRAWING),
            "being_shown": states.get(State.SHOWING, 0),
            "waiting_for_approval": states.get(State.REVIEWING, 0),
            "dead_letters": states.get(State.FAILED, 0),
        }

    def since(self, since: float) -> Document:
        """Of what ended since then, in seconds since 1970."""
        models = self._models(since)
        waits = self._waits(since)
        outcomes = self._states(JOBS.c.finished_at >= since)
        return {
            "pictures": sum(model["pictures"] for model in models),
            "usd": dollars(sum((Decimal(model["usd"]) for model in models), Decimal(0))),
            "deliveries_retried": None if self.team_id else deliveries_begun_again(self.database, since),
            "ack_to_shown_p50_seconds": percentile(waits, 0.5),
            "ack_to_shown_p95_seconds": percentile(waits, 0.95),
            "outcomes": outcomes,
            "models": models,
        }

    def _states(self, where: sa.ColumnElement[bool]) -> dict[str, int]:
        wanted = sa.select(JOBS.c.state, sa.func.count()).where(where, self._ours(JOBS)).group_by(JOBS.c.state)
        with self.database.read() as connection:
            return {str(row[0]): int(row[1]) for row in connection.execute(wanted.order_by(JOBS.c.state))}

    def _models(self, since: float) -> list[Document]:
        sums = (
            sa.func.sum(LEDGER.c.pictures),
            sa.func.sum(LEDGER.c.spent_micros),
            sa.func.sum(LEDGER.c.unknown_micros),
        )
        spent = sa.and_(LEDGER.c.state.in_(SPENT), LEDGER.c.ended_at >= since, self._ours(LEDGER))
        wanted = sa.select(LEDGER.c.model_id, *sums).where(spent).group_by(LEDGER.c.model_id).order_by(sums[1].desc())
        with self.database.read() as connection:
            rows = connection.execute(wanted).all()
        return [
            {
                "model": title_of(model_id or ""),
                "pictures": int(pictures),
                "usd": dollars(dollars_of(int(micros))),
                "perhaps_not_billed_usd": dollars(dollars_of(int(unknown))),
            }
            for model_id, pictures, micros, unknown in rows
        ]

    def _waits(self, since: float) -> list[float]:
        """Seconds from each ack until the picture stood, shortest first; without those that people had to approve."""
        took = (JOBS.c.finished_at - JOBS.c.asked_at).label("took")
        delivered = sa.and_(JOBS.c.state == State.DELIVERED, JOBS.c.finished_at >= since, self._ours(JOBS))
        wanted = sa.select(took).where(delivered, JOBS.c.id.not_in(sa.select(REVIEWS.c.job_id))).order_by(took)
        with self.database.read() as connection:
            return list(connection.scalars(wanted))

    def _one(self, wanted: sa.Select[Any], rows: sa.Table) -> float | None:
        with self.database.read() as connection:
            found: float | None = connection.scalar(wanted.where(self._ours(rows)))
        return found

    def _ours(self, rows: sa.Table) -> sa.ColumnElement[bool]:
        return rows.c.team_id == self.team_id if self.team_id else sa.true()


def percentile(ordered: Sequence[float], share: float) -> float | None:
    """The smallest value that `share` of all don't exceed, to a hundredth; None of nothing."""
    return round(ordered[max(0, math.ceil(share * len(ordered)) - 1)], 2) if ordered else None

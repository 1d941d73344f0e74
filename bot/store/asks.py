"""What people have asked admins for, and the one answer to each: a row is decided once, whoever presses."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

import sqlalchemy as sa

from bot.orders.asked import Asked
from bot.orders.verdict import Decision, Verdict
from bot.rules.limits import Limit
from bot.rules.refusal import Refusal, RefusalCode
from bot.store.audit import note
from bot.store.database import Database, insert
from bot.store.drafts import Draft
from bot.store.people import Person
from bot.store.tables import ASKS

OPEN_SECONDS = 7 * 24 * 3600.0
MOST_OPEN = 5  # of one person: an admin who is asked too often stops reading


class AskDecidedError(Exception):
    """Somebody else was quicker, or it isn't open any more."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """A message that asks admins; user_id: in whose direct messages it stands, "" in a channel."""

    channel_id: str
    ts: str
    user_id: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Ask:
    """One row. asked: what is to be drawn; refusal: the limit that was in its way."""

    id: str
    person: Person
    asked: tuple[Asked, ...]
    refusal: Refusal
    told: tuple[Told, ...]
    asked_at: float
    decision: Decision | None
    decided_by: str | None
    decided_at: float | None
    press: str | None
    reason: str | None

    @classmethod
    def from_row(cls, row: sa.RowMapping) -> Self:
        asked = row["asked"]
        refusal = Refusal(code=RefusalCode(asked["refusal"]["code"]), values=asked["refusal"]["values"], may_ask=True)
        kept = {name: row[name] for name in ("id", "asked_at", "decided_by", "decided_at", "press", "reason")}
        return cls(
            **kept,
            person=Person(team_id=row["team_id"], user_id=row["user_id"]),
            asked=tuple(Asked.from_json(one) for one in asked["asked"]),
            refusal=refusal,
            told=tuple(Told(channel_id=channel, ts=ts, user_id=user) for channel, ts, user in row["messages"]),
            decision=Decision(row["decision"]) if row["decision"] else None,
        )

    @property
    def limit(self) -> Limit:
        return Limit.parse(self.refusal.values["limit"])

    @property
    def pictures(self) -> int:
        return sum(one.order.number_of_images for one in self.asked)


class Asks:
    """Reads and writes `imagine_asks`."""

    def __init__(self, database: Database, *, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock

    def keep(self, draft: Draft) -> bool:
        """Keep what a draft of kind "ask" (bot/intake/refusing.py) holds, under its id, once.

        False, and nothing kept, if the person has `MOST_OPEN` open ones already.
        """
        person = draft.person
        values = {"id": draft.id, "team_id": person.team_id, "user_id": person.user_id, "asked": dict(draft.payload)}
        with self._database.write() as connection:
            self._database.lock(connection, f"asks:{person.team_id}:{person.user_id}")
            if connection.scalar(sa.select(ASKS.c.id).where(ASKS.c.id == draft.id)):
                return True
            if self._open_count(connection, person) >= MOST_OPEN:
                return False
            connection.execute(insert(ASKS).values(**values, messages=[], asked_at=self._clock()))
        return True

    def find(self, ask_id: str, team_id: str) -> Ask | None:
        """None unless it is of this workspace."""
        own = sa.and_(ASKS.c.id == ask_id, ASKS.c.team_id == team_id)
        with self._database.read() as connection:
            row = connection.execute(sa.select(ASKS).where(own)).mappings().first()
        return Ask.from_row(row) if row else None

    def is_open(self, ask: Ask) -> bool:
        """Whether an admin may still answer."""
        return ask.decision is None and self._clock() - ask.asked_at < OPEN_SECONDS

    def note_told(self, ask_id: str, told: Told) -> None:
        """Remember where an admin was asked."""
        with self._database.write() as connection:
            self._database.lock(connection, f"ask:{ask_id}")
            messages = connection.scalar(sa.select(ASKS.c.messages).where(ASKS.c.id == ask_id)) or []
            entry = [told.channel_id, told.ts, told.user_id]
            connection.execute(sa.update(ASKS).where(ASKS.c.id == ask_id).values(messages=[*messages, entry]))

    def decide(self, connection: sa.Connection, verdict: Verdict) -> None:
        """Write the answer, in the transaction that does what it says. Raises AskDecidedError if it is late."""
        now, of_team = self._clock(), ASKS.c.team_id == verdict.person.team_id
        open_one = sa.and_(ASKS.c.decision.is_(None), ASKS.c.asked_at > now - OPEN_SECONDS)
        values = {
            "decision": verdict.decision,
            "decided_by": verdict.person.user_id,
            "decided_at": now,
            "press": verdict.id,
            "reason": verdict.reason or None,
        }
        found = sa.and_(ASKS.c.id == verdict.ask_id, of_team, open_one)
        asker = connection.scalar(sa.update(ASKS).where(found).values(**values).returning(ASKS.c.user_id))
        if asker is None:
            raise AskDecidedError(verdict.ask_id)
        note(
            connection,
            team_id=verdict.person.team_id,
            by=verdict.person.user_id,
            what="limit_raised" if verdict.decision is Decision.RAISED else verdict.decision.value,
            about=asker,
            details={"ask": verdict.ask_id},
        )

    def decline(self, verdict: Verdict) -> None:
        """Decide it, where nothing else is to be done. Raises AskDecidedError."""
        with self._database.write() as connection:
            self.decide(connection, verdict)

    def give_up(self, ask_id: str) -> None:
        """Nobody could be told: it isn't open any more."""
        unanswered = sa.and_(ASKS.c.id == ask_id, ASKS.c.decision.is_(None))
        with self._database.write() as connection:
            connection.execute(sa.update(ASKS).where(unanswered).values(decision=Decision.UNHEARD))

    def _open_count(self, connection: sa.Connection, person: Person) -> int:
        own = sa.and_(ASKS.c.team_id == person.team_id, ASKS.c.user_id == person.user_id)
        open_ones = sa.and_(ASKS.c.decision.is_(None), ASKS.c.asked_at > self._clock() - OPEN_SECONDS)
        return int(connection.scalar(sa.select(sa.func.count()).select_from(ASKS).where(own, open_ones)) or 0)

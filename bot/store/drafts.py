"""What a person was asked or is filling in: kept here, since a button's value and a view's metadata are small."""

import hashlib
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from bot.store.database import Database, insert
from bot.store.people import Person
from bot.store.tables import DRAFTS


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """One row of `imagine_drafts`. `payload` is JSON that only its `kind` can read."""

    id: str
    kind: str
    person: Person
    payload: Mapping[str, Any]
    used_at: float | None


class Drafts:
    """Keeps drafts. A job made of one has the intent `draft:ID`, so that a second press makes no second job."""

    def __init__(self, database: Database, *, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock

    def put(self, kind: str, person: Person, payload: Mapping[str, Any], *, intent: str = "") -> str:
        """Keep one and answer its id: for the same intent of a person the same, and the first payload stays."""
        draft_id = _named(kind, person, intent) if intent else secrets.token_hex(6)
        values = {"id": draft_id, "kind": kind, "team_id": person.team_id, "user_id": person.user_id}
        statement = insert(DRAFTS).values(**values, payload=dict(payload), made_at=self._clock())
        with self._database.write() as connection:
            connection.execute(statement.on_conflict_do_nothing(index_elements=["id"]))
        return draft_id

    def find(self, draft_id: str, kind: str, person: Person) -> Draft | None:
        """Read a draft of this kind; None unless it is this person's own."""
        own = sa.and_(DRAFTS.c.id == draft_id, DRAFTS.c.kind == kind, DRAFTS.c.team_id == person.team_id)
        with self._database.read() as connection:
            row = connection.execute(sa.select(DRAFTS).where(own, DRAFTS.c.user_id == person.user_id)).first()
        if row is None:
            return None
        return Draft(id=row.id, kind=row.kind, person=person, payload=row.payload, used_at=row.used_at)

    def left_over(self, kind: str, *, oldest: float, newest: float) -> list[tuple[str, Person]]:
        """Find unused drafts of a kind and whose they are; ages in seconds."""
        now = self._clock()
        unused = sa.and_(DRAFTS.c.kind == kind, DRAFTS.c.used_at.is_(None))
        aged = DRAFTS.c.made_at.between(now - oldest, now - newest)
        with self._database.read() as connection:
            rows = connection.execute(sa.select(DRAFTS).where(unused, aged).order_by(DRAFTS.c.made_at)).all()
        return [(row.id, Person(team_id=row.team_id, user_id=row.user_id)) for row in rows]

    def change(self, draft_id: str, payload: Mapping[str, Any]) -> None:
        """Keep another payload, as a form is filled in."""
        with self._database.write() as connection:
            connection.execute(sa.update(DRAFTS).where(DRAFTS.c.id == draft_id).values(payload=dict(payload)))

    def use(self, draft_id: str) -> bool:
        """Mark it used; False if it was used before. Of several presses at once, one gets True."""
        with self._database.write() as connection:
            unused = sa.and_(DRAFTS.c.id == draft_id, DRAFTS.c.used_at.is_(None))
            return connection.execute(sa.update(DRAFTS).where(unused).values(used_at=self._clock())).rowcount > 0


def _named(kind: str, person: Person, intent: str) -> str:
    """As long as a random id. Whoever works one out has nothing by it: a draft is found by its own person alone."""
    return hashlib.sha256(repr((kind, person.team_id, person.user_id, intent)).encode()).hexdigest()[:12]

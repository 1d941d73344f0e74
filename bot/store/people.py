"""What is known of a person: the locale, kept a day, and the last turn in the line."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa

from bot.store.database import Database, insert
from bot.store.tables import PEOPLE

LOCALE_SECONDS = 24 * 3600


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """A person of one workspace; Slack's ids are unique only together."""

    team_id: str
    user_id: str


class Locales:
    """Slack locales of people, such as "ko-KR"; asked of Slack at most once a day for each."""

    def __init__(self, database: Database, *, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock
        self._known: dict[Person, tuple[str, float]] = {}

    def known(self, person: Person) -> str | None:
        """Say the locale, or None if it is unknown or older than a day."""
        locale, at = self._known.get(person) or self._stored(person)
        return locale if locale and self._clock() - at < LOCALE_SECONDS else None

    def keep(self, person: Person, locale: str) -> None:
        values = {"locale": locale, "locale_at": self._clock()}
        statement = insert(PEOPLE).values(team_id=person.team_id, user_id=person.user_id, last_turn=0, **values)
        with self._database.write() as connection:
            connection.execute(statement.on_conflict_do_update(index_elements=["team_id", "user_id"], set_=values))
        self._known[person] = (locale, self._clock())

    def _stored(self, person: Person) -> tuple[str, float]:
        where = sa.and_(PEOPLE.c.team_id == person.team_id, PEOPLE.c.user_id == person.user_id)
        with self._database.read() as connection:
            row = connection.execute(sa.select(PEOPLE.c.locale, PEOPLE.c.locale_at).where(where)).first()
        if row is None or row.locale is None:
            return "", 0.0
        self._known[person] = (row.locale, row.locale_at)
        return row.locale, row.locale_at

"""What people have saved: each person's own list of pictures."""

import time
from collections.abc import Callable

import sqlalchemy as sa

from bot.store.database import Database, insert
from bot.store.people import Person
from bot.store.pictures import PictureId
from bot.store.tables import SAVES


class Saves:
    """Reads and writes `imagine_saves`."""

    def __init__(self, database: Database, *, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock

    def toggle(self, person: Person, picture: PictureId) -> bool:
        """Save it, or take it out of the saved ones; True if it is saved now."""
        with self._database.write() as connection:
            self._database.lock(connection, f"save:{person.team_id}:{person.user_id}")
            if connection.execute(sa.delete(SAVES).where(_of(person), _is(picture))).rowcount:
                return False
            own = {"team_id": person.team_id, "user_id": person.user_id, "saved_at": self._clock()}
            connection.execute(insert(SAVES).values(**own, job_id=picture.job_id, index=picture.index))
        return True

    def of_person(self, person: Person) -> list[PictureId]:
        """Read what a person has saved, newest first."""
        wanted = sa.select(SAVES.c.job_id, SAVES.c.index).where(_of(person)).order_by(SAVES.c.saved_at.desc())
        with self._database.read() as connection:
            return [PictureId(**row) for row in connection.execute(wanted).mappings()]

    def drop(self, picture: PictureId) -> None:
        """Take it out of everybody's."""
        with self._database.write() as connection:
            connection.execute(sa.delete(SAVES).where(_is(picture)))


def _of(person: Person) -> sa.ColumnElement[bool]:
    return sa.and_(SAVES.c.team_id == person.team_id, SAVES.c.user_id == person.user_id)


def _is(picture: PictureId) -> sa.ColumnElement[bool]:
    return sa.and_(SAVES.c.job_id == picture.job_id, SAVES.c.index == picture.index)

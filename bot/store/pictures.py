"""History: the pictures that were drawn, the messages that show them, and what people saved."""

import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import sqlalchemy as sa

from bot.store.database import Database, insert
from bot.store.jobs import Job
from bot.store.tables import JOBS, PICTURES
from bot.store.words import note_words

_KEEP = insert(PICTURES).on_conflict_do_nothing()
_WRITTEN = re.compile(r"([0-9a-f]{12})\.([0-9])")


@dataclass(frozen=True, kw_only=True, slots=True)
class PictureId:
    """One picture of a job; `index` counts from 0. Written `4f0c…e1.0`: what stands in a button's value."""

    job_id: str
    index: int

    def __str__(self) -> str:
        return f"{self.job_id}.{self.index}"

    @classmethod
    def parse(cls, written: str) -> Self | None:
        """Read what `str` wrote; None for anything else."""
        found = _WRITTEN.fullmatch(written)
        return cls(job_id=found[1], index=int(found[2])) if found else None


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredPicture:
    """One row of `imagine_pictures` with its job. `file` is the artifact's name, `slack_file_id` the original's."""

    id: PictureId
    job: Job
    file: str
    slack_file_id: str | None
    width: int
    height: int
    seed: int | None
    model_id: str
    drawn_at: float
    deleted_at: float | None


class Pictures:
    """Reads and writes `imagine_pictures`."""

    def __init__(self, database: Database, *, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock

    def keep(self, rows: Sequence[Mapping[str, Any]], also: Callable[[sa.Connection], None] | None = None) -> None:
        """Write what was drawn, once: doing it again changes nothing. also: is written in the same transaction."""
        with self._database.write() as connection:
            connection.execute(_KEEP, rows)
            note_words(connection, {str(row["job_id"]) for row in rows})
            if also:
                also(connection)

    def find(self, picture: PictureId) -> StoredPicture | None:
        """Read one picture, deleted or not."""
        return next(iter(self._read(_is(picture))), None)

    def of_job(self, job_id: str) -> list[StoredPicture]:
        """Read all pictures of a job, by index, without deleted ones."""
        return self._read(sa.and_(PICTURES.c.job_id == job_id, PICTURES.c.deleted_at.is_(None)))

    def note_file(self, picture: PictureId, slack_file_id: str) -> None:
        """Remember under which id Slack has the original."""
        self._update(picture, slack_file_id=slack_file_id)

    def delete(self, picture: PictureId) -> bool:
        """Take it out of all that people are shown; False if that was done before."""
        return self._update(picture, PICTURES.c.deleted_at.is_(None), deleted_at=self._clock())

    def _read(self, where: sa.ColumnElement[bool]) -> list[StoredPicture]:
        own = [column.label(f"p_{column.name}") for column in PICTURES.c]
        statement = sa.select(JOBS, *own).join(JOBS, JOBS.c.id == PICTURES.c.job_id).where(where)
        with self._database.read() as connection:
            rows = connection.execute(statement.order_by(PICTURES.c.job_id, PICTURES.c.index)).mappings().all()
        return [from_joined(row) for row in rows]

    def _update(self, picture: PictureId, *where: sa.ColumnElement[bool], **values: object) -> bool:
        with self._database.write() as connection:
            return connection.execute(sa.update(PICTURES).where(_is(picture), *where).values(**values)).rowcount > 0


def from_joined(row: sa.RowMapping) -> StoredPicture:
    """Make a picture of a row that has the job's columns and the picture's own with `p_` before their names."""
    own = {name.removeprefix("p_"): value for name, value in row.items() if name.startswith("p_")}
    job = Job.from_row({column.name: row[column.name] for column in JOBS.c})
    picture_id = PictureId(job_id=own.pop("job_id"), index=own.pop("index"))
    return StoredPicture(id=picture_id, job=job, **own)


def _is(picture: PictureId) -> sa.ColumnElement[bool]:
    return sa.and_(PICTURES.c.job_id == picture.job_id, PICTURES.c.index == picture.index)

"""The messages of ours that show pictures: where a picture can be seen, and which picture a thread is about."""

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

import sqlalchemy as sa

from bot.store.database import Database, insert
from bot.store.pictures import PictureId
from bot.store.tables import POSTS

_ADD = insert(POSTS).on_conflict_do_nothing()


@dataclass(frozen=True, kw_only=True, slots=True)
class Post:
    """One row of `imagine_posts`. With `index` None it shows all pictures of its job."""

    channel_id: str
    ts: str
    team_id: str
    thread_ts: str | None
    job_id: str
    index: int | None
    user_id: str
    file_id: str | None
    permalink: str | None = None
    posted_at: float
    deleted_at: float | None = None

    @property
    def thread(self) -> str:
        """The thread that answers to this message stand in."""
        return self.thread_ts or self.ts

    def shows(self, picture: PictureId) -> bool:
        return self.job_id == picture.job_id and self.index in {None, picture.index}


class Posts:
    """Reads and writes `imagine_posts`."""

    def __init__(self, database: Database, *, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock

    def add(self, **values: Any) -> None:  # noqa: ANN401  # Post's fields but the times
        """Remember a message; doing it again changes nothing."""
        with self._database.write() as connection:
            self.add_in(connection, **values)

    def add_in(self, connection: sa.Connection, **values: Any) -> None:  # noqa: ANN401  # as above
        """The same, in a transaction."""
        connection.execute(_ADD, asdict(Post(**values, posted_at=self._clock())))

    def at(self, channel_id: str, ts: str) -> Post | None:
        """Read the post that is this message, unless it is deleted."""
        return self._first(POSTS.c.channel_id == channel_id, POSTS.c.ts == ts)

    def newest_in_thread(self, channel_id: str, thread_ts: str) -> Post | None:
        """Read the thread's newest post, its first message included."""
        in_thread = sa.or_(POSTS.c.thread_ts == thread_ts, POSTS.c.ts == thread_ts)
        return self._first(POSTS.c.channel_id == channel_id, in_thread)

    def of_job(self, job_id: str) -> list[Post]:
        """Read the posts of a job that stand, oldest first."""
        wanted = sa.select(POSTS).where(POSTS.c.job_id == job_id, POSTS.c.deleted_at.is_(None))
        with self._database.read() as connection:
            return [Post(**row) for row in connection.execute(wanted.order_by(POSTS.c.posted_at)).mappings()]

    def note_file(self, channel_id: str, ts: str, file_id: str) -> None:
        """Remember which file a message shows, now that it does."""
        post = self.at(channel_id, ts)
        if post:
            self._update(post, file_id=file_id)

    def note_permalink(self, post: Post, permalink: str) -> None:
        self._update(post, permalink=permalink)

    def delete(self, post: Post) -> None:
        """Remember that the message is gone."""
        self._update(post, deleted_at=self._clock())

    def _first(self, *where: sa.ColumnElement[bool]) -> Post | None:
        wanted = sa.select(POSTS).where(POSTS.c.deleted_at.is_(None), *where)
        with self._database.read() as connection:
            row = connection.execute(wanted.order_by(POSTS.c.posted_at.desc()).limit(1)).mappings().first()
        return Post(**row) if row else None

    def _update(self, post: Post, **values: object) -> None:
        where = sa.and_(POSTS.c.channel_id == post.channel_id, POSTS.c.ts == post.ts)
        with self._database.write() as connection:
            connection.execute(sa.update(POSTS).where(where).values(**values))

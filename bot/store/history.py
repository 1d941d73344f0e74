"""History: pictures as people look for them, newest first, of the conversations that they can see."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Self

import sqlalchemy as sa

from bot.store.database import Database
from bot.store.jobs import Job, State
from bot.store.people import Person
from bot.store.pictures import StoredPicture, from_joined
from bot.store.posts import Post
from bot.store.tables import JOBS, PICTURES, POSTS, SAVES, WORDS
from bot.store.words import searchable

_MOST_WORDS = 20
_PLACE = sa.func.coalesce(JOBS.c.place_channel_id, JOBS.c.channel_id)
_KEY = (PICTURES.c.drawn_at, PICTURES.c.job_id, PICTURES.c.index)


@dataclass(frozen=True, kw_only=True, slots=True)
class Cursor:
    """A place in the list, between this picture and its neighbour; written `o1764000000.5_4f0c…e1_0`.

    is_newer: the page is what comes before it, in a list that begins with the newest; else what comes after it.
    """

    drawn_at: float
    job_id: str
    index: int
    is_newer: bool = False

    def __str__(self) -> str:
        return f"{'n' if self.is_newer else 'o'}{self.drawn_at!r}_{self.job_id}_{self.index}"

    @classmethod
    def parse(cls, written: str) -> Self | None:
        """Read what `str` wrote; None, the first page, for anything else."""
        try:
            drawn_at, job_id, index = written[1:].split("_")
            return cls(drawn_at=float(drawn_at), job_id=job_id, index=int(index), is_newer=written[0] == "n")
        except (ValueError, IndexError):
            return None


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    """What a person looks for, among the pictures of `channels`: the ids of all the conversations that they can see.

    is_mine: only what they asked for. is_saved: only what they saved. channel_id: only what stands there.
    words: all of these stand in the prompt, as words or parts of words.
    """

    person: Person
    channels: Collection[str]
    words: str = ""
    is_mine: bool = False
    is_saved: bool = False
    channel_id: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One line of the list: a saved picture, else a request by its first picture that stands; `count` of them do.

    post: the message to look at. file_id: Slack's, of what shows it; None where Slack has no file of it.
    """

    picture: StoredPicture
    count: int
    post: Post | None
    file_id: str | None

    @property
    def place(self) -> str:
        """The conversation that it was made in."""
        return self.picture.job.place_channel_id or self.picture.job.channel_id


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """Entries, newest first, and where the pages beside it begin."""

    entries: Sequence[Entry]
    older: Cursor | None
    newer: Cursor | None


class History:
    """Reads all tables that know of pictures."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def page(self, look: Look, size: int, cursor: Cursor | None = None) -> Page:
        """Read `size` entries at most from `cursor` on, from the newest without one."""
        with self._database.read() as connection:
            pictures = self._pictures(connection, look, size + 1, cursor)
            if cursor and cursor.is_newer and len(pictures) <= size:
                cursor, pictures = None, self._pictures(connection, look, size + 1, None)  # at the newest again
            shown = pictures[:size] if not (cursor and cursor.is_newer) else pictures[-size:]
            entries = list(_entries(connection, look, shown))
        is_more = len(pictures) > size
        older = is_more if not (cursor and cursor.is_newer) else True
        newer = is_more if cursor and cursor.is_newer else cursor is not None
        return Page(
            entries=entries,
            older=_cursor(shown[-1], is_newer=False) if older and shown else None,
            newer=_cursor(shown[0], is_newer=True) if newer and shown else None,
        )

    def places_of(self, person: Person, channels: Collection[str]) -> list[str]:
        """Ids of those among `channels` in which pictures stand that a person asked for, the newest first."""
        wanted = (
            sa.select(_PLACE.label("place"))
            .join(PICTURES, PICTURES.c.job_id == JOBS.c.id)
            .where(_by(person), PICTURES.c.deleted_at.is_(None), _PLACE.in_(channels))
            .group_by("place")
            .order_by(sa.func.max(PICTURES.c.drawn_at).desc())
        )
        with self._database.read() as connection:
            return list(connection.execute(wanted).scalars())

    def came_to_nothing(self, person: Person, limit: int, taken_up: str) -> list[Job]:
        """The person's newest requests that were refused, rejected, failed or were cancelled.

        taken_up: what the intent of a request begins with that takes up another, whose id follows; these are left out.
        """
        ends, again = (State.REFUSED, State.REJECTED, State.FAILED, State.CANCELLED), JOBS.alias("again")
        is_taken_up = sa.exists().where(again.c.intent == sa.literal(taken_up) + JOBS.c.id)
        wanted = sa.select(JOBS).where(_by(person), JOBS.c.state.in_(ends), ~is_taken_up)
        wanted = wanted.order_by(JOBS.c.asked_at.desc())
        with self._database.read() as connection:
            return [Job.from_row(row) for row in connection.execute(wanted.limit(limit)).mappings()]

    @staticmethod
    def _pictures(connection: sa.Connection, look: Look, limit: int, cursor: Cursor | None) -> list[StoredPicture]:
        own = [column.label(f"p_{column.name}") for column in PICTURES.c]
        wanted = sa.select(JOBS, *own).join(JOBS, JOBS.c.id == PICTURES.c.job_id).where(*_conditions(look))
        if look.is_saved:
            wanted = wanted.join(SAVES, _saved_by(look.person))
        if look.words.strip():
            wanted = wanted.join(WORDS, WORDS.c.job_id == PICTURES.c.job_id)
        if cursor:
            here, there = sa.tuple_(*_KEY), sa.tuple_(cursor.drawn_at, cursor.job_id, cursor.index)
            wanted = wanted.where(here > there if cursor.is_newer else here < there)
        is_newer = bool(cursor and cursor.is_newer)
        ordered = wanted.order_by(*(column.asc() if is_newer else column.desc() for column in _KEY)).limit(limit)
        found = [from_joined(row) for row in connection.execute(ordered).mappings()]
        return found[::-1] if is_newer else found


def _conditions(look: Look) -> Iterator[sa.ColumnElement[bool]]:
    yield PICTURES.c.deleted_at.is_(None)
    yield _PLACE.in_({look.channel_id}.intersection(look.channels) if look.channel_id else look.channels)
    yield _by(look.person) if look.is_mine else _shown_to(look.person)
    if not look.is_saved:
        yield PICTURES.c.index == _first_index()
    for word in searchable(look.words).split()[:_MOST_WORDS]:
        yield WORDS.c.words.contains(word, autoescape=True)


def _by(person: Person) -> sa.ColumnElement[bool]:
    return sa.and_(JOBS.c.team_id == person.team_id, JOBS.c.user_id == person.user_id)


def _shown_to(person: Person) -> sa.ColumnElement[bool]:
    """What was cancelled while it was drawn, or couldn't be shown, is its asker's alone.

    Written so that no index on jobs fits it: the newest pictures are looked at one by one until the page is full, which
    takes a millisecond where all of a workspace's would have to be sorted (measured with 100,000: 0.6 s).
    """
    team = sa.func.coalesce(JOBS.c.team_id, "") == person.team_id
    return sa.and_(team, sa.case((JOBS.c.user_id == person.user_id, sa.true()), else_=JOBS.c.state == State.DELIVERED))


def _saved_by(person: Person) -> sa.ColumnElement[bool]:
    mine = sa.and_(SAVES.c.team_id == person.team_id, SAVES.c.user_id == person.user_id)
    this = sa.and_(SAVES.c.job_id == PICTURES.c.job_id, SAVES.c.index == PICTURES.c.index)
    return sa.and_(mine, this)


def _first_index() -> sa.ScalarSelect[Any]:
    others = PICTURES.alias("others")
    standing = sa.and_(others.c.job_id == PICTURES.c.job_id, others.c.deleted_at.is_(None))
    return sa.select(sa.func.min(others.c.index)).where(standing).scalar_subquery()


def _entries(connection: sa.Connection, look: Look, pictures: Sequence[StoredPicture]) -> Iterator[Entry]:
    job_ids = {picture.id.job_id for picture in pictures}
    counted = sa.select(PICTURES.c.job_id, sa.func.count()).where(PICTURES.c.deleted_at.is_(None))
    counted = counted.where(PICTURES.c.job_id.in_(job_ids)).group_by(PICTURES.c.job_id)
    counts: dict[str, int] = {row[0]: row[1] for row in connection.execute(counted)}
    standing = sa.select(POSTS).where(POSTS.c.job_id.in_(job_ids), POSTS.c.deleted_at.is_(None))
    in_sight = standing.where(POSTS.c.channel_id.in_(look.channels)).order_by(POSTS.c.posted_at)
    posts = [Post(**row) for row in connection.execute(in_sight).mappings()]
    for picture in pictures:
        showing = [post for post in posts if post.shows(picture.id)]
        post = next((post for post in showing if _is_place(post, picture.job)), next(iter(showing), None))
        alone = next((post.file_id for post in showing if post.index is not None), None)
        yield Entry(
            picture=picture,
            count=1 if look.is_saved else counts[picture.id.job_id],
            post=post,
            file_id=_file(picture, counts[picture.id.job_id], alone, post, is_alone=look.is_saved),
        )


def _file(picture: StoredPicture, count: int, alone: str | None, post: Post | None, *, is_alone: bool) -> str | None:
    """Of several the sheet that shows them all, unless one is meant and stands alone somewhere."""
    own, sheet = picture.slack_file_id or alone, post.file_id if post else None
    return (own or sheet) if is_alone or count == 1 else (sheet or own)


def _is_place(post: Post, job: Job) -> bool:
    return (post.channel_id, post.ts) == (job.place_channel_id, job.place_ts)


def _cursor(picture: StoredPicture, *, is_newer: bool) -> Cursor:
    return Cursor(drawn_at=picture.drawn_at, job_id=picture.id.job_id, index=picture.id.index, is_newer=is_newer)

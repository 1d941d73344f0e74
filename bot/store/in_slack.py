"""What of somebody's stands in Slack: messages and files that the bot has put there."""

from collections.abc import Collection, Sequence

import sqlalchemy as sa

from bot.store.database import Database
from bot.store.erasure import Whose
from bot.store.jobs import Job
from bot.store.posts import Post
from bot.store.tables import ASKS, COPIES, DRAFTS, JOBS, PICTURES, POSTS, REVIEWS

EXPORTED = "exported"  # kind of the drafts that remember files with somebody's data, handed out to them
Place = tuple[str, str]  # channel, ts


class InSlack:
    """Reads where it stands."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def posts(self, job_ids: Collection[str]) -> list[Post]:
        """Messages that show these jobs' pictures, whoever had them posted."""
        wanted = sa.select(POSTS).where(POSTS.c.job_id.in_(job_ids), POSTS.c.deleted_at.is_(None))
        with self._database.read() as connection:
            return [Post(**row) for row in connection.execute(wanted).mappings()]

    def made_from(self, team_id: str, job_ids: Collection[str]) -> list[tuple[Job, Post]]:
        """Jobs that were made from these ones' pictures, with the messages that say so."""
        posts = [column.label(f"post_{column.name}") for column in POSTS.c]
        parent = JOBS.c.request["parent"]["job_id"].as_string()
        stands = sa.and_(POSTS.c.index.is_(None), POSTS.c.deleted_at.is_(None))
        wanted = sa.select(JOBS, *posts).join(POSTS, POSTS.c.job_id == JOBS.c.id)
        with self._database.read() as connection:
            rows = connection.execute(wanted.where(JOBS.c.team_id == team_id, stands, parent.in_(job_ids))).mappings()
            return [(_job(row), _post(row)) for row in rows]

    def reviews(self, job_ids: Collection[str]) -> list[Place]:
        """Messages that ask reviewers about these jobs' pictures."""
        wanted = sa.select(REVIEWS.c.channel_id, REVIEWS.c.ts).where(REVIEWS.c.job_id.in_(job_ids))
        with self._database.read() as connection:
            return [(row.channel_id, row.ts) for row in connection.execute(wanted) if row.channel_id and row.ts]

    def files(self, job_ids: Collection[str], posts: Sequence[Post]) -> set[str]:
        """Their originals, what posts and reviewers' messages show, and what was handed out."""
        wanted = sa.union(
            sa.select(PICTURES.c.slack_file_id).where(PICTURES.c.job_id.in_(job_ids)),
            sa.select(COPIES.c.file_id).where(COPIES.c.job_id.in_(job_ids)),
            sa.select(REVIEWS.c.file_id).where(REVIEWS.c.job_id.in_(job_ids)),
        )
        with self._database.read() as connection:
            found = {*connection.scalars(wanted), *(post.file_id for post in posts)}
        return {file for file in found if file}

    def asks(self, whose: Whose) -> list[Place]:
        """Messages in which admins were asked for something by a person."""
        mine = sa.and_(ASKS.c.team_id == whose.team_id, ASKS.c.user_id == whose.user_id)
        wanted = sa.select(ASKS.c.messages).where(mine, ASKS.c.asked_at <= whose.until)
        with self._database.read() as connection:
            return [(str(place[0]), str(place[1])) for told in connection.scalars(wanted) for place in told]

    def exports(self, whose: Whose) -> set[str]:
        """Files with a person's data that they were handed out."""
        mine = sa.and_(DRAFTS.c.team_id == whose.team_id, DRAFTS.c.user_id == whose.user_id)
        wanted = sa.select(DRAFTS.c.payload).where(mine, DRAFTS.c.kind == EXPORTED)
        with self._database.read() as connection:
            return {str(payload["file_id"]) for payload in connection.scalars(wanted)}


def _job(row: sa.RowMapping) -> Job:
    return Job.from_row({column.name: row[column.name] for column in JOBS.c})


def _post(row: sa.RowMapping) -> Post:
    return Post(**{column.name: row[f"post_{column.name}"] for column in POSTS.c})

"""What pictures are found by: the words of their prompts, in one writing whatever keyboard they came from."""

import unicodedata
from collections.abc import Collection, Mapping
from typing import Any

import sqlalchemy as sa

from bot.store.database import insert
from bot.store.tables import JOBS, WORDS


def searchable(text: str) -> str:
    """NFKC and case-folded, white space as single spaces: half-width, full-width, capital or small are the same."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return " ".join(folded.split())


def note_words(connection: sa.Connection, job_ids: Collection[str]) -> None:
    """Let these jobs' pictures be found; doing it again changes nothing."""
    wanted = sa.select(JOBS.c.id, JOBS.c.request).where(JOBS.c.id.in_(job_ids))
    rows = [{"job_id": row.id, "words": searchable(_prompt(row.request))} for row in connection.execute(wanted)]
    if rows:
        connection.execute(insert(WORDS).on_conflict_do_nothing(), rows)


def _prompt(request: Mapping[str, Any]) -> str:
    """As `Order.prompt` says it: what is seen, where the task's own words don't."""
    return str(request.get("about") or request["asked"].get("prompt", ""))

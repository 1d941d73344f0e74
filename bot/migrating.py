"""`python -m bot migrate`: the database to the newest version, ours and the job engine's, before a release starts."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from bot.jobs.engine_tables import engine_versions, migrate_engine
from bot.store.database import Database
from titan_core.errors import SettingsError

EXIT_DONE, EXIT_FIX = 0, 1


def run(url: str, *, only_check: bool, out: TextIO, err: TextIO) -> int:
    """0 if all is at the newest version, 1 if `only_check` found that it isn't or the database takes no changes.

    Raises SettingsError if there is no such database, or it is none that this release can work on.
    """
    if only_check and _has_no_file(url):
        out.write("There is no database yet: `python -m bot migrate`, or the first start, makes it.\n")
        return EXIT_FIX
    try:
        with _opened(url) as database:
            return _check(database, out) if only_check else _migrate(database, out)
    except (DBAPIError, OSError) as error:
        told = str(error.orig if isinstance(error, DBAPIError) else error).partition("\n")[0]
        err.write(f"The database takes no changes ({told}): `python -m bot doctor` says what to do.\n")
        return EXIT_FIX


@contextmanager
def _opened(url: str) -> Iterator[Database]:
    database = Database(url)
    try:
        database.prove()
        yield database
    finally:
        database.dispose()


def _has_no_file(url: str) -> bool:
    """Looking must not make one."""
    parsed = sa.make_url(url)
    return parsed.get_backend_name() == "sqlite" and not Path(parsed.database or "").exists()


def _check(database: Database, out: TextIO) -> int:
    if refusal := database.refusal(at_start=False):
        raise SettingsError(problems=(str(refusal),))
    standing, (engine, engine_newest) = database.standing(), engine_versions(database)
    due = [f"{database.name} is at {standing}, not {standing.newest}"] if not standing.is_current else []
    due += [f"the job engine's tables are at {engine}, not {engine_newest}"] if engine < engine_newest else []
    if due:
        out.write(f"To be done by `python -m bot migrate`: {'; '.join(due)}.\n")
        return EXIT_FIX
    out.write(f"Nothing to do: {database.name} is at {standing}, the job engine's tables are at {engine}.\n")
    return EXIT_DONE


def _migrate(database: Database, out: TextIO) -> int:
    before = database.migrate()
    out.write(f"{database.name}: {_told(str(before), f'version {before.newest}')}\n")
    engine, newest = engine_versions(database)
    migrate_engine(database)
    before_it = f"version {engine}" if engine else "no tables"
    out.write(f"The job engine's tables: {_told(before_it, f'version {max(engine, newest)}')}\n")
    return EXIT_DONE


def _told(before: str, after: str) -> str:
    return f"already at {after}" if before == after else f"moved from {before} to {after}"

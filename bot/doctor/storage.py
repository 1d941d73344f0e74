"""The database and the folder of pictures: a real write to each, and nothing left behind."""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from bot.doctor.findings import Finding, fix, ok
from bot.settings import Settings
from bot.store.database import Database
from titan_core.errors import SettingsError

_LOCK_SECONDS = 5.0  # a running bot holds the database for milliseconds


def examine(settings: Settings) -> Iterator[Finding]:
    url = make_url(settings.database_url)
    yield (_file if url.get_backend_name() == "sqlite" else _server)(settings.database_url)
    yield _folder(settings.artifacts_dir)


def _file(url: str) -> Finding:
    """One that exists is written to; else another one beside it, so that looking doesn't make a database."""
    file = Path(make_url(url).database or "")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        if file.exists():
            _write(file)
        else:
            with tempfile.TemporaryDirectory(dir=file.parent, prefix=".doctor-") as folder:
                _write(Path(folder, "trial.sqlite"))
    except (OSError, sqlite3.Error) as error:
        return fix(
            f"Database: {file} can't be written: {error}",
            "Give the bot's user write access to that folder and its disk, or set DATA_DIR to another folder.",
        )
    return _unusable(url, file) or ok(f"Database: {file} can be written")


def _unusable(url: str, file: Path) -> Finding | None:
    if not file.exists():
        return None
    database = Database(url)
    try:
        return _at_start(database)
    finally:
        database.dispose()


def _at_start(database: Database) -> Finding | None:
    """What a start would say of the version that it is at."""
    refusal = database.refusal()
    if refusal is None:
        return None
    return fix(f"Database: {refusal.what}", f"{refusal.remedy[0].upper()}{refusal.remedy[1:]}.")


def _write(file: Path) -> None:
    with closing(sqlite3.connect(file, timeout=_LOCK_SECONDS, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("CREATE TABLE doctor_was_here (id INTEGER)")
        connection.execute("DROP TABLE doctor_was_here")
        connection.execute("COMMIT")


def _server(url: str) -> Finding:
    """A table is made in a transaction that is taken back."""
    database = Database(url)
    try:
        database.prove()
        if refused := _at_start(database):
            return refused
        with database.write() as connection:
            connection.execute(sa.text("CREATE TABLE doctor_was_here (id INTEGER)"))
            connection.rollback()
    except SettingsError as error:
        return fix(f"Database: {error.problems[0]}", "Put DATABASE_URL or the server right, as it says.")
    except SQLAlchemyError as error:
        user, told = database.engine.url.username, str(error).partition("\n")[0]
        return fix(
            f"Database: {database.name} can't be written: {told}",
            f"As the database's owner: GRANT CREATE ON DATABASE {database.engine.url.database} TO {user};"
            f" GRANT CREATE ON SCHEMA public TO {user}.",
        )
    finally:
        database.dispose()
    return ok(f"Database: {database.name} can be written")


def _folder(folder: Path) -> Finding:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as trial:
            trial.write(b"a picture")
    except OSError as error:
        return fix(
            f"Pictures: {folder} can't be written: {error}",
            "Give the bot's user write access to that folder and its disk, or set DATA_DIR to another folder.",
        )
    return ok(f"Pictures: {folder} can be written")

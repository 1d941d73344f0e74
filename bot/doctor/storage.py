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
from bot.store.bucket import Bucket, BucketError, BucketUnreachableError, address_of
from bot.store.database import Database
from bot.store.keepers import SHORT
from titan_core.errors import SettingsError

_RIGHTS = (
    "Give the bot's AWS user or role s3:GetObject, s3:PutObject and s3:DeleteObject on the bucket's objects, and"
    " s3:ListBucket on the bucket: docs/deploy.md has the policy."
)
_REMEDIES = {
    "NoSuchBucket": "Make the bucket, or put ARTIFACTS_URL right.",
    "InvalidAccessKeyId": "Put AWS's keys right.",
    "SignatureDoesNotMatch": "Put AWS's keys right.",
}
_LOCK_SECONDS = 5.0  # a running bot holds the database for milliseconds


def examine(settings: Settings) -> Iterator[Finding]:
    url = make_url(settings.database_url)
    yield (_file if url.get_backend_name() == "sqlite" else _server)(settings.database_url)
    yield _bucket(settings) if settings.artifacts_url else _folder(settings.artifacts_dir)


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


def _bucket(settings: Settings) -> Finding:
    """An object is written, read, found and deleted."""
    url, bucket = settings.artifacts_url, Bucket(address_of(settings.artifacts_url), settings.bedrock, patience=SHORT)
    try:
        bucket.prove()
    except BucketUnreachableError as error:
        return fix(f"Pictures: {url} doesn't answer: {error.code}", "Look at its address and network.")
    except BucketError as error:
        return fix(f"Pictures: {url} can't be used: {error.code}", _REMEDIES.get(error.code, _RIGHTS))
    finally:
        bucket.close()
    return ok(f"Pictures: {url} can be written")


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

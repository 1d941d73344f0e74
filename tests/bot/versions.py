"""Releases to come: folders of versions beside today's, and the databases to try them on."""

import shutil
from pathlib import Path
from textwrap import dedent

import pytest
import sqlalchemy as sa

from bot.store.migrations import first
from bot.store.migrations.standing import VERSION_TABLE, VERSIONS

KINDS = ("sqlite", "postgresql")
# For a default SQLite makes the whole table anew, while others refer to it; PostgreSQL alters it.
MOODS = """
    with op.batch_alter_table("imagine_jobs") as jobs:
        jobs.alter_column("turn", server_default="0")
        jobs.add_column(sa.Column("mood", sa.String(16), server_default="calm", nullable=False))
    op.execute("UPDATE imagine_jobs SET mood = 'merry' WHERE command = '/imagine'")
"""


def empty_database(kind: str, request: pytest.FixtureRequest, folder: Path) -> str:
    """Make one and answer its URL."""
    if kind == "sqlite":
        return f"sqlite:///{folder / 'imagine.sqlite'}"
    url: str = request.getfixturevalue("postgres").new_database()
    return url


def release(folder: Path, **bodies: str) -> Path:
    """Today's versions, and after them one more for each body of `upgrade(op)`, by its name."""
    versions = folder / "versions"
    shutil.copytree(VERSIONS, versions, ignore=shutil.ignore_patterns("__pycache__"))
    for ahead, (name, body) in enumerate(bodies.items()):
        revision, before = numbered(ahead + 1), numbered(ahead)
        head = f'import os, signal\nimport sqlalchemy as sa\nrevision, down_revision = "{revision}", "{before}"\n'
        lines = "".join(f"    {line}\n" for line in dedent(body).strip().splitlines())
        (versions / f"v{revision}_{name}.py").write_text(f"{head}\n\ndef upgrade(op):\n{lines}", "utf-8")
    return versions


def numbered(ahead: int = 0) -> str:
    """Today's newest version, or one that comes so many after it."""
    return f"{int(max(path.stem for path in VERSIONS.glob('v[0-9]*'))[1:5]) + ahead:04}"


def make_as_before_versions(connection: sa.Connection) -> None:
    """As the releases did that noted no version."""
    first.tables().create_all(connection)


def note_version(connection: sa.Connection, version: str) -> None:
    connection.execute(sa.update(sa.table(VERSION_TABLE, sa.column("version_num"))).values(version_num=version))

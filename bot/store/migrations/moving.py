"""Alembic at work on a connection of ours: no alembic.ini, no env.py, no global of its."""

from collections.abc import Sequence
from pathlib import Path

import sqlalchemy as sa
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext, MigrationStep
from alembic.script import ScriptDirectory

from bot.store.migrations.standing import VERSION_TABLE, VERSIONS


def upgrade(connection: sa.Connection, versions: Path = VERSIONS) -> None:
    """Run the versions that are due, within the transaction that `connection` is in."""
    script = ScriptDirectory(versions.parent, version_locations=[versions])

    def due(heads: Sequence[str], _context: MigrationContext) -> Sequence[MigrationStep]:
        newest_first = script.iterate_revisions("head", tuple(heads) or "base")
        steps = [MigrationStep.upgrade_from_script(script.revision_map, version) for version in newest_first]
        return steps[::-1]

    context = MigrationContext.configure(connection, opts={"fn": due, "version_table": VERSION_TABLE})
    context.run_migrations(op=Operations(context))

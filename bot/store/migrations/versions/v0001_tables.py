"""The tables as they stood when versions began.

Releases before made them without noting a version: what is there stays as it is, and what is missing is made.
"""

from alembic.operations import Operations

from bot.store.migrations.first import tables

revision = "0001"
down_revision = None


def upgrade(op: Operations) -> None:
    connection = op.get_bind()
    for table in tables().sorted_tables:
        table.create(connection, checkfirst=True)
        for index in table.indexes:
            index.create(connection, checkfirst=True)

"""The tables as they stood when versions began.

Releases before made them without noting a version: what is there stays as it is, and what is missing is made.
"""

import sqlalchemy as sa
from alembic.operations import Operations

from bot.store.migrations.first import tables

revision = "0001"
down_revision = None


def upgrade(op: Operations) -> None:
    connection, first = op.get_bind(), tables()
    there = sa.inspect(connection).get_table_names()
    first.create_all(connection)
    for table in first.sorted_tables:
        if table.name in there:
            for index in table.indexes:
                index.create(connection, checkfirst=True)

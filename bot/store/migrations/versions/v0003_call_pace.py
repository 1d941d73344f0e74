"""The pace of calls while Bedrock throttles, for all workers: a new table, which the release before doesn't know."""

import sqlalchemy as sa
from alembic.operations import Operations

revision = "0003"
down_revision = "0002"


def upgrade(op: Operations) -> None:
    op.create_table(
        "imagine_call_pace",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("next_at", sa.Float, nullable=False),
        sa.Column("gap", sa.Float, nullable=False),
        sa.Column("slowed_at", sa.Float, nullable=False),
    )

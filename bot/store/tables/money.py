"""What is paid for: the ledger, and the calls that it sums up."""

import sqlalchemy as sa

from bot.store.tables.metadata import METADATA

# What each job may cost, then did cost, in millionths of a dollar: see bot/store/ledger.py. It outlives the job's row.
LEDGER = sa.Table(
    "imagine_ledger",
    METADATA,
    sa.Column("job_id", sa.String(16), primary_key=True),
    sa.Column("team_id", sa.String(32), nullable=False),
    sa.Column("channel_id", sa.String(32), nullable=False),  # where it was asked for
    sa.Column("user_id", sa.String(32), nullable=False),
    sa.Column("task", sa.String(40), nullable=False),  # its type in titan_core.tasks
    sa.Column("model_id", sa.String(128)),  # who is likely to draw, then who did
    sa.Column("pictures", sa.Integer, nullable=False),  # that were asked for, then that were drawn or may have been
    sa.Column("reserved_micros", sa.BigInteger, nullable=False),
    sa.Column("spent_micros", sa.BigInteger, nullable=False),
    sa.Column("unknown_pictures", sa.Integer, nullable=False, default=0),  # of these: billed, or not
    sa.Column("unknown_micros", sa.BigInteger, nullable=False, default=0),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("reserved_at", sa.Float, nullable=False),
    sa.Column("ended_at", sa.Float),
)
# What was used is summed up by the index alone.
sa.Index(
    "imagine_ledger_person",
    LEDGER.c.team_id,
    LEDGER.c.user_id,
    LEDGER.c.ended_at,
    LEDGER.c.state,
    LEDGER.c.model_id,
    LEDGER.c.pictures,
    LEDGER.c.spent_micros,
    LEDGER.c.unknown_micros,
)
sa.Index(
    "imagine_ledger_month",
    LEDGER.c.team_id,
    LEDGER.c.ended_at,
    LEDGER.c.state,
    LEDGER.c.user_id,
    LEDGER.c.channel_id,
    LEDGER.c.model_id,
    LEDGER.c.pictures,
    LEDGER.c.spent_micros,
    LEDGER.c.unknown_micros,
)
# Limits sum up a month in every transaction that takes a job: the index alone has all that they need of it.
sa.Index(
    "imagine_ledger_limits",
    LEDGER.c.team_id,
    LEDGER.c.reserved_at,
    LEDGER.c.channel_id,
    LEDGER.c.state,
    LEDGER.c.pictures,
    LEDGER.c.reserved_micros,
    LEDGER.c.spent_micros,
)
sa.Index("imagine_ledger_limits_person", LEDGER.c.team_id, LEDGER.c.user_id, LEDGER.c.reserved_at)

# What was sent to Bedrock for jobs whose entry is open, as it may be billed, then as it is: see bot/store/calls.py.
CALLS = sa.Table(
    "imagine_calls",
    METADATA,
    sa.Column("id", sa.String(16), primary_key=True),
    sa.Column("job_id", sa.String(16), nullable=False, index=True),
    sa.Column("model_id", sa.String(128), nullable=False),
    sa.Column("pictures", sa.Integer, nullable=False),
    sa.Column("micros", sa.BigInteger, nullable=False),
    sa.Column("is_known", sa.Boolean, nullable=False, default=False),
    sa.Column("began_at", sa.Float, nullable=False),
)

# A limit of N calls a minute is N rows, each free again a minute after its last call.
CALL_SLOTS = sa.Table(
    "imagine_call_slots",
    METADATA,
    sa.Column("slot", sa.Integer, primary_key=True),
    sa.Column("free_at", sa.Float, nullable=False, index=True),
)

# How fast all workers call while Bedrock throttles: one row, none before the first throttled answer.
CALL_PACE = sa.Table(
    "imagine_call_pace",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("next_at", sa.Float, nullable=False),
    sa.Column("gap", sa.Float, nullable=False),
    sa.Column("slowed_at", sa.Float, nullable=False),
)

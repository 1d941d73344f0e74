"""What admins have set, were asked and have decided."""

import sqlalchemy as sa

from bot.store.tables.metadata import METADATA

# What admins have set: `subject` is a channel's id, "" for the workspace's own. See bot/rules/rules.py.
RULES = sa.Table(
    "imagine_rules",
    METADATA,
    sa.Column("team_id", sa.String(32), primary_key=True),
    sa.Column("subject", sa.String(32), primary_key=True),
    sa.Column("rules", sa.JSON, nullable=False),
    sa.Column("changed_at", sa.Float, nullable=False),
)

# Only ever added to: see bot/store/audit.py.
AUDIT = sa.Table(
    "imagine_audit",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("team_id", sa.String(32), nullable=False),
    sa.Column("at", sa.Float, nullable=False),
    sa.Column("by", sa.String(32), nullable=False),
    sa.Column("what", sa.String(40), nullable=False),
    sa.Column("about", sa.String(64), nullable=False),
    sa.Column("details", sa.JSON, nullable=False),
)
sa.Index("imagine_audit_team", AUDIT.c.team_id, AUDIT.c.id)

# What people have asked admins for, and the one answer to it: see bot/store/asks.py.
ASKS = sa.Table(
    "imagine_asks",
    METADATA,
    sa.Column("id", sa.String(16), primary_key=True),  # its draft's
    sa.Column("team_id", sa.String(32), nullable=False),
    sa.Column("user_id", sa.String(32), nullable=False),
    sa.Column("asked", sa.JSON, nullable=False),  # what is to be drawn, and the refusal
    sa.Column("messages", sa.JSON, nullable=False),  # where admins were told: [[channel, ts, user or ""], ...]
    sa.Column("asked_at", sa.Float, nullable=False),
    sa.Column("decision", sa.String(16)),
    sa.Column("decided_by", sa.String(32)),
    sa.Column("decided_at", sa.Float),
    sa.Column("press", sa.String(255)),  # that decided it: done again after a crash, it is still the one
    sa.Column("reason", sa.Text),
)
sa.Index("imagine_asks_person", ASKS.c.team_id, ASKS.c.user_id)

"""What people have chosen, are asked, or wish gone."""

import sqlalchemy as sa

from bot.store.tables.metadata import METADATA

PEOPLE = sa.Table(
    "imagine_people",
    METADATA,
    sa.Column("team_id", sa.String(32), primary_key=True),
    sa.Column("user_id", sa.String(32), primary_key=True),
    sa.Column("locale", sa.String(16)),
    sa.Column("locale_at", sa.Float),
    sa.Column("last_turn", sa.Integer, nullable=False, default=0),
)

# Of a person or a channel: `subject` is its Slack id.
PREFERENCES = sa.Table(
    "imagine_preferences",
    METADATA,
    sa.Column("team_id", sa.String(32), primary_key=True),
    sa.Column("subject", sa.String(32), primary_key=True),
    sa.Column("preferences", sa.JSON, nullable=False),
    sa.Column("changed_at", sa.Float, nullable=False),
)

PRESETS = sa.Table(
    "imagine_presets",
    METADATA,
    sa.Column("team_id", sa.String(32), primary_key=True),
    sa.Column("subject", sa.String(32), primary_key=True),
    sa.Column("name", sa.String(40), primary_key=True),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("changed_at", sa.Float, nullable=False),
)

# What a person was asked or is filling in, under the id that stands in the button or the view.
DRAFTS = sa.Table(
    "imagine_drafts",
    METADATA,
    sa.Column("id", sa.String(16), primary_key=True),
    sa.Column("kind", sa.String(32), nullable=False),
    sa.Column("team_id", sa.String(32), nullable=False),
    sa.Column("user_id", sa.String(32), nullable=False),
    sa.Column("payload", sa.JSON, nullable=False),
    sa.Column("made_at", sa.Float, nullable=False),
    sa.Column("used_at", sa.Float),
)

# People who had their data erased while a month of the ledger was open: see bot/store/erasure.py.
ERASED = sa.Table(
    "imagine_erased",
    METADATA,
    sa.Column("team_id", sa.String(32), primary_key=True),
    sa.Column("user_id", sa.String(32), primary_key=True),
    sa.Column("erased_at", sa.Float, nullable=False),
)

"""Workspaces that have installed the app, as slack_sdk's store keeps them, and what installing needs beside it."""

import sqlalchemy as sa
from slack_sdk.oauth.installation_store.sqlalchemy import SQLAlchemyInstallationStore as _Store

from bot.store.tables.metadata import METADATA

# What is encrypted: bot/oauth/sealing.py. Its ciphertext is longer than the 200 letters that slack_sdk gives a token.
SECRETS = ("bot_token", "bot_refresh_token", "user_token", "user_refresh_token", "incoming_webhook_url")


def _roomy(table: sa.Table) -> sa.Table:
    for column in table.columns:
        if column.name in SECRETS:
            column.type = sa.Text()
    return table


BOTS = _roomy(_Store.build_bots_table(METADATA, _Store.default_bots_table_name))
INSTALLATIONS = _roomy(_Store.build_installations_table(METADATA, _Store.default_installations_table_name))

# Workspaces that an installation for their whole organization serves: jobs know a workspace, and not its organization.
ORG_TEAMS = sa.Table(
    "imagine_org_teams",
    METADATA,
    sa.Column("team_id", sa.String(32), primary_key=True),
    sa.Column("enterprise_id", sa.String(32), nullable=False),
)

# States of OAuth that were used, by their hash, for as long as they would be valid.
USED_STATES = sa.Table(
    "imagine_oauth_used_states",
    METADATA,
    sa.Column("hash", sa.String(64), primary_key=True),
    sa.Column("until", sa.Float, nullable=False),
)

# Who renews a token, of all processes: the one whose lease it is.
RENEWALS = sa.Table(
    "imagine_oauth_renewals",
    METADATA,
    sa.Column("installation", sa.String(80), primary_key=True),
    sa.Column("until", sa.Float, nullable=False),
)

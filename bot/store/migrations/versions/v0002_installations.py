"""Workspaces that install the app by OAuth: new tables, which the release before doesn't know."""

import sqlalchemy as sa
from alembic.operations import Operations

revision = "0002"
down_revision = "0001"


def upgrade(op: Operations) -> None:
    op.create_table("slack_bots", *_installation(), *_bot(), *_at_last())
    of_one = ("client_id", "enterprise_id", "team_id")
    op.create_index("slack_bots_idx", "slack_bots", [*of_one, "installed_at"])
    op.create_table(
        "slack_installations",
        *_installation(),
        sa.Column("enterprise_url", sa.String(200)),
        *_bot(),
        *_user(),
        *_webhook(),
        sa.Column("token_type", sa.String(32)),
        *_at_last(),
    )
    op.create_index("slack_installations_idx", "slack_installations", [*of_one, "user_id", "installed_at"])
    op.create_table(
        "imagine_org_teams",
        sa.Column("team_id", sa.String(32), primary_key=True),
        sa.Column("enterprise_id", sa.String(32), nullable=False),
    )
    for name, key, length in (("used_states", "hash", 64), ("renewals", "installation", 80)):
        op.create_table(
            f"imagine_oauth_{name}",
            sa.Column(key, sa.String(length), primary_key=True),
            sa.Column("until", sa.Float, nullable=False),
        )


def _installation() -> list[sa.Column[object]]:
    return [
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("client_id", sa.String(32), nullable=False),
        sa.Column("app_id", sa.String(32), nullable=False),
        sa.Column("enterprise_id", sa.String(32)),
        sa.Column("enterprise_name", sa.String(200)),
        sa.Column("team_id", sa.String(32)),
        sa.Column("team_name", sa.String(200)),
    ]


def _bot() -> list[sa.Column[object]]:
    return [
        sa.Column("bot_token", sa.Text),
        sa.Column("bot_id", sa.String(32)),
        sa.Column("bot_user_id", sa.String(32)),
        sa.Column("bot_scopes", sa.String(1000)),
        sa.Column("bot_refresh_token", sa.Text),
        sa.Column("bot_token_expires_at", sa.DateTime),
    ]


def _user() -> list[sa.Column[object]]:
    return [
        sa.Column("user_id", sa.String(32), nullable=False),
        sa.Column("user_token", sa.Text),
        sa.Column("user_scopes", sa.String(1000)),
        sa.Column("user_refresh_token", sa.Text),
        sa.Column("user_token_expires_at", sa.DateTime),
    ]


def _webhook() -> list[sa.Column[object]]:
    return [
        sa.Column("incoming_webhook_url", sa.Text),
        sa.Column("incoming_webhook_channel", sa.String(200)),
        sa.Column("incoming_webhook_channel_id", sa.String(200)),
        sa.Column("incoming_webhook_configuration_url", sa.String(200)),
    ]


def _at_last() -> list[sa.Column[object]]:
    return [
        sa.Column("is_enterprise_install", sa.Boolean, nullable=False),
        sa.Column("installed_at", sa.DateTime, nullable=False),
    ]

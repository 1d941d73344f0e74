"""Installations as Slack would answer them."""

from typing import Any

import pytest
from cryptography.fernet import Fernet
from slack_sdk.oauth.installation_store import Installation

from bot.oauth.installations import Installations
from bot.oauth.keys import Keys
from bot.store.database import Database
from tests.bot.versions import KINDS

on_both = pytest.mark.parametrize("database", KINDS, indirect=True)
CLIENT = "111.222"
KEY, OTHER_KEY = (Fernet.generate_key().decode() for _ in range(2))


def installations(database: Database, *keys: str) -> Installations:
    return Installations(database, CLIENT, Keys(keys or (KEY,)))


def of_team(team_id: str, token: str = "xoxb-1", **more: Any) -> Installation:  # noqa: ANN401, S107
    given = {"team_name": f"Team {team_id}", "installed_at": 1000.0, **more}
    return Installation(app_id="A1", team_id=team_id, bot_token=token, user_id="U1", **given)


def of_org(enterprise_id: str, *, installed_at: float = 1000.0) -> Installation:
    return Installation(
        app_id="A1",
        enterprise_id=enterprise_id,
        enterprise_name="The whole company",
        is_enterprise_install=True,
        bot_token="xoxb-org",
        user_id="U1",
        installed_at=installed_at,
    )

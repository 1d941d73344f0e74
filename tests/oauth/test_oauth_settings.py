"""Settings of many workspaces: all together or none, each fault with what to write."""

import pytest

from bot.settings import Settings
from tests.oauth.installing import KEY, OTHER_KEY
from titan_core.errors import SettingsError

GOOD = {
    "SLACK_CLIENT_ID": "1.2",
    "SLACK_CLIENT_SECRET": "hush",
    "SLACK_SIGNING_SECRET": "sign",
    "SLACK_TOKEN_KEYS": f"{KEY}, {OTHER_KEY}",
    "PUBLIC_URL": "https://imagine.example.com/",
}


def problems(**changes: str) -> tuple[str, ...]:
    with pytest.raises(SettingsError) as caught:
        Settings.from_env({**GOOD, **changes})
    return caught.value.problems


def test_with_a_client_id_it_serves_many_over_http() -> None:
    settings = Settings.from_env(GOOD)

    assert settings.oauth
    assert not settings.socket_mode
    assert settings.oauth.token_keys == (KEY, OTHER_KEY)
    assert settings.oauth.install_url == "https://imagine.example.com/slack/install"
    assert settings.oauth.redirect_uri == "https://imagine.example.com/slack/oauth_redirect"


def test_without_one_it_serves_one() -> None:
    settings = Settings.from_env({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "PUBLIC_URL": "unread"})

    assert settings.oauth is None


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"SLACK_CLIENT_SECRET": ""}, "SLACK_CLIENT_SECRET is missing: copy it from Basic Information"),
        ({"SLACK_CLIENT_ID": ""}, "SLACK_CLIENT_ID is missing"),
        ({"SLACK_SIGNING_SECRET": ""}, "SLACK_SIGNING_SECRET is missing"),
        ({"SLACK_BOT_TOKEN": "xoxb-1"}, "SLACK_BOT_TOKEN is one workspace's"),
        ({"SLACK_APP_TOKEN": "xapp-1"}, "SLACK_APP_TOKEN is for Socket Mode"),
        (
            {"SLACK_TOKEN_KEYS": ""},
            "SLACK_TOKEN_KEYS is missing, which workspaces' tokens are encrypted with: make one",
        ),
        ({"SLACK_TOKEN_KEYS": f"{KEY},short"}, "1 of 2 isn't one: make one by python -c"),
        ({"PUBLIC_URL": ""}, "PUBLIC_URL is missing"),
        ({"PUBLIC_URL": "http://imagine.example.com"}, "PUBLIC_URL must be the bot's own https:// address"),
        ({"PUBLIC_URL": "https://me@imagine.example.com"}, "PUBLIC_URL must be"),
        ({"PUBLIC_URL": "https://[imagine"}, "PUBLIC_URL must be"),
    ],
)
def test_a_fault_is_told_with_what_to_do(changes: dict[str, str], said: str) -> None:
    (problem,) = problems(**changes)

    assert said in problem


def test_neither_a_key_nor_a_secret_is_told_or_stands_in_the_settings_text() -> None:
    told = " ".join(problems(SLACK_TOKEN_KEYS=f"{KEY[:-2]},{OTHER_KEY}", PUBLIC_URL=""))
    text = str(Settings.from_env(GOOD))

    assert not [secret for secret in (KEY, KEY[:-2], OTHER_KEY, "hush") if secret in told or secret in text]

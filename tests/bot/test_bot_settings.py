"""Settings: read once, every fault named together with what to write."""

import pytest

from bot.settings import Settings
from titan_core.errors import SettingsError

GOOD = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}


def problems(**changes: str) -> tuple[str, ...]:
    with pytest.raises(SettingsError) as caught:
        Settings.from_env({**GOOD, **changes})
    return caught.value.problems


def test_two_tokens_are_enough() -> None:
    settings = Settings.from_env(GOOD)

    assert settings.socket_mode
    assert settings.slack_api_url == "https://slack.com/api/"
    assert (settings.worker_concurrency, settings.requests_per_minute, settings.port) == (8, 60, 3000)
    assert settings.database_url == "sqlite:///var/imagine.sqlite"
    assert not settings.data_is_shared


def test_with_a_signing_secret_and_no_app_token_it_receives_over_http() -> None:
    settings = Settings.from_env({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "s"})

    assert not settings.socket_mode


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"SLACK_BOT_TOKEN": ""}, "SLACK_BOT_TOKEN is missing: write the xoxb-"),
        ({"SLACK_BOT_TOKEN": "xoxp-1"}, "SLACK_BOT_TOKEN must start with xoxb-, this is xoxp-"),
        ({"SLACK_BOT_TOKEN": "hello"}, "this is something else"),
        ({"SLACK_BOT_TOKEN": "xapp-1", "SLACK_APP_TOKEN": "xoxb-1"}, "are swapped"),
        ({"SLACK_APP_TOKEN": ""}, "SLACK_APP_TOKEN is missing"),
        ({"SLACK_API_URL": "slack.com"}, "SLACK_API_URL must be a web address"),
        ({"PORT": "65536"}, "PORT must be a whole number from 0 to 65535, this is '65536'"),
        ({"PORT": "-1"}, "PORT must be"),
        ({"WORKER_CONCURRENCY": "0"}, "WORKER_CONCURRENCY must be a whole number from 1 to 256"),
        ({"REQUESTS_PER_MINUTE": "1.5"}, "REQUESTS_PER_MINUTE must be"),
        ({"METRICS_PORT": "x"}, "METRICS_PORT must be"),
        ({"IMAGINE_LANGUAGE": "fr"}, "IMAGINE_LANGUAGE must be one of en, ko"),
        ({"DATABASE_URL": "mysql://me@here/imagine"}, "DATABASE_URL must be postgresql://USER"),
        ({"ARTIFACTS_URL": "https://x"}, "ARTIFACTS_URL must be s3://BUCKET"),
        ({"IMAGINE_MODELS": "dall-e"}, "IMAGINE_MODELS"),
        ({"BWB_REGION_NAME": "moon"}, "BWB_REGION_NAME"),
        ({"AWS_ACCESS_KEY_ID": "AKIA"}, "AWS_SECRET_ACCESS_KEY"),
    ],
)
def test_a_fault_is_told_with_what_to_write(changes: dict[str, str], said: str) -> None:
    (problem,) = problems(**changes)

    assert said in problem


def test_all_faults_are_told_at_once() -> None:
    assert len(problems(SLACK_BOT_TOKEN="", PORT="x", WORKER_CONCURRENCY="0", IMAGINE_MODELS="dall-e")) == 4


def test_empty_and_blank_are_the_same_as_not_set() -> None:
    assert Settings.from_env({**GOOD, "PORT": " ", "DATA_DIR": "", "SLACK_API_URL": ""}).port == 3000


def test_a_named_folder_is_one_that_web_and_worker_share() -> None:
    settings = Settings.from_env({**GOOD, "DATA_DIR": "/data"})

    assert settings.data_is_shared
    assert settings.database_url == "sqlite:////data/imagine.sqlite"


def test_no_token_stands_in_the_settings_text() -> None:
    text = str(Settings.from_env({**GOOD, "SLACK_SIGNING_SECRET": "hush"}))

    assert not any(secret in text for secret in ("xoxb-1", "xapp-1", "hush"))

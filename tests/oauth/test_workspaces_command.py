"""`python -m bot workspaces` and the doctor, where many workspaces are served."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from slack_sdk.oauth.installation_store import Installation

from bot.__main__ import main
from bot.doctor import workspaces
from bot.jobs.engine_tables import migrate_engine
from bot.oauth.starting import can_serve
from bot.settings import Settings
from bot.store.database import Database
from sandbox.slack import SlackSandbox
from tests.oauth.installing import CLIENT, KEY, OTHER_KEY, installations, of_org, of_team

Run = Callable[..., tuple[int, str, str]]
SETTINGS = {
    "SLACK_CLIENT_ID": CLIENT,
    "SLACK_CLIENT_SECRET": "hush",
    "SLACK_SIGNING_SECRET": "sign",
    "SLACK_TOKEN_KEYS": KEY,
    "PUBLIC_URL": "https://imagine.example.com",
}


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path / 'imagine.sqlite'}")
    database.create_tables()
    migrate_engine(database)
    yield database
    database.dispose()


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*words: str, **changes: str) -> tuple[int, str, str]:
        for name, value in {**SETTINGS, "IMAGINE_DOTENV": os.devnull, "DATA_DIR": str(tmp_path), **changes}.items():
            monkeypatch.setenv(name, value)
        code = main(["workspaces", *words])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def keep(database: Database, *kept: Installation) -> None:
    for installation in kept:
        installations(database).save(installation)


def test_list_says_who_has_it_since_when_and_no_token(run: Run, database: Database) -> None:
    assert run("list") == (0, "No workspace has added the app yet.\n", "")
    keep(database, of_team("T1", "xoxb-one"), of_org("E1"))

    code, said, _ = run("list")

    assert code == 0
    head, team, org = said.splitlines()
    assert head.split() == ["id", "name", "since", "installed", "by", "for"]
    assert team.split() == ["T1", "Team", "T1", "1970-01-01", "00:16", "U1", "workspace"]
    assert org.startswith("E1  The whole company")
    assert "xoxb" not in said


def test_keys_are_changed_beside_the_running_bot(run: Run, database: Database) -> None:
    keep(database, of_team("T1", "xoxb-one"))

    code, said, _ = run("rotate-keys", SLACK_TOKEN_KEYS=f"{OTHER_KEY},{KEY}")

    assert (code, said.partition(". ")[0]) == (
        0,
        "1 installation's tokens are kept with the first of SLACK_TOKEN_KEYS now",
    )
    found = installations(database, OTHER_KEY).bot_of("T1")
    assert found
    assert found.bot_token == "xoxb-one"


def test_a_key_that_is_lost_is_told_by_the_workspaces_it_hurts(
    run: Run, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    keep(database, of_team("T1"), of_team("T2"))

    code, _, complaint = run("rotate-keys", SLACK_TOKEN_KEYS=OTHER_KEY)
    assert code == 1
    assert "No key reads the tokens of T1, T2: put back the one that they were kept with" in complaint

    settings = Settings.from_env({**SETTINGS, "SLACK_TOKEN_KEYS": OTHER_KEY})
    assert settings.oauth
    kept = installations(database, OTHER_KEY)
    assert not can_serve(settings.oauth, kept)
    assert "SLACK_TOKEN_KEYS has no key for the tokens of T1, T2" in caplog.text
    kept.save(of_team("T2", installed_at=2000.0))
    assert can_serve(settings.oauth, kept), "the others are served"


def test_where_one_workspace_is_served_there_is_nothing_to_do(run: Run) -> None:
    code, said, _ = run("list", SLACK_CLIENT_ID="", SLACK_CLIENT_SECRET="")

    assert (code, said) == (0, "One workspace is served, by SLACK_BOT_TOKEN: no tokens are kept.\n")


def test_settings_that_lack_something_are_told(run: Run) -> None:
    code, _, complaint = run("list", SLACK_TOKEN_KEYS="")

    assert code == 2
    assert "SLACK_TOKEN_KEYS is missing" in complaint


def test_the_doctor_tries_the_tokens_and_names_the_workspaces(database: Database, tmp_path: Path) -> None:
    with SlackSandbox(tiers=False) as slack:
        settings = Settings.from_env({**SETTINGS, "SLACK_API_URL": slack.api_url, "DATA_DIR": str(tmp_path)})
        assert settings.oauth
        assert "none has added the app yet; https://imagine.example.com/slack/install" in str(examined(settings)[0])
        keep(database, of_team("T1", slack.bot_token), of_team("T2", "xoxb-gone"))
        installations(database, OTHER_KEY).save(of_team("T3"))

        good, refused, lost, receiving = examined(settings)

    assert str(good) == "ok    Workspace Team T1 (T1): its token is good"
    assert "Slack refuses the token of Team T2 (T2): invalid_auth" in str(refused)
    assert "add the app again at https://imagine.example.com/slack/install" in str(refused)
    assert "SLACK_TOKEN_KEYS has no key for the token of Team T3 (T3)" in str(lost)
    assert "https://imagine.example.com" in str(receiving)


def test_the_doctor_leaves_no_database_behind(tmp_path: Path) -> None:
    with SlackSandbox(tiers=False) as slack:
        settings = Settings.from_env({**SETTINGS, "SLACK_API_URL": slack.api_url, "DATA_DIR": str(tmp_path)})
        assert examined(settings)
    assert not list(tmp_path.iterdir())


def examined(settings: Settings) -> list[object]:
    assert settings.oauth
    return list(workspaces.examine(settings, settings.oauth))

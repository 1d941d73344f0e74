"""`python -m bot doctor` on a sandboxed workspace: what it says, and what it exits with."""

import io
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.engine import make_url

from bot import doctor
from bot.doctor.findings import Finding, Level
from bot.settings import Settings
from sandbox.bedrock import BedrockSandbox
from sandbox.slack import SlackSandbox
from tests.postgres import PostgresServer
from tests.tooling.clinic import Clinic, open_servers
from titan_core.errors import SettingsError


@pytest.fixture(scope="module")
def servers() -> Iterator[tuple[SlackSandbox, BedrockSandbox]]:
    with open_servers() as servers:
        yield servers


@pytest.fixture
def clinic(servers: tuple[SlackSandbox, BedrockSandbox], tmp_path: Path) -> Iterator[Clinic]:
    clinic = Clinic(*servers, tmp_path / "data")
    yield clinic
    clinic.heal()


def test_a_sound_bot_is_told_with_what_it_will_draw_and_for_how_much(clinic: Clinic) -> None:
    report = clinic.examine()

    assert report.code == 0, report.text
    assert report.last_line == "Will draw with Stable Image Core in us-west-2, about $0.04 a picture (list price)."
    assert not report.lines("fix")


def test_nothing_is_drawn_or_posted_and_nothing_is_left_behind(clinic: Clinic) -> None:
    before = len(clinic.slack.calls())

    clinic.examine()

    assert clinic.bedrock.totals["calls"] == 0
    assert [call.method for call in clinic.slack.calls()[before:]] == ["auth.test", "apps.connections.open"]
    assert [path.name for path in clinic.data_dir.rglob("*")] == ["artifacts"]


def test_every_fault_comes_with_something_to_do(clinic: Clinic) -> None:
    clinic.slack.unreachable(60)

    report = clinic.examine(AWS_ACCESS_KEY_ID="AKIAINVALID", DATABASE_URL="sqlite:////dev/null/imagine.sqlite")

    assert report.code == 1
    assert len(report.lines("fix")) == report.text.count("To do: ") == 3
    assert report.last_line == "Not ready yet: 3 things to fix, see above."


def test_settings_that_cannot_be_read_are_told_together_and_exit_with_2(clinic: Clinic) -> None:
    swapped = {**clinic.env, "SLACK_BOT_TOKEN": "xapp-1", "SLACK_APP_TOKEN": "xoxb-1", "PORT": "many"}
    with pytest.raises(SettingsError) as fault:
        Settings.from_env(swapped)
    out = io.StringIO()

    code = doctor.run(fault.value, out=out)

    assert code == 2
    told = [line for line in out.getvalue().splitlines() if line.startswith("fix ")]
    assert len(told) == 2
    assert "SLACK_BOT_TOKEN and SLACK_APP_TOKEN are swapped" in told[0]
    assert "PORT must be a whole number" in told[1]


def test_a_bot_token_that_slack_does_not_know_is_to_be_copied_again(clinic: Clinic) -> None:
    report = clinic.examine(SLACK_BOT_TOKEN="xoxb-of-another-app")

    assert report.code == 1
    assert "OAuth & Permissions" in report.remedy("Slack doesn't know SLACK_BOT_TOKEN")


@pytest.mark.parametrize("code", ["account_inactive", "token_revoked", "token_expired"])
def test_a_bot_token_that_is_used_up_asks_for_a_new_installation(clinic: Clinic, code: str) -> None:
    clinic.slack.fail("auth.test", code)

    report = clinic.examine()

    assert report.code == 1
    assert "Install the app to the workspace again" in report.text


def test_an_app_token_that_slack_does_not_know_is_to_be_copied_again(clinic: Clinic) -> None:
    report = clinic.examine(SLACK_APP_TOKEN="xapp-of-another-app")

    assert report.code == 1
    assert "App-Level Tokens" in report.remedy("Slack doesn't know SLACK_APP_TOKEN")


def test_an_app_token_without_its_scope_is_told_by_the_scopes_name(clinic: Clinic) -> None:
    clinic.slack.fail("apps.connections.open", "missing_scope")

    report = clinic.examine()

    assert "Generate a token with that scope" in report.remedy("SLACK_APP_TOKEN lacks the scope connections:write")


def test_missing_scopes_are_named(clinic: Clinic) -> None:
    clinic.slack.workspace.scopes -= {"files:write", "im:write"}

    report = clinic.examine()

    assert report.code == 1
    assert "Reinstall to Workspace" in report.remedy("files:write, im:write are not granted")


def test_scopes_that_are_not_needed_are_a_note(clinic: Clinic) -> None:
    clinic.slack.workspace.scopes |= {"pins:read", "channels:history"}

    report = clinic.examine()

    assert report.code == 0
    assert "pins:read" in report.lines("note")[0]
    assert "channels:history" not in report.text, "optional, and of use"


def test_a_slack_that_is_not_there_is_one_fault_and_the_rest_is_looked_at(clinic: Clinic) -> None:
    clinic.slack.unreachable(60)

    report = clinic.examine()

    assert report.code == 1
    assert "SLACK_API_URL" in report.remedy("Slack can't be reached")
    assert "Stable Image Core: ready in us-west-2" in report.lines("ok")


@pytest.mark.parametrize("how", ["500", "429", "drop", "internal_error"])
@pytest.mark.parametrize("method", ["auth.test", "apps.connections.open"])
def test_a_slack_that_fails_is_a_fault_and_no_crash(clinic: Clinic, method: str, how: str) -> None:
    clinic.slack.fail(method, how, times=3)

    report = clinic.examine()

    assert report.code == 1
    assert len(report.lines("fix")) == 1


def test_a_server_that_is_no_slack_is_named_as_such(clinic: Clinic) -> None:
    report = clinic.examine(SLACK_API_URL=f"{clinic.bedrock.url}/api/")

    assert report.code == 1
    assert "the answer is not Slack's" in report.text


def test_over_http_no_connection_is_asked_for_and_the_address_is_a_note(clinic: Clinic) -> None:
    before = len(clinic.slack.calls("apps.connections.open"))

    report = clinic.examine(SLACK_APP_TOKEN="", SLACK_SIGNING_SECRET="secret", PORT="8080")

    assert report.code == 0
    assert any("over HTTP on port 8080" in line for line in report.lines("note"))
    assert len(clinic.slack.calls("apps.connections.open")) == before


def test_an_existing_database_is_written_to_and_kept_as_it_was(clinic: Clinic) -> None:
    clinic.data_dir.mkdir()
    with closing(sqlite3.connect(clinic.data_dir / "imagine.sqlite")) as database:
        database.execute("CREATE TABLE jobs (id)")
    report = clinic.examine()

    assert report.code == 0
    with closing(sqlite3.connect(clinic.data_dir / "imagine.sqlite")) as database:
        assert database.execute("SELECT name FROM sqlite_master").fetchall() == [("jobs",)]


def test_a_file_that_is_no_database_is_a_fault(clinic: Clinic) -> None:
    clinic.data_dir.mkdir()
    (clinic.data_dir / "imagine.sqlite").write_text("a shopping list, and by no means a database")

    report = clinic.examine()

    assert report.code == 1
    assert "DATA_DIR" in report.remedy("imagine.sqlite can't be written: file is not a database")


def test_a_folder_that_cannot_be_made_is_a_fault(clinic: Clinic) -> None:
    clinic.data_dir.write_text("a file where the folder should be")

    report = clinic.examine()

    assert report.code == 1
    assert [line.split(":")[0] for line in report.lines("fix")] == ["Database", "Pictures"]


def test_a_server_that_takes_rows_is_all_right_and_is_left_as_it_was(clinic: Clinic, postgres: PostgresServer) -> None:
    url = postgres.new_database()
    report = clinic.examine(DATABASE_URL=url)

    assert report.code == 0, report.text
    assert "Database: postgresql://imagine:***@127.0.0.1" in report.text
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        assert connection.execute("SELECT 1 FROM pg_tables WHERE schemaname = 'public'").fetchall() == []


def test_a_server_that_keeps_one_out_or_takes_no_tables_is_a_fault(clinic: Clinic, postgres: PostgresServer) -> None:
    url = make_url(postgres.new_database())
    stranger = url.set(username="stranger", password="hush-8")
    with psycopg.connect(postgres.url().replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("CREATE ROLE stranger LOGIN PASSWORD 'hush-8'")
    kept_out = clinic.examine(DATABASE_URL=url.set(password="hush-7").render_as_string(hide_password=False))
    may_not = clinic.examine(DATABASE_URL=stranger.render_as_string(hide_password=False))

    assert (kept_out.code, may_not.code) == (1, 1)
    assert "password authentication failed" in kept_out.text
    assert "hush-7" not in kept_out.text
    assert "GRANT CREATE ON SCHEMA public TO stranger" in may_not.remedy("permission denied")


def test_a_fix_without_a_remedy_cannot_be_said() -> None:
    with pytest.raises(ValueError, match="what to do"):
        Finding(level=Level.FIX, what="Something is wrong")

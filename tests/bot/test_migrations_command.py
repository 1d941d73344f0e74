"""`python -m bot migrate`, and what a start and the doctor say of a database of another version."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa

from bot.__main__ import main
from bot.doctor import storage
from bot.doctor.findings import Level
from bot.settings import Settings
from bot.store.database import Database
from tests.bot.versions import KINDS, empty_database, make_as_before_versions, note_version, numbered
from tests.postgres import PostgresServer

Run = Callable[..., tuple[int, str, str]]
TOKENS = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}


@pytest.fixture(params=KINDS)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return empty_database(request.param, request, tmp_path)


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    database = Database(url)
    yield database
    database.dispose()


@pytest.fixture
def run(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run one command, without Slack's tokens: its exit code, what it printed, what it complained of."""

    def run(*arguments: str, **settings: str) -> tuple[int, str, str]:
        environment = {"DATA_DIR": str(tmp_path), "IMAGINE_DOTENV": os.devnull, "DATABASE_URL": url, **settings}
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        code = main(arguments)
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


def doctor_says(url: str, folder: Path) -> tuple[Level, str, str]:
    settings = Settings.from_env({**TOKENS, "DATABASE_URL": url, "DATA_DIR": str(folder)})
    found = next(storage.examine(settings))
    return found.level, found.what, found.remedy


def test_it_says_what_it_did_and_that_there_is_nothing_left_to_do(run: Run) -> None:
    code, said, complaint = run("migrate")
    assert (code, complaint) == (0, "")
    ours, engine = said.splitlines()
    assert ours.endswith(f": moved from no tables to version {numbered()}")
    assert engine.startswith("The job engine's tables: moved from no tables to version 1")

    code, said, _ = run("migrate")
    assert code == 0
    assert said.count(": already at version") == 2
    assert run("migrate", "--check")[0] == 0


def test_what_is_due_is_told_without_doing_it(run: Run, url: str, tmp_path: Path) -> None:
    code, said, _ = run("migrate", "--check")

    assert code == 1
    assert "python -m bot migrate" in said
    if url.startswith("sqlite"):
        assert not list(tmp_path.iterdir())
    else:
        assert f"is at no tables, not {numbered()}; the job engine's tables are at 0, not 1" in said


def test_the_engine_s_tables_alone_may_be_due(run: Run, database: Database) -> None:
    database.create_tables()
    code, said, _ = run("migrate", "--check")

    assert code == 1
    assert "To be done by `python -m bot migrate`: the job engine's tables are at 0" in said


def test_a_database_from_before_versions_is_told_and_taken_over(run: Run, url: str, database: Database) -> None:
    with database.write() as connection:
        make_as_before_versions(connection)
    assert f"is at a version before 0001, not {numbered()}" in run("migrate", "--check")[1]
    if database.is_server:
        code, _, complaint = run("run", **TOKENS)
        assert code == 2, "the release before may be at work"
        assert "run `python -m bot migrate` once, then start again" in complaint

    assert f"moved from a version before 0001 to version {numbered()}" in run("migrate")[1]
    assert doctor_says(url, Path())[0] == Level.OK


def test_a_database_of_a_newer_release_is_refused_by_every_command(run: Run, database: Database) -> None:
    database.create_tables()
    with database.write() as connection:
        note_version(connection, "9999")

    for command in (("migrate",), ("migrate", "--check"), ("run",), ("rules", "show")):
        code, _, complaint = run(*command, **TOKENS)
        assert code == 2, command
        assert f"is at version 9999, which is newer than this release ({numbered()})" in complaint
        assert "start the newer release again, or bring back the backup from before it" in complaint


def test_the_doctor_says_what_a_start_would(url: str, database: Database, tmp_path: Path) -> None:
    with database.write() as connection:
        make_as_before_versions(connection)
    if database.is_server:
        level, said, remedy = doctor_says(url, tmp_path)
        assert (level, remedy) == (Level.FIX, "Run `python -m bot migrate` once, then start again.")
        assert said.endswith(f"is at a version before 0001, and this release needs version {numbered()}")
    else:
        assert doctor_says(url, tmp_path)[0] == Level.OK, "a start moves it"
    database.migrate()
    assert doctor_says(url, tmp_path)[0] == Level.OK
    with database.write() as connection:
        note_version(connection, "9999")

    level, _, remedy = doctor_says(url, tmp_path)
    assert level == Level.FIX
    assert remedy.startswith("Start the newer release again")


@pytest.mark.parametrize("url", ["sqlite:////dev/null/imagine.sqlite"])
def test_a_folder_that_can_t_be_made_is_told(run: Run) -> None:
    code, _, complaint = run("migrate")

    assert code == 1
    assert "`python -m bot doctor` says what to do" in complaint


@pytest.mark.parametrize("url", [""])
def test_a_user_that_may_make_no_tables_is_told(postgres: PostgresServer, tmp_path: Path, run: Run) -> None:
    url = sa.make_url(postgres.new_database())
    with psycopg.connect(postgres.url().replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("CREATE ROLE onlooker LOGIN PASSWORD 'hush-8'")
    onlooker = url.set(username="onlooker", password="hush-8").render_as_string(hide_password=False)
    code, _, complaint = run("migrate", DATABASE_URL=onlooker)

    assert code == 1
    assert "permission denied" in complaint
    assert "hush-8" not in complaint
    assert doctor_says(onlooker, tmp_path)[0] == Level.FIX

"""What the documents show besides commands: programs run, settings are taken, units and tables are sound."""

import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from configparser import ConfigParser
from contextlib import closing
from io import StringIO
from pathlib import Path

import pytest
from dotenv import dotenv_values
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateTable

from bot.settings import Settings
from bot.store.tables import METADATA
from tests.tooling.command_words import fault
from tests.tooling.document_claims import is_run_elsewhere
from tests.tooling.documents import ROOT, Block, Command, all_blocks
from titan_core.catalog import find
from titan_core.policy import least_policy

TOKENS = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}


def shown(language: str) -> list[Block]:
    return [block for block in all_blocks() if block.language == language and not is_run_elsewhere(block)]


def test_settings_are_known_and_taken_as_they_are_written() -> None:
    known = (ROOT / ".env.example").read_text("utf-8")
    for block in shown("env"):
        written = {name: value or "" for name, value in dotenv_values(stream=StringIO(block.text)).items()}

        assert not [name for name in written if f"{name}=" not in known], str(block)
        Settings.from_env({**TOKENS, **written})


def test_a_unit_of_systemd_is_sound_and_starts_what_there_is(tmp_path: Path) -> None:
    for number, block in enumerate(shown("ini")):
        check_unit(block, tmp_path / str(number))


def check_unit(block: Block, tmp_path: Path) -> None:
    unit = ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment, method-assign]  # as typeshed's own documentation does
    unit.read_string(block.text)
    started = unit["Service"]["ExecStart"]

    assert not fault(Command(line=started))
    assert unit["Service"]["WorkingDirectory"] == started.partition("/.venv/")[0]
    if shutil.which("systemd-analyze"):
        here = block.text.replace(unit["Service"]["WorkingDirectory"], str(tmp_path))
        python = tmp_path / ".venv/bin/python"
        python.parent.mkdir(parents=True)
        python.symlink_to(sys.executable)
        (tmp_path / "imagine.service").write_text(here)
        done = subprocess.run(
            [shutil.which("systemd-analyze") or "", "verify", "--man=no", str(tmp_path / "imagine.service")],
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert not [line for line in done.stderr.splitlines() if "imagine.service" in line], done.stderr


def test_a_policy_is_the_least_one_for_pictures_from_words() -> None:
    for block in shown("json"):
        assert json.loads(block.text) == least_policy([find("core")], "us-west-2"), str(block)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """The bot's tables, empty."""
    with closing(sqlite3.connect(tmp_path / "imagine.sqlite")) as connection:
        for table in METADATA.sorted_tables:
            connection.execute(str(CreateTable(table).compile(dialect=sqlite.dialect())))
        yield connection


def test_a_query_can_be_asked(database: sqlite3.Connection) -> None:
    for block in shown("sql"):
        database.executescript(block.text)


def test_no_program_in_python_is_left_to_itself() -> None:
    assert not [str(block) for block in shown("python")]

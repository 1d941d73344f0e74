"""What the runbook shows of `python -m bot jobs` is what these commands print, one after the other."""

import shlex
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.__main__ import main
from bot.jobs.engine_tables import migrate_engine
from bot.store.database import Database
from bot.store.jobs import Job, Jobs, State
from bot.store.tables import JOBS
from tests.bot.entries import CORE, answer, begin, call, reserve
from tests.bot.job_rows import add, job
from tests.tooling.checkout import first_missing
from tests.tooling.documents import blocks, commands

STUCK, DEAD, UNDELIVERED = "3f9a1c07be52", "81d0c2aa94e7", "c45b7e1f0a36"
DRAWN = {
    "kind": "drawn",
    "parts": [],
    "model_id": CORE,
    "model_title": "Stable Image Core",
    "losses": [],
    "withheld": 0,
    "price_usd": "0.04",
}
NOT_DRAWN = {"kind": "not_drawn", "refused": False, "code": "no_access", "values": {}, "reference": "5a0f33c1"}


def asked(database: Database, job_id: str) -> Job:
    made = job(id=job_id, asked_at=time.time() - 300)
    add(database, made)
    reserve(database, made)
    return made


def failed(database: Database, job_id: str, outcome: dict[str, object]) -> None:
    """Drawn or not, at the price of one call if it was."""
    made, jobs = asked(database, job_id), Jobs(database)
    with database.write() as connection:
        connection.execute(sa.update(JOBS).where(JOBS.c.id == job_id).values(state=State.DRAWING))
    if outcome["kind"] == "drawn":
        answer(database, begin(database, call(made)))
    jobs.note_answer(job_id, outcome)
    jobs.finish(job_id, State.FAILED)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Of a bot for which a job waits, one couldn't be drawn, and one couldn't be delivered."""
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", "")
    monkeypatch.setenv("IMAGINE_DOTENV", str(tmp_path / "none"))
    database = Database(f"sqlite:///{tmp_path / 'imagine.sqlite'}")
    database.create_tables()
    migrate_engine(database)
    asked(database, STUCK)
    failed(database, DEAD, NOT_DRAWN)
    failed(database, UNDELIVERED, DRAWN)
    yield tmp_path
    database.dispose()


@pytest.mark.usefixtures("folder")
def test_the_commands_of_the_runbook_print_what_it_shows(capsys: pytest.CaptureFixture[str]) -> None:
    shown = [one for block in blocks("docs/runbook.md") if block.language == "console" for one in commands(block)]
    assert len(shown) >= 8

    for command in shown:
        program, *words = shlex.split(command.line.removeprefix(".venv/bin/python -m "))
        assert (program, main(words)) == ("bot", 0), capsys.readouterr().err
        printed = capsys.readouterr().out
        missing = first_missing(command.printed, printed)
        assert missing is None, f"{command.line}\ndoesn't print {missing!r}, but\n{printed}"

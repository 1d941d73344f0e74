"""What holds on a PostgreSQL server, where others write at the same time: nothing is counted or given out twice."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from bot.jobs.liveness import ServerLocks
from bot.orders.errand import Errand, ErrandKind
from bot.settings import Settings
from bot.store.copies import Copies
from bot.store.database import Database
from bot.store.jobs import Jobs
from bot.store.line import Line
from bot.store.people import Locales, Person
from bot.store.pictures import PictureId
from bot.store.saves import Saves
from tests.bot import job_rows
from tests.postgres import PostgresServer
from titan_core.errors import SettingsError

PATIENCE = 0.3
ADA = Person(team_id=job_rows.TEAM, user_id=job_rows.ADA)
BEN = Person(team_id=job_rows.TEAM, user_id=job_rows.BEN)
_HOLDER = """
import sys, time
from bot.jobs.liveness import ServerLocks
from bot.store.database import Database
ServerLocks(Database(sys.argv[1]), "w-other").hold()
print("held", flush=True)
time.sleep(600)
"""


@pytest.fixture
def processes(served_database: Database) -> Iterator[list[Database]]:
    """As three of them would open it, empty."""
    with served_database.write() as connection:
        connection.execute(sa.text("TRUNCATE imagine_jobs, imagine_people, imagine_turns CASCADE"))
    opened = [Database(served_database.url) for _ in range(3)]
    yield opened
    for database in opened:
        database.dispose()


def test_turns_of_one_person_taken_in_several_processes_are_all_different(processes: list[Database]) -> None:
    lines = [Line(database, 2) for database in processes]

    def join(number: int) -> int:
        with processes[number % 3].write() as connection:
            lines[number % 3].lock(connection, ADA, and_others=False)
            return lines[number % 3].join(connection, ADA)

    with ThreadPoolExecutor(6) as threads:
        knowing = threads.submit(Locales(processes[0]).keep, ADA, "en-US")
        turns = list(threads.map(join, range(12)))
        knowing.result()

    assert sorted(turns) == list(range(1, 13))


def test_where_no_limit_counts_others_nobody_waits_until_somebody_elses_job_is_made(processes: list[Database]) -> None:
    first, second = (Line(database, 2) for database in processes[:2])
    with processes[0].write() as one, processes[1].write() as another:
        first.lock(one, ADA, and_others=False)
        second.lock(another, BEN, and_others=False)  # or this would wait for ever


def test_a_lock_is_one_transactions_at_a_time_and_ends_with_it(processes: list[Database]) -> None:
    first, second, _ = processes
    with ThreadPoolExecutor(1) as threads:

        def take() -> float:
            with second.write() as connection:
                second.lock(connection, "name")
                return time.monotonic()

        with first.write() as connection:
            first.lock(connection, "name")
            taken = threads.submit(take)
            with second.write() as other:
                second.lock(other, "another name")
            time.sleep(0.05)
            let_go_at = time.monotonic()
        assert taken.result() >= let_go_at


def test_of_presses_in_several_processes_at_once_each_other_one_saves(processes: list[Database]) -> None:
    it = job_rows.job()
    job_rows.add(processes[0], it)
    picture = PictureId(job_id=it.id, index=0)
    with ThreadPoolExecutor(6) as threads:
        saved = list(threads.map(lambda number: Saves(processes[number % 3]).toggle(ADA, picture), range(12)))

    assert sorted(saved) == [False] * 6 + [True] * 6


def test_of_errands_that_would_do_the_same_one_has_the_claim(processes: list[Database]) -> None:
    it = job_rows.job()
    job_rows.add(processes[0], it)

    def claim(number: int) -> str:
        errand = Errand(
            id=f"press:{number}", kind=ErrandKind.PICK, person=ADA, picture=PictureId(job_id=it.id, index=0),
            seen_channel_id=job_rows.GENERAL, seen_ts="1.1", channel_id=job_rows.GENERAL, thread_ts="1.1",
        )  # fmt: skip
        return Copies(processes[number % 3]).claim(errand, job_rows.GENERAL).errand_id

    with ThreadPoolExecutor(6) as threads:
        assert len(set(threads.map(claim, range(12)))) == 1


def test_a_forged_value_that_postgresql_has_no_room_for_is_one_that_nobody_stored(processes: list[Database]) -> None:
    assert Jobs(processes[0]).find("\0") is None
    it = job_rows.job(cancelled_by="U0\0")
    job_rows.add(processes[0], it)
    assert Jobs(processes[0]).get(it.id).cancelled_by == "U0\N{REPLACEMENT CHARACTER}"


def test_tables_are_made_once_by_processes_that_start_together(postgres: PostgresServer) -> None:
    url = postgres.new_database()
    databases = [Database(url) for _ in range(4)]
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(Database.create_tables, databases))
    for database in databases:
        database.dispose()


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_a_url_is_taken_as_it_is_usually_written(scheme: str) -> None:
    env = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "DATABASE_URL": f"{scheme}://me:pw@db:5432/bot"}
    settings = Settings.from_env(env)

    assert settings.database_url == "postgresql+psycopg://me:pw@db:5432/bot"
    assert "pw@" not in repr(settings)


@pytest.mark.parametrize("rest", ["me:p@ss/w:rd@db/bot", "me:hidden@db:many/bot", "me:hidden@db", "me:hidden@db/"])
def test_a_url_that_names_no_database_is_told_without_its_password(rest: str) -> None:
    with pytest.raises(SettingsError) as refused:
        Settings.from_env({"DATABASE_URL": f"postgresql://{rest}"})

    told = " ".join(refused.value.problems)
    assert "DATABASE_URL must be postgresql://USER:PASSWORD@HOST:PORT/DATABASE" in told
    assert "hidden" not in told
    assert "w:rd" not in told


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (lambda url: url.set(password="guessed-9"), "password authentication failed"),
        (lambda url: url.set(database="nowhere"), "does not exist"),
        (lambda url: url.set(port=1), "refused"),
    ],
)
def test_a_server_that_lets_nobody_in_is_told_in_words(postgres: PostgresServer, wrong: object, said: str) -> None:
    assert callable(wrong)
    url = wrong(sa.make_url(postgres.url())).render_as_string(hide_password=False)
    database = Database(url)
    with pytest.raises(SettingsError) as refused:
        database.prove()
    database.dispose()

    (told,) = refused.value.problems
    assert said in told
    assert "look whether the server runs" in told
    assert not {"guessed-9", str(sa.make_url(postgres.url()).password)} & set(told.replace("@", ":").split(":"))


def test_a_database_without_room_for_every_letter_is_refused(postgres: PostgresServer) -> None:
    database = Database(postgres.new_database("ENCODING 'LATIN1' TEMPLATE template0"))
    with pytest.raises(SettingsError, match="LATIN1"):
        database.prove()
    database.dispose()


@pytest.fixture
def me(processes: list[Database]) -> Iterator[ServerLocks]:
    locks = ServerLocks(processes[0], "w-me", patience=PATIENCE)
    locks.hold()
    yield locks
    locks.release()


def is_dead(locks: ServerLocks, executor_id: str) -> bool:
    with locks.if_dead(executor_id) as dead:
        return dead


def wait_until_dead(locks: ServerLocks, executor_id: str) -> None:
    deadline = time.monotonic() + 20
    while not is_dead(locks, executor_id):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_worker_is_alive_while_stopped_and_dead_when_killed(processes: list[Database], me: ServerLocks) -> None:
    command = [sys.executable, "-c", _HOLDER, processes[0].url]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout
        assert other.stdout.readline() == "held\n"
        os.kill(other.pid, signal.SIGSTOP)
        for _ in range(4):
            assert not is_dead(me, "w-other")
            time.sleep(PATIENCE / 3)
        other.kill()

    assert not is_dead(me, "w-other"), "a look is none: it may be taking its lock again"
    wait_until_dead(me, "w-other")


def test_of_two_that_find_it_dead_one_adopts_at_a_time(processes: list[Database], me: ServerLocks) -> None:
    third = ServerLocks(processes[1], "w-third", patience=0)
    wait_until_dead(me, "w-never-seen")

    with me.if_dead("w-never-seen") as first, third.if_dead("w-never-seen") as second:
        assert (first, second) == (True, False)


def holders(database: Database) -> list[int]:
    """Processes of the server that hold an advisory lock in this database."""
    ours = "SELECT pid FROM pg_locks JOIN pg_database ON database = pg_database.oid WHERE datname = current_database()"
    with database.read() as connection:
        return list(connection.execute(sa.text(f"{ours} AND locktype = 'advisory'")).scalars())


@pytest.mark.usefixtures("me")
def test_a_lost_lock_is_taken_again_before_its_worker_is_taken_for_dead(processes: list[Database]) -> None:
    _, second, third = processes
    looker = ServerLocks(second, "w-looker", patience=5.0)
    (lost,) = holders(third)
    with third.read() as connection:
        connection.execute(sa.text(f"SELECT pg_terminate_backend({lost})"))
    deadline = time.monotonic() + 20
    while holders(third) in ([], [lost]):
        assert not is_dead(looker, "w-me")
        assert time.monotonic() < deadline
        time.sleep(0.02)

    assert not is_dead(ServerLocks(second, "w-looker", patience=0), "w-me")


def test_a_connection_that_was_cut_while_it_rested_is_made_anew(processes: list[Database]) -> None:
    here, elsewhere, _ = processes
    own = sa.text("SELECT pg_backend_pid()")
    with here.read() as connection:
        cut = connection.scalar(own)
    with elsewhere.read() as connection:
        connection.execute(sa.text(f"SELECT pg_terminate_backend({cut})"))
    time.sleep(0.2)  # rested

    with here.read() as connection:
        assert connection.scalar(own) != cut

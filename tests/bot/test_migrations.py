"""A database moves from one version to the next with all that is in it, once, or not at all."""

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.store.database import Database
from bot.store.jobs import Jobs
from bot.store.migrations.standing import Standing
from tests.bot import job_rows
from tests.bot.versions import KINDS, MOODS, empty_database, make_as_before_versions, note_version, numbered, release
from titan_core.errors import SettingsError

Open = Callable[..., Database]
_MIGRATES = """
import sys
from pathlib import Path
from bot.store.database import Database
Database(sys.argv[1], Path(sys.argv[2])).migrate()
"""


@pytest.fixture(params=KINDS)
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Open]:
    """Open the test's one database, as each of several processes would."""
    url, databases = empty_database(request.param, request, tmp_path), list[Database]()

    def open_it(*versions: Path) -> Database:
        databases.append(Database(url, *versions))
        return databases[-1]

    yield open_it
    for database in databases:
        database.dispose()


def rows(database: Database, query: str) -> list[dict[str, object]]:
    with database.read() as connection:
        return [dict(row) for row in connection.execute(sa.text(query)).mappings()]


def refused(action: Callable[[], object]) -> str:
    with pytest.raises(SettingsError) as error:
        action()
    (problem,) = error.value.problems
    return problem


def test_an_empty_database_is_made_ready_by_the_first_that_starts(opened: Open) -> None:
    database = opened()
    assert str(database.standing()) == "no tables"

    database.create_tables()

    assert database.standing().is_current
    assert database.refusal() is None


def test_rows_move_along_and_still_refer_to_each_other(opened: Open, tmp_path: Path) -> None:
    old, job = opened(), job_rows.job()
    old.create_tables()
    job_rows.add(old, job)
    with old.write() as connection:
        connection.execute(sa.text("INSERT INTO imagine_words VALUES (:job, 'fox')"), {"job": job.id})
    new = opened(release(tmp_path, moods=MOODS))
    before = new.migrate()

    assert (before.version, new.standing().version) == (numbered(), numbered(1))
    assert Jobs(new).get(job.id) == job
    assert rows(new, "SELECT mood FROM imagine_jobs") == [{"mood": "merry"}]
    with pytest.raises(sa.exc.IntegrityError), new.write() as connection:
        connection.execute(sa.text("DELETE FROM imagine_jobs"))


def test_several_versions_are_brought_in_by_their_order(opened: Open, tmp_path: Path) -> None:
    third = "op.execute(\"UPDATE imagine_jobs SET mood = 'calm' WHERE mood = 'merry'\")"
    database = opened(release(tmp_path, moods=MOODS, calm=third))
    database.migrate()

    assert database.standing().version == numbered(2)
    assert database.migrate().is_current, "there is nothing left to do"


def test_of_two_that_migrate_at_once_one_does_it(opened: Open, tmp_path: Path) -> None:
    opened().create_tables()
    versions = release(tmp_path, counted="op.execute('INSERT INTO imagine_turns (id, served) VALUES (77, 1)')")
    databases = [opened(versions) for _ in range(3)]
    with ThreadPoolExecutor(3) as threads:
        before = [standing.version for standing in threads.map(Database.migrate, databases)]

    assert sorted(before) == [numbered(), numbered(1), numbered(1)]
    assert len(rows(databases[0], "SELECT id FROM imagine_turns WHERE id = 77")) == 1


def test_a_migration_that_is_killed_in_the_middle_has_not_happened_and_can_be_done_again(
    opened: Open, tmp_path: Path
) -> None:
    old, job = opened(), job_rows.job()
    old.create_tables()
    job_rows.add(old, job)
    once = tmp_path / "killed"
    dies = f"""
        {{}}
        if not os.path.exists({str(once)!r}):
            open({str(once)!r}, "x").close()
            os.kill(os.getpid(), signal.SIGKILL)
    """
    versions = release(tmp_path, moods=MOODS, dies=dies)
    killed = subprocess.run([sys.executable, "-c", _MIGRATES, old.url, str(versions)], check=False)

    assert killed.returncode == -signal.SIGKILL
    assert old.standing().version == numbered()
    assert Jobs(old).get(job.id) == job
    new = opened(versions)
    assert new.migrate().version == numbered()
    assert new.standing().version == numbered(2)
    assert rows(new, "SELECT mood FROM imagine_jobs") == [{"mood": "merry"}]


def test_a_database_from_before_versions_keeps_its_rows_and_gets_the_index_and_the_table_it_lacks(opened: Open) -> None:
    database, job = opened(), job_rows.job()
    with database.write() as connection:
        make_as_before_versions(connection)
        connection.execute(sa.text("DROP INDEX imagine_jobs_line"))
        connection.execute(sa.text("DROP TABLE imagine_asks"))
    job_rows.add(database, job)
    assert str(database.standing()) == "a version before 0001"

    database.migrate()

    assert database.standing().is_current
    assert Jobs(database).get(job.id) == job
    with database.read() as connection:
        inspector = sa.inspect(connection)
        assert "imagine_jobs_line" in {index["name"] for index in inspector.get_indexes("imagine_jobs")}
        assert inspector.has_table("imagine_asks")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("DROP COLUMN alone", "it lacks imagine_jobs.alone"),
        ("ADD COLUMN mood TEXT", "it has imagine_jobs.mood, which is unknown"),
    ],
)
def test_tables_that_no_release_made_are_refused_and_left_alone(opened: Open, change: str, said: str) -> None:
    database = opened()
    with database.write() as connection:
        make_as_before_versions(connection)
        connection.execute(sa.text(f"ALTER TABLE imagine_jobs {change}"))

    for action in (database.create_tables, database.migrate):
        assert said in refused(action)
    assert said in str(database.refusal())
    assert str(database.standing()) == "a version before 0001"


def test_what_a_newer_release_has_made_is_refused_with_both_ways_out(opened: Open) -> None:
    database = opened()
    database.create_tables()
    with database.write() as connection:
        note_version(connection, "9999")

    for action in (database.create_tables, database.migrate):
        told = refused(action)
        assert "version 9999" in told
        assert "start the newer release again, or bring back the backup" in told


def test_an_older_version_is_moved_by_the_start_on_a_file_and_by_the_command_on_a_server(
    opened: Open, tmp_path: Path
) -> None:
    opened().create_tables()
    database = opened(release(tmp_path, moods=MOODS))
    if database.is_server:
        told = refused(database.create_tables)
        standing = f"is at version {numbered()}, and this release needs version {numbered(1)}"
        assert f"{standing}: run `python -m bot migrate` once" in told
        assert database.standing().version == numbered(), "processes of the release before may be at work"
        database.migrate()
    database.create_tables()

    assert database.standing().version == numbered(1)


def test_a_release_knows_a_version() -> None:
    with pytest.raises(ValueError, match="at least one version"):
        Standing(version="", has_tables=False, known=())

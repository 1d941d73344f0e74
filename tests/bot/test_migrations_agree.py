"""What the versions make is what the bot's tables say, on both databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from bot.store.database import Database
from bot.store.migrations import first
from bot.store.migrations.standing import VERSION_TABLE, VERSIONS
from bot.store.tables import METADATA
from tests.bot.versions import KINDS, MOODS, empty_database, release


@pytest.fixture(params=KINDS)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return empty_database(request.param, request, tmp_path)


def differences(database: Database) -> Iterator[object]:
    """All that would have to be done to make the database's tables those of `bot/store/tables`."""
    with database.read() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": True,
                "include_name": lambda name, kind, _of: kind != "table" or name != VERSION_TABLE,
            },
        )
        for difference in compare_metadata(context, METADATA):
            yield from difference if isinstance(difference, list) else [difference]


def test_the_newest_version_has_the_tables_columns_and_indexes_that_the_bot_works_with(url: str) -> None:
    database = Database(url)
    database.create_tables()

    assert list(differences(database)) == [], "write the next version: bot/store/migrations says how"
    database.dispose()


def test_a_table_that_is_made_anew_loses_nothing_but_what_the_version_says(url: str, tmp_path: Path) -> None:
    database = Database(url, release(tmp_path, moods=MOODS))
    database.migrate()

    (difference,) = differences(database)
    assert isinstance(difference, tuple)
    assert (difference[0], difference[2], difference[3].name) == ("remove_column", "imagine_jobs", "mood")
    database.dispose()


def test_each_version_is_named_by_its_number_and_follows_the_one_before(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'imagine.sqlite'}")
    known = database.standing().known
    database.dispose()
    chain = ScriptDirectory(VERSIONS.parent, version_locations=[VERSIONS]).walk_revisions()

    assert (
        tuple(script.revision for script in chain)[::-1] == known == tuple(f"{n:04}" for n in range(1, len(known) + 1))
    )


def test_the_first_version_stays_as_it_was_released() -> None:
    columns = [f"{name}.{column.name}" for name, table in first.tables().tables.items() for column in table.columns]

    assert len(first.tables().tables) == 20
    assert len(columns) == 146

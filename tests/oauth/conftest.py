"""A database that workspaces are installed in: a file, or what `on_both` says."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.store.database import Database
from tests.bot.versions import empty_database


@pytest.fixture
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    database = Database(empty_database(getattr(request, "param", "sqlite"), request, tmp_path))
    database.create_tables()
    yield database
    database.dispose()

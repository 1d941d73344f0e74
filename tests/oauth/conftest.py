"""A database that workspaces are installed in."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.store.database import Database
from tests.bot.versions import KINDS, empty_database


@pytest.fixture(params=KINDS)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    database = Database(empty_database(request.param, request, tmp_path))
    database.create_tables()
    yield database
    database.dispose()

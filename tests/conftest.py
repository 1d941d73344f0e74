"""What holds for every test."""

import logging
import sys
import threading
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests.postgres import PostgresServer, postgres_server

# A busy machine is no fault of the code: speed is measured in bench/, never by a test.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Quick tests first, so that a fault in one is seen early; the bot's road behind those of values.

    The bot runs in this process from its first test on. Its threads draw random numbers, and Hypothesis takes chance
    from elsewhere for a property that can't be repeated.
    """
    items.sort(key=lambda item: (item.get_closest_marker("slow") is not None, _is_on_the_road(item)))


def _is_on_the_road(item: pytest.Item) -> bool:
    return any(part.startswith("road") for part in item.path.parts)


@pytest.fixture(autouse=True)
def log_as_before() -> Iterator[None]:
    """What a start in this process made of the log ends with the test: its standard error does, too."""
    engine = logging.getLogger("dbos")
    handlers, propagates = list(engine.handlers), engine.propagate
    hooks = sys.excepthook, threading.excepthook
    yield
    engine.handlers, engine.propagate = handlers, propagates
    sys.excepthook, threading.excepthook = hooks


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A server for all tests of this process."""
    with postgres_server() as server:
        yield server

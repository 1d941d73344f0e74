"""A pytest plugin: tests marked `slow` come last, so that a fault in a quick one is seen within seconds."""

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.get_closest_marker("slow") is not None)

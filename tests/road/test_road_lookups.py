"""What the job engine only looks up, and how many jobs begin before there is a slot for them."""

from typing import Any

import pytest
import sqlalchemy as sa

from bot.store.engines import READ_ONLY
from bot.working import _begun_at_once
from tests.road.scenes import Scene


def test_what_is_looked_up_beside_the_writers_writes_nothing(scene: Scene) -> None:
    """A newer DBOS that wrote in one of the methods that the worker lets read aside would be seen here."""
    engine, aside = scene.bot.services.database.engine, list[str]()

    def note(connection: sa.Connection, _cursor: object, statement: str, *_more: Any) -> None:  # noqa: ANN401  # SQLAlchemy's
        if connection.get_execution_options().get(READ_ONLY):
            aside.append(statement)

    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        scene.slack.command("ada", "general", "/imagine a fox that is looked up")
        scene.picture()
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)

    assert any("operation_outputs" in statement for statement in aside), "the job engine's are among them"
    assert [statement for statement in aside if not statement.lstrip().startswith("SELECT")] == []


@pytest.mark.parametrize("slots", [1, 8, 9, 16, 32, 64])
def test_jobs_begin_ahead_only_where_slots_are_many_and_then_few(slots: int) -> None:
    ahead = _begun_at_once(slots) - slots

    assert 0 <= ahead <= slots / 3, "whoever cancels before the draw pays nothing"
    assert ahead == 0 or slots > 8

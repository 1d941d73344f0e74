"""The rules that admins have set, a row for a workspace and one for each channel; every change is audited."""

import time
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import fields, replace
from typing import Any

import sqlalchemy as sa

from bot.rules.rules import ChannelRules, WorkspaceRules
from bot.store.audit import note
from bot.store.database import Database, insert
from bot.store.tables import METADATA, RULES

WORKSPACE = ""  # the subject of the workspace's own row
_STORED = sa.select(RULES.c.subject, RULES.c.rules).where(
    RULES.c.team_id == sa.bindparam("team"), RULES.c.subject.in_((WORKSPACE, sa.bindparam("channel")))
)
Changes = Mapping[str, Callable[[Any], Any]]  # by the rule's name: from what it is to what it shall be


class RuleBook:
    """Reads and writes rules; read anew each time, so that a change holds at once in every process."""

    def __init__(self, database: Database, *, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock

    def of_workspace(self, team_id: str, connection: sa.Connection | None = None) -> WorkspaceRules:
        """`connection`: of the transaction that they are read for."""
        return self.of_place(team_id, WORKSPACE, connection)[0]

    def of_channel(self, team_id: str, channel_id: str, connection: sa.Connection | None = None) -> ChannelRules:
        """None are set for no channel: that subject's row is the workspace's."""
        return self.of_place(team_id, channel_id, connection)[1]

    def of_place(
        self, team_id: str, channel_id: str, connection: sa.Connection | None = None
    ) -> tuple[WorkspaceRules, ChannelRules]:
        """Both that hold in a channel."""
        with nullcontext(connection) if connection is not None else self._database.read() as reading:
            found = _stored(reading, team_id, channel_id)
        own = found.get(channel_id, {}) if channel_id else {}
        return WorkspaceRules.from_json(found.get(WORKSPACE, {})), ChannelRules.from_json(own)

    def keep(self, team_id: str, channel_id: str, rules: WorkspaceRules | ChannelRules, *, by: str) -> bool:
        """Write those of a workspace (channel_id "") or a channel; by: a user's id. False if nothing has changed."""
        new = {field.name: getattr(rules, field.name) for field in fields(rules)}
        return self.change(team_id, channel_id, {name: becomes(value) for name, value in new.items()}, by=by)

    def change(self, team_id: str, channel_id: str, changes: Changes, *, by: str) -> bool:
        """Change these rules alone, each from what it is at that moment. False if all are as they were."""
        kind: type[WorkspaceRules | ChannelRules] = ChannelRules if channel_id else WorkspaceRules
        with self._database.write() as connection:
            self._database.lock(connection, f"rules:{team_id}")
            rules = kind.from_json(_stored(connection, team_id, channel_id).get(channel_id, {}))
            values = {name: change(getattr(rules, name)) for name, change in changes.items()}
            before, after = rules.to_json(), replace(rules, **values).to_json()
            changed = {name: [before[name], value] for name, value in after.items() if value != before[name]}
            if not changed:
                return False
            row = {"rules": after, "changed_at": self._clock()}
            statement = insert(RULES).values(team_id=team_id, subject=channel_id, **row)
            connection.execute(statement.on_conflict_do_update(index_elements=["team_id", "subject"], set_=row))
            note(connection, team_id=team_id, by=by, what="rules_changed", about=channel_id, details=changed)
        return True

    def channels_of(self, team_id: str) -> list[str]:
        """Ids of the channels that have rules of their own."""
        own = sa.and_(RULES.c.team_id == team_id, RULES.c.subject != WORKSPACE)
        wanted = sa.select(RULES.c.subject, RULES.c.rules).where(own).order_by(RULES.c.subject)
        with self._database.read() as connection:
            found = connection.execute(wanted).all()
        return [row.subject for row in found if ChannelRules.from_json(row.rules) != ChannelRules()]


def becomes(value: object) -> Callable[[Any], Any]:
    """The change to a rule that makes it this, whatever it was."""
    return lambda _was: value


def teams(database: Database) -> list[str]:
    """Ids of the workspaces that have used the bot, or have rules."""
    tables = [table for table in METADATA.tables.values() if "team_id" in table.c]
    found = sa.union(*(sa.select(table.c.team_id) for table in tables))
    with database.read() as connection:
        return sorted(connection.execute(found).scalars())


def _stored(connection: sa.Connection, team_id: str, channel_id: str) -> Mapping[str, Mapping[str, Any]]:
    """By subject: the workspace's own, and the channel's."""
    found = connection.execute(_STORED, {"team": team_id, "channel": channel_id})
    return {row.subject: row.rules for row in found}

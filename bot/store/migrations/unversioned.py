"""Databases from before versions were noted."""

import sqlalchemy as sa

from bot.store.migrations import first


def differences(connection: sa.Connection) -> list[str]:
    """In which columns the tables differ from the first version's, in words; one that isn't there doesn't differ."""
    inspector, due = sa.inspect(connection), first.tables().tables
    there = {*due} & {*inspector.get_table_names()}
    found = {(name, column["name"]) for name in there for column in inspector.get_columns(name)}
    wanted = {(name, column.name) for name in there for column in due[name].columns}
    lacking, foreign = _named(wanted - found), _named(found - wanted)
    return [
        *([f"it lacks {lacking}"] if lacking else []),
        *([f"it has {foreign}, which is unknown"] if foreign else []),
    ]


def _named(columns: set[tuple[str, str]]) -> str:
    return ", ".join(sorted(".".join(column) for column in columns))

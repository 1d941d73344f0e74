"""The job engine's own tables: DBOS counts their versions itself."""

from dbos import DBOS
from dbos._migration import get_migration_versions, get_sqlite_migration_versions

from bot.store.database import Database

_SCHEMA = "dbos"


def migrate_engine(database: Database) -> None:
    """Make or upgrade them; of several processes at once one does it. Those of an older DBOS may go on meanwhile."""
    DBOS.migrate(database.url, schema=_SCHEMA)


def engine_versions(database: Database) -> tuple[int, int]:
    """At which version they are, 0 where there are none, and which one this DBOS needs."""
    if database.is_server:
        return get_migration_versions(database.engine, _SCHEMA, use_listen_notify=True)
    return get_sqlite_migration_versions(database.engine)

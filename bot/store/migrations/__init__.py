"""The bot's tables from one version to the next, by Alembic. `python -m bot migrate` runs them.

A version is one file in `versions`, named by its number: `v0002_words_of_channels.py` with `revision = "0002"`,
`down_revision = "0001"` and `upgrade(op)`, where `op` is `alembic.operations.Operations`. There is no way back down:
who must go back has a backup.

To change a table, change it in `bot/store/tables` and write the next version. `tests/bot/test_migrations_agree.py` says
what the two disagree on. Its rules:

- **Add first.** On PostgreSQL processes of the release before work on while a version is brought in, and until they are
  replaced: a new column may be null or has a `server_default`, a new table is known to nobody. What is no longer needed
  goes in a release after the one that stopped to use it, never in the same.
- **Never edit a version that was released**, nor let it import what may change: no tables, no functions of the bot. It
  runs, years from now, on the database that it was written for. Only the first may find its tables there already.
- **Both databases.** SQLite alters a table by making it anew: `with op.batch_alter_table("imagine_jobs") as jobs:`.
- **All or nothing.** All versions that are due are one transaction: killed in the middle, nothing of it has happened.
  So no `commit`, and no `CREATE INDEX CONCURRENTLY`.
- **Rows stay.** Fill a new column by an UPDATE in the version itself; the tests bring old rows along.
- **Say so**: the changelog's entry begins with "Migration".
"""

"""The tables as they stood when versions began. Frozen: `versions/v0001_tables.py` makes them."""

import sqlalchemy as sa

from bot.store.migrations.first import drawn, kept


def tables() -> sa.MetaData:
    tables = sa.MetaData()
    for add in (drawn.add_jobs, drawn.add_pictures, drawn.add_uses, drawn.add_counts):
        add(tables)
    for add in (kept.add_money, kept.add_people, kept.add_rules):
        add(tables)
    return tables

"""Where all tables are known by name."""

import sqlalchemy as sa

METADATA = sa.MetaData()

"""One file a version: only Alembic reads them."""

"""Columns that are encrypted at rest, by keys that are in the settings and never in the database."""

from typing import Any

import sqlalchemy as sa

from bot.oauth.keys import Keys


class Sealed(sa.types.TypeDecorator[str]):
    """Text that the database sees encrypted. Reading raises LostKeyError where no key fits."""

    impl = sa.Text
    cache_ok = True

    def __init__(self, keys: Keys) -> None:
        super().__init__()
        self.keys = keys

    def process_bind_param(self, value: str | None, dialect: sa.Dialect) -> str | None:  # noqa: ARG002  # SQLAlchemy's
        return None if value is None else self.keys.seal(value)

    def process_result_value(self, value: Any | None, dialect: sa.Dialect) -> str | None:  # noqa: ANN401, ARG002  # same
        return None if value is None else self.keys.unseal(value)

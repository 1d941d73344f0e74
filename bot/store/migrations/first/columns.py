"""Columns of one kind, several at once."""

from typing import Any

import sqlalchemy as sa

_Kind = type[Any] | sa.types.TypeEngine[Any]


def key(kind: _Kind, *names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, kind, primary_key=True) for name in names]


def must(kind: _Kind, *names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, kind, nullable=False) for name in names]


def may(kind: _Kind, *names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, kind) for name in names]

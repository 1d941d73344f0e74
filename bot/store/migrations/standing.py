"""At which version a database stands: read without Alembic, whose import would be felt at each start."""

from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from bot.store.tables import METADATA

VERSIONS = Path(__file__).parent / "versions"
VERSION_TABLE = "imagine_version"
_VERSION = sa.table(VERSION_TABLE, sa.column("version_num"))  # as Alembic makes it


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """version: "" where none is noted. has_tables: at least one of ours is there. known: this release's, in order."""

    version: str
    has_tables: bool
    known: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.known:
            raise ValueError("a release knows at least one version")

    @property
    def newest(self) -> str:
        return self.known[-1]

    @property
    def is_current(self) -> bool:
        return self.version == self.newest

    @property
    def is_newer(self) -> bool:
        return bool(self.version) and self.version not in self.known

    def __str__(self) -> str:
        if self.version:
            return f"version {self.version}"
        return "a version before 0001" if self.has_tables else "no tables"


@dataclass(frozen=True, kw_only=True, slots=True)
class Refusal:
    """Why a release doesn't work on a database (`what` follows "the database"), and the way out."""

    what: str
    remedy: str

    def __str__(self) -> str:
        return f"the database {self.what}: {self.remedy}"


def standing(connection: sa.Connection, versions: Path = VERSIONS) -> Standing:
    names = set(sa.inspect(connection).get_table_names())
    noted = connection.scalar(sa.select(_VERSION.c.version_num)) if VERSION_TABLE in names else None
    return Standing(version=noted or "", has_tables=not names.isdisjoint(METADATA.tables), known=_known(versions))


def _known(versions: Path) -> tuple[str, ...]:
    return tuple(sorted(path.stem.partition("_")[0].removeprefix("v") for path in versions.glob("v[0-9]*.py")))

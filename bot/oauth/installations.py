"""Who has installed the app: slack_sdk's store on the bot's own database, with tokens encrypted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from slack_sdk.oauth.installation_store import Bot, Installation
from slack_sdk.oauth.installation_store.sqlalchemy import SQLAlchemyInstallationStore

from bot.oauth.faults import LostKeyError
from bot.oauth.keys import Keys
from bot.oauth.sealing import Sealed
from bot.store.database import Database, insert
from bot.store.tables import ORG_TEAMS
from bot.store.tables.installations import SECRETS

_RENEWED = ("bot_token", "bot_refresh_token", "bot_token_expires_at")


@dataclass(frozen=True, kw_only=True, slots=True)
class Installed:
    """What may be shown of an installation. team_id: "" for a whole organization's. installed_at: in UTC."""

    team_id: str
    enterprise_id: str
    name: str
    installed_at: datetime
    by: str

    @property
    def id(self) -> str:
        return self.team_id or self.enterprise_id

    @property
    def what(self) -> str:
        return "workspace" if self.team_id else "organization"


class Installations:
    """Of one app, by its client id. Reading a token raises LostKeyError if its key is gone."""

    def __init__(self, database: Database, client_id: str, keys: Keys) -> None:
        self._database = database
        self._client_id = client_id
        self._keys = keys
        self._store = SQLAlchemyInstallationStore(client_id=client_id, engine=database.engine)
        self._tables = (self._store.bots, self._store.installations)
        for table in self._tables:
            for column in table.columns:
                if column.name in SECRETS:
                    column.type = Sealed(keys)

    def save(self, installation: Installation) -> None:
        """Keep it instead of an earlier one of the same workspace or organization."""
        self._store.save(installation)
        self.remove(installation.team_id, installation.enterprise_id, before=installation.installed_at)

    def bot_of(self, team_id: str, enterprise_id: str | None = None) -> Bot | None:
        """The bot that serves a workspace: its own, or else its organization's.

        enterprise_id: the organization, where a request names it; else the one that the workspace was last seen in.
        """
        bots = self._store.bots.c
        seen_in = sa.select(ORG_TEAMS.c.enterprise_id).where(ORG_TEAMS.c.team_id == team_id).scalar_subquery()
        its_org = bots.enterprise_id == (enterprise_id or seen_in)
        serves = sa.or_(bots.team_id == team_id, sa.and_(bots.is_enterprise_install, its_org))
        wanted = self._mine(self._store.bots).where(serves, bots.bot_token.is_not(None))
        own_first = wanted.order_by(bots.is_enterprise_install, bots.installed_at.desc()).limit(1)
        with self._database.read() as connection:
            row = connection.execute(own_first).mappings().first()
        return self._store.build_bot_entity(row) if row else None

    def note_team(self, team_id: str, enterprise_id: str) -> None:
        """Remember which organization's installation serves a workspace, for its jobs."""
        if team_id in self.teams_of_org(enterprise_id):
            return
        row = {"team_id": team_id, "enterprise_id": enterprise_id}
        with self._database.write() as connection:
            made = insert(ORG_TEAMS).values(row)
            connection.execute(made.on_conflict_do_update(index_elements=["team_id"], set_=row))

    def teams_of_org(self, enterprise_id: str) -> list[str]:
        with self._database.read() as connection:
            return list(
                connection.scalars(sa.select(ORG_TEAMS.c.team_id).where(ORG_TEAMS.c.enterprise_id == enterprise_id))
            )

    def renew(self, bot: Bot) -> None:
        """Keep a bot's new token in place of the one that runs out."""
        values = {name: getattr(bot, name) for name in _RENEWED}
        values["bot_token_expires_at"] = _time(bot.bot_token_expires_at)
        with self._database.write() as connection:
            for table in self._tables:
                same = _same(table, bot.team_id, bot.enterprise_id)
                connection.execute(sa.update(table).where(table.c.client_id == self._client_id, same).values(values))

    def remove(self, team_id: str | None, enterprise_id: str | None, *, before: float) -> int:
        """Forget a workspace's installations from before a time (since 1970), or without `team_id` an organization's.

        Answers how many bots went. Those of other workspaces of the organization stay.
        """
        until = _time(before)
        gone = 0
        with self._database.write() as connection:
            for table in self._tables:
                same = _same(table, team_id, enterprise_id)
                old = sa.and_(table.c.client_id == self._client_id, table.c.installed_at < until)
                done = connection.execute(sa.delete(table).where(same, old))
                gone += done.rowcount if table is self._store.bots else 0
            if not team_id:
                stays = sa.exists().where(_same(self._store.bots, None, enterprise_id))
                connection.execute(sa.delete(ORG_TEAMS).where(ORG_TEAMS.c.enterprise_id == enterprise_id, ~stays))
        return gone

    def installed(self) -> list[Installed]:
        """All of them, without their tokens, in the order of their names."""
        names = ("team_id", "team_name", "enterprise_id", "enterprise_name", "installed_at", "user_id")
        table = self._store.installations
        with self._database.read() as connection:
            rows = connection.execute(self._mine(table, *(table.c[name] for name in names))).mappings().all()
        return sorted((_installed(dict(row)) for row in rows), key=lambda one: (one.name, one.id))

    def unreadable(self) -> list[str]:
        """Ids of those whose tokens no key decrypts."""
        lost: set[str] = set()
        for table in self._tables:
            sealed = [sa.type_coerce(table.c[name], sa.Text) for name in SECRETS if name in table.c]
            with self._database.read() as connection:
                rows = connection.execute(self._mine(table, table.c.team_id, table.c.enterprise_id, *sealed)).all()
            lost |= {row[0] or row[1] for row in rows if not all(self._is_readable(text) for text in row[2:])}
        return sorted(lost)

    def _is_readable(self, sealed: str | None) -> bool:
        try:
            return sealed is None or bool(self._keys.unseal(sealed))
        except LostKeyError:
            return False

    def seal_again(self) -> tuple[int, list[str]]:
        """Encrypt all tokens with the first key. How many installations it did, and ids of those that no key reads."""
        lost, done = self.unreadable(), 0
        for one in self.installed():
            if one.id not in lost:
                self._seal_again(one)
                done += 1
        return done, lost

    def _seal_again(self, one: Installed) -> None:
        with self._database.write() as connection:
            for table in self._tables:
                secrets = [column for column in table.columns if column.name in SECRETS]
                mine = sa.and_(table.c.client_id == self._client_id, _same(table, one.team_id, one.enterprise_id))
                locked = sa.select(table.c.id, *secrets).where(mine).with_for_update()
                for row in connection.execute(locked).mappings().all():
                    values = {column.name: row[column.name] for column in secrets}
                    connection.execute(sa.update(table).where(table.c.id == row["id"]).values(values))

    def _mine(self, table: sa.Table, *columns: sa.ColumnElement[Any]) -> sa.Select[Any]:
        return sa.select(*(columns or (table,))).where(table.c.client_id == self._client_id)


def _same(table: sa.Table, team_id: str | None, enterprise_id: str | None) -> sa.ColumnElement[bool]:
    """A workspace's rows by its own id, which no other has; an organization's by that, and without a workspace."""
    if team_id:
        return table.c.team_id == team_id
    return sa.and_(table.c.team_id.is_(None), table.c.enterprise_id == enterprise_id)


def _time(seconds: float | None) -> datetime | None:
    """As slack_sdk's tables have it: UTC, without saying so."""
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None)


def _installed(row: Mapping[str, Any]) -> Installed:
    return Installed(
        team_id=row["team_id"] or "",
        enterprise_id=row["enterprise_id"] or "",
        name=row["team_name"] or row["enterprise_name"] or "",
        installed_at=row["installed_at"].replace(tzinfo=UTC),
        by=row["user_id"],
    )

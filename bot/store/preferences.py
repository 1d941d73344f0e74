"""What people and channels have chosen once, so that it need not stand in every line; and named presets."""

import time
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Literal, TypeVar

import sqlalchemy as sa

from bot.store.database import Database, insert
from bot.store.people import Person
from bot.store.tables import PREFERENCES, PRESETS

MOST_PRESETS = 20  # of one person or channel
LONGEST_NAME = 40
Tell = Literal["slow", "always", "never"]
_T = TypeVar("_T", "UserPreferences", "ChannelPreferences")
_STORED = sa.select(PREFERENCES.c.subject, PREFERENCES.c.preferences).where(
    PREFERENCES.c.team_id == sa.bindparam("team"),
    PREFERENCES.c.subject.in_((sa.bindparam("one"), sa.bindparam("other"))),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class UserPreferences:
    """One person's. Flags as they are typed: `aspect_ratio` "16:9", `model` an alias; None and "" say nothing.

    language: "en" or "ko", "" as Slack says. tell: whether to be told in the DM when a picture is done, "slow" after
    60 s of waiting. english_only: prompts in other languages are drawn without asking.
    """

    aspect_ratio: str = ""
    model: str = ""
    number_of_images: int | None = None
    negative_prompt: str = ""
    language: str = ""
    tell: Tell = "slow"
    english_only: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class ChannelPreferences:
    """One channel's, as UserPreferences has them; a person's own come first.

    results_flat: what a button makes is posted in the channel, not in the picture's thread.
    """

    aspect_ratio: str = ""
    model: str = ""
    number_of_images: int | None = None
    negative_prompt: str = ""
    language: str = ""
    results_flat: bool = False


def preset_name(written: str) -> str | None:
    """The name that is kept: case-folded, in one writing (NFKC). None for one that can't be a preset's.

    Letters and digits of any script, - and _; no dash at the start, where it would be a flag.
    """
    name = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", written.strip()).casefold())
    allowed = all(letter in "-_" or unicodedata.category(letter)[0] in "LNM" for letter in name)
    return name if allowed and 0 < len(name) <= LONGEST_NAME and not name.startswith("-") else None


class Preferences:
    """Reads and writes preferences and presets."""

    def __init__(self, database: Database, *, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock

    def of_person(self, person: Person) -> UserPreferences:
        return _made(UserPreferences, self._read(person.team_id, person.user_id)[0])

    def of_channel(self, team_id: str, channel_id: str) -> ChannelPreferences:
        return _made(ChannelPreferences, self._read(team_id, channel_id)[0])

    def of_place(self, person: Person, channel_id: str) -> tuple[UserPreferences, ChannelPreferences]:
        """Those of a person and of the channel that they are in."""
        own, channel = self._read(person.team_id, person.user_id, channel_id)
        return _made(UserPreferences, own), _made(ChannelPreferences, channel)

    def keep(self, team_id: str, subject: str, preferences: UserPreferences | ChannelPreferences) -> None:
        """Write those of a person or a channel; `subject` is its Slack id."""
        values = {"preferences": asdict(preferences), "changed_at": self._clock()}
        self._write(PREFERENCES, {"team_id": team_id, "subject": subject}, values)

    def presets(self, team_id: str, subject: str) -> dict[str, str]:
        """Presets of a person or a channel, text by name."""
        where = sa.and_(PRESETS.c.team_id == team_id, PRESETS.c.subject == subject)
        statement = sa.select(PRESETS.c.name, PRESETS.c.text).where(where).order_by(PRESETS.c.name)
        with self._database.read() as connection:
            return {row.name: row.text for row in connection.execute(statement)}

    def preset(self, person: Person, channel_id: str, name: str) -> str | None:
        """The text of a person's own preset of this name, else of the channel's."""
        kept = preset_name(name) or ""
        own = self.presets(person.team_id, person.user_id).get(kept)
        return own if own is not None else self.presets(person.team_id, channel_id).get(kept)

    def keep_preset(self, team_id: str, subject: str, name: str, text: str) -> None:
        """Add it, or put it in the place of the one with that name. `name` is one that `preset_name` answered."""
        where = {"team_id": team_id, "subject": subject, "name": name}
        self._write(PRESETS, where, {"text": text, "changed_at": self._clock()})

    def drop_preset(self, team_id: str, subject: str, name: str) -> None:
        own = sa.and_(PRESETS.c.team_id == team_id, PRESETS.c.subject == subject, PRESETS.c.name == name)
        with self._database.write() as connection:
            connection.execute(sa.delete(PRESETS).where(own))

    def _read(self, team_id: str, one: str, other: str = "") -> tuple[Mapping[str, Any], Mapping[str, Any]]:
        with self._database.read() as connection:
            rows = connection.execute(_STORED, {"team": team_id, "one": one, "other": other}).all()
        found = {row.subject: row.preferences for row in rows}
        return found.get(one, {}), found.get(other, {})

    def _write(self, table: sa.Table, where: Mapping[str, Any], values: Mapping[str, Any]) -> None:
        statement = insert(table).values(**where, **values)
        with self._database.write() as connection:
            connection.execute(statement.on_conflict_do_update(index_elements=list(where), set_=dict(values)))


def _made(kind: type[_T], stored: Mapping[str, Any]) -> _T:
    """Fields that an older release wrote and this one doesn't know are left out."""
    known = {field.name for field in fields(kind)}
    return kind(**{name: value for name, value in stored.items() if name in known})

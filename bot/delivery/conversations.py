"""Who can see what is said where, as Slack says; whatever Slack doesn't say is private."""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.delivery.remembering import Remembered
from bot.delivery.slack_calls import SlackCalls, SlackError, SlackRefusedError
from bot.delivery.standings import Standings
from bot.rules.standing import Standing
from bot.store.people import Person

_ROOM_SECONDS = 300.0
_MEMBERSHIP_SECONDS = 60.0  # whoever leaves a private channel no longer finds its pictures after that
_DIRECT_SECONDS = 24 * 3600.0  # a direct message's id never changes
_PAGE = 999  # the most that users.conversations takes
_ALL_KINDS = "public_channel,private_channel,mpim"
_WITHOUT_GROUPS = "public_channel,private_channel"  # mpim:read is an optional scope

_Room = dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Sight:
    """The conversations whose pictures a person may be shown, ids with names, "" for direct messages.

    Not `is_known`: Slack didn't say, and there are none.
    """

    channels: Mapping[str, str] = field(default_factory=dict)
    is_known: bool = True

    def includes(self, channel_id: str) -> bool:
        return channel_id in self.channels


@dataclass(frozen=True, kw_only=True, slots=True)
class Conversations:
    """Asks Slack, so not before an ack, but for what stands in an id; needs channels:read and groups:read."""

    slack: SlackCalls
    clock: Callable[[], float] = time.monotonic
    standings: Standings = field(init=False)
    _rooms: Remembered[tuple[str, str], _Room] = field(init=False)
    _joined: Remembered[tuple[str, str], Mapping[str, str]] = field(init=False)
    _direct: Remembered[Person, str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "standings", Standings(slack=self.slack, clock=self.clock))
        for name, seconds in (
            ("_rooms", _ROOM_SECONDS),
            ("_joined", _MEMBERSHIP_SECONDS),
            ("_direct", _DIRECT_SECONDS),
        ):
            object.__setattr__(self, name, Remembered(seconds=seconds, clock=self.clock))

    def is_private(self, team_id: str, channel_id: str) -> bool:
        """Whether not everybody in the workspace can read there; so is what the bot can't see."""
        if channel_id.startswith("D"):
            return True
        room = self._room(team_id, channel_id)
        return room is None or bool(room.get("is_private", True) or room.get("is_im") or room.get("is_mpim"))

    def sees(self, person: Person, channel_id: str) -> bool:
        """Whether a person can read there: direct messages with the bot if they are theirs, public channels as a full
        member, all others as one of those in it, and then only where the bot is, too.
        """
        if channel_id.startswith("D"):
            return channel_id == self._direct_message(person)
        if not self.is_private(person.team_id, channel_id) and self.standings.of(person) is Standing.MEMBER:
            return True
        return self.is_member(person, channel_id)

    def is_member(self, person: Person, channel_id: str) -> bool:
        """Whether they are in a channel that the bot is in, too; being able to look into it isn't enough."""
        return self._is_in(person, channel_id) or self._is_in(person, channel_id, anew=True)

    def _is_in(self, person: Person, channel_id: str, *, anew: bool = False) -> bool:
        """anew: a no from memory isn't taken, somebody may have joined since."""
        if anew:
            self._joined.forget((person.team_id, f"{person.user_id}:{_ALL_KINDS}"))
        return channel_id in (self._joined_by(person.team_id, person.user_id) or ())

    def sight(self, person: Person) -> Sight:
        """All that `sees` says yes to, of the conversations that the bot is in."""
        joined = self._joined_by(person.team_id, person.user_id)
        direct = self._direct_message(person)
        if joined is None or direct is None:
            return Sight(is_known=False)
        public = self._public(person.team_id) if self.standings.of(person) is Standing.MEMBER else {}
        return Sight(channels={**public, **joined, direct: ""})

    def is_creator(self, person: Person, channel_id: str) -> bool:
        """Whether they have made the channel; nobody has made a direct message."""
        room = None if channel_id.startswith("D") else self._room(person.team_id, channel_id)
        return room is not None and room.get("creator") == person.user_id

    def name(self, team_id: str, channel_id: str) -> str | None:
        """The channel's name without `#`; None for direct messages and what the bot can't see."""
        room = None if channel_id.startswith("D") else self._room(team_id, channel_id)
        return _name(room) or None if room else None

    def _room(self, team_id: str, channel_id: str) -> _Room | None:
        def ask() -> _Room | None:
            answer = self._call(team_id, "conversations.info", channel=channel_id)
            return answer["channel"] if answer else None

        return self._rooms.of((team_id, channel_id), ask)

    def _joined_by(self, team_id: str, user_id: str | None, kinds: str = _ALL_KINDS) -> Mapping[str, str] | None:
        """The conversations that somebody is in, the bot itself for None; no answer if Slack gives none."""

        def ask() -> Mapping[str, str] | None:
            try:
                return dict(self._pages(team_id, user_id, kinds))
            except SlackRefusedError as error:
                if error.reason != "missing_scope" or kinds != _ALL_KINDS:
                    return None
            except SlackError:
                return None
            return self._joined_by(team_id, user_id, _WITHOUT_GROUPS)

        return self._joined.of((team_id, f"{user_id}:{kinds}"), ask)

    def _public(self, team_id: str) -> Mapping[str, str]:
        return self._joined_by(team_id, None, "public_channel") or {}

    def _pages(self, team_id: str, user_id: str | None, kinds: str) -> Iterator[tuple[str, str]]:
        cursor: str | None = None
        while cursor != "":
            where = {"user": user_id, "types": kinds, "limit": _PAGE, "cursor": cursor}
            answer = self.slack.call(team_id, "users.conversations", form=True, **where)
            yield from ((str(channel["id"]), _name(channel)) for channel in answer["channels"])
            cursor = str((answer.get("response_metadata") or {}).get("next_cursor") or "")

    def _direct_message(self, person: Person) -> str | None:
        """The id of the bot's direct messages with a person: opening what is open changes nothing."""

        def ask() -> str | None:
            answer = self._call(person.team_id, "conversations.open", users=person.user_id)
            return str(answer["channel"]["id"]) if answer else None

        return self._direct.of(person, ask)

    def _call(self, team_id: str, method: str, **arguments: str) -> dict[str, Any] | None:
        try:
            return self.slack.call(team_id, method, form=True, **arguments)
        except SlackError:
            return None


def _name(room: _Room) -> str:
    """A group's direct messages have a name that is made of its people's: it is none to show."""
    return "" if room.get("is_mpim") else str(room.get("name") or "")

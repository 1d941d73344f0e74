"""One Slack workspace in memory: who is there, where they talk, what was said."""

import random
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace

from sandbox.slack import seed
from sandbox.slack.entities import (
    Channel,
    ChannelKind,
    Content,
    File,
    Message,
    ResponseUrl,
    Scheduled,
    Ticket,
    Trigger,
    User,
    View,
)
from sandbox.slack.errors import SlackError
from sandbox.slack.journal import Journal, Noted

DEFAULT_SCOPES = frozenset(
    {"commands", "chat:write", "files:write", "app_mentions:read", "channels:join", "im:write", "users:read"}
)
_FILE_ACCESS = frozenset({"", "check_file_info", "file_not_found", "access_denied"})
_ID_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789"


class Workspace:
    """The state. Whoever reads or changes it holds `lock`; the API edge and the people's side do."""

    enterprise_id, is_org_wide, in_enterprise = "", False, dict[str, str]()  # as payloads carry it

    def __init__(self, *, file_delay: float | None = 1.2, scopes: frozenset[str] = DEFAULT_SCOPES) -> None:
        """`file_delay`: seconds until a completed upload can be shown; None is never."""
        self.lock = threading.RLock()
        self.url = ""  # where this workspace is served; the server says
        self.team_id, self.team_domain, self.team_name = seed.TEAM
        self.app_id, self.bot_id, self.bot = seed.APP_ID, seed.BOT_ID, seed.BOT
        self._begin_with = (file_delay, scopes)
        self._default_scopes = scopes
        self._random = random.Random()  # noqa: S311  ids, never the same in two runs: apps keep them
        self._last_microsecond = 0
        self.journal = Journal()
        self.reset()

    def reset(self) -> None:
        """As it was before anybody had said anything. Ids are not given twice."""
        self.file_delay, self.scopes = self._begin_with
        self.journal.start_over()
        self.users: dict[str, User] = {user.id: user for user in (self.bot, seed.SLACKBOT, *seed.PEOPLE)}
        self.channels: Noted[str, Channel] = Noted(self.journal)
        for channel in seed.channels():
            self.channels[channel.id] = channel
        self.messages: Noted[tuple[str, str], Message] = Noted(self.journal)
        self.ephemerals: Noted[tuple[str, str], Message] = Noted(self.journal)
        self.reactions: Noted[tuple[str, str], Mapping[str, tuple[str, ...]]] = Noted(self.journal)  # name -> user ids
        self.tickets: dict[str, Ticket] = {}
        self.files: dict[str, File] = {}
        self.deleted_files: set[str] = set()
        self.pending_shares: list[tuple[str, Message]] = []
        self.scheduled: dict[str, Scheduled] = {}
        self.streams: set[tuple[str, str]] = set()  # messages that still grow
        self.pins: dict[tuple[str, str], str] = {}  # by whom
        self.response_urls: dict[str, ResponseUrl] = {}
        self.triggers: dict[str, Trigger] = {}
        self.views: Noted[str, View] = Noted(self.journal)
        self.homes: Noted[str, View] = Noted(self.journal)
        self.is_removed = False  # the app, with its token

    def grant(self, scopes: frozenset[str] | None) -> None:
        """The token's scopes from now on, through resets; None: those it began with."""
        self.scopes = self._default_scopes if scopes is None else scopes
        self._begin_with = (self._begin_with[0], self.scopes)

    def name_bot(self, handle: str, name: str) -> None:
        """What the bot is called from now on, through resets; empty: as it began. A handle of somebody's gets a 2."""
        taken = {user.name for user in (seed.SLACKBOT, *seed.PEOPLE)}
        wanted = f"{handle}2" if handle in taken else handle
        self.bot = replace(seed.BOT, name=wanted or seed.BOT.name, real_name=name or seed.BOT.real_name)
        self.users[self.bot.id] = self.bot
        self.journal.start_over()  # everything it said shows its name

    def new_id(self, prefix: str) -> str:
        """An id as Slack's look, e.g. `F0B7…` for the prefix F."""
        return f"{prefix}0{self.new_secret(9).upper()}"

    def new_secret(self, length: int = 24) -> str:
        return "".join(self._random.choices(_ID_LETTERS, k=length))

    def new_ts(self) -> str:
        """Now, as a message's ts: unique and rising."""
        self._last_microsecond = max(time.time_ns() // 1000, self._last_microsecond + 1)
        seconds, microseconds = divmod(self._last_microsecond, 1_000_000)
        return f"{seconds}.{microseconds:06d}"

    def user(self, name: str) -> User:
        """By id, by handle (`ada`, `@ada`); KeyError names those there are."""
        wanted = name.removeprefix("@").casefold()
        for user in self.users.values():
            if wanted in (user.id.casefold(), user.name.casefold()):
                return user
        raise KeyError(f"no user {name!r}; there are {', '.join(sorted(user.name for user in seed.PEOPLE))}")

    def channel(self, name: str) -> Channel:
        """By id or name (`general`, `#general`); KeyError names those there are."""
        wanted = name.removeprefix("#").casefold()
        for channel in self.channels.values():
            if wanted in (channel.id.casefold(), channel.name.casefold()):
                return channel
        there = ", ".join(channel.name or channel.id for channel in self.channels.values())
        raise KeyError(f"no channel {name!r}; there are {there}")

    def place(self, name: str) -> Channel:
        """A channel as `channel` finds it, or with `@ada` the bot's direct messages with her."""
        return self.direct_message(self.user(name).id) if name.startswith("@") else self.channel(name)

    def direct_message(self, user_id: str) -> Channel:
        """The conversation of the bot with a user, begun if there was none."""
        members = frozenset({self.bot.id, user_id})
        for channel in self.channels.values():
            if channel.kind is ChannelKind.DIRECT and channel.members == members:
                return channel
        channel = Channel(id=self.new_id("D"), name="", kind=ChannelKind.DIRECT, members=members)
        self.channels[channel.id] = channel
        return channel

    def has_bot(self, channel: Channel) -> bool:
        return self.bot.id in channel.members

    def visible_channel(self, channel_id: str) -> Channel:
        """The channel if the bot may know of it, else channel_not_found: as for a private one it is not in."""
        channel = self.channels.get(channel_id)
        if channel is None or (channel.kind is not ChannelKind.PUBLIC and not self.has_bot(channel)):
            raise SlackError("channel_not_found")
        return channel

    def member_channel(self, channel_id: str) -> Channel:
        """A channel that the bot is in: else channel_not_found, is_archived or not_in_channel."""
        channel = self.visible_channel(channel_id)
        if channel.is_archived:
            raise SlackError("is_archived")
        if not self.has_bot(channel):
            raise SlackError("not_in_channel")
        return channel

    def join(self, channel: Channel, user_id: str) -> Channel:
        joined = replace(channel, members=channel.members | {user_id})
        self.channels[channel.id] = joined
        return joined

    def leave(self, channel: Channel, user_id: str) -> None:
        self.channels[channel.id] = replace(channel, members=channel.members - {user_id})

    def archive(self, channel: Channel) -> None:
        self.channels[channel.id] = replace(channel, is_archived=True)

    def say(self, message: Message) -> Message:
        """Put a message into its channel, or before the one user who may see it."""
        place = self.ephemerals if message.visible_to else self.messages
        place[message.channel, message.ts] = message
        return message

    def slackbot_tells(self, user: str, channel: str, text: str, thread_ts: str = "") -> Message:
        """Slack's own words to one user, as after a command that failed."""
        return self.say(
            Message(
                channel=channel,
                ts=self.new_ts(),
                author=seed.SLACKBOT.id,
                content=Content(text=text),
                via="slack",
                thread_ts=thread_ts,
                visible_to=user,
            )
        )

    def edit(self, message: Message, content: Content, *, is_marked: bool) -> Message:
        """Replace what a message says; `is_marked` adds "(edited)"."""
        edited_ts = self.new_ts() if is_marked else message.edited_ts
        return self.say(
            replace(message, content=content, edited_ts=edited_ts, earlier=(*message.earlier, message.content))
        )

    def react(self, message: Message, user: str, name: str, *, is_given: bool) -> None:
        """Add a user's reaction, or take it away. Each stands where it was given first."""
        place = (message.channel, message.ts)
        given = self.reactions.get(place, {})
        others = tuple(other for other in given.get(name, ()) if other != user)
        changed = {**given, name: (*others, user) if is_given else others}
        self.reactions[place] = {name: users for name, users in changed.items() if users}

    def remove(self, message: Message) -> None:
        """Delete a message; replies keep a tombstone above them."""
        if self.replies(message.channel, message.ts):
            gone = Content(text="This message was deleted.")
            self.say(replace(message, content=gone, subtype="tombstone", earlier=(*message.earlier, message.content)))
        else:
            del self.messages[message.channel, message.ts]

    def expire(self, what: str) -> None:
        """A trigger_id, or a response_url, as if its time had passed."""
        if what in self.triggers:
            self.triggers[what] = replace(self.triggers[what], expires_at=1.0)
            return
        url_id = next((url_id for url_id in self.response_urls if url_id in what), what)
        self.response_urls[url_id] = replace(self.response_urls[url_id], expires_at=1.0)

    def delete_file(self, file_id: str) -> None:
        """Messages keep a stub in its place. KeyError if there is none such."""
        del self.files[file_id]
        self.deleted_files.add(file_id)
        self.journal.start_over()  # its messages look otherwise now
        self.pending_shares = [share for share in self.pending_shares if file_id not in share[1].content.files]

    def bar_file(self, file_id: str, why: str) -> None:
        """Keep a file from the app, in the words of `file_access`."""
        if why not in _FILE_ACCESS:
            raise ValueError(f"no file_access {why!r}; there are {', '.join(sorted(filter(None, _FILE_ACCESS)))}")
        self.files[file_id] = replace(self.files[file_id], barred=why)

    def in_channel(self, channel_id: str) -> Iterator[Message]:
        """Everything said in a channel to everybody, oldest first, threads mixed in."""
        self.settle_shares()
        return (message for (channel, _), message in list(self.messages.items()) if channel == channel_id)

    def replies(self, channel_id: str, thread_ts: str) -> list[Message]:
        return [one for one in self.in_channel(channel_id) if one.is_reply and one.thread_ts == thread_ts]

    def settle_shares(self) -> None:
        """Show the file shares whose processing has ended by now: they appear late, below what was said meanwhile.

        Scheduled messages whose time has come are said, too.
        """
        now = time.time()
        for late in [one for one in self.scheduled.values() if one.post_at <= now]:
            del self.scheduled[late.id]
            self.say(replace(late.message, ts=self.new_ts()))
        due = [share for share in self.pending_shares if self.files[share[0]].ready_at <= now]
        for share in due:
            self.pending_shares.remove(share)
            message = self.say(replace(share[1], ts=self.new_ts()))
            for file_id in message.content.files:
                file = self.files[file_id]
                self.files[file_id] = replace(file, shares={**file.shares, message.channel: message.ts})

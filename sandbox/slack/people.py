"""The people of the workspace: they type commands, write to the bot, share pictures, use shortcuts, open Home."""

import html
import re
import time
from collections.abc import Sequence
from dataclasses import replace

from sandbox.slack import payloads
from sandbox.slack.courier import Courier
from sandbox.slack.entities import Channel, ChannelKind, Content, File, Json, Message, User
from sandbox.slack.hands import Hands
from sandbox.slack.link import AppLink, Parcel
from sandbox.slack.modals import view_json
from sandbox.slack.state import Delivery, Slack

_BOT_DM = ("", "dm", "@imagine")  # names for the direct message with the bot


class People:
    """Everything here may be called from any thread, and returns when the app has acknowledged or failed to."""

    def __init__(self, slack: Slack, link: AppLink) -> None:
        self._slack = slack
        self._courier = Courier(slack, link)
        self.hands = Hands(slack, self._courier)

    def close(self) -> None:
        """No more retries of events."""
        self._courier.close()

    def deliver(self, parcel: Parcel) -> Delivery:
        return self._courier.deliver(parcel)

    def command_parcel(self, user: str, channel: str, line: str) -> Parcel:
        """A command, not sent yet: deliver it several times, or altered. ValueError if the user can't type there."""
        with self._slack.workspace.lock:
            person, place = self._who_and_where(user, channel)
            return payloads.command(self._slack.workspace, person, place, line)

    def command(self, user: str, channel: str, line: str, thread_ts: str = "") -> Delivery:
        """Type `/imagine …`. In a thread Slack refuses by itself: the app gets nothing."""
        parcel = self.command_parcel(user, channel, line)
        if not thread_ts:
            return self._courier.deliver(parcel)
        workspace = self._slack.workspace
        with workspace.lock:
            refusal = f"{parcel.name} is not supported in threads. Sorry!"
            workspace.slackbot_tells(parcel.user, parcel.channel, refusal, thread_ts)
        return self._courier.keep(parcel, "not_supported_in_threads")

    def mention(self, user: str, channel: str, text: str, thread_ts: str = "") -> Delivery:
        """Write `@bot text`. Slack tells the app only where it is a member."""
        return self.write(user, channel, f"@{self._slack.workspace.bot.name} {text}", thread_ts)

    def write(self, user: str, channel: str, text: str, thread_ts: str = "") -> Delivery:
        """Write a message: `@name` becomes a mention, `& < >` are escaped, as Slack's client does.

        An app_mention where the bot is a member, a message event in its direct messages (with im:history); else the
        delivery's `error` says why nothing was sent.
        """
        return self._post(user, channel, text, thread_ts, ())

    def upload(  # noqa: PLR0913, PLR0917  one argument each of what somebody shares, and where
        self, user: str, channel: str, files: Sequence[tuple[str, bytes]], text: str, thread_ts: str, thumb: bytes
    ) -> Delivery:
        """Write a message with files, given as (name, bytes); `thumb` is the picture in one that only Slack can read.

        Processed at once: Slack's client sends the message when the upload has ended.
        """
        if not files:
            raise ValueError("a message with files needs one file or more")
        return self._post(user, channel, text, thread_ts, [(name, data, thumb) for name, data in files])

    def open_home(self, user: str, tab: str = "home") -> Delivery:
        """Open the app's Home tab, or its `messages` tab."""
        workspace, installed = self._slack.workspace, self._slack.installed
        with workspace.lock:
            person = workspace.user(user)
            if tab == "home" and not installed.has_home:
                raise ValueError("the manifest has no Home tab: features.app_home.home_tab_enabled is off")
            channel = workspace.direct_message(person.id)
            body = {"type": "app_home_opened", "user": person.id, "channel": channel.id, "tab": tab}
            home = workspace.homes.get(person.id)
            shown = {"view": view_json(workspace, home)} if home and tab == "home" else {}
            parcel = payloads.event(workspace, person, channel, {**body, **shown, "event_ts": workspace.new_ts()})
        silence = installed.silence("app_home_opened")
        return self._courier.keep(parcel, silence) if silence else self._courier.deliver(parcel)

    def uninstall(self, user: str) -> list[Delivery]:
        """Remove the app from the workspace: its token is revoked until `reset`, and it gets two events.

        `tokens_revoked` and `app_uninstalled`, in no order that could be relied upon (docs.slack.dev: both events).
        """
        workspace, installed = self._slack.workspace, self._slack.installed
        with workspace.lock:
            person, workspace.is_removed = workspace.user(user), True
            tokens = {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [workspace.bot.id]}}
            parcels = [payloads.event(workspace, person, None, body) for body in (tokens, {"type": "app_uninstalled"})]
        return [
            self._courier.keep(parcel, silence)
            if (silence := installed.silence(parcel.name))
            else self._courier.deliver(parcel)
            for parcel in parcels
        ]

    def shortcut(self, user: str, callback_id: str, shown: Json | None = None) -> Delivery:
        """Use a message shortcut on a message, or a global shortcut. ValueError if the manifest has none such."""
        with self._slack.workspace.lock:
            person = self._slack.workspace.user(user)
            self._slack.installed.check_shortcut(callback_id, "message" if shown else "global")
            message = self.hands.message(shown) if shown else None
            if message and message.visible_to:
                raise ValueError("Slack offers no shortcuts on a message that only one person sees")
            if message and person.id not in self._slack.workspace.channels[message.channel].members:
                raise ValueError(f"{person.name} is not in {message.channel}")
            parcel = payloads.shortcut(self._slack.workspace, person, callback_id, message)
        return self._courier.deliver(parcel)

    def verify_url(self) -> Delivery:
        """Slack's check of a Request URL: the app echoes the challenge."""
        challenge = self._slack.workspace.new_secret(52)
        payload = {"token": "sandbox", "challenge": challenge, "type": "url_verification"}
        delivery = self.deliver(Parcel(kind="url_verification", name="url_verification", payload=payload))
        return delivery if challenge in delivery.ack else replace(delivery, error=delivery.error or "challenge_failed")

    def _post(
        self, user: str, channel: str, text: str, thread_ts: str, shared: Sequence[tuple[str, bytes, bytes]]
    ) -> Delivery:
        workspace = self._slack.workspace
        with workspace.lock:
            person, place = self._who_and_where(user, channel)
            ts = workspace.new_ts()
            files = [self._file(person, place, ts, *one) for one in shared]
            content = Content(text=self._as_sent(text), files=tuple(file.id for file in files))
            message = workspace.say(
                Message(channel=place.id, ts=ts, author=person.id, content=content, via="person", thread_ts=thread_ts)
            )
            kind, silence = self._event_kind(place, message)
            parcel = payloads.event(workspace, person, place, payloads.message_event(workspace, message, kind))
        return self._courier.keep(parcel, silence) if silence else self._courier.deliver(parcel)

    def _file(  # noqa: PLR0913, PLR0917  what, whose and where
        self, person: User, place: Channel, ts: str, name: str, data: bytes, thumb: bytes
    ) -> File:
        now = time.time()
        file = File(
            id=self._slack.workspace.new_id("F"),
            name=name,
            title=name,
            owner=person.id,
            data=data,
            created_at=now,
            ready_at=now,
            shares={place.id: ts},
            thumb=thumb,
        )
        self._slack.workspace.files[file.id] = file
        return file

    def _who_and_where(self, user: str, channel: str) -> tuple[User, Channel]:
        workspace = self._slack.workspace
        person = workspace.user(user)
        place = workspace.direct_message(person.id) if channel in _BOT_DM else workspace.channel(channel)
        if person.id not in place.members:
            raise ValueError(f"{person.name} is not in {place.name or place.id}")
        if place.is_archived:
            raise ValueError(f"{place.name} is archived: nobody can write there; archive a channel after the command")
        return person, place

    def _as_sent(self, text: str) -> str:
        """Text as Slack's client sends it: escaped, with mentions of people and the bot as `<@U…>`."""
        ids = {user.name: user.id for user in self._slack.workspace.users.values()}
        escaped = html.escape(text, quote=False)
        return re.sub(r"@(\w+)", lambda found: f"<@{ids[found[1]]}>" if found[1] in ids else found[0], escaped)

    def _event_kind(self, place: Channel, message: Message) -> tuple[str, str]:
        """The event for a message, and why the app does not get it (empty if it does)."""
        workspace, installed = self._slack.workspace, self._slack.installed
        if not workspace.has_bot(place):
            return "app_mention", "not_in_channel"
        if place.kind is ChannelKind.DIRECT:
            missing = "" if "im:history" in workspace.scopes else "missing_scope im:history"
            return "message", missing or installed.silence("message.im")
        if f"<@{workspace.bot.id}>" not in message.content.text:
            return "message", "the bot is not mentioned"
        missing = "" if "app_mentions:read" in workspace.scopes else "missing_scope app_mentions:read"
        return "app_mention", missing or installed.silence("app_mention")

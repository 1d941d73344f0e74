"""The people of the workspace: they type commands, write to the bot, share pictures, use shortcuts, open Home."""

import time
from collections.abc import Sequence
from dataclasses import replace

from sandbox.slack import payloads
from sandbox.slack.courier import Courier
from sandbox.slack.entities import Channel, Content, File, Json, Message, User
from sandbox.slack.hands import Hands
from sandbox.slack.hearing import events_of, reaction_silence
from sandbox.slack.link import AppLink, Parcel
from sandbox.slack.methods.reactions import EMOJI_NAME
from sandbox.slack.modals import view_json
from sandbox.slack.state import Delivery, Slack
from sandbox.slack.suggesting import Suggesting
from sandbox.slack.typed_text import as_escaped_command, as_message

_BOT_DM = ("", "dm")  # names for the direct message with the bot, besides its handle

_REFUSALS = {
    "not_supported_in_threads": "{name} is not supported in threads. Sorry!",
    "not_a_valid_command": '`{name}` is not a valid command. In Slack, all messages that start with the "/" character '
    "are interpreted as commands. If you are trying to send a message and not run a command, try preceding the "
    '"/" with an empty space.',
}


class People:
    """Everything here may be called from any thread, and returns when the app has acknowledged or failed to."""

    def __init__(self, slack: Slack, link: AppLink) -> None:
        self._slack = slack
        self._courier = Courier(slack, link)
        self.hands = Hands(slack, self._courier)
        self.suggesting = Suggesting(slack, self._courier, self.hands)

    def close(self) -> None:
        """No more retries of events."""
        self._courier.close()

    def deliver(self, parcel: Parcel) -> Delivery:
        return self._courier.deliver(parcel)

    def command_parcel(self, user: str, channel: str, line: str) -> Parcel:
        """A command, not sent yet: deliver it several times, or altered. ValueError if the user can't type there."""
        workspace = self._slack.workspace
        with workspace.lock:
            person, place = self._who_and_where(user, channel)
            name, _, text = line.strip().partition(" ")
            sent = as_escaped_command(workspace, text) if self._slack.installed.escapes(name) else text
            return payloads.command(workspace, person, place, name, sent.strip())

    def command(self, user: str, channel: str, line: str, thread_ts: str = "") -> Delivery:
        """Type `/imagine …`. In a thread, and for a command that no app has, Slack answers by itself."""
        parcel = self.command_parcel(user, channel, line)
        if thread_ts:
            return self._refused(parcel, "not_supported_in_threads", thread_ts)
        if not self._slack.installed.has_command(parcel.name):
            return self._refused(parcel, "not_a_valid_command", "")
        return self._courier.deliver(parcel)

    def mention(self, user: str, channel: str, text: str, thread_ts: str = "") -> Delivery:
        """Write `@bot text`. Slack tells the app only where it is a member."""
        return self.write(user, channel, f"@{self._slack.workspace.bot.name} {text}", thread_ts)

    def write(self, user: str, channel: str, text: str, thread_ts: str = "") -> Delivery:
        """Write a message: `@name` becomes a mention, `& < >` are escaped, as Slack's client does.

        A message event where the app subscribes to one with that place's history, an app_mention where it names the
        bot: the delivery is that of the last. Where nothing was sent, its `error` says why.
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
        return self._send(parcel, silence)

    def uninstall(self, user: str) -> list[Delivery]:
        """Remove the app from the workspace: its token is revoked until `reset`, and it gets two events.

        `tokens_revoked` and `app_uninstalled`, in no order that could be relied upon (docs.slack.dev: both events).
        """
        workspace, installed = self._slack.workspace, self._slack.installed
        with workspace.lock:
            person, workspace.is_removed = workspace.user(user), True
            self._slack.grants.revoke(self._slack.grants.of_team(workspace.team_id))
            tokens = {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [workspace.bot.id]}}
            parcels = [payloads.event(workspace, person, None, body) for body in (tokens, {"type": "app_uninstalled"})]
        return [self._send(parcel, installed.silence(parcel.name)) for parcel in parcels]

    def react(self, user: str, shown: Json, name: str) -> Delivery:
        """Add a reaction, or take away one's own. ValueError for what is no emoji's name, or where nobody reacts."""
        workspace, name = self._slack.workspace, name.strip(":")
        if not EMOJI_NAME.fullmatch(name):
            raise ValueError(f"{name!r} is no emoji's name: those are like thumbsup or white_check_mark")
        with workspace.lock:
            person, message = workspace.user(user), self.hands.message(shown)
            place = workspace.channels[message.channel]
            if message.visible_to or place.is_archived or person.id not in place.members:
                raise ValueError(f"{person.name} can't react to this message")
            given = workspace.reactions.get((message.channel, message.ts), {}).get(name, ())
            workspace.react(message, person.id, name, is_given=person.id not in given)
            kind = "reaction_removed" if person.id in given else "reaction_added"
            body = payloads.reaction_event(person, message, kind, name)
            parcel = payloads.event(workspace, person, place, body)
            silence = reaction_silence(self._slack, place, kind)
        return self._send(parcel, silence)

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

    def _send(self, parcel: Parcel, silence: str) -> Delivery:
        return self._courier.keep(parcel, silence) if silence else self._courier.deliver(parcel)

    def _refused(self, parcel: Parcel, error: str, thread_ts: str) -> Delivery:
        """Slack's own words to who typed a command that the app doesn't get."""
        workspace = self._slack.workspace
        with workspace.lock:
            words = _REFUSALS[error].format(name=parcel.name)
            workspace.slackbot_tells(parcel.user, parcel.channel, words, thread_ts)
        return self._courier.keep(parcel, error)

    def _post(
        self, user: str, channel: str, text: str, thread_ts: str, shared: Sequence[tuple[str, bytes, bytes]]
    ) -> Delivery:
        workspace = self._slack.workspace
        with workspace.lock:
            person, place = self._who_and_where(user, channel)
            ts = workspace.new_ts()
            files = [self._file(person, place, ts, *one) for one in shared]
            content = Content(text=as_message(workspace, text), files=tuple(file.id for file in files))
            message = workspace.say(
                Message(channel=place.id, ts=ts, author=person.id, content=content, via="person", thread_ts=thread_ts)
            )
            events = [
                (payloads.event(workspace, person, place, payloads.message_event(workspace, message, kind)), silence)
                for kind, silence in events_of(self._slack, message)
            ]
        return [self._send(parcel, silence) for parcel, silence in events][-1]

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
        is_direct = channel in {*_BOT_DM, f"@{workspace.bot.name}"}
        place = workspace.direct_message(person.id) if is_direct else workspace.channel(channel)
        if person.id not in place.members:
            raise ValueError(f"{person.name} is not in {place.name or place.id}")
        if place.is_archived:
            raise ValueError(f"{place.name} is archived: nobody can write there; archive a channel after the command")
        if place == workspace.direct_message(person.id) and not self._slack.installed.takes_messages:
            raise ValueError("Sending messages to this app has been turned off.")
        return person, place

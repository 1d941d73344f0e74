"""The people of the workspace: they type commands, mention the bot, press buttons, send forms."""

import html
import re
import threading
import time
from collections.abc import Mapping
from dataclasses import replace

from sandbox.slack import forms, payloads
from sandbox.slack.acks import apply_submission_ack, show_command_ack
from sandbox.slack.entities import Channel, ChannelKind, Content, Json, Message, User, View
from sandbox.slack.link import TIMED_OUT, AppLink, Parcel
from sandbox.slack.methods.views import view_stack
from sandbox.slack.state import Delivery, Slack

RETRY_WAITS = (0.0, 0.6, 3.0)  # Slack's "at once, 1 minute, 5 minutes", a hundred times faster
_BOT_DM = ("", "dm", "@imagine")  # names for the direct message with the bot


class People:
    """Everything here may be called from any thread, and returns when the app has acknowledged or failed to."""

    def __init__(self, slack: Slack, link: AppLink) -> None:
        self._slack = slack
        self._link = link
        self._closing = threading.Event()

    def close(self) -> None:
        """No more retries of events."""
        self._closing.set()

    def command_parcel(self, user: str, channel: str, line: str) -> Parcel:
        """A command, not sent yet: deliver it several times, or altered. ValueError if the user can't type there."""
        with self._slack.workspace.lock:
            person, place = self._who_and_where(user, channel)
            return payloads.command(self._slack.workspace, person, place, line)

    def command(self, user: str, channel: str, line: str, thread_ts: str = "") -> Delivery:
        """Type `/imagine …`. In a thread Slack refuses by itself: the app gets nothing."""
        parcel = self.command_parcel(user, channel, line)
        if not thread_ts:
            return self.deliver(parcel)
        workspace = self._slack.workspace
        with workspace.lock:
            refusal = f"{parcel.name} is not supported in threads. Sorry!"
            workspace.slackbot_tells(parcel.user, parcel.channel, refusal, thread_ts)
        return _undelivered(parcel, "not_supported_in_threads")

    def mention(self, user: str, channel: str, text: str, thread_ts: str = "") -> Delivery:
        """Write `@bot text`. Slack tells the app only where it is a member."""
        return self.write(user, channel, f"@{self._slack.workspace.bot.name} {text}", thread_ts)

    def write(self, user: str, channel: str, text: str, thread_ts: str = "") -> Delivery:
        """Write a message: `@name` becomes a mention, `& < >` are escaped, as Slack's client does.

        An app_mention where the bot is a member, a message event in its direct messages (with im:history); else the
        delivery's `error` says why nothing was sent.
        """
        workspace = self._slack.workspace
        with workspace.lock:
            person, place = self._who_and_where(user, channel)
            message = workspace.say(
                Message(
                    channel=place.id,
                    ts=workspace.new_ts(),
                    author=person.id,
                    content=Content(text=self._as_sent(text)),
                    via="person",
                    thread_ts=thread_ts,
                )
            )
            kind, silence = self._event_kind(place, message)
            parcel = payloads.event(workspace, person, place, payloads.message_event(workspace, message, kind))
        return _undelivered(parcel, silence) if silence else self.deliver(parcel)

    def open_home(self, user: str) -> Delivery:
        """Open the app's Home tab."""
        workspace = self._slack.workspace
        with workspace.lock:
            person = workspace.user(user)
            channel = workspace.direct_message(person.id)
            body = {"type": "app_home_opened", "user": person.id, "channel": channel.id, "tab": "home"}
            parcel = payloads.event(workspace, person, channel, {**body, "event_ts": workspace.new_ts()})
        return self.deliver(parcel)

    def press(self, user: str, shown: Json, action_id: str, value: str | None = None) -> Delivery:
        """Press a button, or choose `value`, in a message, an ephemeral or a view (as the listings return them).

        ValueError if there is nothing such that this user could press; KeyError if the message is gone.
        """
        workspace = self._slack.workspace
        with workspace.lock:
            person = workspace.user(user)
            if "ts" not in shown:
                view = workspace.views.get(shown["id"]) or workspace.homes[person.id]
                blocks = view.body["blocks"]
                action = forms.action_of(blocks, person.id, action_id, value, workspace.new_ts())
                parcel = payloads.view_action(workspace, person, view, action, {})
            else:
                message = self._message(shown)
                blocks = list(message.content.blocks)
                action = forms.action_of(blocks, person.id, action_id, value, workspace.new_ts())
                parcel = payloads.message_action(workspace, person, message, action)
        return self.deliver(parcel)

    def shortcut(self, user: str, callback_id: str, shown: Json | None = None) -> Delivery:
        """Use a message shortcut on a message, or a global shortcut."""
        with self._slack.workspace.lock:
            person = self._slack.workspace.user(user)
            message = self._message(shown) if shown else None
            parcel = payloads.shortcut(self._slack.workspace, person, callback_id, message)
        return self.deliver(parcel)

    def submit_view(self, user: str, values: Mapping[str, object]) -> Delivery:
        """Send the form on top, `values` by action_id. The ack's response_action is carried out."""
        workspace = self._slack.workspace
        with workspace.lock:
            person, view = self._top_view(user)
            state = forms.fill_in(view.body["blocks"], values)
            parcel = payloads.view_submission(workspace, person, view, state)
        delivery = self.deliver(parcel)
        if delivery.error:
            return delivery
        with workspace.lock:
            return apply_submission_ack(workspace, delivery, view)

    def close_view(self, user: str) -> Delivery:
        """Close the form on top; the app hears of it only if it asked for notify_on_close."""
        workspace = self._slack.workspace
        with workspace.lock:
            person, view = self._top_view(user)
            del workspace.views[view.id]
            parcel = payloads.view_closed(workspace, person, view)
        return (
            self.deliver(parcel) if view.body.get("notify_on_close") else _undelivered(parcel, "notify_on_close is off")
        )

    def deliver(self, parcel: Parcel) -> Delivery:
        """Send it, and do what Slack does next: show the ack or the failure, retry an event."""
        with self._slack.workspace.lock:
            payloads.renew_trigger(self._slack.workspace, parcel)
        delivery = self._link.send(parcel)
        if parcel.kind == "command":
            with self._slack.workspace.lock:
                return show_command_ack(self._slack.workspace, delivery)
        if parcel.kind == "event" and delivery.error and not parcel.retry_num:
            threading.Thread(target=self._retry, args=(parcel, delivery), daemon=True).start()
        return delivery

    def verify_url(self) -> Delivery:
        """Slack's check of a Request URL: the app echoes the challenge."""
        challenge = self._slack.workspace.new_secret(52)
        payload = {"token": "sandbox", "challenge": challenge, "type": "url_verification"}
        delivery = self.deliver(Parcel(kind="url_verification", name="url_verification", payload=payload))
        return delivery if challenge in delivery.ack else replace(delivery, error=delivery.error or "challenge_failed")

    def _retry(self, parcel: Parcel, failed: Delivery) -> None:
        for number, wait in enumerate(RETRY_WAITS, start=1):
            if failed.ack_headers.get("x-slack-no-retry") == "1" or self._closing.wait(wait):
                return
            reason = (
                "http_timeout" if failed.error == TIMED_OUT else "http_error" if failed.status else "connection_failed"
            )
            failed = self._link.send(replace(parcel, retry_num=number, retry_reason=reason))
            if not failed.error:
                return

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
        workspace = self._slack.workspace
        if not workspace.has_bot(place):
            return "app_mention", "not_in_channel"
        if place.kind is ChannelKind.DIRECT:
            return "message", "" if "im:history" in workspace.scopes else "missing_scope im:history"
        if f"<@{workspace.bot.id}>" not in message.content.text:
            return "message", "the bot is not mentioned"
        return "app_mention", "" if "app_mentions:read" in workspace.scopes else "missing_scope app_mentions:read"

    def _message(self, shown: Json) -> Message:
        place = (str(shown["channel"]), str(shown["ts"]))
        workspace = self._slack.workspace
        message = workspace.messages.get(place) or workspace.ephemerals.get(place)
        if message is None:
            raise KeyError(f"no message {place[1]} in {place[0]}: it may have been deleted")
        return message

    def _top_view(self, user: str) -> tuple[User, View]:
        person = self._slack.workspace.user(user)
        stack = view_stack(self._slack.workspace, person.id)
        if not stack:
            raise ValueError(f"{person.name} has no form open")
        return person, stack[-1]


def _undelivered(parcel: Parcel, reason: str) -> Delivery:
    return Delivery(
        kind=parcel.kind,
        name=parcel.name,
        user=parcel.user,
        channel=parcel.channel,
        payload=parcel.payload,
        transport="none",
        at=time.time(),
        error=reason,
    )

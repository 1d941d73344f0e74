"""Everything people do and see in the workspace, and everything that can go wrong in it, without the server."""

import time
from collections.abc import Callable, Mapping
from typing import TypeVar

from sandbox.slack import listing
from sandbox.slack.entities import Json
from sandbox.slack.faults import Fault
from sandbox.slack.link import Parcel
from sandbox.slack.people import People
from sandbox.slack.socket_mode import SocketMode
from sandbox.slack.state import Call, Delivery, Slack
from sandbox.slack.workspace import Workspace

Found = TypeVar("Found")


class Stage:
    """May be used from any thread. Users and channels go by name (`ada`, `general`) or id."""

    def __init__(self, slack: Slack, sockets: SocketMode, people: People) -> None:
        self.slack = slack
        self.people = people
        self._sockets = sockets
        self._tiers = slack.rates.is_on

    @property
    def workspace(self) -> Workspace:
        return self.slack.workspace

    @property
    def app_url(self) -> str:
        """Where commands, interactions and events go over HTTP; empty: over Socket Mode."""
        return self.slack.app_url

    @app_url.setter
    def app_url(self, url: str | None) -> None:
        self.slack.app_url = url or ""

    @property
    def connection_count(self) -> int:
        """Socket Mode connections that are open now."""
        return self._sockets.connection_count

    # What people do

    def command(self, user: str, channel: str, text: str, thread_ts: str = "") -> Delivery:
        """Type a slash command: `command("ada", "general", "/imagine a red fox")`; "dm" is the bot's direct message."""
        return self.people.command(user, channel, text, thread_ts)

    def mention(self, user: str, channel: str, text: str, thread_ts: str = "") -> Delivery:
        """Write to the bot: `@imagine text`, at top level or in a thread."""
        return self.people.mention(user, channel, text, thread_ts)

    def press(self, user: str, message: Json, action_id: str, value: str | None = None) -> Delivery:
        """Press a button (or choose `value`) in a message, ephemeral or view from one of the listings."""
        return self.people.press(user, message, action_id, value)

    def submit_view(self, user: str, values: Mapping[str, object]) -> Delivery:
        """Send the form that is open for this user, `values` by action_id."""
        return self.people.submit_view(user, values)

    def invite(self, channel: str) -> None:
        """`/invite` the bot to a channel."""
        with self.workspace.lock:
            self.workspace.join(self.workspace.channel(channel), self.workspace.bot.id)

    def remove(self, channel: str) -> None:
        """Remove the bot from a channel."""
        with self.workspace.lock:
            self.workspace.leave(self.workspace.channel(channel), self.workspace.bot.id)

    def archive(self, channel: str) -> None:
        """Archive a channel: nobody can write there any more."""
        with self.workspace.lock:
            self.workspace.archive(self.workspace.channel(channel))

    def parcel(self, user: str, channel: str, text: str) -> Parcel:
        """A command that is not sent yet: `deliver` it as often as you like, or altered with `dataclasses.replace`."""
        return self.people.command_parcel(user, channel, text)

    def deliver(self, parcel: Parcel) -> Delivery:
        return self.people.deliver(parcel)

    def redeliver(self, delivery: Delivery, retry_num: int = 1, reason: str = "http_timeout") -> Delivery:
        """Send what was sent once more, with Slack's retry headers."""
        return self.people.deliver(
            Parcel(
                kind=delivery.kind,
                name=delivery.name,
                payload=delivery.payload,
                user=delivery.user,
                channel=delivery.channel,
                retry_num=retry_num,
                retry_reason=reason,
            )
        )

    # What there is to see

    def messages(self, channel: str, thread_ts: str = "") -> list[Json]:
        """What everybody sees in a channel, oldest first: the top level, or one thread's replies."""
        return listing.messages(self.workspace, channel, thread_ts)

    def ephemerals(self, user: str) -> list[Json]:
        """What only this user sees, Slackbot's words included."""
        return listing.ephemerals(self.workspace, user)

    def direct_messages(self, user: str) -> list[Json]:
        """The bot's direct messages with this user."""
        return listing.direct_messages(self.workspace, user)

    def conversation(self, channel: str) -> list[Json]:
        """All of a channel in order: replies and everybody's ephemerals too."""
        return listing.conversation(self.workspace, channel)

    def view(self, user: str) -> Json | None:
        """The form that is open for this user."""
        return listing.open_view(self.workspace, user)

    def home(self, user: str) -> Json | None:
        """The Home tab published for this user."""
        return listing.home(self.workspace, user)

    def file(self, file_id: str) -> bytes:
        """A file's bytes."""
        return self.workspace.files[file_id].data

    def calls(self, method: str | None = None) -> list[Call]:
        """The app's requests in the order of their answers; `upload` and `response_url` are methods here too."""
        return [call for call in list(self.slack.calls) if method in (None, call.method)]

    def deliveries(self) -> list[Delivery]:
        return list(self.slack.deliveries)

    def wait_for(
        self, look: Callable[[], Found], timeout: float = 10.0, what: str = "it", every: float = 0.01
    ) -> Found:
        """Look `every` so many seconds until something true comes, and return that; else TimeoutError names `what`."""
        deadline = time.monotonic() + timeout
        while not (found := look()):
            if time.monotonic() > deadline:
                raise TimeoutError(f"waited {timeout:g} s for {what}")
            time.sleep(every)
        return found

    # What goes wrong

    def fail(self, method: str, how: str = "internal_error", **details: float) -> None:
        """Make the next call of `method` fail; `method` may be `upload` or `response_url`.

        `how`: `drop`, `hang`, an HTTP status such as `429` or `500`, or a Slack error code.
        `details`: `times` (1), `seconds` (a hang's length, a 429's Retry-After; 1), `after` (True: it takes effect,
        and only the answer is lost).
        """
        fault = Fault(
            how=how,
            times=int(details.pop("times", 1)),
            seconds=details.pop("seconds", 1.0),
            after=bool(details.pop("after", False)),
        )
        if details:
            raise TypeError(f"unknown: {', '.join(details)}; there are times, seconds, after")
        with self.workspace.lock:
            self.slack.faults.add(method, fault)

    def unreachable(self, seconds: float) -> None:
        """Cut every connection of the app to Slack for this long: Web API, uploads, response URLs. 0 ends it."""
        self.slack.faults.cut_off(seconds)

    def disconnect(self, reason: str = "refresh_requested") -> None:
        """Tell every Socket Mode connection to go; `warning` only announces it."""
        self._sockets.disconnect(reason)

    def expire(self, what: str) -> None:
        """Let a trigger_id or a response_url pass its time now. KeyError if there is none such."""
        with self.workspace.lock:
            self.workspace.expire(what)

    def reset(self) -> None:
        """Begin anew: nothing said, called or delivered, no faults; settings that `configure` changed come back."""
        with self.workspace.lock:
            self.workspace.reset()
            self.slack.rates.clear()
            self.slack.rates.is_on = self._tiers
            self.slack.faults.clear()
            self.slack.calls.clear()
            self.slack.deliveries.clear()

    def configure(self, **settings: float | str | None) -> None:
        """Change `file_delay` (None: never), `tiers`, `app_url` or `scopes` (as `chat:write,…`) from now on.

        TypeError for another name.
        """
        unknown = set(settings) - {"file_delay", "tiers", "app_url", "scopes"}
        if unknown:
            raise TypeError(f"unknown: {', '.join(sorted(unknown))}; there are file_delay, tiers, app_url, scopes")
        if "file_delay" in settings:
            delay = settings["file_delay"]
            self.workspace.file_delay = None if delay is None else float(delay)
        if "tiers" in settings:
            self.slack.rates.is_on = bool(settings["tiers"])
        if "app_url" in settings:
            self.app_url = str(settings["app_url"] or "")
        if "scopes" in settings:
            self.workspace.scopes = frozenset(filter(None, str(settings["scopes"] or "").split(",")))

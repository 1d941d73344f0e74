"""Everything people do and see in the workspace, and everything that can go wrong in it, without the server."""

import time
from collections.abc import Callable, Mapping
from typing import TypeVar

from sandbox import transcript
from sandbox.slack import listing
from sandbox.slack.doings import Doings
from sandbox.slack.entities import Json
from sandbox.slack.faults import Chance, Fault
from sandbox.slack.installed import Installed, read_manifest
from sandbox.slack.people import People
from sandbox.slack.socket_mode import SocketMode
from sandbox.slack.state import Call, Delivery, Slack

Found = TypeVar("Found")


class Stage(Doings):
    """May be used from any thread. Users and channels go by name (`ada`, `general`) or id."""

    def __init__(self, slack: Slack, sockets: SocketMode, people: People) -> None:
        super().__init__(slack.workspace, people)
        self.slack = slack
        self._sockets = sockets
        self._tiers = slack.rates.is_on

    @property
    def app_url(self) -> str:
        """Where commands, interactions and events go over HTTP; empty: over Socket Mode."""
        return self.slack.app_url

    @app_url.setter
    def app_url(self, url: str | None) -> None:
        self.slack.app_url = url or ""

    def install(self, manifest: Mapping[str, Json] | None) -> None:
        """Hold Slack to the app's manifest (parsed YAML or JSON): name, commands, shortcuts, Home, events, scopes.

        Redirect URLs in it are registered, with whether tokens rotate.
        It stays through `reset`; None ends it. Without one every command, event and shortcut is taken as declared.
        """
        with self.workspace.lock:
            installed = read_manifest(manifest) if manifest else Installed()
            self.slack.installed = installed
            if installed.redirect_urls:
                self.slack.grants.register(*installed.redirect_urls, rotates=installed.rotates)
            self.workspace.grant(installed.scopes)
            self.workspace.name_bot(installed.handle, installed.name)

    @property
    def connection_count(self) -> int:
        """Socket Mode connections that are open now."""
        return self._sockets.connection_count

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
        """All of a channel, or of the bot's direct messages with `@ada`, in order: replies, everybody's ephemerals."""
        return listing.conversation(self.workspace, channel)

    def view(self, user: str) -> Json | None:
        """The form that is open for this user."""
        return listing.open_view(self.workspace, user)

    def home(self, user: str) -> Json | None:
        """The Home tab published for this user."""
        return listing.home(self.workspace, user)

    def transcript(self, channel: str) -> str:
        """A channel, or `@ada`, as words to print: threads below their parents, presses, what one person alone sees."""
        return transcript.conversation_text(self.slack, channel)

    def view_text(self, user: str) -> str:
        """The form that is open for this user, as words to print."""
        return transcript.view_text(self.slack, user)

    def home_text(self, user: str) -> str:
        """The Home tab published for this user, as words to print."""
        return transcript.home_text(self.slack, user)

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

    def fail_by_chance(self, share: float, seed: int = 0, seconds: float = 1.0) -> None:
        """Let this share of all calls fail by chance from now on, as `Chance` has it; 0 ends it."""
        chance = Chance(share=float(share), seed=int(seed), seconds=float(seconds))
        with self.workspace.lock:
            self.slack.faults.take_chances(chance)

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
            self.slack.resets += 1

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

"""What people do in the workspace, without the server."""

from collections.abc import Mapping, Sequence

from sandbox.slack.entities import ChannelKind, Json
from sandbox.slack.link import Parcel
from sandbox.slack.people import People
from sandbox.slack.state import Delivery
from sandbox.slack.workspace import Workspace


class Doings:
    """May be used from any thread. Users and channels go by name (`ada`, `general`) or id."""

    def __init__(self, workspace: Workspace, people: People) -> None:
        self.workspace = workspace
        self.people = people

    def command(self, user: str, channel: str, text: str, thread_ts: str = "") -> Delivery:
        """Type a slash command: `command("ada", "general", "/imagine a red fox")`; "dm" is the bot's direct message."""
        return self.people.command(user, channel, text, thread_ts)

    def mention(self, user: str, channel: str, text: str, thread_ts: str = "") -> Delivery:
        """Write to the bot: `@imagine text`, at top level or in a thread."""
        return self.people.mention(user, channel, text, thread_ts)

    def write(self, user: str, channel: str, text: str, thread_ts: str = "") -> Delivery:
        """Write a message, which mentions whom it names: `@imagine`, `@ben`."""
        return self.people.write(user, channel, text, thread_ts)

    def upload(  # noqa: PLR0913, PLR0917  one argument each of what somebody shares, and where
        self,
        user: str,
        channel: str,
        data: bytes | Sequence[bytes],
        name: str | Sequence[str],
        text: str = "",
        thread_ts: str = "",
        thumb: bytes = b"",
    ) -> Delivery:
        """Write a message with a file, or with several: then `name` is as many names.

        `thumb` is the picture that Slack makes thumbnails of, for a HEIC.
        """
        names = [name] if isinstance(name, str) else list(name)
        files = list(zip(names, [data] if isinstance(data, bytes) else data, strict=True))
        return self.people.upload(user, channel, files, text, thread_ts, thumb)

    def shortcut(self, user: str, callback_id: str, message: Json | None = None) -> Delivery:
        """Use the message shortcut on a message from one of the listings, or a global shortcut without one."""
        return self.people.shortcut(user, callback_id, message)

    def open_home(self, user: str, tab: str = "home") -> Delivery:
        """Open the app's Home tab, or its `messages` tab."""
        return self.people.open_home(user, tab)

    def uninstall(self, user: str = "olga") -> list[Delivery]:
        """Remove the app from the workspace, as an owner does: it is told, and its token opens nothing any more."""
        return self.people.uninstall(user)

    def press(  # noqa: PLR0913  one argument each of what somebody presses, and how
        self,
        user: str,
        message: Json,
        action_id: str,
        value: object = None,
        values: Mapping[str, object] | None = None,
        *,
        is_confirmed: bool = True,
    ) -> Delivery:
        """Press a button, choose `value` in a menu, or press Enter in a field that holds `value` then.

        In a message, ephemeral or view from one of the listings. `values` are what the fields around it hold by then,
        by action_id. `is_confirmed` answers a `confirm` dialog.
        """
        return self.people.hands.press(user, message, action_id, value, values, is_confirmed=is_confirmed)

    def suggest(self, user: str, message: Json, action_id: str, query: str = "") -> Json:
        """Type `query` into a menu whose options the app brings: what it offers, and an `error` if it brought none."""
        return self.people.suggesting.suggest(user, message, action_id, query)

    def react(self, user: str, message: Json, name: str) -> Delivery:
        """Give a message a reaction (`thumbsup`), or take one's own away; the app hears of it with reactions:read."""
        return self.people.react(user, message, name)

    def type_in(
        self,
        user: str,
        action_id: str,
        text: str,
        message: Json | None = None,
        values: Mapping[str, object] | None = None,
    ) -> Delivery:
        """Type into a field of the open form, or of another view (`message`), without Enter."""
        return self.people.hands.type_in(user, action_id, text, message, values)

    def fill(self, user: str, values: Mapping[str, object]) -> None:
        """Put values into the open form, by action_id, and tell the app nothing: `press` and `submit_view` will."""
        self.people.hands.fill(user, values)

    def submit_view(self, user: str, values: Mapping[str, object]) -> Delivery:
        """Send the form that is open for this user, `values` by action_id put in before."""
        return self.people.hands.submit_view(user, values)

    def close_view(self, user: str) -> Delivery:
        """Close the form that is open for this user."""
        return self.people.hands.close_view(user)

    def join(self, user: str, channel: str) -> None:
        """Somebody joins a public channel by themselves. ValueError where nobody can, or they can't."""
        with self.workspace.lock:
            person, place = self.workspace.user(user), self.workspace.channel(channel)
            if place.kind is not ChannelKind.PUBLIC or place.is_archived or person.is_restricted:
                where = place.name or place.id
                raise ValueError(f"{person.name} can't join {where}: that takes a public channel, and no guest")
            self.workspace.join(place, person.id)

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

    def delete_message(self, message: Json) -> None:
        """A message from one of the listings is deleted, by its author or an admin. KeyError if it is gone."""
        with self.workspace.lock:
            self.workspace.remove(self.people.hands.message(message))

    def delete_file(self, file_id: str) -> None:
        """Whoever shared a file deletes it: a tombstone stays in its messages."""
        with self.workspace.lock:
            self.workspace.delete_file(file_id)

    def bar_file(self, file_id: str, why: str = "file_not_found") -> None:
        """Keep a file from the app: `file_not_found`, `access_denied`; `check_file_info` only makes it ask; "" ends it.

        KeyError if there is no such file.
        """
        with self.workspace.lock:
            self.workspace.bar_file(file_id, why)

"""What is new to one person's page since it was told last."""

from collections.abc import Iterable

from sandbox.page.levers import Levers
from sandbox.page.wire import call_line, delivery_line, model_line
from sandbox.slack.contents import message_json
from sandbox.slack.entities import Channel, ChannelKind, Json, Message, User
from sandbox.slack.journal import Noted
from sandbox.slack.listing import home, open_views
from sandbox.slack.state import Slack
from sandbox.slack.workspace import Workspace

KEPT_LINES = 300  # of the wire's record, when a page is opened


class News:
    """One open page. `latest` is cheap while nothing happens, so it may be asked many times a second."""

    def __init__(self, slack: Slack, levers: Levers, user: str) -> None:
        """`user` is a handle or id. KeyError names those there are."""
        self._slack, self._levers = slack, levers
        self._user = slack.workspace.user(user).id
        self._epoch, self._revision = -1, 0
        self._told: Json = {}  # sections that are sent whole, as they were sent last
        self._calls, self._deliveries = 0, 0
        self._activity = (0, 0)
        self._drawn: dict[int, Json] = {}  # model calls as they were told

    def latest(self) -> Json:
        """Sections that changed, empty if none did; with `is_new`, forget what was told before."""
        workspace = self._slack.workspace
        with workspace.lock:
            workspace.settle_shares()
            is_new = self._epoch != workspace.journal.epoch
            if is_new:
                self._epoch, self._revision, self._told, self._drawn = workspace.journal.epoch, 0, {}, {}
                self._activity = (0, 0)
                self._calls, self._deliveries = (
                    max(0, len(record) - KEPT_LINES) for record in (self._slack.calls, self._slack.deliveries)
                )
            moved = self._revision != workspace.journal.revision
            found = {**self._said(), **self._changed(self._sections())} if moved else {}
            self._revision = workspace.journal.revision
            found |= self._wire()
        found |= self._changed({"levers": self._levers.state(), "app": self._app()}) | self._models()
        return {"is_new": True, **found} if is_new else found

    def _said(self) -> Json:
        """Messages, ephemerals and reactions that changed, and those that are gone."""
        workspace, since = self._slack.workspace, self._revision
        places = {*workspace.messages.changed_since(since), *workspace.reactions.changed_since(since)}
        changed, gone = self._sorted_out(workspace.messages, places)
        private = workspace.ephemerals
        whispered, hushed = self._sorted_out(private, private.changed_since(since))
        found: Json = {"messages": [*changed, *whispered], "gone": [*gone, *hushed]}
        return {name: entries for name, entries in found.items() if entries}

    def _sorted_out(
        self, said: Noted[tuple[str, str], Message], places: Iterable[tuple[str, str]]
    ) -> tuple[list[Json], list[list[str]]]:
        workspace = self._slack.workspace
        shown, gone = [], []
        for place in sorted(places, key=lambda place: place[1]):
            message = said.get(place)
            if message is None:
                gone.append(list(place))
            elif self._sees(message):
                given = workspace.reactions.get(place)
                reactions = [{"name": name, "users": list(users)} for name, users in given.items()] if given else []
                shown.append(message_json(workspace, message) | {"reactions": reactions})
        return shown, gone

    def _sees(self, message: Message) -> bool:
        channel = self._slack.workspace.channels[message.channel]
        return message.visible_to in {"", self._user} and is_open_to(channel, self._slack.workspace.user(self._user))

    def _sections(self) -> Json:
        workspace = self._slack.workspace
        me = workspace.users[self._user]
        return {
            "me": _user_json(me),
            "team": {"id": workspace.team_id, "name": workspace.team_name, "bot": workspace.bot.id},
            "people": [_user_json(user) for user in workspace.users.values()],
            "channels": [_channel_json(workspace, channel, me) for channel in _channels_of(workspace, me)],
            "views": open_views(workspace, self._user),
            "home": home(workspace, self._user),
        }

    def _app(self) -> Json:
        installed = self._slack.installed
        return {
            "commands": list(installed.commands or ()),
            "shortcuts": list(installed.menu),
            "has_home": installed.has_home,
            "transport": "http" if self._slack.app_url else "socket",
        }

    def _changed(self, sections: Json) -> Json:
        found = {name: section for name, section in sections.items() if self._told.get(name, ...) != section}
        self._told |= found
        return found

    def _wire(self) -> Json:
        calls, deliveries = self._slack.calls[self._calls :], self._slack.deliveries[self._deliveries :]
        found = {
            "calls": [call_line(call, number) for number, call in enumerate(calls, self._calls)],
            "deliveries": [delivery_line(sent, number) for number, sent in enumerate(deliveries, self._deliveries)],
        }
        self._calls += len(calls)
        self._deliveries += len(deliveries)
        return {name: lines for name, lines in found.items() if lines}

    def _models(self) -> Json:
        activity = self._levers.bedrock_activity()
        if activity == self._activity:
            return {}
        self._activity = activity
        lines = {call["number"]: model_line(call) for call in self._levers.bedrock_calls(KEPT_LINES)}
        fresh = [line for number, line in lines.items() if self._drawn.get(number) != line]
        self._drawn = lines
        return {"models": fresh} if fresh else {}


def is_open_to(channel: Channel, user: User) -> bool:
    """Whether somebody finds a channel: a public one, guests apart, or one that they are a member of."""
    return user.id in channel.members or (channel.kind is ChannelKind.PUBLIC and not user.is_restricted)


def _channels_of(workspace: Workspace, user: User) -> list[Channel]:
    workspace.direct_message(user.id)
    return [channel for channel in workspace.channels.values() if is_open_to(channel, user)]


def _user_json(user: User) -> Json:
    names = ("id", "name", "real_name", "locale", "is_admin", "is_owner", "is_restricted", "is_bot")
    return {name: getattr(user, name) for name in names}


def _channel_json(workspace: Workspace, channel: Channel, me: User) -> Json:
    return {
        "id": channel.id,
        "name": channel.name,
        "kind": channel.kind,
        "topic": channel.topic,
        "members": sorted(channel.members),
        "is_member": me.id in channel.members,
        "has_bot": workspace.has_bot(channel),
        "is_archived": channel.is_archived,
    }

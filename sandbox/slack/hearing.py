"""Which events a message of somebody's makes, and whether the app gets them. Call under the workspace's lock."""

from sandbox.slack.entities import Channel, ChannelKind, Message
from sandbox.slack.state import Slack

NOT_MENTIONED = "the bot is not mentioned"
MESSAGE_EVENTS = {
    ChannelKind.PUBLIC: ("message.channels", "channels:history"),
    ChannelKind.PRIVATE: ("message.groups", "groups:history"),
    ChannelKind.GROUP: ("message.mpim", "mpim:history"),
    ChannelKind.DIRECT: ("message.im", "im:history"),
}


def events_of(slack: Slack, message: Message) -> list[tuple[str, str]]:
    """The types of events, `message` before `app_mention`, each with why the app doesn't get it, empty if it does.

    Where the app listens to all messages, one that mentions it makes both events, as in Slack.
    """
    workspace = slack.workspace
    place = workspace.channels[message.channel]
    if not workspace.has_bot(place):
        return [("app_mention", "not_in_channel")]
    event, scope = MESSAGE_EVENTS[place.kind]
    silence = _silence(slack, event, scope)
    if place.kind is ChannelKind.DIRECT:
        return [("message", silence)]
    is_mention = f"<@{workspace.bot.id}>" in message.content.text
    if not is_mention:
        return [("message", NOT_MENTIONED if silence else "")]
    mention = ("app_mention", _silence(slack, "app_mention", "app_mentions:read"))
    return [mention] if silence else [("message", ""), mention]


def reaction_silence(slack: Slack, place: Channel, event: str) -> str:
    """Why the app doesn't hear of a reaction, empty if it does."""
    return _silence(slack, event, "reactions:read") if slack.workspace.has_bot(place) else "not_in_channel"


def _silence(slack: Slack, event: str, scope: str) -> str:
    missing = "" if scope in slack.workspace.scopes else f"missing_scope {scope}"
    return missing or slack.installed.silence(event)

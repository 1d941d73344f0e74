"""What people type, as it reaches the app: names become ids. Call under the workspace's lock."""

import html
import re
from collections.abc import Mapping

from sandbox.slack.entities import ChannelKind
from sandbox.slack.workspace import Workspace

_ADDRESS = r"https?://[^\s<>|]+"


def as_message(workspace: Workspace, text: str) -> str:
    """A message as Slack's client sends it: `& < >` escaped, people and the bot as `<@U…>`, by handle or name."""
    names = {html.escape(name, quote=False): found for name, found in _people(workspace).items()}
    return _with_ids(html.escape(text, quote=False), names)


def as_escaped_command(workspace: Workspace, text: str) -> str:
    """A command's text with should_escape: `<@U…>`, `<#C…|name>`, of a private channel `<#C…|>`, links in `<…>`.

    Whether Slack escapes a bare `& < >` there is documented nowhere; it stays as typed here.
    """
    channels = {
        f"#{channel.name}": f"<#{channel.id}|{channel.name if channel.kind is ChannelKind.PUBLIC else ''}>"
        for channel in workspace.channels.values()
        if channel.kind in {ChannelKind.PUBLIC, ChannelKind.PRIVATE}
    }
    return _with_ids(text, _people(workspace) | channels, is_linking=True)


def _people(workspace: Workspace) -> dict[str, str]:
    """What is typed for them, handles before names that people read."""
    users = list(workspace.users.values())
    return {f"@{name}": f"<@{user.id}>" for user in users for name in (user.real_name, user.name)}


def _with_ids(text: str, ids: Mapping[str, str], *, is_linking: bool = False) -> str:
    longest_first = "|".join(re.escape(name) for name in sorted(ids, key=len, reverse=True))
    pattern = rf"(?P<address>{_ADDRESS})|(?<!\w)(?:{longest_first})(?![\w-])"

    def put(found: re.Match[str]) -> str:
        if found["address"]:
            return f"<{found[0]}>" if is_linking else found[0]
        return ids[found[0]]

    return re.sub(pattern, put, text)

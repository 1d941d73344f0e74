"""A channel printed for people: who said what when, threads indented, pictures by their alt text."""

import textwrap
import time

from sandbox.plain_text import PlainText
from sandbox.slack.entities import ChannelKind, Json
from sandbox.slack.listing import conversation
from sandbox.slack.pictures import kind_of
from sandbox.slack.state import Slack
from sandbox.slack.workspace import Workspace

_GAP = "  "
_WIDTH = 100  # columns


def conversation_text(slack: Slack, channel: str) -> str:
    """The whole conversation of a channel, edits in their final state, commands as typed. KeyError: no such channel."""
    workspace = slack.workspace
    with workspace.lock:
        place = workspace.channel(channel)
        messages = [*conversation(workspace, channel), *_typed_commands(slack, place.id)]
        names = {user.id: user.name for user in workspace.users.values()}
        people = {user.id: user.real_name if user.is_bot else user.name for user in workspace.users.values()}
        names |= {found.id: found.name for found in workspace.channels.values()}
        plain = PlainText(names, lambda file_id: _measures(workspace, file_id))
        if place.kind is ChannelKind.DIRECT:
            title = "Direct messages of " + " and ".join(sorted(people[member] for member in place.members))
        else:
            title = f"#{place.name}"
    width = max([len(people[message["user"]]) for message in messages], default=0)
    lines = [line for message in _threaded(messages) for line in _message_lines(message, plain, people, width)]
    return "\n".join([title, "", *(lines or ["(nothing has been said here)"]), ""])


def _typed_commands(slack: Slack, channel_id: str) -> list[Json]:
    typed = [sent for sent in slack.deliveries if sent.kind == "command" and sent.channel == channel_id]
    return [
        {
            "ts": f"{sent.at:.6f}",
            "user": sent.user,
            "text": f"{sent.name} {sent.payload['text']}",
            "is_typed": True,
        }
        for sent in typed
    ]


def _threaded(messages: list[Json]) -> list[Json]:
    """Each thread's replies below its parent."""
    return sorted(messages, key=lambda message: (message.get("thread_ts") or message["ts"], message["ts"]))


def _message_lines(message: Json, plain: PlainText, people: dict[str, str], width: int) -> list[str]:
    is_reply = message.get("thread_ts", message["ts"]) != message["ts"]
    clock = time.strftime("%H:%M:%S", time.localtime(float(message["ts"])))
    lead = ("    " if is_reply else "") + f"{clock}{_GAP}{people[message['user']]:<{width}}{_GAP}"
    said = _said(message, plain)
    if "visible_to" in message:
        said.append(f"(only visible to {people[message['visible_to']]})")
    if "edited" in message:
        said[-1] += " (edited)"
    lines = [line for words in said for line in textwrap.wrap(words, _WIDTH - len(lead)) or [""]]
    return [f"{lead if at == 0 else ' ' * len(lead)}{line}".rstrip() for at, line in enumerate(lines)]


def _said(message: Json, plain: PlainText) -> list[str]:
    if "is_typed" in message:
        return [message["text"], "(typed; nobody else sees it)"]
    blocks = message.get("blocks", [])
    lines = plain.lines(blocks) if blocks else plain.mrkdwn(message["text"]).splitlines()
    for file in message.get("files", []):
        measures = f"{file['original_w']}\N{MULTIPLICATION SIGN}{file['original_h']} " if "original_w" in file else ""
        kind = str(file.get("filetype", "deleted")).upper()
        lines.append(f"[file: {file.get('title', 'deleted')} ({file['id']}, {measures}{kind})]")
    return lines or ["(an empty message)"]


def _measures(workspace: Workspace, file_id: str) -> str:
    file = workspace.files.get(file_id)
    if file is None:
        return "deleted"
    kind = kind_of(file.data)
    size = f"{kind.width}\N{MULTIPLICATION SIGN}{kind.height} " if kind.width else ""
    return f"{size}{kind.filetype.upper()}"

"""A channel printed for people: who said what when, threads indented, pictures by their alt text."""

import textwrap
import time

from sandbox.plain_text import PlainText
from sandbox.slack.acts import acts_in
from sandbox.slack.entities import ChannelKind, Json
from sandbox.slack.listing import conversation
from sandbox.slack.modals import view_stack
from sandbox.slack.pictures import kind_of
from sandbox.slack.screen_text import screen_text
from sandbox.slack.state import Slack
from sandbox.slack.workspace import Workspace

_GAP = "  "
_WIDTH = 100  # columns


def conversation_text(slack: Slack, channel: str) -> str:
    """The whole conversation of a channel, or `@ada` for the bot's direct messages with her.

    Edits stand in their final state, commands as typed. KeyError: no such channel or user.
    """
    workspace = slack.workspace
    with workspace.lock:
        place = workspace.place(channel)
        is_direct = place.kind is ChannelKind.DIRECT
        acts = acts_in(list(slack.deliveries), place.id, is_direct=is_direct)
        messages = [*conversation(workspace, place.id), *acts]
        people = {user.id: user.real_name if user.is_bot else user.name for user in workspace.users.values()}
        plain = _plain_text(workspace)
        title = f"#{place.name}"
        if is_direct:
            title = "Direct messages of " + " and ".join(sorted(people[member] for member in place.members))
    width = max([len(people[message["user"]]) for message in messages], default=0)
    lines = [line for message in _threaded(messages) for line in _message_lines(message, plain, people, width)]
    return "\n".join([title, "", *(lines or ["(nothing has been said here)"]), ""])


def view_text(slack: Slack, user: str) -> str:
    """The form that is open for this user. KeyError: no such user."""
    with slack.workspace.lock:
        stack = view_stack(slack.workspace, slack.workspace.user(user).id)
        return screen_text(stack[-1], _plain_text(slack.workspace)) if stack else "(no form is open)\n"


def home_text(slack: Slack, user: str) -> str:
    """The Home tab published for this user. KeyError: no such user."""
    with slack.workspace.lock:
        person = slack.workspace.user(user)
        view = slack.workspace.homes.get(person.id)
        title = f"Home of {person.name}"
        return screen_text(view, _plain_text(slack.workspace), title) if view else "(no Home tab is published)\n"


def _plain_text(workspace: Workspace) -> PlainText:
    names = {user.id: user.name for user in workspace.users.values()}
    names |= {found.id: found.name for found in workspace.channels.values() if found.name}
    return PlainText(names, lambda file_id: _measures(workspace, file_id))


def _threaded(messages: list[Json]) -> list[Json]:
    """Each thread's replies below its parent."""
    return sorted(messages, key=lambda message: (message.get("thread_ts") or message["ts"], message["ts"]))


def _message_lines(message: Json, plain: PlainText, people: dict[str, str], width: int) -> list[str]:
    is_reply = message.get("thread_ts", message["ts"]) != message["ts"]
    clock = time.strftime("%H:%M:%S", time.localtime(float(message["ts"])))
    lead = ("    " if is_reply else "") + f"{clock}{_GAP}{people[message['user']]:<{width}}{_GAP}"
    said = _said(message, plain)
    if "visible_to" in message:
        said.append(f"(only {people[message['visible_to']]} sees this)")
    if "edited" in message:
        said[-1] += " (edited)"
    lines = [line for words in said for line in textwrap.wrap(words, _WIDTH - len(lead)) or [""]]
    return [f"{lead if at == 0 else ' ' * len(lead)}{line}".rstrip() for at, line in enumerate(lines)]


def _said(message: Json, plain: PlainText) -> list[str]:
    if "lines" in message:
        return [plain.named(line) for line in message["lines"]]
    blocks = message.get("blocks", [])
    lines = plain.lines(blocks) if blocks else plain.mrkdwn(message["text"]).splitlines()
    lines += [_file_words(file) for file in message.get("files", [])]
    return lines or ["(an empty message)"]


def _file_words(file: Json) -> str:
    if "url_private" not in file:
        return "(this file was deleted)" if file["mode"] == "tombstone" else f"(a file, {file['file_access']})"
    measures = f"{file['original_w']}\N{MULTIPLICATION SIGN}{file['original_h']} " if "original_w" in file else ""
    return f"[file: {file['title']} ({file['id']}, {measures}{file['filetype'].upper()})]"


def _measures(workspace: Workspace, file_id: str) -> str:
    file = workspace.files.get(file_id)
    if file is None:
        return "deleted"
    kind = kind_of(file.data)
    size = f"{kind.width}\N{MULTIPLICATION SIGN}{kind.height} " if kind.width else ""
    return f"{size}{kind.filetype.upper()}"

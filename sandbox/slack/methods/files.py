"""files.*: the two calls around an upload, info and deletion."""

import math
import re
import time

from sandbox.slack.arguments import Arguments
from sandbox.slack.block_kit import check_blocks
from sandbox.slack.contents import MESSAGE_BLOCKS, with_block_ids
from sandbox.slack.entities import Channel, Content, File, Json, Message, Ticket
from sandbox.slack.errors import SlackError, missing_field
from sandbox.slack.file_facts import file_json, full_json, is_visible
from sandbox.slack.methods.chat import thread_of
from sandbox.slack.pictures import is_showable
from sandbox.slack.workspace import Workspace

_CHANNEL_ID = re.compile(r"[CGDZ][A-Z0-9]{8,}")
_ALT_TEXT_LIMIT = 1000
_SHARE_LIMIT = 100
_HIGHLIGHT_LIMIT = 10


def get_upload_url(workspace: Workspace, arguments: Arguments) -> Json:
    length = arguments.number("length")
    if length < 1:
        raise SlackError("missing_argument", "missing required field: length")
    if len(arguments.text("alt_txt")) > _ALT_TEXT_LIMIT:
        raise SlackError("alt_txt_too_large")
    ticket = Ticket(
        file_id=workspace.new_id("F"),
        secret=workspace.new_secret(),
        name=arguments.required("filename"),
        length=length,
        alt_text=arguments.text("alt_txt"),
    )
    workspace.tickets[ticket.secret] = ticket
    return {"ok": True, "upload_url": f"{workspace.url}/upload/v1/{ticket.secret}", "file_id": ticket.file_id}


def complete_upload(workspace: Workspace, arguments: Arguments) -> Json:
    """Ends uploads, and shares them where asked: later than this answer, when Slack has processed them."""
    wanted = arguments.items("files")
    if not wanted:
        raise missing_field("files")
    channels = _share_channels(workspace, arguments)
    blocks = arguments.items("blocks", "invalid_blocks_format")
    check_blocks(blocks, limit=MESSAGE_BLOCKS, is_file_ready=lambda file: is_showable(workspace, file))
    thread_ts = thread_of(workspace, channels[0], arguments.text("thread_ts")) if channels else ""
    tickets = [_ticket(workspace, item) for item in wanted]
    files = [_make_file(workspace, ticket, item) for ticket, item in zip(tickets, wanted, strict=True)]
    comment = arguments.text("initial_comment")
    content = Content(
        text=comment,
        blocks=() if comment else with_block_ids(workspace, blocks),
        files=tuple(file.id for file in files),
    )
    for channel in channels:
        share = Message(
            channel=channel.id, ts="", author=workspace.bot.id, content=content, via="api", thread_ts=thread_ts
        )
        workspace.pending_shares.append((max(files, key=lambda file: file.ready_at).id, share))
    return {"ok": True, "files": [file_json(workspace, file.id) for file in files]}


def info(workspace: Workspace, arguments: Arguments) -> Json:
    """`file_not_found` is also what Slack says of a file that the app may not see."""
    workspace.settle_shares()
    file = _file(workspace, arguments)
    if not is_visible(workspace, file):
        raise SlackError(file.barred if file.barred == "access_denied" else "file_not_found")
    return {"ok": True, "file": full_json(workspace, file), "comments": [], "response_metadata": {"next_cursor": ""}}


def delete(workspace: Workspace, arguments: Arguments) -> Json:
    file = _file(workspace, arguments)
    if file.owner != workspace.bot.id:
        raise SlackError("cant_delete_file")
    workspace.delete_file(file.id)
    return {"ok": True}


def _file(workspace: Workspace, arguments: Arguments) -> File:
    file_id = arguments.required("file")
    file = workspace.files.get(file_id)
    if file is None:
        raise SlackError("file_deleted" if file_id in workspace.deleted_files else "file_not_found")
    return file


def _ticket(workspace: Workspace, wanted: Json) -> Ticket:
    if len(str(wanted.get("highlight_type") or "")) > _HIGHLIGHT_LIMIT:
        raise SlackError("invalid_arguments", "must be less than 11 characters [json-pointer:/files/0/highlight_type]")
    for ticket in workspace.tickets.values():
        if ticket.file_id == wanted.get("id") and ticket.data is not None:
            return ticket
    raise SlackError("file_not_found")  # never announced, no bytes yet, or completed before


def _make_file(workspace: Workspace, ticket: Ticket, wanted: Json) -> File:
    now = time.time()
    delay = math.inf if workspace.file_delay is None else workspace.file_delay
    del workspace.tickets[ticket.secret]
    file = File(
        id=ticket.file_id,
        name=ticket.name,
        title=str(wanted.get("title") or ticket.name),
        owner=workspace.bot.id,
        data=ticket.data or b"",
        created_at=now,
        ready_at=now + delay,
        alt_text=ticket.alt_text,
    )
    workspace.files[file.id] = file
    return file


def _share_channels(workspace: Workspace, arguments: Arguments) -> list[Channel]:
    single, several = arguments.text("channel_id"), [name for name in arguments.text("channels").split(",") if name]
    if single and not _CHANNEL_ID.fullmatch(single):
        raise SlackError(
            "invalid_arguments", f"input must match regex pattern: ^{_CHANNEL_ID.pattern}$ [json-pointer:/channel_id]"
        )
    if len(several) > _SHARE_LIMIT:
        raise SlackError("channels_limit_exceeded")
    ids = [single] if single else [_channel_of(workspace, name.strip()) for name in several]
    if arguments.text("thread_ts") and len(ids) != 1:
        raise SlackError("invalid_arguments", "thread_ts needs exactly one channel [json-pointer:/thread_ts]")
    return [workspace.member_channel(channel_id) for channel_id in ids]


def _channel_of(workspace: Workspace, name: str) -> str:
    return workspace.direct_message(name).id if name in workspace.users else name

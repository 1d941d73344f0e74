"""What an app sends as a message, checked as Slack checks it; used by chat.* methods, response_url and acks."""

from sandbox.slack.arguments import Arguments
from sandbox.slack.block_kit import check_blocks
from sandbox.slack.entities import Content, Json, Message
from sandbox.slack.errors import SlackError
from sandbox.slack.file_facts import file_json
from sandbox.slack.pictures import is_showable
from sandbox.slack.workspace import Workspace

MESSAGE_BLOCKS = 50
POST_TEXT_LIMIT = 40_000  # longer text is cut, not refused
UPDATE_TEXT_LIMIT = 4_000
MARKDOWN_LIMIT = 12_000  # of markdown_text
_ATTACHMENT_LIMIT = 100


def read_content(workspace: Workspace, arguments: Arguments) -> Content:
    """The content of a message to be; SlackError no_text, invalid_blocks, invalid_blocks_format and the like."""
    text, markdown = arguments.text("text"), arguments.text("markdown_text")
    blocks = arguments.items("blocks", "invalid_blocks_format")
    attachments = arguments.items("attachments", "invalid_attachments")
    if markdown and (text or blocks):
        raise SlackError("markdown_text_conflict")
    if len(markdown) > MARKDOWN_LIMIT:
        raise SlackError("msg_too_long")
    if not (text or markdown or blocks or attachments):
        raise SlackError("no_text")
    if len(attachments) > _ATTACHMENT_LIMIT:
        raise SlackError("too_many_attachments")
    check_blocks(blocks, limit=MESSAGE_BLOCKS, is_file_ready=lambda file: is_showable(workspace, file))
    return Content(
        text=(text or markdown)[:POST_TEXT_LIMIT],
        blocks=with_block_ids(workspace, blocks),
        attachments=tuple(attachments),
        metadata=_metadata(arguments),
    )


def with_block_ids(workspace: Workspace, blocks: list[Json]) -> tuple[Json, ...]:
    """Blocks as Slack keeps them: each has an id, and so has each element that can act."""
    return tuple(_named(workspace, block) for block in blocks)


def _named(workspace: Workspace, block: Json) -> Json:
    named = {"block_id": workspace.new_secret(5), **block}
    if block["type"] == "actions":
        named["elements"] = [_acting(workspace, element) for element in block["elements"]]
    for place in {"accessory", "element"} & set(block):
        named[place] = block[place] if block[place]["type"] == "image" else _acting(workspace, block[place])
    return named


def _acting(workspace: Workspace, element: Json) -> Json:
    return {"action_id": workspace.new_secret(5), **element}


def _metadata(arguments: Arguments) -> Json | None:
    metadata = arguments.mapping("metadata", "invalid_metadata_format")
    if metadata is None or not metadata:
        return metadata
    if not isinstance(metadata.get("event_type"), str) or not isinstance(metadata.get("event_payload"), dict):
        raise SlackError("invalid_metadata_format")
    return metadata


def with_thread_facts(workspace: Workspace, message: Message) -> Json:
    """A message as `message_json` has it, and for a thread's parent how many replies there are."""
    replies = workspace.replies(message.channel, message.ts)
    thread = {"thread_ts": message.ts, "reply_count": len(replies)} if replies else {}
    return message_json(workspace, message) | thread


def message_json(workspace: Workspace, message: Message) -> Json:
    """A message as Slack's API shows it, and `channel`, `via` and, for an ephemeral, `visible_to` besides."""
    content, author = message.content, workspace.users[message.author]
    found: Json = {
        "type": "message",
        "ts": message.ts,
        "user": author.id,
        "team": workspace.team_id,
        "text": content.text,
        "channel": message.channel,
        "via": message.via,
    }
    if author.id == workspace.bot.id:
        found |= {"bot_id": workspace.bot_id, "app_id": workspace.app_id}
    optional = {
        "subtype": message.subtype,
        "thread_ts": message.thread_ts,
        "blocks": list(content.blocks),
        "attachments": list(content.attachments),
        "metadata": content.metadata,
        "files": [file_json(workspace, file_id) for file_id in content.files],
        "visible_to": message.visible_to,
        "reactions": [
            {"name": name, "users": list(users), "count": len(users)}
            for name, users in workspace.reactions.get((message.channel, message.ts), {}).items()
        ],
        "edited": {"user": author.id, "ts": message.edited_ts} if message.edited_ts else None,
    }
    return found | {name: value for name, value in optional.items() if value}

"""Checks a view as Slack does, before it is opened, pushed, updated or published."""

import json

from sandbox.slack.block_kit import check_blocks
from sandbox.slack.contents import with_block_ids
from sandbox.slack.entities import Json
from sandbox.slack.errors import SlackError, missing_field
from sandbox.slack.pictures import is_showable
from sandbox.slack.workspace import Workspace

_VIEW_BLOCKS = 100
_VIEW_BYTES = 250_000
_LIMITS = {"private_metadata": 3000, "callback_id": 255, "external_id": 255}
_TITLE_LIMIT = 24
_IN_MESSAGES_ONLY = frozenset({"markdown", "file", "table", "context_actions"})  # docs.slack.dev: "available in"


def check_view(workspace: Workspace, body: Json | None, kind: str) -> Json:
    """A view as Slack keeps it, or SlackError invalid_arguments / invalid_blocks / view_too_large."""
    if body is None:
        raise missing_field("view")
    if len(json.dumps(body)) > _VIEW_BYTES:
        raise SlackError("view_too_large")
    problems = _view_problems(body, kind)
    if problems:
        raise SlackError("invalid_arguments", *problems)
    blocks = body["blocks"]
    try:
        check_blocks(
            blocks, limit=_VIEW_BLOCKS, is_file_ready=lambda file: is_showable(workspace, file), pointer="/view/blocks"
        )
    except SlackError as refusal:  # views.* name the faults of blocks as those of an argument
        raise SlackError("invalid_arguments", *refusal.problems) from refusal
    return {**body, "blocks": list(with_block_ids(workspace, blocks))}


def _view_problems(body: Json, kind: str) -> list[str]:
    problems = [f"must be `{kind}` [json-pointer:/view/type]"] if body.get("type") != kind else []
    blocks = body.get("blocks")
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        problems.append("missing required field: blocks [json-pointer:/view]")
        blocks = []
    for name, limit in _LIMITS.items():
        if len(str(body.get(name) or "")) > limit:
            problems.append(f"must be less than {limit + 1} characters [json-pointer:/view/{name}]")
    problems += [
        f"unsupported type: {block['type']} [json-pointer:/view/blocks/{index}/type]"
        for index, block in enumerate(blocks)
        if block.get("type") in _IN_MESSAGES_ONLY
    ]
    if kind == "modal":
        problems += [problem for name in ("title", "submit", "close") for problem in _label_problems(body, name)]
        if any(block.get("type") == "input" for block in blocks) and "submit" not in body:
            problems.append("missing required field: submit [json-pointer:/view]")
    return problems


def _label_problems(body: Json, name: str) -> list[str]:
    label = body.get(name)
    if label is None:
        return ["missing required field: title [json-pointer:/view]"] if name == "title" else []
    if not isinstance(label, dict) or label.get("type") != "plain_text" or not label.get("text"):
        return [f"must be a text object of type plain_text [json-pointer:/view/{name}]"]
    if len(label["text"]) > _TITLE_LIMIT:
        return [f"must be less than {_TITLE_LIMIT + 1} characters [json-pointer:/view/{name}/text]"]
    return []

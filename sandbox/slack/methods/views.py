"""views.*: modals on a stack of three at most, and the Home tab."""

import json
import time
from dataclasses import replace

from sandbox.slack.arguments import Arguments
from sandbox.slack.block_kit import check_blocks
from sandbox.slack.contents import with_block_ids
from sandbox.slack.entities import Json, Trigger, View
from sandbox.slack.errors import SlackError, missing_field
from sandbox.slack.pictures import is_showable
from sandbox.slack.workspace import Workspace

_VIEW_BLOCKS = 100
_VIEW_BYTES = 250_000
_STACK = 3
_LIMITS = {"private_metadata": 3000, "callback_id": 255, "external_id": 255}
_TITLE_LIMIT = 24


def open_view(workspace: Workspace, arguments: Arguments) -> Json:
    body = _body(workspace, arguments, "modal")
    trigger = _spend_trigger(workspace, arguments)
    close_views(workspace, trigger.user)
    return _answer(workspace, show_view(workspace, trigger.user, body))


def push(workspace: Workspace, arguments: Arguments) -> Json:
    body = _body(workspace, arguments, "modal")
    trigger = _spend_trigger(workspace, arguments)
    if trigger.view_id not in workspace.views:
        raise SlackError("invalid_arguments", "views.push needs a trigger_id from within an open view")
    return _answer(workspace, push_view(workspace, trigger.user, body))


def update(workspace: Workspace, arguments: Arguments) -> Json:
    """By view_id or external_id; a `hash` that is not the view's own is a hash_conflict."""
    view = _find(workspace, arguments)
    body = _body(workspace, arguments, view.body["type"])
    _check_hash(view, arguments)
    return _answer(workspace, replace_view(workspace, view, body))


def publish(workspace: Workspace, arguments: Arguments) -> Json:
    user = arguments.required("user_id")
    if user not in workspace.users:
        raise SlackError("user_not_found")
    body = _body(workspace, arguments, "home")
    shown = workspace.homes.get(user)
    if shown is not None:
        _check_hash(shown, arguments)
        workspace.homes[user] = replace(shown, body=body, hash=_new_hash(workspace))
    else:
        view_id = workspace.new_id("V")
        workspace.homes[user] = View(id=view_id, user=user, body=body, hash=_new_hash(workspace), root_id=view_id)
    return _answer(workspace, workspace.homes[user])


def view_stack(workspace: Workspace, user: str) -> list[View]:
    """The modals that a user has open, the one on top last."""
    return [view for view in workspace.views.values() if view.user == user]


def close_views(workspace: Workspace, user: str) -> None:
    for view in view_stack(workspace, user):
        del workspace.views[view.id]


def show_view(workspace: Workspace, user: str, body: Json) -> View:
    view_id = workspace.new_id("V")
    view = View(id=view_id, user=user, body=body, hash=_new_hash(workspace), root_id=view_id)
    workspace.views[view_id] = view
    return view


def push_view(workspace: Workspace, user: str, body: Json) -> View:
    stack = view_stack(workspace, user)
    if len(stack) >= _STACK:
        raise SlackError("push_limit_reached")
    root, top = stack[0], stack[-1]
    pushed = View(
        id=workspace.new_id("V"),
        user=user,
        body=body,
        hash=_new_hash(workspace),
        root_id=root.id,
        previous_id=top.id,
    )
    workspace.views[pushed.id] = pushed
    return pushed


def replace_view(workspace: Workspace, view: View, body: Json) -> View:
    changed = replace(view, body=body, hash=_new_hash(workspace))
    place = workspace.views if view.id in workspace.views else workspace.homes
    place[view.id if place is workspace.views else view.user] = changed
    return changed


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


def view_json(workspace: Workspace, view: View) -> Json:
    """A view as Slack sends it, without `state`."""
    body = view.body
    return {
        "id": view.id,
        "team_id": workspace.team_id,
        "app_id": workspace.app_id,
        "bot_id": workspace.bot_id,
        "type": body["type"],
        "title": body.get("title"),
        "submit": body.get("submit"),
        "close": body.get("close"),
        "blocks": body["blocks"],
        "private_metadata": body.get("private_metadata", ""),
        "callback_id": body.get("callback_id", ""),
        "external_id": body.get("external_id", ""),
        "hash": view.hash,
        "root_view_id": view.root_id,
        "previous_view_id": view.previous_id or None,
        "clear_on_close": bool(body.get("clear_on_close")),
        "notify_on_close": bool(body.get("notify_on_close")),
        "state": {"values": {}},
    }


def _view_problems(body: Json, kind: str) -> list[str]:
    problems = [f"must be `{kind}` [json-pointer:/view/type]"] if body.get("type") != kind else []
    blocks = body.get("blocks")
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        problems.append("missing required field: blocks [json-pointer:/view]")
        blocks = []
    for name, limit in _LIMITS.items():
        if len(str(body.get(name) or "")) > limit:
            problems.append(f"must be less than {limit + 1} characters [json-pointer:/view/{name}]")
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


def _body(workspace: Workspace, arguments: Arguments, kind: str) -> Json:
    return check_view(workspace, arguments.mapping("view"), kind)


def _spend_trigger(workspace: Workspace, arguments: Arguments) -> Trigger:
    trigger = workspace.triggers.get(arguments.required("trigger_id"))
    if trigger is None:
        raise SlackError("invalid_trigger_id")
    if trigger.is_spent:
        raise SlackError("exchanged_trigger_id")
    if trigger.expires_at < time.time():
        raise SlackError("expired_trigger_id")
    workspace.triggers[trigger.id] = replace(trigger, is_spent=True)
    return trigger


def _find(workspace: Workspace, arguments: Arguments) -> View:
    view_id, external_id = arguments.text("view_id"), arguments.text("external_id")
    if not (view_id or external_id):
        raise missing_field("view_id")
    for view in (*workspace.views.values(), *workspace.homes.values()):
        if view.id == view_id or (external_id and view.body.get("external_id") == external_id):
            return view
    raise SlackError("not_found")


def _check_hash(view: View, arguments: Arguments) -> None:
    if arguments.text("hash") not in ("", view.hash):
        raise SlackError("hash_conflict")


def _new_hash(workspace: Workspace) -> str:
    return f"{int(time.time())}.{workspace.new_secret(8).lower()}"


def _answer(workspace: Workspace, view: View) -> Json:
    return {"ok": True, "view": view_json(workspace, view)}

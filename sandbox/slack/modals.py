"""The modals that each user has open, three at most on a stack, and the Home tab. Call under the workspace lock."""

import time
from dataclasses import replace

from sandbox.slack.entities import Json, View
from sandbox.slack.errors import SlackError
from sandbox.slack.forms import values_of
from sandbox.slack.workspace import Workspace

_STACK = 3


def view_stack(workspace: Workspace, user: str) -> list[View]:
    """The modals that a user has open, the one on top last."""
    return [view for view in workspace.views.values() if view.user == user]


def close_views(workspace: Workspace, user: str) -> None:
    for view in view_stack(workspace, user):
        del workspace.views[view.id]


def show_view(workspace: Workspace, user: str, body: Json, channel: str = "") -> View:
    """A first modal; `channel` is where the user was on opening it."""
    _check_external_id(workspace, body)
    view = _new_view(workspace, user, body, channel)
    workspace.views[view.id] = view
    return view


def push_view(workspace: Workspace, user: str, body: Json) -> View:
    """A modal on top of those that are open; push_limit_reached on top of three."""
    stack = view_stack(workspace, user)
    if len(stack) >= _STACK:
        raise SlackError("push_limit_reached")
    _check_external_id(workspace, body)
    root, top = stack[0], stack[-1]
    pushed = replace(_new_view(workspace, user, body, top.channel), root_id=root.id, previous_id=top.id)
    workspace.views[pushed.id] = pushed
    return pushed


def replace_view(workspace: Workspace, view: View, body: Json) -> View:
    """The same view with another body: what stands in fields that stay is kept, errors are gone."""
    _check_external_id(workspace, body, view.id)
    values = values_of(body["blocks"], view.values, workspace.channels.get(view.channel))
    return keep_view(workspace, replace(view, body=body, hash=_new_hash(workspace), values=values, errors={}))


def keep_view(workspace: Workspace, view: View) -> View:
    """Put a changed modal or Home tab in the place of what it was."""
    if view.id in workspace.views:
        workspace.views[view.id] = view
    else:
        workspace.homes[view.user] = view
    return view


def publish_home(workspace: Workspace, user: str, body: Json) -> View:
    """The Home tab of a user, the same view each time."""
    shown = workspace.homes.get(user)
    if shown is not None:
        return replace_view(workspace, shown, body)
    _check_external_id(workspace, body)
    return keep_view(workspace, _new_view(workspace, user, body, ""))


def view_json(workspace: Workspace, view: View) -> Json:
    """A view as Slack sends it, what stands in its fields under `state`."""
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
        "state": {"values": view.values},
    }


def _new_view(workspace: Workspace, user: str, body: Json, channel: str) -> View:
    view_id = workspace.new_id("V")
    return View(
        id=view_id,
        user=user,
        body=body,
        hash=_new_hash(workspace),
        root_id=view_id,
        channel=channel,
        values=values_of(body["blocks"], None, workspace.channels.get(channel)),
    )


def _check_external_id(workspace: Workspace, body: Json, view_id: str = "") -> None:
    """An external_id names one view of the team's (docs.slack.dev: views.open, duplicate_external_id)."""
    external_id = body.get("external_id")
    for view in (*workspace.views.values(), *workspace.homes.values()):
        if external_id and view.body.get("external_id") == external_id and view.id != view_id:
            raise SlackError("duplicate_external_id")


def _new_hash(workspace: Workspace) -> str:
    return f"{int(time.time())}.{workspace.new_secret(8).lower()}"

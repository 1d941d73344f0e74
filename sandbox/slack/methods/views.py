"""views.*: modals on a stack of three at most, and the Home tab."""

import time
from dataclasses import replace

from sandbox.slack.arguments import Arguments
from sandbox.slack.entities import Json, Trigger, View
from sandbox.slack.errors import SlackError, missing_field
from sandbox.slack.modals import close_views, publish_home, push_view, replace_view, show_view, view_json
from sandbox.slack.view_limits import check_view
from sandbox.slack.workspace import Workspace


def open_view(workspace: Workspace, arguments: Arguments) -> Json:
    body = _body(workspace, arguments, "modal")
    trigger = _spend_trigger(workspace, arguments)
    close_views(workspace, trigger.user)
    return _answer(workspace, show_view(workspace, trigger.user, body, trigger.channel))


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
    if user in workspace.homes:
        _check_hash(workspace.homes[user], arguments)
    return _answer(workspace, publish_home(workspace, user, body))


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


def _answer(workspace: Workspace, view: View) -> Json:
    return {"ok": True, "view": view_json(workspace, view)}

"""What Slack does with an app's ack: shows a command's words, moves between views. Call under the workspace's lock."""

import json
from dataclasses import replace

from sandbox.slack.arguments import Arguments
from sandbox.slack.entities import Content, Json, Message, ResponseUrl, View
from sandbox.slack.errors import SlackError
from sandbox.slack.modals import close_views, keep_view, push_view, replace_view
from sandbox.slack.response_urls import respond
from sandbox.slack.state import Delivery
from sandbox.slack.view_limits import check_view
from sandbox.slack.workspace import Workspace


def show_command_ack(workspace: Workspace, delivery: Delivery) -> Delivery:
    """An ack with words is shown; a failure is told to who typed the command, as Slack words it."""
    answer = _answer_of(delivery)
    if not delivery.error and answer:
        try:
            _show_typed(workspace, delivery, answer)
            respond(workspace, _url_of(workspace, delivery), Arguments(answer), via="ack")
        except SlackError as refusal:
            delivery = replace(delivery, error=refusal.code)
    if delivery.error:
        failure = f'{delivery.name} failed with the error "{delivery.error}"'
        workspace.slackbot_tells(delivery.user, delivery.channel, failure)
    return delivery


def apply_submission_ack(workspace: Workspace, delivery: Delivery, view: View) -> Delivery:
    """Carry out response_action: errors keep the form, update, push, clear; an empty ack closes it."""
    answer = _answer_of(delivery)
    try:
        _move(workspace, view, answer)
    except SlackError as refusal:
        return replace(delivery, error=refusal.code)
    return delivery


def _move(workspace: Workspace, sent: View, answer: Json) -> None:
    action = answer.get("response_action", "close")
    view = workspace.views.get(sent.id)
    if view is None:  # closed by its user meanwhile
        return
    if action == "close":
        del workspace.views[view.id]
    elif action == "clear":
        close_views(workspace, view.user)
    elif action == "update":
        replace_view(workspace, view, check_view(workspace, answer.get("view"), "modal"))
    elif action == "push":
        push_view(workspace, view.user, check_view(workspace, answer.get("view"), "modal"))
    elif action == "errors":
        keep_view(workspace, replace(view, errors=_errors(view, answer.get("errors"))))
    else:
        raise SlackError("invalid_response_action")


def _errors(view: View, errors: object) -> dict[str, str]:
    """Words beside fields, by block_id. Slack's client has no place for others, and says that it had some trouble."""
    inputs = {block["block_id"] for block in view.body["blocks"] if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors or not set(errors) <= inputs:
        raise SlackError("invalid_errors")
    return {str(block_id): str(words) for block_id, words in errors.items()}


def _answer_of(delivery: Delivery) -> Json:
    """The ack's body as JSON; bare words stand for a text."""
    if not delivery.ack.strip():
        return {}
    try:
        found = json.loads(delivery.ack)
    except ValueError:
        return {"text": delivery.ack}
    return found if isinstance(found, dict) else {"text": delivery.ack}


def _show_typed(workspace: Workspace, delivery: Delivery, answer: Json) -> None:
    """An in_channel ack shows everybody what was typed, too."""
    if answer.get("response_type") == "in_channel":
        typed = f"{delivery.name} {delivery.payload['text']}".strip()
        workspace.say(
            Message(
                channel=delivery.channel,
                ts=workspace.new_ts(),
                author=delivery.user,
                content=Content(text=typed),
                via="person",
            )
        )


def _url_of(workspace: Workspace, delivery: Delivery) -> ResponseUrl:
    return workspace.response_urls[delivery.response_url.split("/")[-2]]

"""A form that ada has open, and the fields to make it of."""

from typing import Any

from slack_sdk import WebClient

from sandbox.slack import SlackSandbox
from tests.sandbox_slack.calls import modal
from tests.sandbox_slack.recording_app import RecordingApp

Json = dict[str, Any]


def words(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def options(*names: str) -> list[Json]:
    return [{"text": words(name), "value": name} for name in names]


def field(kind: str, action_id: str, *, tells: bool = False, **more: object) -> Json:
    element = {"type": kind, "action_id": action_id, **more}
    label = words(action_id.title())
    block = {"type": "input", "block_id": f"{action_id}_block", "label": label, "element": element, "optional": True}
    return block | ({"dispatch_action": True} if tells else {})


def text(action_id: str = "prompt", *, tells: bool = False, **more: object) -> Json:
    return field("plain_text_input", action_id, tells=tells, **more)


def menu(*, tells: bool = False, **more: object) -> Json:
    return field("static_select", "shape", tells=tells, options=options("square", "wide"), **more)


class Opened:
    """Opens a form for ada, and reads what she sees and what the app got."""

    def __init__(self, slack: SlackSandbox, client: WebClient, app: RecordingApp) -> None:
        self.slack, self.client, self.app = slack, client, app

    def open(self, *blocks: Json, channel: str = "general", **more: object) -> Json:
        trigger = self.slack.command("ada", channel, "/imagine").trigger_id
        view = modal(*blocks, submit=words("Draw"), **more)
        self.client.views_open(trigger_id=trigger, view=view)
        return self.shown()

    def update(self, *blocks: Json) -> None:
        self.client.views_update(view_id=self.shown()["id"], view=modal(*blocks, submit=words("Draw")))

    def shown(self) -> Json:
        view = self.slack.view("ada")
        assert view
        return view

    def value(self, action_id: str) -> object:
        answer = self.shown()["state"]["values"][f"{action_id}_block"][action_id]
        return next(value for name, value in answer.items() if name != "type")

    def told(self) -> Json:
        return self.app.received[-1].json

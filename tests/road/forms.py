"""What a test of the form needs: a form that is open, what stands in it, and what is said beside its fields."""

import json
from dataclasses import replace
from typing import Any

from bot.listeners.form_opening import FormStart, open_form
from bot.store.people import Person
from sandbox.slack import payloads
from sandbox.slack.state import Delivery
from tests.road.scenes import TEAM, Json, Scene, alt_texts, said

GENERAL = "C0GENERAL1"


def person(scene: Scene, name: str) -> Person:
    return Person(team_id=TEAM, user_id=scene.slack.workspace.user(name).id)


def offer(scene: Scene, name: str, action_id: str, value: str, channel: str = GENERAL) -> Json:
    """An ephemeral of the bot's with one button, as its notices have them."""
    user = scene.slack.workspace.user(name).id
    button = {"type": "button", "action_id": action_id, "value": value, "text": {"type": "plain_text", "text": "Edit"}}
    blocks = [{"type": "actions", "elements": [button]}]
    scene.bot.services.slack.call(TEAM, "chat.postEphemeral", channel=channel, user=user, text="Edit", blocks=blocks)
    return scene.slack.ephemerals(name)[-1]


def opened(scene: Scene, name: str = "ada") -> Json:
    """Wait for the form of somebody."""
    return scene.slack.wait_for(lambda: scene.slack.view(name) or {}, 10, f"a form for {name}")


def builder(scene: Scene, name: str = "ada") -> Json:
    """The form as the button opens it."""
    scene.slack.press(name, offer(scene, name, "open_form", "-"), "open_form")
    return opened(scene, name)


def held(view: Json) -> dict[str, Any]:
    """What stands in the fields, by action_id without its prefix."""
    fields: dict[str, Any] = {}
    for block in view["state"]["values"].values():
        for action_id, answer in block.items():
            chosen = answer.get("selected_option") or {}
            value = answer.get("value") or chosen.get("value") or answer.get("selected_conversation")
            fields[action_id.removeprefix("form_")] = value
    return fields


def preview(view: Json) -> str:
    return said({"blocks": [block for block in view["blocks"] if block["block_id"].startswith("preview")]})


def previewed(scene: Scene, saying: str, name: str = "ada") -> str:
    def look() -> str:
        shown = preview(opened(scene, name))
        return shown if saying in shown else ""

    return scene.slack.wait_for(look, 10, f"a preview saying {saying!r}, not {preview(opened(scene, name))!r}")


def errors(delivery: Delivery) -> dict[str, str]:
    """What is said beside the fields, by the field's name."""
    answer = json.loads(delivery.ack)
    assert answer["response_action"] == "errors"
    return {block.removeprefix("form_").partition(".")[0]: text for block, text in answer["errors"].items()}


def asked_of(scene: Scene) -> Json:
    order: Json = json.loads(scene.job()["request"])
    return order


def open_by(scene: Scene, start: FormStart, name: str = "ada") -> Json:
    """Open a form as any part of the bot does, with a fresh trigger."""
    parcel = scene.slack.parcel(name, "general", "/imagine")
    with scene.slack.workspace.lock:
        payloads.renew_trigger(scene.slack.workspace, parcel)
    open_form(scene.bot.services, person(scene, name), str(parcel.payload["trigger_id"]), start)
    return opened(scene, name)


def drawn_by_ada(scene: Scene, line: str = "a red fox --no people --seed 7 --ar 3:2") -> Json:
    scene.slack.command("ada", "general", f"/imagine {line}")
    scene.bot.settle()  # what stands in the channel is known in the database
    return scene.picture()


def forge(scene: Scene, view: Json, metadata: str) -> None:
    workspace = scene.slack.workspace
    with workspace.lock:
        kept = workspace.views[view["id"]]
        workspace.views[view["id"]] = replace(kept, body={**kept.body, "private_metadata": metadata})


def alt_texts_of(messages: list[Json]) -> list[str]:
    return [text for message in messages for text in alt_texts(message)]

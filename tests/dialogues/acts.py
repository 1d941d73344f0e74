"""What people do, from labels and names to the sandbox's hands."""

from io import BytesIO

import yaml
from PIL import Image

from bot.manifest import render
from sandbox.slack.state import Delivery
from tests.dialogues import eyes
from tests.dialogues.script import Step
from tests.road.scenes import WAIT_SECONDS, Json, Scene

_BOT = "@imagine"
_UNHEARD = "the bot is not mentioned"
_CLOSED = "notify_on_close is off"


def typed(scene: Scene, user: str, step: Step, where: str, thread_ts: str) -> Delivery:
    """A command, a message, or a message with a picture."""
    text = step.types
    if text.startswith("/"):
        return scene.slack.command(user, where, text, thread_ts)
    if step.attaches:
        return scene.slack.upload(user, where, _picture(), step.attaches, text, thread_ts)
    return scene.slack.write(user, where, text, thread_ts)


def is_unheard(step: Step, delivery: Delivery) -> bool:
    """Whether the app need not hear of it: people talk to each other, or close a form."""
    return delivery.error == _CLOSED or (delivery.error == _UNHEARD and _BOT not in step.types)


def used(scene: Scene, user: str, name: str, message: Json | None) -> Delivery:
    """A shortcut, found in the menu by its name."""
    shortcuts = {found["name"]: found["callback_id"] for found in yaml.safe_load(render())["features"]["shortcuts"]}
    return scene.slack.shortcut(user, shortcuts[name], message)


def pressed(scene: Scene, user: str, label: str, shown: Json | None, beside: str = "") -> Delivery:
    """Press a label in a message, Home or view; without one, wherever this person sees it."""
    if shown is not None:
        return _press(scene, user, label, shown, beside)
    view = scene.slack.view(user)
    if view is not None:
        return _press_in_form(scene, user, label, view, beside)

    def there() -> list[Json]:
        return [message for message in eyes.seen_by_one(scene, user) if eyes.labelled(message, label, beside)]

    return _press(scene, user, label, scene.slack.wait_for(there, WAIT_SECONDS, f"[{label}]")[-1], beside)


def fill(scene: Scene, user: str, fields: dict[str, object]) -> None:
    """Fill in the open form, label by label."""
    view = scene.slack.view(user) or {}
    scene.slack.fill(user, {(it := eyes.field(view, name))["action_id"]: eyes.chosen(it, written)
                            for name, written in fields.items()})  # fmt: skip


def choose(scene: Scene, user: str, fields: dict[str, object], shown: Json | None) -> Delivery:
    """Choose in a menu, or type and press Enter; the app is told."""
    ((name, written),) = fields.items()
    view = shown or scene.slack.view(user) or {}
    element = eyes.field(view, name)
    delivery = scene.slack.press(user, view, element["action_id"], eyes.chosen(element, written))
    if shown is None:  # nobody presses on before the form shows what was chosen
        scene.slack.wait_for(lambda: (scene.slack.view(user) or {}).get("hash") != view["hash"], WAIT_SECONDS, name)
    return delivery


def _press_in_form(scene: Scene, user: str, label: str, view: Json, beside: str) -> Delivery:
    if (view.get("submit") or {}).get("text") == label and not beside:
        return scene.slack.submit_view(user, {})
    if (view.get("close") or {}).get("text") == label:
        return scene.slack.close_view(user)
    return _press(scene, user, label, view, beside)


def _press(scene: Scene, user: str, label: str, shown: Json, beside: str) -> Delivery:
    button = eyes.labelled(shown, label, beside)
    if button is None:
        raise LookupError(f"no [{label}] there, but {[it['text']['text'] for _, it in eyes.buttons(shown)]}")
    return scene.slack.press(user, shown, button["action_id"], button.get("value"))


def _picture() -> bytes:
    file = BytesIO()
    Image.new("RGB", (512, 512), "teal").save(file, "png")
    return file.getvalue()

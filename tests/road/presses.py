"""What the tests of drawing buttons look for: presses that were taken, pictures in a thread, calls that drew."""

import json

from tests.road.scenes import Json, Scene


def pressed(scene: Scene, user: str, shown: Json, action_id: str, value: object = None) -> None:
    delivery = scene.slack.press(user, shown, action_id, value)
    assert delivery.status == 200, delivery


def replies(scene: Scene, shown: Json, count: int = 1) -> list[Json]:
    """Pictures in the thread under a message."""
    return [it for it in scene.pictures("general", shown["ts"], count=count) if it["ts"] != shown["ts"]]


def reply(scene: Scene, shown: Json) -> Json:
    (message,) = replies(scene, shown)
    scene.bot.settle()
    return message


def view(scene: Scene, user: str) -> Json:
    opened = scene.slack.view(user)
    assert opened is not None
    return opened


def bodies(scene: Scene) -> list[Json]:
    return [call["body"] for call in scene.bedrock.calls if call["outcome"] == "ok"]


def model_of(scene: Scene) -> str:
    """Which model was called last and drew."""
    return str([call for call in scene.bedrock.calls if call["outcome"] == "ok"][-1]["model_id"])


def order_of_newest(scene: Scene) -> Json:
    order: Json = json.loads(scene.job()["request"])
    return order

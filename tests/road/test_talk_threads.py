"""A thread is a conversation about its picture: what people say one after another builds up."""

from tests.road.scenes import Json, Scene


def in_thread(scene: Scene, root: str, count: int) -> list[Json]:
    """Wait for `count` pictures in a thread of #general."""
    return scene.pictures("general", root, count=count)


def first_picture(scene: Scene, line: str = "a red fox in the snow --seed 7") -> Json:
    scene.slack.command("ada", "general", f"/imagine {line}")
    scene.slack.wait_for(lambda: scene.pictures(), 1)
    scene.bot.settle()
    return scene.picture()


def newest(scene: Scene) -> Json:
    return scene.drawn()[-1]


def test_a_mention_in_a_pictures_thread_starts_from_it_and_appends_its_words(scene: Scene) -> None:
    root = first_picture(scene)["ts"]
    scene.slack.mention("ben", "general", "with a blue scarf --no people", thread_ts=root)

    in_thread(scene, root, 1)
    assert newest(scene)["prompt"] == "a red fox in the snow, with a blue scarf"

"""The longest and strangest words through every message and view: Slack, as strict as the sandbox has it, takes all."""

import json

import pytest

from bot.views.buttons import EDIT, MORE, REROLL, SAVE, SHOW_PARAMETERS, VARY
from tests.road.scenes import WAIT_SECONDS, Json, Scene, images, said
from tests.road.test_road_line import fill_the_slots

WORDS = {
    "ten thousand characters": ("a red fox in the snow, " * 440)[:9_900].strip(),
    "one word": "x" * 9_900,
    "korean": ("눈 속의 붉은 여우와 늙은 나무꾼, " * 400)[:5_000].strip(),
    "emoji": "👩‍👩‍👧‍👦 🏳️‍🌈 🦊 " * 300,
    "right to left": "\u202eثعلب أحمر في الثلج\u200f عند الغروب\u200e " * 150,
    "mrkdwn": "<!channel> *a* _b_ `c` <@U0BEN00001> <https://example.com|d> & ~e~ >f\u202e" * 20,
}
_UNHEARD = {"", "notify_on_close is off", "the bot is not mentioned"}
MALFORMED = ("invalid_", "too_long", "too_many", "msg_", "no_text", "missing_", "view_too_large")


@pytest.fixture(params=list(WORDS))
def prompt(request: pytest.FixtureRequest) -> str:
    return WORDS[request.param].strip()


@pytest.fixture(params=["en-US", "ko-KR"])
def person(request: pytest.FixtureRequest, scene: Scene) -> str:
    """Somebody whom a long prompt doesn't surprise: words in other languages are drawn unasked."""
    scene.slack.configure(tiers=False, file_delay=0)
    name = scene.newcomer(request.param)
    scene.meet(name)
    return name


def all_were_taken(scene: Scene) -> None:
    scene.bot.settle()
    refused = [(call.method, call.answer) for call in scene.slack.calls() if not call.answer.get("ok", True)]
    refused = [it for it in refused if "invalid slack file" not in str(it)]  # the history shows what others' tests drew
    assert [it for it in refused if any(reason in it[1]["error"] for reason in MALFORMED)] == []
    failed = [(sent.name, sent.error) for sent in scene.slack.deliveries() if sent.error not in _UNHEARD]
    assert failed == []


def drawn(scene: Scene, person: str, line: str) -> Json:
    """Type it, and say yes if there is a question."""
    scene.slack.command(person, "general", f"/imagine {line}")

    def come() -> list[Json]:
        for asked in scene.slack.ephemerals(person):
            if "draw_asked" in json.dumps(asked.get("blocks", [])):
                scene.slack.press(person, asked, "draw_asked")
        return [message for message in scene.slack.messages("general") if images(message)]

    message = scene.slack.wait_for(come, WAIT_SECONDS, "a picture", every=0.1)[-1]
    scene.bot.settle()
    return message


def opened(scene: Scene, person: str) -> Json:
    scene.bot.settle()
    return scene.slack.wait_for(lambda: scene.slack.view(person) or {}, WAIT_SECONDS, "a form")


def test_a_picture_its_buttons_and_every_view_of_it(scene: Scene, person: str, prompt: str) -> None:
    message = drawn(scene, person, f"{prompt} --seed 7")
    for action_id in (REROLL, VARY, SAVE):
        scene.slack.press(person, message, action_id)
    scene.slack.press(person, message, EDIT)
    scene.slack.press(person, opened(scene, person), "form_number_of_images", "2")
    scene.slack.submit_view(person, {"form_number_of_images": "1"})
    scene.slack.press(person, message, MORE)
    scene.slack.press(person, opened(scene, person), SHOW_PARAMETERS)
    for change in ("extend", "replace", "recolor", "restyle"):
        scene.slack.press(person, message, MORE)
        scene.slack.press(person, opened(scene, person), f"change_picture_{change}")
    scene.slack.open_home(person)
    scene.slack.wait_for(lambda: scene.slack.home(person), WAIT_SECONDS, "Home")
    scene.slack.command(person, "general", "/imagine history")
    scene.slack.wait_for(lambda: len(said(opened(scene, person))) > 100, WAIT_SECONDS, "what was found")

    all_were_taken(scene)


def test_a_sheet_of_five_and_what_is_picked_from_it(scene: Scene, person: str, prompt: str) -> None:
    sheet = drawn(scene, person, f"{prompt} --n 5")
    scene.slack.press(person, sheet, "pick_picture_5")
    scene.slack.press(person, sheet, MORE)
    opened(scene, person)

    assert len(images(sheet)) == 1
    all_were_taken(scene)


def test_questions_refusals_and_the_line(scene: Scene, person: str, prompt: str) -> None:
    shorter = prompt[:4_000]
    fill_the_slots(scene, 1.0)
    for line in (f"{shorter} {{red, green}}", f"{shorter} --sead 7", f"forbidden {shorter}", f"{shorter} --v 6"):
        scene.slack.command(person, "general", f"/imagine {line}")
    scene.slack.command(person, "general", "/imagine queue")
    scene.slack.command(person, "general", f"/imagine {shorter} --model nova-canvas")
    scene.bot.settle()
    scene.slack.open_home(person)
    scene.slack.wait_for(lambda: scene.slack.home(person), WAIT_SECONDS, "Home")

    all_were_taken(scene)


def test_a_message_and_a_file_of_that_name(scene: Scene, person: str, prompt: str) -> None:
    scene.slack.write(person, "general", prompt)
    message = scene.slack.messages("general")[-1]
    scene.slack.shortcut(person, "imagine_this", message)
    opened(scene, person)
    scene.slack.upload(person, "general", b"%PDF-1.7", f"{prompt[:200]}.pdf", "look")
    scene.slack.shortcut(person, "use_picture", scene.slack.messages("general")[-1])
    scene.slack.wait_for(lambda: scene.slack.calls("views.update"), WAIT_SECONDS, "why it can't be used")

    all_were_taken(scene)

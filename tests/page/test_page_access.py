"""The page for everybody: judged by axe, worked by keyboard alone, and with five hundred messages in it."""

import json
from collections.abc import Callable

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it has types, and no marker that says so
from playwright.sync_api import Locator, Page, expect

from tests.page.house import House
from tests.page.person import PATIENCE, Person

FOX = "a red fox"
MANY = 500
_JUDGE = Axe()
_GRAVE = {"serious", "critical"}
_STEPS = 80  # presses of Tab before somebody gives up


@pytest.fixture
def lively(house: House, ada: Person) -> Person:
    """Ada before a channel with pictures, a thread, somebody else's words and some for her alone."""
    house.slack.write("ben", "general", "Good morning! Has anybody a *fox* for the cover?")
    house.slack.command("ada", "general", f"/imagine {FOX}")
    ada.picture(FOX)
    (shown,) = (message for message in house.slack.messages("general") if message["user"] != "U0BEN00001")
    house.slack.mention("ben", "general", "at dusk", shown["ts"])
    house.slack.command("ada", "general", "/imagine a cat --sead 7")
    ada.sees("isn't a flag", ada.log)
    expect(ada.message(FOX).get_by_role("button", name="2 replies")).to_be_visible(timeout=PATIENCE)
    return ada


def in_channel(_person: Person) -> None:
    """Pictures, buttons, and words for one person alone."""


def in_thread(person: Person) -> None:
    person.picture(f"{FOX}, at dusk", person.open_thread(person.message(FOX)))


def in_form(person: Person) -> None:
    person.say("/imagine")
    person.form("Draw a picture")


def in_more(person: Person) -> None:
    person.press("More…", person.message(FOX))
    person.form("More")


def in_home(person: Person) -> None:
    expect(person.open_home().get_by_role("img", name=FOX).first).to_be_visible(timeout=PATIENCE)


def in_wire(person: Person) -> None:
    expect(person.open_wire("Web API").get_by_text("chat.update").first).to_be_visible(timeout=PATIENCE)


@pytest.mark.parametrize("place", [in_channel, in_thread, in_form, in_more, in_home, in_wire])
def test_axe_finds_nothing_serious_in_light_in_dark_and_on_a_phone(
    lively: Person, place: Callable[[Person], None]
) -> None:
    page = lively.page
    page.emulate_media(reduced_motion="reduce")
    place(lively)
    found = {"light": grave(page)}
    lively.look("light")
    page.emulate_media(reduced_motion="reduce", color_scheme="dark")
    found["dark"] = grave(page)
    lively.look("dark")
    page.set_viewport_size({"width": 360, "height": 740})
    found["narrow"] = grave(page)
    lively.look("narrow")

    assert found == {"light": [], "dark": [], "narrow": []}
    assert page.evaluate("document.documentElement.scrollWidth") <= 360, "the page is wider than the screen"


def grave(page: Page) -> list[str]:
    """What axe finds serious or critical, each with the places where it was found."""
    return [
        f"{one['id']}: {one['help']} at {json.dumps([node['target'] for node in one['nodes']])}"
        for one in _JUDGE.run(page).response["violations"]
        if one["impact"] in _GRAVE
    ]


def test_a_picture_is_drawn_and_its_form_opened_and_closed_by_keyboard_alone(ada: Person) -> None:
    keyboard = ada.page.keyboard
    tab_to(ada.page.get_by_role("textbox", name="Message #general"))
    keyboard.type(f"/imagine {FOX}")
    keyboard.press("Enter")
    edit = ada.button("Edit", ada.picture(FOX))
    tab_to(edit, "Shift+Tab")
    ada.look("focus")
    keyboard.press("Enter")
    form = ada.form("Draw a picture")
    assert form.evaluate(_HAS_FOCUS)
    for _ in range(_STEPS):
        keyboard.press("Tab")
        assert form.evaluate(f"form => ({_HAS_FOCUS})(form) || document.activeElement === document.body"), "behind it"
    keyboard.press("Escape")

    expect(form).to_be_hidden(timeout=PATIENCE)
    expect(edit).to_be_focused()


def tab_to(wanted: Locator, key: str = "Tab") -> None:
    """Go there by Tab; where the focus comes to, it must be seen."""
    for _ in range(_STEPS):
        if wanted.evaluate("element => element === document.activeElement"):
            return
        wanted.page.keyboard.press(key)
        assert wanted.page.evaluate(_IS_SEEN), f"no focus to be seen on {wanted.page.evaluate(_FOCUSED)}"
    pytest.fail(f"{wanted} isn't reached by {_STEPS} times {key}")


_HAS_FOCUS = "form => form.contains(document.activeElement)"
_FOCUSED = "document.activeElement.outerHTML.slice(0, 200)"
_IS_SEEN = """() => {
  const element = document.activeElement;
  const ringed = (one) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
    return (outlineStyle !== "none" && parseFloat(outlineWidth) > 0) || boxShadow !== "none";
  };
  const frames = [element, element.parentElement, element.closest("label, form, .composer > *")];
  return element === document.body || frames.some((one) => one && ringed(one));
}"""  # a textbox may leave the ring to the frame that it stands in


def test_five_hundred_messages_all_arrive_and_the_page_still_listens(house: House, ada: Person) -> None:
    house.slack.configure(tiers=False)
    with httpx.Client(base_url=house.slack.api_url, trust_env=False) as client:
        client.headers["authorization"] = f"Bearer {house.slack.bot_token}"

        def call(method: str, **arguments: object) -> str:
            answer = client.post(method, json={"channel": "C0GENERAL1", **arguments}).json()
            assert answer["ok"], answer
            return str(answer["ts"])

        said = [call("chat.postMessage", text=f"Message {number}", blocks=blocks(number)) for number in range(MANY)]
        articles = ada.log.get_by_role("article")
        expect(articles).to_have_count(MANY, timeout=PATIENCE)
        composer = ada.page.get_by_role("textbox", name="Message #general")
        composer.press_sequentially("Is anybody there?")
        expect(composer).to_have_value("Is anybody there?")
        composer.press("Enter")
        expect(articles.last).to_contain_text("Is anybody there?", timeout=PATIENCE)
        call("chat.update", ts=said[-1], text="Put right", blocks=[])
        call("chat.delete", ts=said[0])

    ada.sees("Put right", ada.log)
    expect(articles).to_have_count(MANY, timeout=PATIENCE)
    expect(articles.last).to_be_in_viewport()
    ada.look("many")


def blocks(number: int) -> list[dict[str, object]]:
    """A section with a button, as messages of apps have."""
    button = {"type": "button", "action_id": "more", "text": {"type": "plain_text", "text": "More"}, "value": "x"}
    text = {"type": "mrkdwn", "text": f"*Message* number {number}"}
    return [{"type": "section", "text": text, "accessory": button}]

"""From a typed line to a picture, and on from there: what everybody does in a channel."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.page.conftest import Enter
from tests.page.house import House
from tests.page.person import PATIENCE, Person

FOX = "a red fox in the snow"


def test_a_command_is_suggested_becomes_a_placeholder_and_then_a_picture(house: House, ada: Person) -> None:
    house.bedrock.change(latency=1.0)
    composer = ada.page.get_by_role("textbox", name="Message #general")
    composer.press_sequentially("/im")
    suggestion = ada.page.get_by_role("listbox", name="Suggestions").get_by_role("option", name="/imagine")
    expect(suggestion).to_contain_text("Draw a picture from words")
    ada.look("suggestion")
    composer.press("Enter")
    expect(composer).to_have_value("/imagine ")
    composer.press_sequentially(f"{FOX} --no people")
    composer.press("Enter")

    ada.sees("is being drawn", ada.log)
    ada.look("placeholder")
    ada.picture(FOX)
    expect(ada.page.get_by_text("is being drawn")).to_have_count(0)
    expect(ada.log.get_by_text(FOX)).to_be_visible()
    ada.look("picture")


def drawn(person: Person, line: str = f"{FOX} --seed 7", of: str = FOX) -> Locator:
    """A picture in the channel; its message."""
    person.say(f"/imagine {line}")
    return person.picture(of)


@pytest.mark.parametrize("button", ["Re-roll", "Vary"])
def test_buttons_that_draw_answer_in_the_pictures_thread(ada: Person, button: str) -> None:
    shown = drawn(ada)
    ada.press(button, shown)

    expect(answer(ada, shown)).to_contain_text("from this picture by @Ada")
    ada.look("thread")


def answer(person: Person, shown: Locator) -> Locator:
    """Open the thread of a picture and wait for the one that was made of it."""
    thread = person.open_thread(shown)
    expect(thread.get_by_role("img", name=re.compile(FOX))).to_have_count(2, timeout=PATIENCE)
    return person.picture(FOX, thread)


def test_edit_is_the_form_as_the_picture_was_asked_for(house: House, ada: Person) -> None:
    shown = drawn(ada)
    ada.press("Edit", shown)
    form = ada.form("Draw a picture")
    words = form.get_by_role("textbox", name="What is to be seen")
    expect(words).to_have_value(FOX)
    expect(form.get_by_role("textbox", name="Seed")).to_have_value("7")
    words.fill("a grey hen in the rain")
    ada.press("Draw", form)

    expect(form).to_be_hidden(timeout=PATIENCE)
    ada.picture("a grey hen in the rain", ada.open_thread(shown))
    assert body(house)["seed"] == 7


def test_save_is_said_to_whoever_pressed_it_alone(ada: Person, enter: Enter) -> None:
    ben = enter("ben")
    shown = drawn(ada)
    ben.press("☆ Save", ben.picture(FOX))

    said = ben.message("Saved: you find it in my Home")
    expect(said).to_contain_text("Only visible to you", timeout=PATIENCE)
    ben.look("ephemeral")
    ada.say("Is anything new here?")
    ada.sees("Is anything new here?", ada.log)
    expect(ada.page.get_by_text("Saved: you find it")).to_have_count(0)
    expect(shown).to_be_visible()


# What More… has: the button, what is filled in, and the model that draws. "" draws at once.
CHANGES = [
    ("Upscale", {}, "fast-upscale"),
    ("Cut out", {}, "remove-background"),
    ("Extend…", {"What is to be seen there": "a frozen lake"}, "outpaint"),
    ("Replace…", {"What to replace": "fox", "What to put there instead": "badger"}, "search-replace"),
    ("Recolour…", {"What to recolour": "fox", "Its new colours": "blue"}, "search-recolor"),
    ("Restyle…", {"The new style": "as a woodcut"}, "structure"),
]


def test_more_changes_the_picture_in_its_thread_in_six_ways(house: House, ada: Person) -> None:
    house.bedrock.change(painter="plain")
    shown = drawn(ada)
    pictures = ada.thread.get_by_role("img", name=re.compile("AI-generated"))
    for number, (button, fields, model) in enumerate(CHANGES, 1):
        ada.press("More…", shown)
        ada.press(button, ada.form("More"))
        if fields:
            form = ada.form(button.removesuffix("…"))
            for label, value in fields.items():
                form.get_by_role("textbox", name=label).fill(value)
            form.get_by_role("button", name=re.compile("^Draw, ")).click()
            expect(ada.page.get_by_role("dialog")).to_have_count(0, timeout=PATIENCE)
        else:
            ada.sees("will stand in the picture's thread", ada.form("Under way"))
            ada.leave_forms()
        if number == 1:
            ada.open_thread(shown)
        expect(pictures).to_have_count(number + 1, timeout=PATIENCE)
        assert model in drawings(house)[-1]["model_id"]
    ada.look("changed")


def test_a_large_version_says_its_price_and_asks_before_a_dear_one(house: House, ada: Person) -> None:
    shown = drawn(ada)
    ada.press("More…", shown)
    ada.press("Choose…", ada.form("More"))
    sizes = ada.form("Large, for print")
    draw = sizes.get_by_role("button").filter(has_text="Draw")
    draw.nth(1).click()
    question = ada.page.get_by_role("alertdialog")
    expect(question).to_contain_text("It costs about $0.40.")
    ada.look("question")
    question.get_by_role("button", name="Cancel").click()
    expect(question).to_be_hidden()
    assert len(drawings(house)) == 1, "nothing was drawn but the picture itself"

    draw.nth(1).click()
    question.get_by_role("button", name="Draw it").click()
    ada.form("Under way")
    ada.leave_forms()
    answer(ada, shown)
    assert "conservative" in drawings(house)[-1]["model_id"]


def test_more_gives_the_file_and_the_line_and_sends_the_picture_on(ada: Person) -> None:
    shown = drawn(ada)
    ada.press("More…", shown)
    ada.press("Show", ada.form("More"))
    ada.sees(f"/imagine {FOX} --seed 7", ada.form("Parameters"))
    ada.leave_forms()

    ada.press("More…", shown)
    ada.press("In the thread", ada.form("More"))
    ada.leave_forms()
    expect(shown.get_by_role("button", name="1 reply")).to_be_visible(timeout=PATIENCE)

    ada.press("More…", shown)
    ada.press("Send…", ada.form("More"))
    form = ada.form("Send to a channel")
    choose(ada, form, "Choose a channel", "concept-art")
    ada.press("Send", form)
    ada.leave_forms()
    ada.go("#concept-art")
    ada.picture(FOX)


def choose(person: Person, form: Locator, label: str, option: str) -> None:
    """Choose from a menu, whether the browser's own or the page's."""
    menu = form.get_by_label(label).first
    if menu.evaluate("element => element.tagName") == "SELECT":
        menu.select_option(label=option)
        return
    menu.click()
    person.page.get_by_role("option", name=re.compile(option)).first.click()


def test_delete_asks_and_then_the_picture_is_gone_for_everybody(ada: Person, enter: Enter) -> None:
    ben = enter("ben")
    shown = drawn(ada)
    ben.picture(FOX)
    ada.press("More…", shown)
    ada.press("Delete", ada.form("More"))
    question = ada.page.get_by_role("alertdialog")
    expect(question).to_be_visible()
    ada.look("question")
    question.get_by_role("button").last.click()

    for person in (ada, ben):
        expect(person.log.get_by_role("img", name=re.compile(FOX))).to_have_count(0, timeout=PATIENCE)


def test_the_form_opens_by_the_command_alone_previews_and_draws(house: House, ada: Person) -> None:
    ada.say("/imagine")
    form = ada.form("Draw a picture")
    subject = form.get_by_role("textbox", name="Subject")
    subject.fill("two foxes")
    subject.press("Enter")
    ada.sees("/imagine two foxes", form)
    form.get_by_role("textbox", name="Medium").fill("watercolor")
    form.get_by_role("textbox", name="Seed").fill("many")
    ada.press("Draw", form)
    seed = form.get_by_role("textbox", name="Seed")
    expect(seed).to_have_accessible_description(re.compile("Write a whole number"), timeout=PATIENCE)
    ada.look("refused")
    seed.fill("12")
    ada.press("Draw", form)

    expect(form).to_be_hidden(timeout=PATIENCE)
    ada.picture("Watercolor of two foxes")
    assert body(house)["seed"] == 12


def test_a_mention_in_the_thread_goes_on_from_the_picture(house: House, ada: Person, enter: Enter) -> None:
    ben = enter("ben")
    drawn(ada)
    shown = ben.picture(FOX)
    shown.hover()
    shown.get_by_role("button", name="Reply in thread").click()
    ben.reply("@imagine at dusk")

    ben.picture(f"{FOX}, at dusk", ben.thread)
    ben.look("thread")
    assert body(house)["mode"] == "image-to-image"


def test_what_one_is_told_alone_nobody_else_sees_and_it_can_be_put_right(ada: Person, enter: Enter) -> None:
    ben = enter("ben")
    ada.say("/imagine a calico cat --sead 7")
    told = ada.message("isn't a flag")
    expect(told).to_contain_text("Only visible to you", timeout=PATIENCE)
    expect(told).to_contain_text("Did you mean --seed?")
    ada.look("told")
    ada.press("Draw with --seed 7", told)

    ada.picture("a calico cat")
    ben.picture("a calico cat")
    expect(ben.page.get_by_text("isn't a flag")).to_have_count(0)


def test_where_the_bot_is_no_member_the_picture_comes_to_the_direct_messages(ada: Person) -> None:
    ada.go("secret-project")
    ada.say("/imagine a hidden door")
    told = ada.message("your picture is in our direct messages")
    expect(told).to_contain_text("/invite @Imagine", timeout=PATIENCE)
    ada.go("Imagine")
    ada.picture("a hidden door")


def test_typed_as_a_phone_does_the_same_is_drawn(house: House, ada: Person) -> None:
    line = '/imagine calico cat, neon sign "CALICO CORP" --no people --seed 7'
    sent: list[dict[str, Any]] = []
    for smart in (False, True):
        ada.page.get_by_role("checkbox", name="Smart punctuation").set_checked(smart)
        composer = ada.page.get_by_role("textbox", name="Message #general")
        composer.press_sequentially(line)
        expect(composer).to_have_value(re.compile("—no people" if smart else "--no people"))
        ada.look("typed" if smart else "plain")
        composer.press("Enter")
        expect(ada.log.get_by_role("img", name=re.compile("calico cat"))).to_have_count(len(sent) + 1, timeout=PATIENCE)
        sent.append(body(house))

    assert "CALICO CORP" in sent[0]["prompt"]
    assert sent[0] == sent[1]


def drawings(house: House) -> list[dict[str, Any]]:
    """Calls to models that drew."""
    return [call for call in house.bedrock.calls if call["outcome"] == "ok"]


def body(house: House) -> dict[str, Any]:
    """What the model that drew last was sent."""
    found: dict[str, Any] = drawings(house)[-1]["body"]
    return found

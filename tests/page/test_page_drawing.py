"""From a typed line to a picture, and on from there: what everybody does in a channel."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.page.conftest import Enter
from tests.page.house import House
from tests.page.person import FOX, PATIENCE, Person


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


@pytest.mark.parametrize("button", ["Re-roll", "Vary"])
def test_buttons_that_draw_answer_in_the_pictures_thread(ada: Person, button: str) -> None:
    shown = ada.draw()
    ada.press(button, shown)

    expect(ada.answer_to(shown)).to_contain_text("from this picture by @Ada")
    ada.look("thread")


def test_edit_is_the_form_as_the_picture_was_asked_for(house: House, ada: Person) -> None:
    shown = ada.draw()
    ada.press("Edit", shown)
    form = ada.form("Draw a picture")
    words = form.get_by_role("textbox", name="What is to be seen")
    expect(words).to_have_value(FOX)
    expect(form.get_by_role("textbox", name="Seed")).to_have_value("7")
    words.fill("a grey hen in the rain")
    ada.press("Draw", form)

    expect(form).to_be_hidden(timeout=PATIENCE)
    ada.picture("a grey hen in the rain", ada.open_thread(shown))
    assert house.drawings()[-1]["body"]["seed"] == 7


def test_save_is_said_to_whoever_pressed_it_alone(ada: Person, enter: Enter) -> None:
    ben = enter("ben")
    shown = ada.draw()
    ben.press("☆ Save", ben.picture(FOX))

    said = ben.message("Saved: you find it in my Home")
    expect(said).to_contain_text("Only visible to you", timeout=PATIENCE)
    ben.look("ephemeral")
    ada.say("Is anything new here?")
    ada.sees("Is anything new here?", ada.log)
    expect(ada.page.get_by_text("Saved: you find it")).to_have_count(0)
    expect(shown).to_be_visible()


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
    assert house.drawings()[-1]["body"]["seed"] == 12


def test_a_mention_in_the_thread_goes_on_from_the_picture(house: House, ada: Person, enter: Enter) -> None:
    ben = enter("ben")
    ada.draw()
    shown = ben.picture(FOX)
    shown.hover()
    shown.get_by_role("button", name="Reply in thread").click()
    ben.reply("@imagine at dusk")

    ben.picture(f"{FOX}, at dusk", ben.thread)
    ben.look("thread")
    assert house.drawings()[-1]["body"]["mode"] == "image-to-image"


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
        sent.append(house.drawings()[-1]["body"])

    assert "CALICO CORP" in sent[0]["prompt"]
    assert sent[0] == sent[1]

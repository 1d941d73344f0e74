"""More…, under a picture: everything else that one does with it, with its price and its questions."""

import re

from playwright.sync_api import expect

from tests.page.conftest import Enter
from tests.page.house import House
from tests.page.person import FOX, PATIENCE, Person

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
    shown = ada.draw()
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
        assert model in house.drawings()[-1]["model_id"]
    ada.look("changed")


def test_a_large_version_says_its_price_and_asks_before_a_dear_one(house: House, ada: Person) -> None:
    shown = ada.draw()
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
    assert len(house.drawings()) == 1, "nothing was drawn but the picture itself"

    draw.nth(1).click()
    question.get_by_role("button", name="Draw it").click()
    ada.form("Under way")
    ada.leave_forms()
    ada.answer_to(shown)
    assert "conservative" in house.drawings()[-1]["model_id"]


def test_more_gives_the_file_and_the_line_and_sends_the_picture_on(house: House, ada: Person) -> None:
    shown = ada.draw()
    ada.press("More…", shown)
    ada.press("Show", ada.form("More"))
    ada.sees(f"/imagine {FOX} --seed 7", ada.form("Parameters"))
    ada.leave_forms()

    ada.press("More…", shown)
    ada.press("In the thread", ada.form("More"))
    ada.sees("1 reply", shown)
    ada.leave_forms()

    ada.press("More…", shown)
    ada.press("Send…", ada.form("More"))
    form = ada.form("Send to a channel")
    form.get_by_label("Choose a channel").first.click()
    ada.page.get_by_role("option", name="concept-art").first.click()
    ada.press("Send", form)
    house.slack.wait_for(lambda: house.slack.messages("concept-art"), PATIENCE / 1000, "the picture in #concept-art")
    ada.leave_forms()
    ada.go("#concept-art")
    ada.picture(FOX)


def test_delete_asks_and_then_the_picture_is_gone_for_everybody(ada: Person, enter: Enter) -> None:
    ben = enter("ben")
    shown = ada.draw()
    ben.picture(FOX)
    ada.press("More…", shown)
    ada.press("Delete", ada.form("More"))
    question = ada.page.get_by_role("alertdialog")
    expect(question).to_be_visible()
    ada.look("question")
    question.get_by_role("button").last.click()

    for person in (ada, ben):
        expect(person.log.get_by_role("img", name=re.compile(FOX))).to_have_count(0, timeout=PATIENCE)

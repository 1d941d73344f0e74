"""What stands around a channel: Home, languages, other people's pictures, the wire, and the levers."""

import base64
import re
from pathlib import Path

from playwright.sync_api import Locator, expect

from tests.page.conftest import Enter
from tests.page.house import House
from tests.page.person import PATIENCE, Person


def test_home_has_ones_pictures_a_search_and_the_form(ada: Person) -> None:
    for prompt in ("a lighthouse in fog", "a stone bridge"):
        ada.say(f"/imagine {prompt}")
        ada.picture(prompt)
    home = ada.open_home()
    for prompt in ("a lighthouse in fog", "a stone bridge"):
        image = home.get_by_role("img", name=prompt)
        expect(image).to_be_visible(timeout=PATIENCE)
        expect(image).not_to_have_js_property("naturalWidth", 0, timeout=PATIENCE)
    ada.look("home")
    search = home.get_by_role("textbox", name="Search pictures")
    search.fill("lighthouse")
    search.press("Enter")
    found = ada.page.get_by_role("dialog")
    expect(found.get_by_role("img", name=re.compile("lighthouse"))).to_be_visible(timeout=PATIENCE)
    expect(found.get_by_role("img", name=re.compile("bridge"))).to_have_count(0)
    ada.look("found")
    ada.leave_forms()
    ada.press("Draw a picture", home)
    expect(ada.form("Draw a picture").get_by_role("textbox", name="Subject")).to_be_visible()
    ada.leave_forms()
    ada.page.get_by_role("tab", name="Messages").click()
    expect(ada.log).to_be_visible()


def test_the_bot_speaks_the_language_that_one_chooses_in_its_settings(enter: Enter) -> None:
    ben = enter("ben")
    home = ben.open_home()
    ben.press("Settings", home)
    settings = ben.form("Settings")
    settings.get_by_label("Language I speak with you").select_option(label="한국어")
    ben.press("Save", settings)

    expect(home.get_by_role("button").filter(has_text="그림 그리기")).to_be_visible(timeout=PATIENCE)
    ben.look("korean")
    ben.go("#general")
    ben.say("/imagine a cat --sead 7")
    ben.sees("아무것도 그리지 않았어요", ben.log)


def test_whoever_reads_korean_in_slack_is_spoken_to_in_korean(enter: Enter) -> None:
    minji = enter("minji", locale="ko-KR")
    home = minji.open_home()
    expect(home.get_by_text("아직 그림이 없어요")).to_be_visible(timeout=PATIENCE)
    minji.look("home")
    minji.go("#general")
    minji.say("/imagine")
    expect(minji.form("그림 그리기")).to_be_visible()
    minji.look("form")


def test_one_may_be_another_person(ada: Person) -> None:
    ada.page.get_by_label("You are").select_option("ben")
    ada.say("Ben was here")

    expect(ada.message("Ben was here")).to_have_accessible_name(re.compile("^Ben at "))


def a_picture(folder: Path) -> Path:
    """A small red square as a PNG."""
    place = folder / "square.png"
    place.write_bytes(base64.b64decode(_SQUARE))
    return place


def test_a_picture_that_somebody_shares_is_varied_by_its_menu(ada: Person, tmp_path: Path) -> None:
    ada.page.get_by_label("File to attach").first.set_input_files(a_picture(tmp_path))
    ada.say("What do you make of this?")
    shared = ada.message("What do you make of this?")
    image = shared.get_by_role("img", name=re.compile("square.png"))
    expect(image).not_to_have_js_property("naturalWidth", 0, timeout=PATIENCE)
    ada.look("shared")
    ada.act_on(shared, "Use this picture")
    form = ada.form("Use this picture")
    expect(form.get_by_role("radio", name=re.compile("Vary"))).to_be_checked()
    form.get_by_role("textbox", name="In words").fill("a stained glass window")
    ada.press("Draw it", form)

    ada.picture("a stained glass window", ada.open_thread(shared))


def test_words_that_somebody_wrote_are_drawn_by_their_menu(ada: Person) -> None:
    ada.say("a tower in the mist")
    written = ada.message("a tower in the mist")
    ada.act_on(written, "Imagine this")
    form = ada.form("Draw a picture")
    expect(form.get_by_role("textbox", name="What is to be seen")).to_have_value("a tower in the mist")
    ada.press("Draw", form)

    ada.picture("a tower in the mist", ada.open_thread(written))


def test_the_shortcut_of_the_whole_app_opens_the_form(ada: Person) -> None:
    ada.page.get_by_role("button", name="Shortcuts").first.click()
    ada.page.get_by_role("menuitem", name=re.compile("^Imagine…")).click()

    expect(ada.form("Draw a picture")).to_be_visible()


def levers(person: Person) -> Locator:
    return person.open_wire().get_by_role("group", name="Levers")


def kill(person: Person) -> None:
    levers(person).get_by_role("button", name="Kill the bot").click()
    expect(levers(person)).to_contain_text("The bot is killed", timeout=PATIENCE)


def test_titan_draws_while_it_lives_and_another_model_after_it_retired(ada: Person) -> None:
    titan = levers(ada).get_by_role("checkbox", name="Titan draws")
    titan.check()
    kill(ada)  # it remembers for an hour which model had retired
    levers(ada).get_by_role("button", name="Restart the bot").click()
    expect(levers(ada)).to_contain_text("The bot is running", timeout=PATIENCE)
    ada.say("/imagine an owl by Titan")
    expect(ada.picture("an owl by Titan")).to_contain_text("Titan Image Generator")
    ada.look("titan")
    titan.uncheck()
    ada.say("/imagine an owl after Titan")

    expect(ada.picture("an owl after Titan")).to_contain_text("Stable Image Core")
    models = ada.open_wire("Bedrock")
    expect(models.get_by_text("titan-image-generator").first).to_be_visible(timeout=PATIENCE)
    ada.look("retired")


def test_a_picture_arrives_though_the_bot_was_killed_while_it_was_drawn(house: House, ada: Person) -> None:
    seconds = levers(ada).get_by_label("Seconds a picture takes")
    seconds.fill("3")
    seconds.press("Enter")
    ada.say("/imagine a phoenix over the sea")
    ada.sees("is being drawn", ada.log)
    kill(ada)
    assert house.app.has_ended
    ada.look("killed")
    seconds.fill("0")
    seconds.press("Enter")
    levers(ada).get_by_role("button", name="Restart the bot").click()

    ada.picture("a phoenix over the sea")
    expect(ada.page.get_by_text("is being drawn")).to_have_count(0)
    ada.look("arrived")


def test_the_wire_shows_each_request_its_ack_and_what_was_refused(house: House, ada: Person) -> None:
    house.slack.fail("chat.update", "invalid_blocks")
    ada.say("/imagine a wired hare")
    ada.picture("a wired hare")
    requests = ada.open_wire("Requests")
    expect(requests.get_by_text("/imagine").first).to_be_visible(timeout=PATIENCE)
    expect(requests.get_by_text(re.compile(r"\d ms")).first).to_be_visible()
    ada.look("requests")
    refused = ada.open_wire("Web API").locator(".refused").filter(has_text="chat.update").first
    expect(refused).to_contain_text("refused", timeout=PATIENCE)
    expect(refused).to_contain_text("invalid_blocks")
    ada.look("web-api")
    bedrock = ada.open_wire("Bedrock")
    bedrock.get_by_text("stable-image-core").first.click()
    ada.sees("a wired hare", bedrock)
    ada.look("bedrock")


_SQUARE = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="

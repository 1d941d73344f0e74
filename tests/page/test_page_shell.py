"""A channel and what stands around its messages: threads, reactions, unread marks, deletions, a stream that breaks."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, expect
from slack_sdk import WebClient

from sandbox.page import Page
from tests.page.conftest import Complaints, Enter
from tests.page.house import House
from tests.page.person import Person
from tests.sandbox_slack.calls import BEN, GENERAL

_PHONE = {"width": 360, "height": 740}


@pytest.fixture
def client(house: House) -> WebClient:
    return WebClient(token=house.slack.bot_token, base_url=house.slack.api_url, retry_handlers=[])


def tool(message: Locator, name: str) -> Locator:
    """A button of the toolbar that a message has under the pointer."""
    message.hover()
    return message.get_by_role("toolbar", name="Message actions").get_by_role("button", name=name)


def test_a_reaction_is_seen_by_all_and_joined_by_a_press(enter: Enter) -> None:
    ada, ben = enter("ada"), enter("ben")
    ada.say("look at this")
    tool(ada.message("look at this"), "Add reaction").click()
    ada.page.get_by_role("dialog", name="Choose a reaction").get_by_role("button", name="tada").click()
    chip = ben.message("look at this").get_by_role("button", name="tada, 1")
    expect(chip).to_have_attribute("aria-pressed", "false")
    chip.click()
    expect(ada.message("look at this").get_by_role("button", name="tada, 2")).to_be_visible()
    ben.message("look at this").get_by_role("button", name="tada, 2").click()
    expect(ada.message("look at this").get_by_role("button", name="tada, 1")).to_be_visible()


def test_what_came_elsewhere_is_marked_until_it_is_opened(house: House, ada: Person) -> None:
    place = ada.sidebar.get_by_role("link", name="#concept-art", exact=True)
    expect(place).to_be_visible()
    house.slack.write("ben", "concept-art", "have you seen this?")
    expect(place).to_have_accessible_description("1 unread")
    expect(ada.page).to_have_title(re.compile(r"^\(1\) #general"))
    ada.go("#concept-art")
    expect(ada.log.get_by_text("have you seen this?")).to_be_visible()
    expect(ada.page).to_have_title(re.compile(r"^#concept-art"))
    expect(place).to_have_accessible_description("")


def test_replies_stand_in_the_thread_and_below_their_message_stands_how_many(house: House, ada: Person) -> None:
    ada.say("who wants tea?")
    tool(ada.message("who wants tea?"), "Reply in thread").click()
    ada.reply("I do")
    house.slack.write("ben", "general", "me too", thread_ts=house.slack.messages("general")[0]["ts"])
    expect(ada.message("who wants tea?").get_by_role("button", name="2 replies")).to_be_visible()
    expect(ada.thread.get_by_role("log", name="Thread messages").get_by_role("article")).to_have_count(3)
    expect(ada.log.get_by_text("me too")).to_have_count(0)
    ada.page.get_by_role("button", name="Close thread").click()
    expect(ada.thread).to_be_hidden()
    expect(ada.message("who wants tea?")).to_be_focused()
    ada.page.go_back()
    expect(ada.thread).to_be_visible()


def test_a_deleted_message_is_gone_and_one_with_replies_leaves_its_place(house: House, ada: Person) -> None:
    ada.say("said too much")
    ada.say("asked too much")
    expect(ada.message("asked too much")).to_be_visible()
    asked = house.slack.messages("general")[-1]["ts"]
    house.slack.write("ben", "general", "an answer", thread_ts=asked)
    expect(ada.message("asked too much").get_by_role("button", name="1 reply")).to_be_visible()
    for words in ("said too much", "asked too much"):
        ada.act_on(ada.message(words), "Delete message")
        ada.page.get_by_role("alertdialog").get_by_role("button", name="Delete").click()
        expect(ada.log.get_by_text(words)).to_have_count(0)
    expect(ada.log.get_by_role("article")).to_have_count(1)
    expect(ada.message("This message was deleted.").get_by_role("button", name="1 reply")).to_be_visible()


def test_what_one_person_sees_says_so_and_is_dismissed(client: WebClient, enter: Enter) -> None:
    ada, ben = enter("ada"), enter("ben")
    client.chat_postEphemeral(channel=GENERAL, user=BEN, text="a word in your ear")
    whispered = ben.message("a word in your ear")
    expect(whispered).to_contain_text("Only visible to you")
    ada.say("and now aloud")
    expect(ben.message("and now aloud")).to_be_visible()
    expect(ada.log.get_by_role("article")).to_have_count(1)
    whispered.get_by_role("button", name="Dismiss message").click()
    expect(ben.log.get_by_role("article")).to_have_count(1)


def test_the_app_is_added_where_it_is_not_yet(ada: Person) -> None:
    ada.go("#design")
    expect(ada.page.get_by_role("button", name="5 members")).to_have_count(0)
    ada.page.get_by_role("button", name="Add the app").click()
    expect(ada.page.get_by_role("button", name="Add the app")).to_have_count(0)
    ada.page.get_by_role("button", name="members").click()
    expect(ada.page.get_by_role("dialog", name="Members of #design")).to_contain_text("Imagine")


def test_the_newest_is_in_sight_unless_one_reads_further_up(house: House, ada: Person) -> None:
    for number in range(40):
        house.slack.write("ben", "general", f"line ({number})")
    expect(ada.message("line (39)")).to_be_in_viewport()
    ada.message("line (3)").scroll_into_view_if_needed()
    house.slack.write("ben", "general", "the very last")
    jump = ada.page.get_by_role("button", name="Jump to newest")
    expect(jump).to_be_visible()
    expect(ada.message("line (3)")).to_be_in_viewport()
    jump.click()
    expect(ada.message("the very last")).to_be_in_viewport()
    expect(jump).to_be_hidden()


def test_arrows_go_from_message_to_message_and_tab_to_what_one_may_do(house: House, ada: Person) -> None:
    for words in ("first", "second"):
        house.slack.write("ben", "general", words)
    ada.message("second").focus()
    ada.page.keyboard.press("ArrowUp")
    expect(ada.message("first")).to_be_focused()
    ada.page.keyboard.press("Tab")
    expect(ada.message("first").get_by_role("button", name="Add reaction")).to_be_focused()
    ada.page.keyboard.press("Tab")
    ada.page.keyboard.press("Tab")
    ada.page.keyboard.press("Enter")
    expect(ada.page.get_by_role("menu", name="More actions").get_by_role("menuitem").first).to_be_focused()
    ada.page.keyboard.press("Escape")
    expect(ada.message("first").get_by_role("button", name="More actions")).to_be_focused()


def test_on_a_phone_the_channels_are_in_a_drawer_and_a_thread_takes_the_page(enter: Enter) -> None:
    ada = enter("ada", viewport=_PHONE)
    expect(ada.page.get_by_role("heading", level=1)).to_have_text("#general")
    expect(ada.sidebar).to_be_hidden()
    opener = ada.page.get_by_role("button", name="Open the workspace menu")
    opener.click()
    ada.page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    opener.click()
    ada.sidebar.get_by_role("link", name="#concept-art").click()
    expect(ada.page.get_by_role("heading", level=1)).to_have_text("#concept-art")
    expect(ada.sidebar).to_be_hidden()
    ada.say("on the train")
    tool(ada.message("on the train"), "Reply in thread").click()
    ada.look("thread")
    ada.page.get_by_role("button", name="Close thread").click()
    expect(ada.message("on the train")).to_be_visible()


def test_a_page_whose_stream_breaks_says_so_and_goes_on_by_itself(
    house: House, ada: Person, complaints: Complaints
) -> None:
    with Page(house.slack) as first:
        ada.page.goto(first.url)
        house.slack.write("ben", "general", "before")
        expect(ada.message("before")).to_be_visible()
    expect(ada.page.get_by_text("The sandbox doesn't answer.")).to_be_visible()
    house.slack.write("ben", "general", "meanwhile")
    with Page(house.slack, port=urlsplit(first.url).port or 0):
        expect(ada.message("meanwhile")).to_be_visible()
        expect(ada.page.get_by_text("The sandbox doesn't answer.")).to_have_count(0)
        expect(ada.log.get_by_role("article")).to_have_count(2)
        ada.page.goto("about:blank")
    complaints.found[:] = [line for line in complaints.found if "ERR_" not in line]  # of the stream that was cut


def test_whoever_becomes_somebody_else_at_the_app_is_at_their_own_conversation_with_it(ada: Person) -> None:
    ada.open_home()
    ada.page.get_by_label("You are").select_option("ben")
    expect(ada.page.get_by_role("heading", level=1)).to_have_text("Imagine")
    ada.page.get_by_role("tab", name="Messages").click()  # no key: it would be lost on a page that is being drawn anew
    ada.say("is anybody there?")
    expect(ada.message("is anybody there?")).to_have_accessible_name(re.compile("^Ben at "))
    ada.page.get_by_role("tab", name="Messages").press("ArrowLeft")
    expect(ada.home).to_be_visible()

"""What the page holds against: addresses that run, deletions by mistake, a second person in the same browser."""

import re

from playwright.sync_api import expect

from tests.page.conftest import Enter
from tests.page.house import House
from tests.page.person import Person


def test_an_address_that_would_run_in_the_page_is_only_words(house: House, ada: Person) -> None:
    house.slack.write("ada", "general", "here")
    ada.sees("here")
    kept = ada.page.evaluate(
        """async () => {
            const { renderBlocks } = await import("/static/js/blocks/blocks.js");
            const text = { type: "plain_text", text: "press" };
            const blocks = [
                { type: "image", image_url: "javascript:alert(1)", alt_text: "x" },
                { type: "section", text: { type: "mrkdwn", text: "<javascript:alert(1)|click>" } },
                { type: "markdown", text: "[click](javascript:alert(1))" },
                { type: "video", title: text, alt_text: "x", video_url: "javascript:alert(1)" },
            ];
            const shown = { channel: "C1", ts: "1.0", blocks };
            return renderBlocks(blocks, { shown }).map((node) => node.outerHTML).join("");
        }"""
    )
    assert not re.search(r'(href|src)="javascript:', kept)


def test_deleting_a_message_asks_first(house: House, ada: Person) -> None:
    house.slack.write("ada", "general", "not yet")
    ada.act_on(ada.message("not yet"), "Delete message")
    question = ada.page.get_by_role("alertdialog", name="Delete message")
    question.get_by_role("button", name="Cancel").click()
    expect(question).to_have_count(0)
    expect(ada.message("not yet")).to_be_visible()


def test_each_tab_of_a_browser_stays_who_it_is(enter: Enter) -> None:
    ada = enter("ada").page
    ben = ada.context.new_page()
    ben.goto(ada.url)
    ben.get_by_label("You are").select_option("ben")
    ada.reload()
    expect(ada.get_by_label("You are")).to_have_value("ada")
    ben.reload()
    expect(ben.get_by_label("You are")).to_have_value("ben")


def test_a_cleared_record_fills_again_when_the_workspace_starts_over(house: House, ada: Person) -> None:
    ada.say("/imagine usage")
    wire = ada.open_wire("Requests")
    lines = wire.get_by_text("/imagine", exact=True)
    expect(lines).to_have_count(1)
    wire.get_by_role("button", name="Clear").click()
    expect(lines).to_have_count(0)
    house.slack.reset()
    expect(wire.get_by_text("Nothing was sent")).to_be_visible()
    ada.say("/imagine usage")
    expect(lines).to_have_count(1)


def test_a_sixth_tab_says_what_it_waits_for_and_begins_when_another_is_closed(enter: Enter) -> None:
    first = enter("ada").page
    others = [first.context.new_page() for _ in range(5)]
    for page in others:
        page.goto(first.url)
    crowded = others[-1].get_by_text("Five tabs of this sandbox are open")
    expect(crowded).to_be_visible()
    others[0].close()
    expect(crowded).to_have_count(0)
    expect(others[-1].get_by_role("log")).to_be_visible()

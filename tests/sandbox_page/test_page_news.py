"""What a page is told, over HTTP, and when."""

from collections.abc import Iterator

import httpx
import pytest
from slack_sdk import WebClient

from sandbox.page import Page
from sandbox.slack import SlackSandbox
from tests.sandbox_page.levers import Lamp
from tests.sandbox_page.watching import Watching
from tests.sandbox_slack.calls import ADA, BEN, DESIGN, GENERAL, SECRET, refusal, section
from tests.sandbox_slack.open_form import Opened
from tests.sandbox_slack.recording_app import RecordingApp


@pytest.fixture
def ada(slack: SlackSandbox, page: Page) -> Iterator[Watching]:
    assert not slack.messages("general")
    with Watching(page.url, "ada") as ada:
        yield ada


def test_a_page_begins_with_everything_its_person_sees(slack: SlackSandbox, client: WebClient, page: Page) -> None:
    slack.write("ben", "general", "earlier")
    client.chat_postEphemeral(channel=GENERAL, user=ADA, text="only for ada")
    with Watching(page.url, "ada") as ada, Watching(page.url, BEN) as ben:
        assert ada.known["is_new"]
        assert ada.texts == ["earlier", "only for ada"]
        assert ben.texts == ["earlier"]
        assert (ada.known["me"]["name"], ben.known["me"]["name"]) == ("ada", "ben")
        assert {person["name"] for person in ada.known["people"]} > {"ada", "minji", "imagine", "slackbot"}
        assert ada.known["team"]["bot"] == slack.workspace.bot.id


@pytest.mark.usefixtures("slack")
def test_channels_are_those_one_is_a_member_of_and_public_ones_for_no_guest(page: Page) -> None:
    with Watching(page.url, "ada") as ada, Watching(page.url, "gus") as gus:
        names = {channel["name"] for channel in ada.known["channels"]}
        assert names >= {"general", "concept-art", "design", "secret-project", "ada-ben", "attic"}
        assert [channel["name"] for channel in gus.known["channels"]] == ["general", ""]
        (direct,) = (channel for channel in gus.known["channels"] if channel["kind"] == "im")
        assert direct["has_bot"]


def test_news_reach_whoever_sees_the_channel_and_nobody_else(
    slack: SlackSandbox, client: WebClient, page: Page, ada: Watching
) -> None:
    with Watching(page.url, "gus") as gus:
        slack.write("ben", "concept-art", "not for guests")
        slack.write("ben", "secret-project", "for members")
        client.chat_postEphemeral(channel=GENERAL, user=ADA, text="only for ada")
        slack.write("ben", "general", "for all")
        ada.until(lambda: "for all" in ada.texts)
        gus.until(lambda: gus.texts)
        assert ada.texts == ["not for guests", "for members", "only for ada", "for all"]
        assert gus.texts == ["for all"]


def test_an_edit_comes_again_and_a_deletion_as_gone(slack: SlackSandbox, client: WebClient, ada: Watching) -> None:
    ts = str(client.chat_postMessage(channel=GENERAL, text="a fox")["ts"])
    ada.until(lambda: ada.texts == ["a fox"])
    client.chat_update(channel=GENERAL, ts=ts, text="a red fox")
    ada.until(lambda: ada.texts == ["a red fox"])
    slack.delete_message({"channel": GENERAL, "ts": ts})
    ada.until(lambda: not ada.texts)
    assert ada.known["gone"] == [[GENERAL, ts]]
    assert ada.beginnings == 1


def test_a_thread_keeps_a_tombstone_above_it(slack: SlackSandbox, client: WebClient, ada: Watching) -> None:
    ts = str(client.chat_postMessage(channel=GENERAL, text="parent")["ts"])
    slack.write("ben", "general", "reply", thread_ts=ts)
    slack.delete_message({"channel": GENERAL, "ts": ts})
    ada.until(lambda: ada.messages.get(ts, {}).get("subtype") == "tombstone")
    assert ada.texts == ["This message was deleted.", "reply"]


def test_reactions_come_with_their_message_in_the_order_in_which_they_were_given(
    slack: SlackSandbox, ada: Watching
) -> None:
    slack.write("ben", "general", "look")
    (message,) = slack.messages("general")
    for user, name in (("ada", "tada"), ("ada", "heart"), ("ben", "tada"), ("ada", "eyes"), ("ada", "eyes")):
        slack.react(user, message, name)
    wanted = [{"name": "tada", "users": [ADA, BEN]}, {"name": "heart", "users": [ADA]}]
    ada.until(lambda: ada.messages.get(message["ts"], {}).get("reactions") == wanted)


def test_forms_and_home_are_told_to_their_person_alone(
    slack: SlackSandbox, client: WebClient, page: Page, ada: Watching
) -> None:
    with RecordingApp() as app, Watching(page.url, "ben") as ben:
        slack.app_url = app.url
        Opened(slack, client, app).open(section("one"))
        client.views_publish(user_id=ADA, view={"type": "home", "blocks": [section("hello")]})
        ada.until(lambda: ada.known["views"] and ada.known["home"])
        slack.write("ben", "general", "done")
        ben.until(lambda: ben.texts)
        assert [view["title"]["text"] for view in ada.known["views"]] == ["Edit"]
        assert (ben.known["views"], ben.known["home"]) == ([], None)
        slack.close_view("ada")
        ada.until(lambda: not ada.known["views"])


def test_the_app_in_a_channel_is_told(slack: SlackSandbox, ada: Watching) -> None:
    def has_bot() -> bool:
        return any(channel["has_bot"] for channel in ada.known["channels"] if channel["id"] == DESIGN)

    assert not has_bot()
    slack.invite("design")
    ada.until(has_bot)


def test_starting_over_begins_every_page_anew(slack: SlackSandbox, ada: Watching) -> None:
    slack.write("ben", "general", "forgotten soon")
    ada.until(lambda: ada.texts)
    slack.reset()
    ada.until(lambda: ada.beginnings == 2)
    assert ada.texts == []
    slack.write("ben", "general", "afterwards")
    ada.until(lambda: ada.texts == ["afterwards"])


def test_the_wire_is_told_in_lines_and_each_can_be_asked_for_in_full(
    slack: SlackSandbox, client: WebClient, page: Page, ada: Watching
) -> None:
    refusal(lambda: client.chat_postMessage(channel=SECRET, text="may I?"))
    slack.command("ada", "general", "/imagine a fox")
    ada.until(lambda: ada.lines["calls"] and ada.lines["deliveries"])
    (call,), (sent,) = ada.lines["calls"], ada.lines["deliveries"]
    assert (call["method"], call["error"]) == ("chat.postMessage", "channel_not_found")
    assert (sent["kind"], sent["name"]) == ("command", "/imagine")
    whole = httpx.get(f"{page.url}/wire/calls/{call['number']}").json()
    assert whole["arguments"]["text"] == "may I?"
    assert httpx.get(f"{page.url}/wire/deliveries/{sent['number']}").json()["payload"]["text"] == "a fox"


def test_what_happens_around_a_page_is_told_of_and_moved_by_levers(page: Page, lamp: Lamp, ada: Watching) -> None:
    assert ada.known["levers"] == {"lamp": False}
    assert httpx.post(f"{page.url}/levers/lamp", json={"is_on": True}).json() == {"ok": True}
    ada.until(lambda: ada.known["levers"] == {"lamp": True})
    assert lamp.is_on
    refused = httpx.post(f"{page.url}/levers/light", json={})
    assert (refused.status_code, refused.json()["error"]) == (400, "there is no lever 'light'; there is lamp")


def test_people_act_at_the_pages_own_address(page: Page, ada: Watching) -> None:
    body = {"user": "ada", "channel": "general", "text": "typed at the page"}
    assert httpx.post(f"{page.url}/_sandbox/write", json=body).json()["ok"]
    ada.until(lambda: ada.texts == ["typed at the page"])


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/stream?user=zoe", 400, "no user 'zoe'; there are ada, ben"),
        ("/wire/calls/999", 400, "no entry 999 of 'calls'; there are calls, deliveries and models"),
        ("/wire/letters/0", 400, "no entry 0 of 'letters'"),
        ("/static/js/nothing.js", 404, "Not Found"),
    ],
)
def test_what_is_not_there_is_refused_with_words(page: Page, path: str, status: int, words: str) -> None:
    answer = httpx.get(page.url + path)
    assert answer.status_code == status
    assert words in answer.text


def test_a_page_of_another_name_gets_nothing(page: Page) -> None:
    assert httpx.get(page.url, headers={"host": "evil.example"}).status_code == 400
    assert httpx.get(page.url).headers["cache-control"] == "no-store"


def test_a_page_of_another_site_can_do_nothing_here(page: Page) -> None:
    typed = {"user": "ada", "channel": "general", "text": "hello"}
    foreign = httpx.post(f"{page.url}/_sandbox/write", json=typed, headers={"origin": "https://evil.example"})
    own = httpx.post(f"{page.url}/_sandbox/write", json=typed, headers={"origin": page.url})
    assert (foreign.status_code, own.status_code) == (403, 200)


def test_a_closed_page_ends_its_streams(slack: SlackSandbox) -> None:
    with Page(slack) as page, Watching(page.url, "ada") as ada:
        page.__exit__(None, None, None)
        with pytest.raises(StopIteration):
            ada.take()

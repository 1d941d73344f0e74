import re
from typing import Any

import pytest
from slack_sdk import WebClient

from sandbox.plain_text import PlainText
from sandbox.slack import SlackSandbox
from sandbox.transcript import conversation_text
from tests.sandbox_slack.calls import ADA, GENERAL, actions, button, picture_block, section, upload
from tests.sandbox_slack.recording_app import RecordingApp
from tests.sandbox_slack.standin_app import flat_picture

SIZE = "64\N{MULTIPLICATION SIGN}48 PNG"
PLAIN = PlainText({"U0ADA00001": "ada", "C0GENERAL1": "general"}, lambda _file_id: SIZE)


def transcript(slack: SlackSandbox, channel: str = "general") -> list[str]:
    """Lines with the clock taken out."""
    text = re.sub(r"\d\d:\d\d:\d\d", "hh:mm:ss", conversation_text(slack.slack, channel))
    return re.sub(r"F0[A-Z0-9]{9}", "F0", text).splitlines()


def test_a_conversation_reads_like_one(slack: SlackSandbox, client: WebClient, app: RecordingApp) -> None:
    assert app.url
    slack.command("ada", "general", "/imagine a red fox")
    posted = client.chat_postMessage(channel=GENERAL, text="Drawing for <@U0ADA00001> …")
    slack.mention("ben", "general", "oh", thread_ts=posted["ts"])
    client.chat_postEphemeral(channel=GENERAL, user=ADA, text="3rd in line")
    blocks = [picture_block(upload(client)), section("*<@U0ADA00001>*: a red fox"), actions(button("again"))]
    client.chat_update(channel=GENERAL, ts=posted["ts"], text="x", blocks=blocks)
    assert transcript(slack) == [
        "#general",
        "",
        "hh:mm:ss  ada      /imagine a red fox",
        "                   (typed; nobody else sees it)",
        f"hh:mm:ss  Imagine  [image: a red fox (file F0, {SIZE})]",
        "                   @ada: a red fox",
        "                   [Again]",
        "    hh:mm:ss  ben      @imagine oh",
        "hh:mm:ss  Imagine  3rd in line",
        "                   (only visible to ada)",
    ]


def test_shared_files_edits_and_deleted_pictures(slack: SlackSandbox, client: WebClient) -> None:
    client.files_upload_v2(channel=GENERAL, filename="fox.png", title="Fox", content=flat_picture())
    ts = client.chat_postMessage(channel=GENERAL, text="one")["ts"]
    client.chat_update(channel=GENERAL, ts=ts, text="two")
    file_id = upload(client)
    client.chat_postMessage(channel=GENERAL, text="x", blocks=[picture_block(file_id)])
    client.files_delete(file=file_id)
    assert transcript(slack)[2:] == [
        f"hh:mm:ss  Imagine  [file: Fox (F0, {SIZE})]",
        "hh:mm:ss  Imagine  two (edited)",
        "hh:mm:ss  Imagine  [image: a red fox (file F0, deleted)]",
    ]


def test_long_words_are_wrapped_under_themselves(slack: SlackSandbox, client: WebClient) -> None:
    client.chat_postMessage(channel=GENERAL, text="fox " * 40)
    first, second = transcript(slack)[2:]
    assert first.startswith("hh:mm:ss  Imagine  fox fox")
    assert second.startswith("                   fox")
    assert max(len(first), len(second)) <= 100


def test_silence_and_direct_messages(slack: SlackSandbox, client: WebClient) -> None:
    assert transcript(slack) == ["#general", "", "(nothing has been said here)"]
    channel = client.chat_postMessage(channel=ADA, text="psst")["channel"]
    assert transcript(slack, channel)[0] == "Direct messages of Imagine and ada"


@pytest.mark.parametrize(
    ("markup", "plain"),
    [
        ("*bold* _slanted_ ~gone~ `code`", "bold slanted gone code"),
        ("*_both_*", "both"),
        ("2 * 3 * 4 and snake_case_name", "2 * 3 * 4 and snake_case_name"),
        ("`*kept*` and ```<@U0ADA00001>```", "*kept* and <@U0ADA00001>"),
        ("<@U0ADA00001> <#C0GENERAL1> <#C1|other> <!channel> <!here|here>", "@ada #general #other @channel @here"),
        ("<https://example.com|a page> <https://example.com>", "a page (https://example.com) https://example.com"),
        ("&lt;!channel&gt; &amp; &lt;@U0ADA00001&gt;", "<!channel> & <@U0ADA00001>"),
    ],
)
def test_markup_becomes_what_people_read(markup: str, plain: str) -> None:
    assert PLAIN.mrkdwn(markup) == plain


def words(text: str) -> dict[str, str]:
    return {"type": "plain_text", "text": text}


@pytest.mark.parametrize(
    ("block", "lines"),
    [
        ({"type": "header", "text": words("Fox")}, ["Fox"]),
        ({"type": "divider"}, ["----"]),
        ({"type": "markdown", "text": "**x**"}, ["**x**"]),
        ({"type": "context", "elements": [words("core"), words("seed 7")]}, ["core  seed 7"]),
        ({"type": "section", "text": words("a"), "fields": [words("b")], "accessory": button()}, ["a", "b", "[Again]"]),
        (
            {"type": "image", "image_url": "https://example.com/x.png", "alt_text": "fox"},
            ["[image: fox (https://example.com/x.png)]"],
        ),
        (
            {"type": "input", "label": words("Prompt"), "element": {"type": "plain_text_input", "action_id": "a"}},
            ["Prompt: [plain_text_input]"],
        ),
        ({"type": "carousel"}, ["[carousel]"]),
    ],
)
def test_each_block_has_its_lines(block: dict[str, Any], lines: list[str]) -> None:
    assert PLAIN.lines([block]) == lines


def test_rich_text_is_read_without_its_marks() -> None:
    section = {
        "type": "rich_text_section",
        "elements": [
            {"type": "user", "user_id": "U0ADA00001"},
            {"type": "text", "text": ": *as typed* "},
            {"type": "link", "url": "https://example.com"},
            {"type": "emoji", "name": "fox_face"},
            {"type": "broadcast", "range": "here"},
        ],
    }
    code = {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "/imagine x"}]}
    bullets = {"type": "rich_text_list", "style": "bullet", "elements": [section]}
    lines = PLAIN.lines(
        [{"type": "rich_text", "elements": [code, section]}, {"type": "rich_text", "elements": [bullets]}]
    )
    said = "@ada: *as typed* https://example.com:fox_face:@here"
    assert lines == ["/imagine x", said, f"- {said}"]

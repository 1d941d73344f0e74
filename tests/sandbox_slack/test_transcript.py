import re
from typing import Any

import pytest
from slack_sdk import WebClient

from sandbox.plain_text import PlainText
from sandbox.slack import SlackSandbox
from sandbox.transcript import conversation_text
from tests.sandbox_slack.calls import ADA, BEN, GENERAL, actions, button, picture_block, section, upload
from tests.sandbox_slack.recording_app import RecordingApp
from tests.sandbox_slack.standin_app import flat_picture
from tests.sandbox_slack.test_screen_text import FORM

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
        "                   (only ada sees this)",
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
        ("<!date^1795000000^{ago}|just now> <!date^1795000000^{ago}>", "just now !date^1795000000^{ago}"),
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


def test_a_dialogue_in_a_thread_shows_presses_and_forms_where_they_belong(
    slack: SlackSandbox, client: WebClient, app: RecordingApp
) -> None:
    assert app.url
    slack.command("ada", "general", "/imagine a red fox")
    posted = client.chat_postMessage(channel=GENERAL, text="x", blocks=[actions(button("vary"), button("edit"))])["ts"]
    client.chat_postMessage(channel=GENERAL, text="later")
    message = slack.messages("general")[0]
    slack.press("ben", message, "vary")
    client.chat_postMessage(channel=GENERAL, text="another fox", thread_ts=posted)
    client.chat_postEphemeral(channel=GENERAL, user=BEN, text="2nd in line", thread_ts=posted)
    trigger = slack.press("minji", message, "edit").trigger_id
    client.views_open(trigger_id=trigger, view=FORM)
    slack.submit_view("minji", {"prompt": "푸른 여우", "where": "concept-art"})
    slack.shortcut("ada", "use_picture", message)
    assert transcript(slack)[2:] == [
        "hh:mm:ss  ada      /imagine a red fox",
        "                   (typed; nobody else sees it)",
        "hh:mm:ss  Imagine  [Vary] [Edit]",
        "    hh:mm:ss  ben      (presses [Vary])",
        "    hh:mm:ss  Imagine  another fox",
        "    hh:mm:ss  Imagine  2nd in line",
        "                       (only ben sees this)",
        "    hh:mm:ss  minji    (presses [Edit])",
        '    hh:mm:ss  minji    (sends the form "Edit")',
        "                         Prompt: 푸른 여우",
        "                         Where: concept-art",
        '    hh:mm:ss  ada      (uses the shortcut "use_picture" on this message)',
        "hh:mm:ss  Imagine  later",
    ]


def test_a_press_in_an_ephemeral_stands_below_it(slack: SlackSandbox, client: WebClient, app: RecordingApp) -> None:
    assert app.url
    client.chat_postEphemeral(channel=GENERAL, user=ADA, text="x", blocks=[actions(button("cancel"))])
    slack.press("ada", slack.ephemerals("ada")[0], "cancel")
    assert transcript(slack)[2:] == [
        "hh:mm:ss  Imagine  [Cancel]",
        "                   (only ada sees this)",
        "hh:mm:ss  ada      (presses [Cancel])",
    ]


def test_direct_messages_stand_in_one_row(slack: SlackSandbox, client: WebClient, app: RecordingApp) -> None:
    assert app.url
    slack.workspace.scopes |= {"im:history"}
    slack.upload("ada", "dm", [flat_picture(), b"x"], ["fox.png", "x.txt"], "like this")
    channel = client.chat_postMessage(channel=ADA, text="x", blocks=[actions(button("vary"))])["channel"]
    posted = slack.direct_messages("ada")[-1]
    slack.press("ada", posted, "vary")
    first, second = (file["id"] for file in slack.direct_messages("ada")[0]["files"])
    slack.bar_file(second, "access_denied")
    client.chat_postMessage(channel=channel, text="done")
    assert transcript(slack, "@ada")[2:] == [
        "hh:mm:ss  ada      like this",
        f"                   [file: fox.png (F0, {SIZE})]",
        "                   (a file, access_denied)",
        "hh:mm:ss  Imagine  [Vary]",
        "hh:mm:ss  ada      (presses [Vary])",
        "hh:mm:ss  Imagine  done",
    ]
    slack.delete_file(first)
    assert "(this file was deleted)" in transcript(slack, channel)[3]

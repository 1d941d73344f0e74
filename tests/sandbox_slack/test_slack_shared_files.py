"""Pictures that people share: what the app is told, and how it gets at their bytes."""

from io import BytesIO
from typing import Any

import httpx
import pytest
from PIL import Image
from slack_sdk import WebClient

from sandbox.slack import SlackSandbox
from tests.sandbox_slack.calls import GENERAL, refusal
from tests.sandbox_slack.recording_app import RecordingApp
from tests.sandbox_slack.standin_app import flat_picture

Json = dict[str, Any]
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"
READING = frozenset({"files:read", "im:history"})


@pytest.fixture(autouse=True)
def scopes(slack: SlackSandbox) -> None:
    slack.workspace.scopes |= READING


def drawing(width: int, height: int, kind: str = "PNG") -> bytes:
    written = BytesIO()
    Image.new("RGB", (width, height), "teal").save(written, kind)
    return written.getvalue()


def shared(slack: SlackSandbox, channel: str = "general") -> list[Json]:
    """The files of the newest message in a channel."""
    files: list[Json] = slack.messages(channel)[-1]["files"]
    return files


def fetch(slack: SlackSandbox, url: str, token: str | None = None) -> httpx.Response:
    headers = {"authorization": f"Bearer {slack.bot_token if token is None else token}"}
    return httpx.get(url, headers=headers, trust_env=False, follow_redirects=True)


def test_a_mention_with_a_picture_carries_the_file(slack: SlackSandbox, app: RecordingApp) -> None:
    slack.upload("ada", "general", drawing(1200, 600), "My cat.png", "@imagine a hat on it")
    event = app.received[0].json["event"]
    assert event["type"] == "app_mention"
    assert "subtype" not in event
    (file,) = event["files"]
    assert (file["name"], file["mimetype"], file["filetype"], file["mode"]) == (
        "My cat.png", "image/png", "png", "hosted",
    )  # fmt: skip
    assert (file["original_w"], file["original_h"], file["user"]) == (1200, 600, "U0ADA00001")
    assert (file["thumb_360_w"], file["thumb_360_h"]) == (360, 180)
    assert slack.messages("general")[0]["files"] == [file]


def test_a_picture_in_a_direct_message_is_a_file_share(slack: SlackSandbox, app: RecordingApp) -> None:
    slack.upload("ada", "dm", [drawing(64, 64), drawing(64, 64, "JPEG")], ["a.png", "b.jpg"], "these")
    event = app.received[0].json["event"]
    assert (event["type"], event["channel_type"], event["subtype"]) == ("message", "im", "file_share")
    assert [file["filetype"] for file in event["files"]] == ["png", "jpg"]


def test_a_picture_without_a_mention_or_where_the_bot_is_not_tells_the_app_nothing(
    slack: SlackSandbox, app: RecordingApp
) -> None:
    assert slack.upload("ada", "general", drawing(64, 64), "a.png").error == "the bot is not mentioned"
    assert slack.upload("ada", "design", drawing(64, 64), "a.png", "@imagine x").error == "not_in_channel"
    assert app.received == []


def test_a_message_has_as_many_names_as_files_and_one_at_least(slack: SlackSandbox) -> None:
    with pytest.raises(ValueError, match="zip"):
        slack.upload("ada", "general", [drawing(64, 64)], ["a.png", "b.png"])
    with pytest.raises(ValueError, match="one file or more"):
        slack.upload("ada", "general", [], [])


def test_the_bytes_come_for_a_token_that_may_read_them(slack: SlackSandbox) -> None:
    data = drawing(1200, 600)
    slack.upload("ada", "general", data, "My cat.png")
    (file,) = shared(slack)
    for address in ("url_private", "url_private_download"):
        answer = fetch(slack, file[address])
        assert (answer.headers["content-type"], answer.content) == ("image/png", data)
    thumb = fetch(slack, file["thumb_720"])
    with Image.open(BytesIO(thumb.content)) as small:
        assert (small.format, small.size) == ("PNG", (720, 360))
    with Image.open(BytesIO(fetch(slack, file["thumb_80"]).content)) as square:
        assert square.size == (80, 80)
    assert slack.calls("download")[0].arguments == {"file": file["id"]}
    assert fetch(slack, file["thumb_720"].replace("_720", "_7")).status_code == 404


@pytest.mark.parametrize("size", [(100, 50), (1024, 1024), (3000, 2)])
def test_thumbnails_go_up_to_the_pictures_own_size(slack: SlackSandbox, size: tuple[int, int]) -> None:
    slack.upload("ada", "general", drawing(*size, "JPEG"), "x.jpg")
    (file,) = shared(slack)
    frames = [size for size in (360, 480, 720, 800, 960, 1024) if f"thumb_{size}" in file]
    assert frames == ([360] if max(size) < 480 else [360, 480, 720, 800, 960, 1024])
    for frame in frames:
        with Image.open(BytesIO(fetch(slack, file[f"thumb_{frame}"]).content)) as small:
            assert small.size == (file[f"thumb_{frame}_w"], file[f"thumb_{frame}_h"])
            assert small.format == "JPEG"


def test_without_the_right_comes_the_sign_in_page_as_if_all_was_well(slack: SlackSandbox) -> None:
    slack.upload("ada", "design", drawing(64, 64), "a.png")
    slack.upload("ada", "general", drawing(64, 64), "b.png")
    elsewhere, here = shared(slack, "design")[0]["url_private"], shared(slack)[0]["url_private"]
    answers = [
        fetch(slack, elsewhere),
        httpx.get(here, trust_env=False, follow_redirects=True),
        fetch(slack, here, "xoxb-wrong"),
    ]
    slack.workspace.scopes -= {"files:read"}
    answers.append(fetch(slack, here))
    assert {answer.status_code for answer in answers} == {200}
    assert all(answer.headers["content-type"].startswith("text/html") for answer in answers)
    assert "Sign in" in answers[0].text


def test_a_file_elsewhere_is_not_found_until_the_bot_is_invited(slack: SlackSandbox, client: WebClient) -> None:
    slack.upload("ada", "secret-project", drawing(64, 64), "a.png")
    (file,) = shared(slack, "secret-project")
    assert refusal(lambda: client.files_info(file=file["id"]))["error"] == "file_not_found"
    slack.invite("secret-project")
    info = client.files_info(file=file["id"])["file"]
    assert (info["groups"], info["channels"], info["is_public"]) == (["C0SECRET01"], [], False)
    assert fetch(slack, info["url_private"]).headers["content-type"] == "image/png"


def test_info_names_the_thread_of_a_share(slack: SlackSandbox, client: WebClient) -> None:
    slack.write("ada", "general", "look")
    parent = slack.messages("general")[0]["ts"]
    slack.upload("ben", "general", drawing(64, 64), "a.png", thread_ts=parent)
    (reply,) = slack.messages("general", parent)
    info = client.files_info(file=reply["files"][0]["id"])["file"]
    assert info["shares"]["public"][GENERAL] == [
        {"ts": reply["ts"], "thread_ts": parent, "channel_name": "general", "team_id": "T0SANDBOX1"}
    ]


def test_a_heic_has_the_thumbnails_that_slack_made_of_it(slack: SlackSandbox) -> None:
    slack.upload("ada", "general", HEIC, "IMG_1.HEIC", thumb=drawing(1600, 1200, "JPEG"))
    (file,) = shared(slack)
    assert (file["mimetype"], file["filetype"]) == ("image/heic", "heic")
    assert fetch(slack, file["url_private"]).content == HEIC
    with Image.open(BytesIO(fetch(slack, file["thumb_1024"]).content)) as small:
        assert (small.format, small.size) == ("JPEG", (1024, 768))


def test_what_is_no_picture_has_no_thumbnails(slack: SlackSandbox) -> None:
    slack.upload("ada", "general", [b"plain words", b"\xff\xd8\xff broken", HEIC], ["a.txt", "b.jpg", "c.heic"])
    assert not any(name.startswith(("thumb_", "original_")) for file in shared(slack) for name in file)


@pytest.mark.parametrize("why", ["file_not_found", "access_denied"])
def test_a_barred_file_is_a_stub_that_asking_does_not_help(slack: SlackSandbox, client: WebClient, why: str) -> None:
    slack.upload("ada", "general", drawing(64, 64), "a.png")
    (file,) = shared(slack)
    slack.bar_file(file["id"], why)
    (stub,) = shared(slack)
    assert (stub["id"], stub["file_access"], "url_private" in stub) == (file["id"], why, False)
    assert refusal(lambda: client.files_info(file=file["id"]))["error"] == why
    assert "Sign in" in fetch(slack, file["url_private"]).text


def test_a_file_of_slack_connect_has_to_be_asked_for(slack: SlackSandbox, client: WebClient) -> None:
    slack.upload("ada", "general", drawing(64, 64), "a.png")
    slack.bar_file(shared(slack)[0]["id"], "check_file_info")
    (stub,) = shared(slack)
    assert "url_private" not in stub
    assert fetch(slack, client.files_info(file=stub["id"])["file"]["url_private"]).headers["content-type"] == (
        "image/png"
    )
    with pytest.raises(ValueError, match="no file_access 'lost'"):
        slack.bar_file(stub["id"], "lost")


def test_a_deleted_file_leaves_a_tombstone(slack: SlackSandbox, client: WebClient) -> None:
    slack.upload("ada", "general", drawing(64, 64), "a.png")
    (file,) = shared(slack)
    slack.delete_file(file["id"])
    assert shared(slack) == [{"id": file["id"], "mode": "tombstone"}]
    assert refusal(lambda: client.files_info(file=file["id"]))["error"] == "file_deleted"
    assert fetch(slack, file["url_private"]).status_code == 404


def test_a_shortcut_carries_the_files_of_a_place_that_the_bot_is_not_in(slack: SlackSandbox, app: RecordingApp) -> None:
    slack.upload("ada", "ada-ben", flat_picture(), "fox.png", "look")
    delivery = slack.shortcut("ben", "use_picture", slack.messages("ada-ben")[0])
    payload = app.received[0].json
    assert (payload["type"], payload["channel"]["id"]) == ("message_action", "D0ADABEN01")
    assert payload["message"]["files"][0]["name"] == "fox.png"
    assert delivery.response_url
    with pytest.raises(ValueError, match="minji is not in"):
        slack.shortcut("minji", "use_picture", slack.messages("ada-ben")[0])


def test_a_download_fails_on_demand(slack: SlackSandbox) -> None:
    slack.upload("ada", "general", drawing(64, 64), "a.png")
    slack.fail("download", "500")
    address = shared(slack)[0]["url_private"]
    assert [fetch(slack, address).status_code for _ in range(2)] == [500, 200]

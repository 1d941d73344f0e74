"""The bot's token goes to Slack and to nobody that looks like it; a download ends where it is allowed to."""

import threading
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.slack_calls import SlackCalls, SlackRefusedError
from bot.delivery.slack_hosts import is_slacks
from tests.bot.job_rows import TEAM

API = "https://slack.com/api/"
SANDBOX = "http://127.0.0.1:4321/api/"
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789-"
LABEL = st.text(alphabet=LETTERS, min_size=1, max_size=12)


@pytest.mark.parametrize(
    "url",
    [
        "https://files.slack.com/files-pri/T1-F1/cat.png",
        "https://slack.com/cat.png",
        "https://FILES.slack.com/cat.png",
        "https://files.slack.com:443/cat.png",
        "https://files.slack-gov.com/cat.png",
    ],
)
def test_slacks_own_hosts_are_trusted(url: str) -> None:
    assert is_slacks(url, API)


@pytest.mark.parametrize(
    "url",
    [
        "http://files.slack.com/cat.png",
        "https://files.slack.com:8443/cat.png",
        "https://files.slack.com.evil.example/cat.png",
        "https://evil.example/files.slack.com/cat.png",
        "https://files.slack.com@evil.example/cat.png",
        "https://evil.example#.slack.com/cat.png",
        "https://evil.example?.slack.com",
        "https://evil.example\\.slack.com/cat.png",
        "https://notslack.com/cat.png",
        "https://files-slack.com/cat.png",
        "https://slack.com.",
        "https://.slack.com.evil/",
        "https://sl\u0430ck.com/cat.png",  # a Cyrillic letter
        "//files.slack.com/cat.png",
        "file:///etc/passwd",
        "https://[::1/cat.png",
        "https://slack.com:port/",
        "",
    ],
)
def test_what_only_looks_like_slack_is_not(url: str) -> None:
    assert not is_slacks(url, API)


@given(before=LABEL, after=LABEL)
def test_no_host_that_has_slack_in_its_name_is_slacks(before: str, after: str) -> None:
    for host in (f"{before}slack.com", f"slack.com.{after}", f"{before}.slack.{after}.com", f"files.slack.com{after}"):
        assert not is_slacks(f"https://{host}/cat.png", API)
    assert is_slacks(f"https://{before}.slack.com/cat.png", API)


@given(host=st.from_regex(r"[a-z0-9.-]{1,30}", fullmatch=True), port=st.integers(1, 65535))
def test_where_the_api_is_configured_is_trusted_to_the_letter(host: str, port: int) -> None:
    url = f"http://{host}:{port}/cat.png"

    assert is_slacks(url, SANDBOX) == (f"{host}:{port}" == "127.0.0.1:4321")


class FileHost(BaseHTTPRequestHandler):
    """Slack's file server as it might be: with redirects, a sign-in page, and a file without end."""

    tokens: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.tokens.append(self.headers.get("Authorization", ""))
        match self.path:
            case "/cat":
                self.answer(200, b"a cat")
            case "/sign-in":
                self.answer(200, b"<html>", kind="text/html; charset=utf-8")
            case "/endless":
                self.answer(200, b"", length=10**12)
                with suppress(OSError):  # the reader has had enough
                    while True:
                        self.wfile.write(bytes(1_000_000))
            case path:
                self.answer(302, b"", location=path.removeprefix("/to?"))

    def answer(self, status: int, body: bytes, *, kind: str = "image/png", length: int = 0, location: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(length or len(body)))
        if location:
            self.send_header("Location", location)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        return


@pytest.fixture
def host() -> Iterator[str]:
    FileHost.tokens.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), FileHost) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture
def reader(host: str) -> SlackCalls:
    return SlackCalls(api_url=f"{host}/api/", token_of=lambda _team: "xoxb-secret")


def test_redirects_are_followed_on_slacks_own_hosts(reader: SlackCalls, host: str) -> None:
    assert reader.download(TEAM, f"{host}/to?/to?/cat") == b"a cat"
    assert FileHost.tokens == ["Bearer xoxb-secret"] * 3


@pytest.mark.parametrize(
    "target", ["https://evil.example/cat", "http://localhost:1/cat", "//evil.example/cat", "ftp://x"]
)
def test_the_token_follows_no_redirect_to_another_host(reader: SlackCalls, host: str, target: str) -> None:
    with pytest.raises(SlackRefusedError, match="foreign_host"):
        reader.download(TEAM, f"{host}/to?{target}")
    assert len(FileHost.tokens) == 1


@pytest.mark.parametrize(
    ("path", "reason"), [("/to?/to?/to?/to?/cat", "no_access"), ("/sign-in", "no_access"), ("/endless", "too_large")]
)
def test_what_is_no_file_is_refused(reader: SlackCalls, host: str, path: str, reason: str) -> None:
    with pytest.raises(SlackRefusedError, match=reason):
        reader.download(TEAM, f"{host}{path}")


def test_no_other_host_is_ever_asked(reader: SlackCalls, host: str) -> None:
    with pytest.raises(SlackRefusedError, match="foreign_host"):
        reader.download(TEAM, "https://evil.example/cat")
    assert host
    assert FileHost.tokens == []

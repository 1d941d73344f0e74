"""The sandbox for an app that somebody else runs, over HTTP and by Socket Mode, with what it prints."""

import json
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from slack_sdk import WebClient
from slack_sdk.signature import SignatureVerifier
from slack_sdk.socket_mode import SocketModeClient
from slack_sdk.socket_mode.response import SocketModeResponse

from sandbox.app_process import ROOT, free_port
from sandbox.command_line import main
from tests.sandbox_slack.recording_app import RecordingApp


@contextmanager
def served(*arguments: str) -> Iterator[tuple[str, str]]:
    """The sandbox for an app that somebody else runs: what it printed, and the Slack sandbox's address."""
    command = [sys.executable, "-m", "sandbox", "--port", "0", "--page-port", "0", *arguments]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        printed = ""
        while "Ctrl-C ends it." not in printed:
            line = process.stdout.readline()
            assert line, "the sandbox ended"
            printed += line
        found = re.search(r"Slack +(http://\S+)", printed)
        assert found
        yield printed, found[1]
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0


def exports(printed: str) -> dict[str, str]:
    return dict(re.findall(r"(\w+)=(\S+)", printed.partition("Give your app")[2].partition("No Slack library")[0]))


def typed(url: str, text: str) -> dict[str, Any]:
    body = {"user": "ada", "channel": "general", "text": text}
    answer: dict[str, Any] = httpx.post(f"{url}/_sandbox/command", json=body).json()
    return answer["result"]  # type: ignore[no-any-return]


def test_an_app_that_somebody_runs_needs_what_is_printed_and_may_come_later() -> None:
    with RecordingApp() as app, served("--app-url", app.url) as (printed, url):
        told = exports(printed)
        assert {"SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_API_URL"} <= set(told)
        assert "SLACK_APP_TOKEN" not in told
        client = WebClient(token=told["SLACK_BOT_TOKEN"], base_url=told["SLACK_API_URL"])
        assert client.users_list()["ok"], "without a manifest nothing is missing"
        assert client.auth_test()["user"] == "your_app"
        assert typed(url, "/anything goes")["status"] == 200
        received = app.received[0]
        verifier = SignatureVerifier(told["SLACK_SIGNING_SECRET"])
        assert verifier.is_valid_request(received.body, received.headers)
        elsewhere = {"app_url": f"http://127.0.0.1:{free_port()}/slack/events"}
        httpx.post(f"{url}/_sandbox/settings", json=elsewhere)
        assert typed(url, "/anything goes")["error"] == "dispatch_failed"


def test_an_app_connects_by_socket_mode_with_what_is_printed(tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.json"
    manifest.write_text(json.dumps({"features": {"slash_commands": [{"command": "/only"}]}}))
    with served("--app-url", "socket", "--manifest", str(manifest)) as (printed, url):
        assert typed(url, "/only x")["error"] == "dispatch_failed", "nobody has connected yet"
        told = exports(printed)
        assert "SLACK_SIGNING_SECRET" not in told
        web = WebClient(token=told["SLACK_APP_TOKEN"], base_url=told["SLACK_API_URL"])
        client = SocketModeClient(app_token=told["SLACK_APP_TOKEN"], web_client=web)
        client.socket_mode_request_listeners.append(
            lambda client, request: client.send_socket_mode_response(
                SocketModeResponse(envelope_id=request.envelope_id)
            )
        )
        client.connect()
        try:
            assert typed(url, "/only x")["status"] == 200
            assert typed(url, "/other x")["error"] == "not_a_valid_command"
        finally:
            client.close()


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("--app-url", "localhost"), "'localhost' is neither where your app listens, such as http://127.0.0.1:3000"),
        (("--app-url", "http://127.0.0.1:x/"), "neither where your app listens"),
        (("--app-url", "http://127.0.0.1:1", "--app-command", "x"), "take one of the two"),
        (("--app-url", "http://127.0.0.1:1", "--once", "/x"), "take it without --app-url"),
        (("--app-url", "http://127.0.0.1:1", "--socket"), "or say --app-url socket"),
        (("--port", "70000"), "a port is a number from 0 to 65535, not '70000'"),
    ],
)
def test_options_that_contradict_each_other_are_refused(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], reason: str
) -> None:
    with pytest.raises(SystemExit) as refused:
        main(arguments)
    assert refused.value.code == 2
    assert reason in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a: [", "is neither YAML nor JSON"),
        ("- a list", "is no app manifest"),
        ("features: [x]", "features must be a mapping"),
        (None, "No such file"),
    ],
)
def test_a_manifest_that_is_none_is_named(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, text: str | None, reason: str
) -> None:
    file = tmp_path / "manifest.yml"
    if text:
        file.write_text(text)
    assert main(["--app-url", "socket", "--port", "0", "--manifest", str(file)]) == 1
    told = capsys.readouterr().err
    assert reason in told
    assert str(file) in told

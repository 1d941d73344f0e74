import os
import re
import shlex
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil
import pytest

from sandbox.app_process import ROOT, AppSetup, child_environment
from sandbox.command_line import main
from tests.sandbox_slack.standin_app import flat_picture

TIMES = "\N{MULTIPLICATION SIGN}"
STANDIN = shlex.join([sys.executable, str(ROOT / "tests" / "sandbox_slack" / "standin_app.py")])
LEAKS = {
    **dict.fromkeys(
        ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "AWS_PROFILE", "BWB_PROFILE_NAME", "IMAGINE_MODELS"), "mine"
    ),
    **dict.fromkeys(("DATABASE_URL", "ARTIFACTS_URL", "DATA_DIR"), "/mine"),
    **dict.fromkeys(("HTTP_PROXY", "https_proxy", "ALL_PROXY"), "http://127.0.0.1:9"),
}


@dataclass(frozen=True)
class Done:
    code: int
    stdout: str
    stderr: str


Run = Callable[..., Done]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """The command line in this process; the app is one of its own in any case."""

    def run(*arguments: str, app: str = STANDIN) -> Done:
        try:
            code = main(["--app-command", app, *arguments])
        except SystemExit as refused:
            code = int(refused.code or 0)
        said = capsys.readouterr()
        return Done(code, said.out, said.err)

    return run


@pytest.mark.parametrize("way", [(), ("--socket",)])
def test_a_command_is_followed_from_typing_to_picture(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: tuple[str, ...]
) -> None:
    for name, value in LEAKS.items():
        monkeypatch.setenv(name, value)
    done = run("--once", "/imagine a red fox", "--out", str(tmp_path), *way)
    assert done.code == 0, done.stderr
    assert re.search(r"ada +/imagine a red fox\n", done.stdout)
    assert re.search(rf"Your app +\[image: a red fox \(file F\w+, 64{TIMES}48 PNG\)\]", done.stdout)
    assert re.search(r"acknowledged after \d+ ms, picture visible after \d+\.\d s", done.stdout)
    (picture,) = tmp_path.iterdir()
    assert str(picture) in done.stdout
    assert picture.read_bytes() == flat_picture()


def test_several_commands_by_somebody_elsewhere(run: Run, tmp_path: Path) -> None:
    where = ("--user", "minji", "--channel", "dm", "--out", str(tmp_path))
    done = run("--once", "/imagine one", "--once", "/imagine two", *where)
    assert done.code == 0, done.stderr
    assert "Direct messages of Your app and minji" in done.stdout
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("refuse", "no picture was drawn; ada was told:\n  > I don't draw that."),
        ("crash", "the app ended before the picture came"),
        ("late", "the command was not acknowledged within 3 s (operation_timeout)"),
        ("silent", "no picture after 1 s: the command was acknowledged, nothing was posted"),
    ],
)
def test_a_picture_that_does_not_come_is_a_failure_with_its_reason(
    run: Run, tmp_path: Path, text: str, reason: str
) -> None:
    patience = ("--timeout", "1") if text == "silent" else ()
    done = run("--once", f"/imagine {text}", "--out", str(tmp_path), *patience)
    assert done.code == 1
    assert reason in done.stderr
    assert "The end of the app's log" in done.stderr
    assert not list(tmp_path.iterdir())


def test_an_app_that_does_not_start_is_shown_with_its_log(run: Run) -> None:
    app = shlex.join([sys.executable, "-c", "print('no token, no bot'); raise SystemExit(4)"])
    done = run("--once", "/imagine x", app=app)
    assert done.code == 1
    assert "The app did not start: the app ended with exit code 4" in done.stderr
    assert "| no token, no bot" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("--user", "zoe"), "choose from"),
        (("--channel", "lobby"), "choose from"),
        (("--latency", "soon"), "'soon' is no number of seconds, 0 or more"),
        (("--latency", "-1"), "is no number of seconds"),
    ],
)
def test_an_option_that_makes_no_sense_is_refused_before_anything_starts(
    run: Run, arguments: tuple[str, ...], reason: str
) -> None:
    done = run("--once", "/imagine x", *arguments)
    assert done.code == 2
    assert reason in done.stderr


def test_a_taken_port_is_named(run: Run) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = run("--port", str(taken.getsockname()[1]))
    assert done.code == 1
    assert "The sandbox could not start" in done.stderr
    assert "choose another with --port" in done.stderr


@contextmanager
def kept_running() -> Iterator[tuple[subprocess.Popen[str], str, str]]:
    """The sandbox kept running: its process, the Slack sandbox's address and the page's."""
    command = [sys.executable, "-m", "sandbox", "--page-port", "0", "--app-command", STANDIN]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    try:
        printed = ""
        while "Ctrl-C ends it." not in printed:
            line = process.stdout.readline()
            assert line, "the sandbox ended"
            printed += line
        slack, page = re.search(r"Slack +(http://\S+)", printed), re.search(r"Open +(http://\S+)", printed)
        assert slack
        assert page
        yield process, slack[1], page[1]
    finally:
        process.stdout.close()
        process.terminate()
        process.wait(20)


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_it_stays_up_until_told_to_end_and_leaves_no_orphan(ending: signal.Signals) -> None:
    with kept_running() as (process, url, _):
        body = {"user": "ada", "channel": "general", "text": "/imagine a red fox"}
        answer = httpx.post(f"{url}/_sandbox/command", json=body).json()
        assert answer["result"]["status"] == 200
        children = psutil.Process(process.pid).children(recursive=True)
        assert children
        process.send_signal(ending)
        assert process.wait(20) == 0
        _, alive = psutil.wait_procs(children, timeout=5)
        assert alive == []


def test_an_app_that_ends_by_itself_is_told_of_and_starts_again_from_the_page(
    capfd: pytest.CaptureFixture[str],
) -> None:
    with kept_running() as (process, url, page):
        typed = {"user": "ada", "channel": "general", "text": "/imagine crash"}
        httpx.post(f"{url}/_sandbox/command", json=typed)
        told, deadline = "", time.monotonic() + 20
        while "the stand-in crashed as asked" not in told and time.monotonic() < deadline:
            told += capfd.readouterr().err
            time.sleep(0.05)
        assert "The app ended by itself" in told

        assert httpx.post(f"{page}/levers/restart", json={}, timeout=30).status_code == 200
        again = httpx.post(f"{url}/_sandbox/command", json={**typed, "text": "/imagine a red fox"}).json()
        assert again["result"]["status"] == 200
        assert process.poll() is None


def test_the_app_sees_nothing_of_the_callers_accounts(tmp_path: Path) -> None:
    setup = AppSetup(
        command=("app",),
        data_dir=tmp_path,
        slack_api_url="http://slack/api/",
        bedrock_url="http://bedrock",
        bot_token="xoxb-sandbox",
        signing_secret="sandbox",
    )
    found = child_environment({"PATH": "/bin", "LANG": "C", **LEAKS}, setup)
    assert (found["PATH"], found["LANG"]) == ("/bin", "C")
    assert not set(LEAKS.values()) & set(found.values())
    assert "SLACK_APP_TOKEN" not in found
    assert {name: found[name] for name in ("SLACK_BOT_TOKEN", "BWB_ENDPOINT_URL", "IMAGINE_DOTENV")} == {
        "SLACK_BOT_TOKEN": "xoxb-sandbox",
        "BWB_ENDPOINT_URL": "http://bedrock",
        "IMAGINE_DOTENV": os.devnull,
    }

"""`python -m sandbox.bedrock` as a person starts it."""

import base64
import json
import re
import signal
import subprocess
import sys
import textwrap

import boto3
import httpx
import pytest

TITAN = "amazon.titan-image-generator-v2:0"


def start(*arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "sandbox.bedrock", "--port", "0", *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def greeting(process: subprocess.Popen[str]) -> str:
    """What it prints once it answers, to the last line."""
    assert process.stdout
    lines = [process.stdout.readline()]
    while lines[-1] and "Ctrl-C" not in lines[-1]:
        lines.append(process.stdout.readline())
    return "".join(lines)


def test_it_stays_up_says_how_to_call_it_and_ends_at_ctrl_c() -> None:
    with start("--alive", TITAN, "--latency", "0.2") as process:
        text = greeting(process)
        url = re.search(r"http://127\.0\.0\.1:\d+", text)
        assert url, text
        told = httpx.get(f"{url[0]}/_sandbox/settings").json()
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=20)

    assert (told["latency"], told["lifecycle"][TITAN]) == (0.2, "active")
    assert f"Drawing: {TITAN} (us-east-1, us-west-2)" in text
    assert f"AWS_ENDPOINT_URL={url[0]}" in text
    assert (process.returncode, errors) == (0, "")


def test_the_python_that_it_prints_draws_a_picture() -> None:
    with start() as process:
        text = greeting(process).split("With boto3:\n")[1].split("\nWhat it was asked")[0]
        names: dict[str, object] = {"boto3": boto3, "base64": base64, "json": json}
        exec(textwrap.dedent(text), names)  # noqa: S102 - the words under test are a program
        process.terminate()
        process.communicate(timeout=20)

    picture = names["picture"]
    assert isinstance(picture, bytes)
    assert picture.startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["--alive", "titan"], "titan: the sandbox has no such model; it has amazon.titan-image-generator-v1"),
        (["--latency", "-1"], "latency: a number from 0 to 3600 seconds"),
        (["--port", "70000"], "a port is a number from 0 to 65535, not '70000'"),
    ],
)
def test_what_cannot_be_used_is_named(arguments: list[str], why: str) -> None:
    with start(*arguments) as process:
        _, errors = process.communicate(timeout=20)

    assert process.returncode == 2
    assert why in errors

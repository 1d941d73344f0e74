"""What the library's reference shows is run, against the sandbox, and prints what it says."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sandbox.bedrock import BedrockSandbox
from tests.tooling.reference import ROOT, blocks, section


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The sandbox as Bedrock, Titan v1 still alive, and nothing of the machine's own settings."""
    dropped = re.compile(r"(AWS|BWB|IMAGINE)_.*|.*_PROXY", re.IGNORECASE)
    kept = {name: value for name, value in os.environ.items() if not dropped.fullmatch(name)}
    with BedrockSandbox(alive=["amazon.titan-image-generator-v1"]) as bedrock:
        bedrock.change(painter="plain")
        yield {
            **kept,
            "AWS_ACCESS_KEY_ID": "AKIASANDBOX",
            "AWS_SECRET_ACCESS_KEY": "sandbox",
            "AWS_EC2_METADATA_DISABLED": "true",
            "BWB_ENDPOINT_URL": bedrock.url,
            "PYTHONPATH": str(ROOT),
            "HOME": str(tmp_path_factory.mktemp("home")),
        }


def run(arguments: list[str], environment: dict[str, str], folder: Path) -> str:
    command = [sys.executable, "-W", "error", *arguments]
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_examples_run_one_after_the_other_and_print_what_they_say(
    environment: dict[str, str], tmp_path: Path
) -> None:
    program = "\n".join(blocks("python"))

    output = run(["-c", program], environment, tmp_path)

    assert output.splitlines() == re.findall(r"^ *print\(.*\)  # (.*)$", program, re.MULTILINE)
    assert all(len(block.splitlines()) <= 12 for block in blocks("python"))


def test_the_command_lines_run_one_after_the_other(environment: dict[str, str], tmp_path: Path) -> None:
    lines = "".join(blocks("console")).replace("\\\n", " ").splitlines()
    commands = [shlex.split(line.removeprefix("$ "))[1:] for line in lines if line.startswith("$ titan ")]
    program = f"from titan_core.cli import main; print([main(line) for line in {commands!r}])"

    output = run(["-c", program], environment, tmp_path)

    assert output.splitlines()[-1] == str([0] * len(commands))
    assert len(commands) > 5


def test_the_exit_codes_are_those_of_the_help(environment: dict[str, str], tmp_path: Path) -> None:
    helped = [line.strip() for line in run(["-m", "titan_core", "--help"], environment, tmp_path).splitlines()]
    (told,) = blocks("text", section("The command line"))

    assert told
    assert {line.strip() for line in told.splitlines()} <= set(helped)

"""Every command that the documents show is run, in a clone beside the sandboxes; nothing shown is left out."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from bot.manifest import render
from sandbox.app_process import BOT_COMMAND, AppProcess, AppSetup, child_environment
from sandbox.bedrock import BedrockSandbox
from sandbox.slack import SlackSandbox
from tests.postgres import PostgresServer
from tests.road.scenes import WAIT_SECONDS
from tests.tooling.checkout import Checkout
from tests.tooling.command_words import fault
from tests.tooling.document_claims import ELSEWHERE, NOT_HERE, ONLY_MENTIONED, is_run_elsewhere
from tests.tooling.documents import (
    ROOT,
    Command,
    all_blocks,
    blocks,
    commands,
    documents,
    inline_commands,
    read,
    unfenced,
)

LINES = ("console", "sh")
KNOWN = (*LINES, "python", "slack", "env", "ini", "json", "sql")  # tests/tooling/test_document_blocks.py, tests/road
_PAGE = "http://127.0.0.1:4600"  # a free port where this one is taken
FREE_PORTS = {"--app-url socket": "--app-url socket --port 0", "-m sandbox.bedrock": "-m sandbox.bedrock --port 0"}
_HEALTH_PORT = "9090"
_POSTGRES = "postgresql://imagine:PASSWORD@db.example.com:5432/imagine"


def why_not(command: Command) -> str:
    """Why a line can't be run here; "" if it can."""
    return next((reason for start, reason in NOT_HERE.items() if command.line.startswith(start)), "")


def lines_of(document: str) -> list[Command]:
    shown = [block for block in blocks(document) if block.language in LINES and not is_run_elsewhere(block)]
    return [command for block in shown for command in commands(block)]


RUN = [document for document in documents() if any(not why_not(command) for command in lines_of(document))]


@pytest.fixture(scope="module")
def servers() -> Iterator[tuple[SlackSandbox, BedrockSandbox]]:
    with SlackSandbox() as slack, BedrockSandbox() as bedrock:
        slack.install(yaml.safe_load(render()))
        bedrock.change(painter="plain")
        yield slack, bedrock


def setup_beside(slack: SlackSandbox, bedrock: BedrockSandbox, folder: Path) -> AppSetup:
    """The bot of the clone, by Socket Mode."""
    return AppSetup(
        command=BOT_COMMAND,
        data_dir=folder,
        slack_api_url=slack.api_url,
        bedrock_url=bedrock.url,
        bot_token=slack.bot_token,
        signing_secret=slack.signing_secret,
        app_token=slack.app_token,
    )


@pytest.fixture(scope="module")
def data(servers: tuple[SlackSandbox, BedrockSandbox], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a bot leaves behind that has drawn a picture."""
    slack, bedrock = servers
    setup = setup_beside(slack, bedrock, tmp_path_factory.mktemp("drawn"))
    with AppProcess(setup, has_connection=lambda: slack.connection_count > 0):
        slack.command("ada", "general", "/imagine a red fox")
        slack.wait_for(lambda: "red fox. AI-generated" in slack.transcript("general"), WAIT_SECONDS, "a picture")
    return setup.data_dir / "data"


@pytest.fixture
def checkout(servers: tuple[SlackSandbox, BedrockSandbox], data: Path, tmp_path: Path) -> Iterator[Checkout]:
    """A clone whose bot meets the sandboxes and has drawn; its data and `.env` are where a reader's are."""
    environment = child_environment(os.environ, setup_beside(*servers, tmp_path))
    del environment["DATA_DIR"], environment["IMAGINE_DOTENV"]
    with Checkout(tmp_path, {**environment, "HOME": str(tmp_path)}) as clone:
        shutil.copytree(data, clone.folder / "var")
        yield clone


@pytest.mark.parametrize("document", RUN)
def test_the_commands_of_a_document_run_one_after_the_other(
    checkout: Checkout, document: str, request: pytest.FixtureRequest
) -> None:
    there = {_HEALTH_PORT: checkout.environment["PORT"]}
    if _POSTGRES in read(document) or "dropdb imagine" in read(document):
        there |= on_server(request.getfixturevalue("postgres"))

    for command in lines_of(document):
        if not why_not(command):
            checkout.run(replaced(command, there))
    checkout.end()


def mentioned() -> list[Command]:
    """Commands within sentences that are whole, and no block has them or a longer one."""
    shown = [
        f"{bare(command.line)} " for block in all_blocks() if block.language in LINES for command in commands(block)
    ]
    found = dict.fromkeys(bare(line) for document in documents() for line in inline_commands(read(document)))
    alone = [line for line in found if not any(longer.startswith(f"{line} ") for longer in shown)]
    whole = [Command(line=line) for line in alone if not line.endswith("…")]
    return [command for command in whole if not fault(command) and not command.line.startswith(tuple(ONLY_MENTIONED))]


def bare(line: str) -> str:
    return line.removeprefix(".venv/bin/")


def test_commands_within_sentences_run_too(checkout: Checkout) -> None:
    for command in mentioned():
        checkout.run(replaced(command, FREE_PORTS))
    checkout.end()


def on_server(server: PostgresServer) -> dict[str, str]:
    """What names a database, or makes and drops it, on the tests' own server."""
    theirs = server.new_database().replace("+psycopg", "")
    login, name = f"--maintenance-db={theirs.rpartition('/')[0]}/postgres", theirs.rpartition("/")[2]
    drop = f"dropdb {login} {name}"
    return {_POSTGRES: theirs, "createdb imagine": f"{drop} && createdb {login} {name}", "dropdb imagine": drop}


def replaced(command: Command, there: dict[str, str]) -> Command:
    line = command.line
    for told, real in there.items():
        line = line.replace(told, real)
    return Command(line=line, printed=tuple(said.replace(_PAGE, "http://127.0.0.1:…") for said in command.printed))


@pytest.mark.parametrize("document", documents())
def test_what_is_said_to_our_programs_is_what_they_take(document: str) -> None:
    lines = [command for block in blocks(document) if block.language in LINES for command in commands(block)]
    mentioned = [Command(line=line.removesuffix(" …")) for line in inline_commands(read(document))]

    faults = {command.line: fault(command) for command in lines}
    faults |= {command.line: fault(command, mentioned=True) for command in mentioned}

    assert not {line: told for line, told in faults.items() if told}


def test_no_block_is_of_a_kind_that_nobody_runs() -> None:
    assert not [f"{block} is {block.language or 'nothing'}" for block in all_blocks() if not is_run_elsewhere(block)
                and block.language not in KNOWN]  # fmt: skip
    assert not {document: found for document in documents() if (found := unfenced(read(document)))}


@pytest.mark.parametrize(("document", "language"), ELSEWHERE)
def test_what_another_test_runs_is_still_there_and_so_is_the_test(document: str, language: str) -> None:
    test = (ROOT / ELSEWHERE[document, language]).read_text("utf-8")

    assert [block for block in blocks(document) if block.language == language]
    assert "def test_" in test


def test_the_aws_cli_takes_what_is_said_to_it() -> None:
    shown = [command.line for document in documents() for command in lines_of(document)]
    for line in shown:
        if line.startswith("aws "):
            words = [*shlex.split(line)[1:], "--generate-cli-skeleton"]
            run_aws(words)


def run_aws(words: list[str]) -> None:
    """The AWS CLI that the dev lock has; a skeleton is printed without a call, if it knows the words."""
    aws = Path(sys.executable).parent / "aws"
    done = subprocess.run([str(aws), *words], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("start", NOT_HERE)
def test_what_cannot_be_run_here_is_still_shown_somewhere(start: str) -> None:
    lines = [command.line for document in documents() for command in lines_of(document)]

    assert any(line.startswith(start) for line in lines)


def test_the_files_that_a_bot_leaves_are_those_that_are_told(data: Path) -> None:
    told = re.findall(r"^\| `([\w.]+)", read("docs/reference/data.md").partition("## Tables")[0], re.MULTILINE)

    assert {path.name.removesuffix("-wal").removesuffix("-shm") for path in data.iterdir()} <= set(told)
    assert {"imagine.sqlite", "artifacts"} <= set(told)

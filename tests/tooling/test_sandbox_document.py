"""The pages about the sandbox and the Bedrock emulator: each command and program runs, each table is the code's."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import fields
from inspect import signature
from pathlib import Path

import pytest

from sandbox.app_process import free_port
from sandbox.bedrock.catalog import MODELS
from sandbox.bedrock.control import ControlApi
from sandbox.bedrock.models import Lifecycle
from sandbox.bedrock.settings import FAULTS, Settings
from sandbox.bedrock.state import SandboxState
from sandbox.slack import SlackSandbox, seed
from sandbox.slack.control import Control
from sandbox.slack.hearing import MESSAGE_EVENTS
from sandbox.slack.methods.registry import CONNECTIONS_OPEN, CONNECTIONS_PER_MINUTE, METHODS
from tests.road.scenes import WAIT_SECONDS
from tests.tooling.checkout import Checkout
from tests.tooling.documents import ROOT, Block, Command, blocks, commands, read

SANDBOX, BEDROCK = "docs/sandbox.md", "docs/bedrock_emulator.md"
_THEIRS = re.compile(r"(SLACK|AWS|BWB|IMAGINE)_.*|.*_PROXY|DATA_DIR|DATABASE_URL|ARTIFACTS_URL", re.IGNORECASE)


def section(document: str, heading: str) -> str:
    return re.split(r"^##+ ", read(document).partition(f"# {heading}\n")[2], maxsplit=1, flags=re.MULTILINE)[0]


def rows(text: str, head: str) -> list[list[str]]:
    """Cells of the table that begins with this head, without back quotes."""
    lines = text.partition(f"| {head}")[2].splitlines()[2:]
    table = lines[: next((at for at, line in enumerate(lines) if not line.startswith("|")), len(lines))]
    return [[cell.strip().replace("`", "") for cell in line.strip("|").split("|")] for line in table]


def stories(document: str) -> dict[str, list[Block]]:
    """Blocks of commands by the heading that they stand under: one goes on where the last one ended."""
    found: dict[str, list[Block]] = {}
    for block in blocks(document):
        if block.language == "console":
            above = "\n".join(read(document).splitlines()[: block.line])
            found.setdefault(re.findall(r"^##+ (.+)$", above, re.MULTILINE)[-1], []).append(block)
    return found


STORIES = [
    (document, heading)
    for document in (SANDBOX, BEDROCK)
    for heading in stories(document)
    if heading not in {"Your own app", "While it runs"}
]


class Reader:
    """Types what a page shows, with ports of their own."""

    def __init__(self, clone: Checkout) -> None:
        self._clone = clone
        self._ports = {port: str(free_port()) for port in ("3000", "4500", "4700")}
        clone.environment["PORT"] = self._ports["3000"]

    def type(self, block: Block) -> None:
        for command in commands(block):
            self._run(Command(line=self._moved(command.line), printed=tuple(map(self._moved, command.printed))))

    def _moved(self, text: str) -> str:
        text = text.replace("-m sandbox --app-url", "-m sandbox --port 4700 --app-url")
        text = re.sub(r"-m sandbox\.bedrock$", "-m sandbox.bedrock --port 4500", text)
        return re.sub(r"\b(3000|4500|4700)\b", lambda found: self._ports[found[0]], text)

    def _run(self, command: Command) -> None:
        """Whoever reads a channel looks again while it isn't there yet."""
        deadline = time.monotonic() + (WAIT_SECONDS if "transcript" in command.line else 0)
        while True:
            try:
                return self._clone.run(command)
            except AssertionError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.1)


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Reader]:
    environment = {name: value for name, value in os.environ.items() if not _THEIRS.fullmatch(name)}
    beside = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])  # the AWS CLI is there
    with Checkout(tmp_path, {**environment, "HOME": str(tmp_path)}) as clone:
        clone.environment["PATH"] = os.pathsep.join([str(clone.folder / ".venv/bin"), beside])
        yield Reader(clone)
        clone.end()


@pytest.mark.parametrize(("document", "heading"), STORIES)
def test_what_is_typed_on_the_page_runs_and_prints_what_it_says(reader: Reader, document: str, heading: str) -> None:
    for block in stories(document)[heading]:
        reader.type(block)


def test_another_app_is_started_by_the_sandbox(reader: Reader) -> None:
    reader.type(stories(SANDBOX)["Your own app"][0])


def test_another_app_is_started_by_whoever_reads_the_page(reader: Reader) -> None:
    _, served, app = stories(SANDBOX)["Your own app"]
    reader.type(served)
    reader.type(app)


def test_the_emulator_is_changed_while_it_runs(reader: Reader) -> None:
    reader.type(stories(BEDROCK)["From the AWS CLI"][0])
    reader.type(stories(BEDROCK)["While it runs"][0])


def test_the_test_on_the_page_passes_and_so_do_the_programs(tmp_path: Path) -> None:
    test, *programs = [one.text for page in (SANDBOX, BEDROCK) for one in blocks(page) if one.language == "python"]
    tests = [f"def test_{number}():\n    exec({text!r}, {{}})\n" for number, text in enumerate(programs)]
    (tmp_path / "test_hello.py").write_text("\n\n".join([test, *tests]))
    command = [sys.executable, "-W", "error", "-m", "pytest", "-q", "-c", os.devnull, "--rootdir", str(tmp_path)]
    done = subprocess.run(
        [*command, str(tmp_path)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert "3 passed" in done.stdout


def test_people_and_channels_are_those_of_the_workspace() -> None:
    people = {name for name, _ in rows(read(SANDBOX), "name | who |")}
    assert people == {person.name for person in seed.PEOPLE}
    channels = {name: inside for name, _, inside in rows(read(SANDBOX), "channel | what")}
    assert channels == {channel.name: "yes" if seed.BOT.id in channel.members else "no" for channel in seed.channels()}


def test_what_people_do_over_http_is_on_the_page_with_its_fields() -> None:
    with SlackSandbox() as slack:
        routes = {route.path.removeprefix("/_sandbox/"): route for route in Control(slack).routes()}
        told = rows(section(SANDBOX, "What people do, over HTTP"), "name | needs")
        read_only = {name.replace("ID", "{id}") for name, *_ in rows(read(SANDBOX), "name | query")}

        assert {name for name, *_ in told} | read_only == set(routes)
        assert not {name for name in read_only if "POST" in (routes[name].methods or ())}
        for name, needs, may_have, _ in told:
            assert "POST" in (routes[name].methods or ()), name
            if name not in {"fail", "settings"}:  # named in words there
                takes = list(signature(getattr(slack, name)).parameters)
                assert sorted((*needs.split(), *may_have.split())) == sorted(takes), name


def test_the_methods_are_those_of_the_web_api_with_scopes_and_rates() -> None:
    told = {name: (scopes, int(calls)) for name, scopes, calls in rows(read(SANDBOX), "method | scopes")}
    assert told.pop(CONNECTIONS_OPEN)[1] == CONNECTIONS_PER_MINUTE
    assert told == {
        name: (" ".join(sorted(method.scopes)) or "none", method.per_minute) for name, method in METHODS.items()
    }


def test_the_messages_that_an_app_hears_are_on_the_page_with_their_scopes() -> None:
    told = {event: scope for event, scope in rows(read(SANDBOX), "event | scope") if event.startswith("message.")}
    assert told == dict(MESSAGE_EVENTS.values())


def test_the_emulators_models_states_settings_and_faults_are_on_the_page() -> None:
    page = read(BEDROCK)
    assert rows(page, "model | regions") == [
        [model.model_id, ", ".join(model.regions), model.lifecycle] for model in MODELS.values()
    ]
    assert [state for state, _ in rows(page, "state | what")] == list(Lifecycle)
    written = {name: at_first for name, at_first, _ in rows(page, "setting | at first")}
    assert written.pop("lifecycle")
    assert {name: value.strip('"') for name, value in written.items()} == {
        field.name: str(field.default).replace("True", "true") for field in fields(Settings)
    }
    assert set(re.findall(r"`(\w+)`", page.partition("a proxy's page of HTML):")[2].partition("\n## ")[0])) == FAULTS
    routes = {
        f"{method} {route.path}"
        for route in ControlApi(SandboxState()).routes()
        for method in (route.methods or set()) - {"HEAD"}
    }
    assert {address for address, _ in rows(page, "address | what")} == routes

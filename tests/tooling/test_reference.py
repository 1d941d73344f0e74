"""The reference is what the code says: commands, options, flags, words, tables and addresses."""

import re
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest

from bot.prompt_line import Asking, Word, parse
from bot.prompt_line.midjourney import UNMATCHED
from bot.services import make_services, open_database
from bot.serving import Front
from bot.settings import Settings
from bot.store.tables import METADATA
from tests.tooling import reference_tables
from tests.tooling.documents import read
from tests.tooling.test_document_blocks import TOKENS

COMMANDS, LINE, DATA = (read(f"docs/reference/{name}.md") for name in ("commands", "line", "data"))


def rows(page: str, heading: str) -> list[list[str]]:
    """Cells of the first table under a heading, without its two head lines."""
    section = page.partition(f"# {heading}\n")[2].partition("\n## ")[0]
    lines = re.findall(r"^\|.*$", section, re.MULTILINE)
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


@pytest.mark.parametrize(
    "words",
    [
        ("bot",),
        ("bot", "migrate"),
        ("bot", "manifest"),
        ("bot", "workspaces"),
        ("bot", "rules"),
        ("bot", "rules", "show"),
        ("bot", "rules", "audit"),
        ("bot", "jobs"),
        ("bot", "jobs", "list"),
        ("bot", "stats"),
        ("sandbox",),
        ("sandbox.bedrock",),
        ("bench",),
    ],
    ids=" ".join,
)
def test_commands_and_options_are_those_that_help_lists(words: tuple[str, ...]) -> None:
    for expected in (reference_tables.commands(*words), reference_tables.options(*words)):
        assert expected.count("\n") == 2 or expected in COMMANDS, f"docs/reference/commands.md lacks\n{expected}"


def test_each_make_target_is_told() -> None:
    expected = reference_tables.targets()

    assert expected in COMMANDS, f"docs/reference/commands.md lacks\n{expected}"


def test_flags_and_their_ranges_are_the_grammar_s() -> None:
    expected = reference_tables.flags()

    assert expected in LINE, f"docs/reference/line.md lacks\n{expected}"


def test_each_word_that_shows_something_is_there_with_its_other_names() -> None:
    told = {row[0] for row in rows(LINE, "Words alone")}
    named = [re.findall(r"`([^`]+)`", cell) for cell in told]

    assert {names[0] for names in named} == set(Word)
    assert all(parse(name) == Word(names[0]) for names in named for name in names)
    assert isinstance(parse("help, as a neon sign"), Asking)


def test_flags_that_are_left_out_are_all_named() -> None:
    section = LINE.partition("## Midjourney's flags\n")[2]

    assert set(re.findall(r"`(--\w+)`", section)) == set(UNMATCHED)


def test_each_table_has_its_row() -> None:
    assert {row[0].strip("`") for row in rows(DATA, "Tables")} == set(METADATA.tables)


@pytest.fixture
def front(tmp_path: Path) -> Iterator[Front]:
    settings = Settings.from_env({**TOKENS, "DATA_DIR": str(tmp_path)})
    database = open_database(settings)
    services = make_services(settings, database)
    yield Front(None, services, "")
    services.close()
    database.dispose()


def answered(front: Front, path: str) -> tuple[str, str]:
    said: list[str] = []

    def start_response(status: str, _headers: Any, _info: Any = None) -> Any:  # noqa: ANN401  # as wsgiref has it
        said.append(status)

    (body,) = front({"PATH_INFO": path, "REQUEST_METHOD": "GET"}, start_response)
    return said[0], body.decode()


def test_addresses_answer_as_they_are_told(front: Front) -> None:
    told = dict(rows(DATA, "Addresses"))

    for path, word in (("/healthz", "alive"), ("/readyz", "ready")):
        assert f"200 `{word}`" in told[f"`GET {path}`"]
        assert answered(front, path) == (f"{HTTPStatus.OK.value} OK", word)
    assert answered(front, "/elsewhere")[0].startswith(str(HTTPStatus.NOT_FOUND.value))


def test_each_metric_has_its_row(front: Front) -> None:
    status, text = answered(front, "/metrics")
    described = dict(re.findall(r"^# HELP (imagine_\w+) (.+)$", text, re.MULTILINE))
    kinds = dict(re.findall(r"^# TYPE (imagine_\w+) (\w+)$", text, re.MULTILINE))
    expected = [(f"`{name}`", kinds[name], about) for name, about in described.items()]

    assert status.startswith(str(HTTPStatus.OK.value))
    assert [tuple(row) for row in rows(DATA, "Metrics")] == expected, "\n".join(map(" | ".join, expected))

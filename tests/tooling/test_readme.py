"""The README tells the truth: its tables are the code's, its commands run, its output is what comes."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from bot.manifest import render
from bot.prompt_line import FLAGS
from sandbox.app_process import AppSetup, child_environment
from sandbox.bedrock import BedrockSandbox
from sandbox.slack import SlackSandbox
from titan_core import CATALOG

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
SETTINGS = (ROOT / "docs" / "settings.md").read_text("utf-8")


def rows(heading: str, document: str = README) -> list[list[str]]:
    """Cells of the table under a heading, without its two head lines."""
    section = re.split(rf"^#+ {heading}\n", document, maxsplit=1, flags=re.MULTILINE)[1].partition("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def block(language: str, number: int = 0) -> str:
    return list(re.finditer(rf"^ *```{language}\n(.*?)^ *```", README, re.DOTALL | re.MULTILINE))[number][1]


def test_the_readme_stays_short() -> None:
    assert len(README.splitlines()) < 150


def test_the_flag_table_is_the_grammar_s() -> None:
    expected = [
        [", ".join(f"`{name}`" for name in (flag.name, *flag.aliases)), f"`{flag.example}`", flag.meaning]
        for flag in FLAGS
    ]
    assert rows("Flags") == expected


def test_the_settings_table_names_what_the_example_file_offers() -> None:
    example = (ROOT / ".env.example").read_text("utf-8")
    offered = re.findall(r"^(?:# )?([A-Z][A-Z_]+)=(.*)$", example, re.MULTILINE)
    mine = {name: value for name, value in offered if not name.startswith("AWS_")}
    table = {name.strip("`"): default for name, default, _meaning in rows("Settings", SETTINGS)}

    assert set(table) == set(mine)
    for name, default in table.items():
        if default.startswith("`"):
            assert mine[name] == default.strip("`"), name


def test_the_model_table_is_the_catalog_s() -> None:
    def price(model_number: int) -> str:
        prices = [amount for row in CATALOG[model_number].prices for amount in (row.standard, row.premium)]
        low, high = (f"${amount:.3f}".removesuffix("0") for amount in (min(prices), max(prices)))
        return low if low == high else f"{low} to {high}"

    table = rows("Models")
    assert [[cells[0].strip("`"), *cells[1:3]] for cells in table] == [
        [model.alias, model.title, price(number)] for number, model in enumerate(CATALOG)
    ]
    for cells, model in zip(table, CATALOG, strict=True):
        assert ("retired" in cells[3]) == (model.family == "titan")
        assert model.retired_on is None or str(model.retired_on) in cells[3]


@pytest.fixture
def child(tmp_path: Path) -> Iterator[dict[str, str]]:
    """An environment in which the bot and the library meet sandboxes."""
    with BedrockSandbox() as bedrock, SlackSandbox() as slack:
        slack.install(yaml.safe_load(render()))
        setup = AppSetup(
            command=(),
            data_dir=tmp_path,
            slack_api_url=slack.api_url,
            bedrock_url=bedrock.url,
            bot_token=slack.bot_token,
            signing_secret=slack.signing_secret,
            app_token=slack.app_token,
        )
        yield child_environment(os.environ, setup)


def run(arguments: list[str], environment: dict[str, str]) -> str:
    done = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_doctor_ends_as_printed(child: dict[str, str]) -> None:
    printed = [line.strip() for line in block("text").splitlines() if line.strip()]
    output = run(["-m", "bot", "doctor"], child).splitlines()

    assert [line for line in output if line in printed] == printed
    assert output[-1] == printed[-1]


def test_the_library_example_runs(child: dict[str, str]) -> None:
    assert run(["-c", block("python")], child).startswith("Stable Image Core 1024 0.04")


def test_the_titan_command_draws_to_the_file_that_was_named(child: dict[str, str], tmp_path: Path) -> None:
    line = re.search(r'`titan ("a red fox"[^`]*)`', README)
    assert line is not None
    assert line[1] == '"a red fox" --no dogs --seed 7 -o fox.png'
    fox = tmp_path / "fox.png"

    run(["-m", "titan_core", "a red fox", "--no", "dogs", "--seed", "7", "-o", str(fox)], child)
    assert fox.read_bytes().startswith(b"\x89PNG")


def test_the_manifest_command_prints_the_renamed_http_manifest(child: dict[str, str]) -> None:
    output = run(["-m", "bot", "manifest", "--url", "https://bot.example.com", "--command", "/draw"], child)
    assert "https://bot.example.com/slack/events" in output
    assert "command: /draw" in output


def shape(text: str) -> list[str]:
    """The lines of a demo, with what differs from run to run left open."""
    opened = re.sub(r"\d\d:\d\d:\d\d", "TIME", text)
    opened = re.sub(r"file F\w+", "file ID", opened)
    opened = re.sub(r"seed \d+", "seed N", opened)
    opened = re.sub(r"after \d+ ms, picture visible after [\d.]+ s", "after MS, picture visible after S", opened)
    opened = re.sub(r"-\d+-F\w+\.png", "-SEED-ID.png", opened)
    return [line for line in opened.splitlines() if line]


@pytest.mark.slow
def test_the_demo_prints_what_the_readme_shows() -> None:
    first = (ROOT / "docs/demo-prompts.txt").read_text("utf-8").splitlines()[0]
    output = run(["-m", "sandbox", "--once", first, "--out", str(ROOT / "var/sandbox/pictures")], dict(os.environ))
    command, *shown = shape(block("console", 1))

    assert command == "$ make demo"
    left = iter(shape(output))
    missing = [line for line in shown if line != "…" and not any(_is_shown(line, told) for told in left)]
    assert missing == []


def _is_shown(line: str, told: str) -> bool:
    """Whether a printed line is what the README shows of it: `…` stands for a rest that was left out."""
    beginning, is_cut, _ = line.partition("…")
    return told.startswith(beginning) if is_cut else told == line

"""The worked examples for contributors: each is applied to a copy of the repository and checked as it says."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tooling.documents import ROOT, blocks, read

PAGES = [f"docs/contributing/add-a-{what}.md" for what in ("flag", "model", "surface")]
_COPIED = ("bot", "docs", "sandbox", "tests", "titan_core")
_LEFT = shutil.ignore_patterns("__pycache__", "images")
_FILE = re.compile(r"`((?:bot|docs|sandbox|tests|titan_core)/[\w./-]+|[\w-]+(?:\.ko)?\.(?:md|yml))`")
_CHECK = re.compile(r"^`\.venv/bin/python -m pytest ([^`]+)`", re.MULTILINE)
_BOLD = re.compile(r"\*\*([^*]+)\*\*")
_OF_MARKS = re.compile(r"manifest|migrat|setting", re.IGNORECASE)
_SECONDS = 120


def patch_of(page: str) -> str:
    return "".join(block.text for block in blocks(page) if block.language == "diff")


def new_files(page: str) -> set[str]:
    return set(re.findall(r"^--- /dev/null\n\+\+\+ b/(.+)$", patch_of(page), re.MULTILINE))


@pytest.mark.parametrize("page", ["CONTRIBUTING.md", *PAGES])
def test_the_files_that_are_named_are_there(page: str) -> None:
    named = set(_FILE.findall(read(page))) - new_files(page)

    assert named
    assert not {name for name in named if not (ROOT / name).exists()}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for path in ROOT.iterdir():
        if path.name in _COPIED:
            shutil.copytree(path, tmp_path / path.name, ignore=_LEFT)
        elif path.suffix in {".md", ".toml", ".txt", ".yml"}:
            shutil.copy2(path, tmp_path / path.name)
    return tmp_path


def run(folder: Path, *command: str, said: str | None = None) -> None:
    done = subprocess.run(
        command, cwd=folder, input=said, capture_output=True, text=True, timeout=_SECONDS, check=False
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES)
def test_a_worked_example_applies_and_its_check_passes(copy: Path, page: str) -> None:
    (check,) = _CHECK.findall(read(page))
    changed = re.findall(r"^\+\+\+ b/(.+\.py)$", patch_of(page), re.MULTILINE)

    run(copy, "git", "apply", said=patch_of(page))

    run(copy, sys.executable, "-m", "ruff", "check", "--no-cache", *changed)
    run(copy, sys.executable, "-m", "ruff", "format", "--check", "--no-cache", *changed)
    run(copy, sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *shlex.split(check))


def test_the_changelog_names_every_setting() -> None:
    settings = re.findall(r"^\| `([A-Z_]+)`", read("docs/settings.md"), re.MULTILINE)

    assert settings
    assert not [name for name in settings if f"`{name}`" not in read("CHANGELOG.md")]


def test_the_changelog_spells_its_marks_as_contributors_are_told() -> None:
    told = set(_BOLD.findall(read("CONTRIBUTING.md").partition("## Versions and the changelog")[2]))
    used = {mark for mark in _BOLD.findall(read("CHANGELOG.md")) if _OF_MARKS.search(mark)}

    assert told == {"Manifest changed: reinstall", "Migration", "New setting", "New settings"}
    assert used <= told

"""What a newcomer reads and copies agrees with the code."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from dotenv import dotenv_values

from bot.settings import Settings
from titan_core.errors import SettingsError

ROOT = Path(__file__).parents[2]
EXAMPLE = (ROOT / ".env.example").read_text("utf-8")
TOKENS = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}
NAMES = re.findall(r"^(?:# )?([A-Z][A-Z_]+)=", EXAMPLE, re.MULTILINE)
DOCUMENTS = [ROOT / "CHANGELOG.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


def read_by_the_settings() -> set[str]:
    """Names of variables in the two files that read the environment: text constants written as such names are."""
    trees = [
        ast.parse((ROOT / file).read_text("utf-8"))
        for file in ("bot/settings_reader.py", "bot/oauth/settings.py", "titan_core/settings.py")
    ]
    texts = [node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    return {text for text in texts if isinstance(text, str) and re.fullmatch(r"[A-Z]{4,}|[A-Z]+(_[A-Z]+)+", text)}


def is_refused_in_this_version(name: str) -> bool:
    try:
        Settings.from_env({**TOKENS, name: "x"})
    except SettingsError as error:
        return any(f"{name} is not supported" in problem for problem in error.problems)
    return False


def test_the_example_file_names_exactly_the_settings_that_are_read() -> None:
    supported = {name for name in read_by_the_settings() if not is_refused_in_this_version(name)}

    assert set(NAMES) == supported
    assert len(NAMES) == len(set(NAMES))


def test_the_example_files_defaults_are_the_real_ones(tmp_path: Path) -> None:
    spelt_out = tmp_path / ".env"
    spelt_out.write_text(re.sub(r"^# (?=[A-Z][A-Z_]+=)", "", EXAMPLE, flags=re.MULTILINE))
    written = {name: value or "" for name, value in dotenv_values(spelt_out, interpolate=False).items()}

    by_example, by_default = Settings.from_env({**written, **TOKENS}), Settings.from_env(TOKENS)

    for field in ("slack_api_url", "port", "data_dir", "database_url", "language", "bedrock"):
        assert getattr(by_example, field) == getattr(by_default, field)
    assert by_example.worker_concurrency == by_default.worker_concurrency
    assert by_example.requests_per_minute == by_default.requests_per_minute


def test_a_copied_example_file_asks_for_the_tokens_and_for_nothing_else() -> None:
    copied = dict.fromkeys(re.findall(r"^([A-Z_]+)=", EXAMPLE, re.MULTILINE), "")

    with pytest.raises(SettingsError) as told:
        Settings.from_env(copied)

    assert all("SLACK_" in problem for problem in told.value.problems)


def test_the_process_file_migrates_a_release_and_starts_the_two_processes() -> None:
    lines = (ROOT / "Procfile").read_text("utf-8").splitlines()

    assert lines == ["release: python -m bot migrate", "web: python -m bot web", "worker: python -m bot worker"]


def links(document: Path) -> Iterator[Path]:
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", document.read_text("utf-8")):
        yield document.parent / target


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(document: Path) -> None:
    assert not [str(target) for target in links(document) if not target.exists()]


def test_every_make_target_named_in_the_guide_exists() -> None:
    named = set(re.findall(r"make ([a-z]+)`", (ROOT / "CONTRIBUTING.md").read_text("utf-8")))
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))

    assert named
    assert named <= targets

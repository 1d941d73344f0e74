"""What GitHub shows to whoever reports or contributes: forms that it can read, and words that are true."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
FORMS = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml"))
KINDS = {"markdown", "textarea", "input", "dropdown", "checkboxes"}


def form(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return found


@pytest.mark.parametrize("path", [path for path in FORMS if path.stem != "config"], ids=lambda path: path.stem)
def test_a_form_has_what_github_asks_for(path: Path) -> None:
    found = form(path)
    assert {"name", "description", "body"} <= set(found)
    assert {entry["type"] for entry in found["body"]} <= KINDS
    fields = [entry for entry in found["body"] if entry["type"] != "markdown"]
    assert len({field["id"] for field in fields}) == len(fields) > 0
    assert all(field["attributes"]["label"] for field in fields)
    assert any(field.get("validations", {}).get("required") for field in fields)


def test_the_marks_that_a_pull_request_names_are_those_of_the_changelog() -> None:
    template = " ".join((ROOT / ".github" / "pull_request_template.md").read_text("utf-8").split())
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    for mark in ("Manifest changed: reinstall", "Migration", "New setting"):
        assert f"**{mark}" in template
        assert re.search(mark, changelog)


def test_every_form_is_looked_at() -> None:
    assert {path.stem for path in FORMS} == {"bug", "idea", "config"}

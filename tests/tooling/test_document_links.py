"""The pages hang together: each is on the map, links lead to headings that exist, paths to files that exist."""

import re
from pathlib import Path

import pytest

from tests.tooling.documents import ROOT, documents, read

_LINK = re.compile(r"\]\((?!https?:)([^)#\s]*)#([^)\s]+)\)")
_PATH = re.compile(r"`((?:bot|titan_core|sandbox|tests|bench|docs|examples)/[\w./-]*)`")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def anchors(document: Path) -> set[str]:
    """As GitHub makes them of headings: lower case, without punctuation, dashes for spaces."""
    headings = _HEADING.findall(document.read_text("utf-8"))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("document", documents())
def test_links_lead_to_headings_that_exist(document: str) -> None:
    here = ROOT / document
    for target, anchor in _LINK.findall(read(document)):
        assert anchor in anchors((here.parent / target).resolve() if target else here), f"{target}#{anchor}"


@pytest.mark.parametrize("document", documents())
def test_paths_that_are_named_exist(document: str) -> None:
    assert not [path for path in _PATH.findall(read(document)) if not (ROOT / path).exists()]


def test_every_page_is_on_the_map() -> None:
    pages = {path for path in documents() if path.startswith("docs/")} - {"docs/README.md"}
    on_it = re.findall(r"\]\(([^)#]+\.md)", read("docs/README.md"))

    assert pages == {f"docs/{page}" for page in on_it}

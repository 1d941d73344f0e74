"""The README in Korean is the same page: what stands in the one stands in the other, in the same order."""

import re
from pathlib import Path

import pytest

from tests.tooling.documents import blocks

ROOT = Path(__file__).parents[2]
ENGLISH, KOREAN = ((ROOT / name).read_text("utf-8") for name in ("README.md", "README.ko.md"))
HANGUL = re.compile(r"[가-힣]")


def prose(page: str) -> str:
    return re.sub(r"^ *```.*?^ *```$", "", page, flags=re.DOTALL | re.MULTILINE)


def levels(page: str) -> list[int]:
    return [len(marks) for marks in re.findall(r"^(#+) ", prose(page), re.MULTILINE)]


def targets(page: str) -> list[str]:
    """Where links and images lead, but for the two that lead from one language to the other."""
    found: list[str] = re.findall(r"\]\(([^)]+)\)", prose(page))
    return [target for target in found if not target.startswith("README")]


def code(page: str) -> list[str]:
    """What stands in backticks, tables apart: their cells are compared as such."""
    lines = "\n".join(line for line in prose(page).splitlines() if not line.startswith("|"))
    return sorted(re.findall(r"`([^`]+)`", lines))


def tables(page: str) -> list[list[str]]:
    """Each row's cells that hold code, and those of plain Latin letters, which aren't translated."""
    rows = [line.strip("|").split("|") for line in page.splitlines() if line.startswith("| `")]
    return [[cells[0].strip(), *(cell.strip() for cell in cells[1:] if cell.strip().startswith("`"))] for cells in rows]


def paragraphs(page: str) -> list[str]:
    """Paragraphs, and each entry of a list by itself; tables apart."""
    lines = re.sub(r"^\|.*$", "", prose(page), flags=re.MULTILINE)
    return [text for text in re.split(r"\n\s*\n|\n(?=\d+\. |- )", lines) if text.strip()]


def entries(page: str) -> list[str]:
    """Numbers and dashes of the lists."""
    return re.findall(r"^(\d+\.|-) ", prose(page), re.MULTILINE)


@pytest.mark.parametrize("part", [levels, targets, code, tables, entries], ids=lambda part: part.__name__)
def test_both_pages_have_the_same(part: object) -> None:
    assert callable(part)
    assert part(KOREAN) == part(ENGLISH)


def test_the_blocks_are_the_same_to_the_letter() -> None:
    assert [(block.language, block.text) for block in blocks("README.ko.md")] == [
        (block.language, block.text) for block in blocks("README.md")
    ]


def test_each_paragraph_has_its_own_and_speaks_korean() -> None:
    assert len(paragraphs(KOREAN)) == len(paragraphs(ENGLISH))
    assert [text for text in paragraphs(KOREAN) if not HANGUL.search(text)] == []


def test_models_and_prices_are_the_same() -> None:
    def facts(page: str) -> list[str]:
        return re.findall(r"\$[\d.]+|\d{4}-\d\d-\d\d|us-west-2", "\n".join(re.findall(r"^\|.*$", page, re.MULTILINE)))

    assert facts(KOREAN) == facts(ENGLISH)


def test_it_stays_short_and_leads_to_files_that_exist() -> None:
    files = [target.partition("#")[0] for target in targets(KOREAN)]

    assert len(KOREAN.splitlines()) < 160
    assert not [file for file in files if "://" not in file and not (ROOT / file).exists()]


def test_each_page_leads_to_the_other() -> None:
    assert "(README.ko.md)" in ENGLISH[:300]
    assert "(README.md)" in KOREAN[:300]

"""The library's reference, read: its tables and its blocks of code."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
REFERENCE = (ROOT / "docs/titan_core.md").read_text("utf-8")


def section(heading: str) -> str:
    return REFERENCE.partition(f"# {heading}\n")[2].partition("\n## ")[0]


def rows(heading: str) -> list[list[str]]:
    """Cells of the table under a heading, without its two head lines."""
    lines = [line for line in section(heading).splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def blocks(language: str, text: str = REFERENCE) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.DOTALL | re.MULTILINE)

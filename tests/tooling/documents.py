"""What stands in the documents to be run: fenced blocks of code, and commands within sentences."""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = ("README.md", "README.ko.md", "CONTRIBUTING.md", "SECURITY.md")
_FENCE = re.compile(r"^(?P<indent> *)```(?P<language>[^\n`]*)\n(?P<text>.*?)^(?P=indent)```$", re.DOTALL | re.MULTILINE)
_INDENTED = re.compile(r"(?:^|\n)\n(?P<text>(?: {4}\S.*\n)+)")
_INLINE = re.compile(
    r"`((?:make|titan|(?:\.venv/bin/)?python3? -m (?:bot|sandbox|titan_core|bench)(?:\.\w+)?)(?: [^`]*)?)`"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """A fenced block; `line` is where its fence stands, `text` is without the indentation of a list."""

    document: str
    line: int
    language: str
    text: str

    def __str__(self) -> str:
        return f"{self.document}:{self.line}"


def documents() -> list[str]:
    """Paths below the repository of all pages that people read, the README first."""
    found = [name for name in PAGES if (ROOT / name).exists()]
    return found + [str(path.relative_to(ROOT)) for path in sorted((ROOT / "docs").rglob("*.md"))]


def read(document: str) -> str:
    return (ROOT / document).read_text("utf-8")


def blocks(document: str) -> list[Block]:
    return blocks_of(document, read(document))


def blocks_of(document: str, text: str) -> list[Block]:
    return [
        Block(
            document=document,
            line=text.count("\n", 0, found.start()) + 1,
            language=found["language"].strip(),
            text=re.sub(rf"^{found['indent']}", "", found["text"], flags=re.MULTILINE),
        )
        for found in _FENCE.finditer(text)
    ]


def all_blocks() -> list[Block]:
    return [block for document in documents() for block in blocks(document)]


def unfenced(text: str) -> list[str]:
    """Blocks of a page that are code by four spaces alone, outside of fences and lists."""
    prose = re.sub(r"^ *[-\d].*\n(?: +.*\n|\n(?= ))*", "", _FENCE.sub("", text), flags=re.MULTILINE)
    return [found["text"] for found in _INDENTED.finditer(prose)]


def inline_commands(text: str) -> list[str]:
    """Commands of ours within a page's sentences and tables."""
    prose = re.sub(r"(?<=\S)\n(?=\S)", " ", _FENCE.sub("", text))
    return [found.replace(r"\|", "|") for found in _INLINE.findall(prose)]


@dataclass(frozen=True, kw_only=True, slots=True)
class Command:
    """A line to run, continued lines joined, and the lines that it prints."""

    line: str
    printed: tuple[str, ...] = ()

    @property
    def words(self) -> list[list[str]]:
        """Each program's words, where several stand in one line."""
        lexer = shlex.shlex(self.line, posix=True, punctuation_chars="();<>|&")
        lexer.whitespace_split = True
        programs: list[list[str]] = [[]]
        for word in lexer:
            if set(word) <= set("();|&"):
                programs.append([])
            else:
                programs[-1].append(word)
        return [program for program in programs if program]


def commands(block: Block) -> Iterator[Command]:
    """Of a `console` block the lines behind `$ `, each with what it prints; of a `sh` block all lines."""
    lines = iter(re.sub(r"\\\n *", "", block.text).splitlines())
    if block.language != "console":
        yield from (Command(line=line) for line in lines if line.strip() and not line.startswith("#"))
        return
    line, printed = "", list[str]()
    for text in [*lines, "$ "]:
        if text.startswith("$ "):
            if line:
                yield Command(line=line, printed=tuple(printed))
            line, printed = text.removeprefix("$ "), []
        elif text:
            printed.append(text)

"""Tables of the reference as the code has them, ready to be pasted where a page is behind it."""

import re
from collections.abc import Iterable, Sequence

import pytest

from bot.prompt_line.flags import FLAGS
from bot.prompt_line.forms import Decimal, Form, Whole
from tests.tooling.command_words import help_of, make_targets

_LISTED = re.compile(r"^ {2,4}(?P<name>[^\s{-]\S*|--\S+(?: \S+)*?) {2,}(?P<about>\S.*)$")
_OF_ALL = ("--help", "--version")


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |\n" for line in lines)


def targets() -> str:
    return table(["target", "what it does"], [[f"`make {name}`", about] for name, about in make_targets().items()])


def options(module: str, *words: str) -> str:
    """The options that `--help` lists."""
    rows = [[f"`{name}`", about] for name, about in _listed(module, *words) if name.startswith("--")]
    return table(["option", "meaning"], rows)


def commands(module: str, *words: str) -> str:
    """The commands, or arguments without a name, that `--help` lists."""
    rows = [[f"`{name}`", about] for name, about in _listed(module, *words) if not name.startswith("-")]
    return table(["command", "what it does"], rows)


def _listed(module: str, *words: str) -> list[tuple[str, str]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", "500")  # argparse breaks lines by it
        said = help_of(module, *words).partition("\nrules:")[0]
    lines = re.sub(r"\n {20,}", "  ", said).splitlines()  # what is about a long name stands below it
    found = [_LISTED.fullmatch(line) for line in lines]
    return [(row["name"], row["about"]) for row in found if row and row["name"] not in _OF_ALL]


def flags() -> str:
    rows = [
        [", ".join(f"`{name}`" for name in (flag.name, *flag.aliases)), _takes(flag.form), f"`{flag.example}`"]
        for flag in FLAGS
    ]
    return table(["flag", "takes", "example"], rows)


def _takes(form: Form) -> str:
    if isinstance(form, Whole):
        return f"a whole number, {form.low:,} to {form.high:,}"
    if isinstance(form, Decimal):
        return f"a number, {form.low:g} to {form.high:g}"
    return f"`{form.shape}`" if form.shape else "nothing"

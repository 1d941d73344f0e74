"""Commands as they are written, held against the parsers that would read them."""

import argparse
import contextlib
import io
import re
from collections.abc import Callable, Sequence

import bench.__main__
import bot.__main__
import sandbox.bedrock.__main__
import sandbox.command_line
import titan_core.cli
from sandbox.options import read_options
from tests.tooling.documents import ROOT, Command
from titan_core.commands.routing import routed

_PYTHONS = re.compile(r"(?:\S*/)?python3?")
_ASSIGNMENT = re.compile(r"[A-Za-z_]+=.*")
_UNFINISHED = "arguments are required"


PARSERS: dict[str, Callable[[Sequence[str]], object]] = {
    "bot": lambda words: bot.__main__._parser().parse_args(words),  # noqa: SLF001  # what the command reads
    "sandbox": lambda words: read_options(words, pictures=""),
    "sandbox.bedrock": lambda words: sandbox.bedrock.__main__._parser().parse_args(words),  # noqa: SLF001  # as above
    "bench": lambda words: bench.__main__._parser().parse_args(words),  # noqa: SLF001  # as above
    "titan_core": routed,
}
_MAINS: dict[str, Callable[[Sequence[str]], int]] = {
    "bot": bot.__main__.main,
    "sandbox": sandbox.command_line.main,
    "sandbox.bedrock": sandbox.bedrock.__main__.main,
    "bench": bench.__main__.main,
    "titan_core": titan_core.cli.main,
}


def help_of(module: str, *words: str) -> str:
    """What `--help` prints."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.suppress(SystemExit):
        _MAINS[module]([*words, "--help"])
    return said.getvalue()


def make_targets() -> dict[str, str]:
    """What `make` lists, with what each does."""
    return dict(re.findall(r"^([a-z-]+):.*## (.+)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))


def fault(command: Command, *, mentioned: bool = False) -> str:
    """Why one of our programs wouldn't take this line; "" if all would. A mention may leave arguments out."""
    for words in command.words:
        told = _fault_of(_program(words))
        if told and not (mentioned and _UNFINISHED in told):
            return told
    return ""


def _program(words: list[str]) -> list[str]:
    """Without assignments before it, and without redirections."""
    while words and (_ASSIGNMENT.fullmatch(words[0]) or words[0] in ("sudo", "exec", "env")):
        words = words[1:]
    cut = next((at for at, word in enumerate(words) if word in ("<", ">", ">>")), len(words))
    return words[:cut]


def _fault_of(words: list[str]) -> str:
    match words:
        case ["make", *targets]:
            unknown = [word for word in targets if "=" not in word and word not in make_targets()]
            return f"make has no {', '.join(unknown)}" if unknown else ""
        case ["titan" | ".venv/bin/titan", *rest]:
            return _refusal("titan_core", rest)
        case [python, "-m", module, *rest] if _PYTHONS.fullmatch(python) and module in PARSERS:
            return _refusal(module, rest)
    return ""


def _refusal(module: str, words: Sequence[str]) -> str:
    said = io.StringIO()
    with contextlib.redirect_stderr(said), contextlib.redirect_stdout(said):
        try:
            PARSERS[module](words)
        except SystemExit as ended:
            return "" if not ended.code else said.getvalue().splitlines()[-1]
        except argparse.ArgumentError as error:
            return str(error)
    return ""

"""Midjourney's flags that have no counterpart here, with what their values look like.

A line brought from there is drawn without them, and its writer is told. Their values must not land in the prompt, and
a prompt's words must not go with them: `--v 6 a fox` is `a fox`, `--niji a fox` too. Names and ranges: Midjourney's
parameter list, as of November 2026.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from bot.prompt_line.extents import value

_NUMBER = r"[0-9]*\.?[0-9]+"
_REFERENCE = r"(?:https?://\S+|random|[0-9]+(?:::[0-9.]+)?|[0-9]+)"


@dataclass(frozen=True, kw_only=True, slots=True)
class Unmatched:
    """`values` matches the flag's value where it begins; None: it has none.

    always: False for a name of ours that is theirs only with this value. instead: what to write here, if anything
    comes near.
    """

    names: tuple[str, ...]
    values: re.Pattern[str] | None = None
    always: bool = True
    instead: str = ""


_TABLE = (
    Unmatched(names=("--version", "--v"), values=value(r"[0-9]+(?:\.[0-9]+)?[a-z]?|niji")),
    Unmatched(names=("--niji",), values=value(r"[0-9]+")),
    Unmatched(names=("--stylize", "--s"), values=value(_NUMBER)),
    Unmatched(names=("--chaos", "--c"), values=value(_NUMBER)),
    Unmatched(names=("--weird", "--w"), values=value(_NUMBER)),
    Unmatched(names=("--exp",), values=value(_NUMBER)),
    Unmatched(names=("--stop",), values=value(_NUMBER)),
    Unmatched(names=("--iw",), values=value(_NUMBER), instead="--keep 60"),
    Unmatched(names=("--cw", "--ow", "--sw"), values=value(_NUMBER)),
    Unmatched(names=("--sv",), values=value(_NUMBER)),
    Unmatched(names=("--bs",), values=value(_NUMBER)),
    Unmatched(names=("--sameseed",), values=value(_NUMBER)),
    Unmatched(names=("--quality", "--q"), values=value(_NUMBER), always=False, instead="--quality premium"),
    Unmatched(names=("--style",), values=value(r"[\w-]+")),
    Unmatched(names=("--motion",), values=value(r"low|high")),
    Unmatched(names=("--sref", "--cref", "--oref", "--end"), values=value(rf"{_REFERENCE}(?:\s+{_REFERENCE})*")),
    # A profile's id has a digit in it or is the word default: a word of the prompt is not.
    Unmatched(
        names=("--profile", "--p"), values=value(r"default|(?=[a-z]*[0-9])[a-z0-9]+(?:\s+(?=[a-z]*[0-9])[a-z0-9]+)*")
    ),
    Unmatched(names=("--hd",), instead="--quality premium"),
    Unmatched(names=("--tile", "--raw", "--draft", "--sd", "--fast", "--relax", "--turbo", "--stealth", "--public")),
    Unmatched(names=("--video", "--loop", "--uplight", "--upbeta", "--upanime", "--creative", "--test", "--testp")),
)

UNMATCHED: Mapping[str, Unmatched] = MappingProxyType({name: row for row in _TABLE for name in row.names})

"""Flags that say something about a thread's picture, where there is none."""

from collections.abc import Sequence

from bot.locale import Words
from bot.orders.iterating import Basis
from bot.prompt_line import Request


def unheeded_lines(requests: Sequence[Request], basis: Basis, words: Words) -> list[str]:
    """One line for each of `--keep` and `--new` that there is nothing for."""
    lines = []
    has_picture = basis.picture is not None or basis.source is not None
    if not has_picture and any(request.keep is not None for request in requests):
        lines.append(words("`--keep` is about a thread's picture. There is none here, so it is left out."))
    if not has_picture and basis.words is None and any(request.new for request in requests):
        lines.append(words("`--new` is for a picture's thread. Here every picture is a new one."))
    return lines

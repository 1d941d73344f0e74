"""How far several pictures have come, on a terminal, below the lines that are said of each."""

import io
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, redirect_stderr, redirect_stdout
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console


@contextmanager
def progress(pictures: int) -> Iterator[Callable[[], None]]:
    """Gives what is to be called after each picture. Shows nothing for a single one, and nothing but on a terminal.

    Colours are rich's affair, which leaves them out where NO_COLOR is set.
    """
    console = _terminal() if pictures > 1 and sys.stderr.isatty() else None
    if console is None:
        yield lambda: None
        return
    from rich import progress as bars  # noqa: PLC0415 - slow to import, and seldom needed

    columns = bars.BarColumn(), bars.MofNCompleteColumn(), bars.TimeElapsedColumn()
    bar = bars.Progress(*columns, console=console, transient=True, redirect_stdout=False, redirect_stderr=False)
    with bar, ExitStack() as above:
        above.enter_context(redirect_stderr(_Above(console)))
        if sys.stdout.isatty():
            above.enter_context(redirect_stdout(_Above(console)))
        task = bar.add_task("", total=pictures)
        yield lambda: bar.advance(task)


def _terminal() -> "Console | None":
    from rich.console import Console  # noqa: PLC0415 - slow to import, and seldom needed

    console = Console(file=sys.stderr)
    return None if console.is_dumb_terminal else console


class _Above(io.TextIOBase):
    """A stream whose lines come to stand above the bar, whole: rich's own would break long paths."""

    def __init__(self, console: "Console") -> None:
        self._console = console

    def write(self, text: str) -> int:
        self._console.print(text, end="", soft_wrap=True, markup=False, highlight=False, emoji=False)
        return len(text)

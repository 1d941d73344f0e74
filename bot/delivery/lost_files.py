"""Views with pictures whose files Slack may have lost: one such picture, and Slack refuses the whole view."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence

from bot.delivery.slack_calls import SlackRefusedError
from bot.views.modal import View

_POINTER = re.compile(r"/blocks/(\d+)")
_ATTEMPTS = 4  # Slack may name one fault at a time


def show_what_is_left(build: Callable[[Collection[str]], View], show: Callable[[View], object]) -> None:
    """`show` the view that `build` makes without the files that are gone: those Slack names, in the end all of them.

    Raises the SlackRefusedError of a view that is refused without pictures too, and what else `show` raises.
    """
    gone: set[str] = set()
    for attempt in range(_ATTEMPTS):
        view = build(gone)
        files = list(_files(view))
        try:
            show(view)
        except SlackRefusedError as error:
            if not files:
                raise
            is_last = attempt == _ATTEMPTS - 2
            gone.update(files if is_last else _named(view, error.details) or files)
        else:
            return


def _files(view: View) -> Iterator[str]:
    yield from (block["slack_file"]["id"] for block in view["blocks"] if "slack_file" in block)


def _named(view: View, details: Sequence[str]) -> list[str]:
    """Files of the blocks that the refusal points to."""
    places = {int(found) for detail in details for found in _POINTER.findall(detail)}
    blocks = [block for place, block in enumerate(view["blocks"]) if place in places]
    return [block["slack_file"]["id"] for block in blocks if "slack_file" in block]

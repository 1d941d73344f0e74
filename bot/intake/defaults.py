"""What a person or a channel has chosen once, filled in where a line says nothing. Pure."""

from collections.abc import Iterable
from dataclasses import replace

from bot.prompt_line import FLAGS, Problem, Request
from bot.store.preferences import ChannelPreferences, UserPreferences
from titan_core.tasks import PROMPT_CHARACTERS

_FLAG = {flag.field: flag for flag in FLAGS}
_CHOSEN = ("aspect_ratio", "model", "number_of_images")
Chosen = UserPreferences | ChannelPreferences


def with_defaults(request: Request, *chosen: Chosen) -> Request:
    """Fill shape, model and number from the first of `chosen` that says something, where the line doesn't.

    What can't be read is passed over, such as a model that has left the catalog since.
    """
    said = request.given | ({"aspect_ratio"} if "size" in request.given else frozenset())
    found = {name: _first(name, chosen) for name in _CHOSEN if name not in said}
    values = {name: value for name, value in found.items() if value is not None}
    return replace(request, **values)  # type: ignore[arg-type]  # each flag reads its own field's type


def with_unwanted(request: Request, *chosen: Chosen) -> Request:
    """Add what is always kept out; things that the line names already are not said twice."""
    known = {thing.casefold() for thing in _things(request.negative_prompt)}
    added: dict[str, str] = {}
    for thing in (thing for one in chosen for thing in _things(one.negative_prompt)):
        if thing.casefold() not in known:
            added.setdefault(thing.casefold(), thing)
    unwanted = ", ".join(filter(None, (request.negative_prompt, *added.values())))
    return replace(request, negative_prompt=unwanted) if added and len(unwanted) <= PROMPT_CHARACTERS else request


def _first(name: str, chosen: Iterable[Chosen]) -> object:
    flag = _FLAG[name]
    for one in chosen:
        text = str(getattr(one, name) or "")
        value = flag.form.read(flag.name, text) if text else None
        if value is not None and not isinstance(value, Problem):
            return value
    return None


def _things(text: str) -> list[str]:
    return [thing for thing in (part.strip() for part in text.split(",")) if thing]

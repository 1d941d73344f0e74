"""What must agree within blocks that are each well formed: ids, and first values with what a field takes.

Documented are the rules; the words of the refusals are the sandbox's own, but for those about a block_id. That an
action_id must not come twice in a block the documents call "should", and Slack refuses it (seen in logs).
"""

from collections import Counter
from collections.abc import Iterator
from itertools import chain

from sandbox.slack.block_limits import OPAQUE_BLOCKS
from sandbox.slack.entities import Json

_WITH_OPTIONS = frozenset({"static_select", "multi_static_select", "radio_buttons", "checkboxes"})
Fault = tuple[str, str]  # what is wrong, JSON pointer


def inconsistencies(blocks: list[Json], pointer: str) -> Iterator[Fault]:
    """Every fault of this kind."""
    yield from _repeated_block_ids(blocks, pointer)
    in_focus = 0
    for index, block in enumerate(blocks):
        found = list(_elements(block))
        yield from _repeated_action_ids(found, f"{pointer}/{index}")
        for place, element in found:
            in_focus += bool(element.get("focus_on_load"))
            yield from _element(element, f"{pointer}/{index}/{place}")
    if in_focus > 1:
        yield "only one element can have focus_on_load", pointer


def _repeated_block_ids(blocks: list[Json], pointer: str) -> Iterator[Fault]:
    seen: set[str] = set()
    for index, block in enumerate(blocks):
        block_id = block.get("block_id")
        if isinstance(block_id, str) and block_id in seen:
            yield f"block_id `{block_id}` already exists", f"{pointer}/{index}/block_id"
        seen.add(str(block_id))


def _repeated_action_ids(elements: list[tuple[str, Json]], pointer: str) -> Iterator[Fault]:
    counted = Counter(str(element["action_id"]) for _, element in elements if "action_id" in element)
    yield from ((f"action_id `{name}` already exists", pointer) for name, times in counted.items() if times > 1)


def _elements(block: Json) -> Iterator[tuple[str, Json]]:
    """Elements with where they are in the block, if they are known at all."""
    if block.get("type") in OPAQUE_BLOCKS:
        return
    for name in ("accessory", "element"):
        if isinstance(block.get(name), dict):
            yield name, block[name]
    inner = block.get("elements")
    for at, element in enumerate(inner if isinstance(inner, list) else []):
        if isinstance(element, dict):
            yield f"elements/{at}", element


def _element(element: Json, pointer: str) -> Iterator[Fault]:
    if str(element.get("type")) in _WITH_OPTIONS:
        yield from _options(element, pointer)
    if element.get("type") == "plain_text_input":
        yield from _text(element, pointer)
    if element.get("type") == "number_input":
        yield from _number(element, pointer)


def _options(element: Json, pointer: str) -> Iterator[Fault]:
    groups = [group["options"] for group in element.get("option_groups", [])]
    options = list(chain(element.get("options", []), *groups))
    if "initial_option" in element and element["initial_option"] not in options:
        yield "must be one of the options", f"{pointer}/initial_option"
    if any(option not in options for option in element.get("initial_options", [])):
        yield "must be among the options", f"{pointer}/initial_options"


def _text(element: Json, pointer: str) -> Iterator[Fault]:
    shortest, longest = element.get("min_length", 0), element.get("max_length", 3000)
    if shortest > longest:
        yield "min_length must not be more than max_length", pointer
    if len(element.get("initial_value", "")) > longest:
        yield f"must be less than {longest + 1} characters", f"{pointer}/initial_value"


def _number(element: Json, pointer: str) -> Iterator[Fault]:
    try:
        low, high = float(element.get("min_value", "-inf")), float(element.get("max_value", "inf"))
        first = float(element.get("initial_value", low))
    except ValueError:
        yield "min_value, max_value and initial_value must be numbers", pointer
        return
    if not low <= first <= high:
        yield "initial_value must be from min_value to max_value", pointer

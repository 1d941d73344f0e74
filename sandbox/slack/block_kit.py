"""Checks Block Kit as Slack does, and names each fault with a JSON pointer."""

from collections.abc import Callable, Iterator
from itertools import chain

from sandbox.slack import block_limits as limits
from sandbox.slack import block_rules as rules
from sandbox.slack.block_consistency import inconsistencies
from sandbox.slack.entities import Json
from sandbox.slack.errors import SlackError

_TEXT_KINDS = ("plain_text", "mrkdwn")
Fault = tuple[str, str]  # what is wrong, JSON pointer


def check_blocks(
    blocks: list[Json], *, limit: int, is_file_ready: Callable[[Json], bool], pointer: str = "/blocks"
) -> None:
    """Raise SlackError invalid_blocks with every fault found. `limit` is 50 in a message, 100 in a view.

    `is_file_ready` answers whether a `slack_file` object names a picture that may be shown now.
    """
    faults = [
        *_count(blocks, limit, pointer),
        *chain.from_iterable(_block(block, f"{pointer}/{index}") for index, block in enumerate(blocks)),
    ]
    faults = faults or list(inconsistencies(blocks, pointer))
    if not faults:  # Slack looks at files only in blocks that are otherwise sound
        faults = [
            ("invalid slack file", place) for place, file in slack_files(blocks, pointer) if not is_file_ready(file)
        ]
    if faults:
        raise SlackError("invalid_blocks", *(f"{fault} [json-pointer:{place}]" for fault, place in faults))


def check_suggestions(found: object) -> None:
    """Raise SlackError invalid_options for what isn't `options` or `option_groups`, 100 of either at most.

    None at all is fine here: nothing matches what was typed.
    """
    if not isinstance(found, dict) or ("options" in found) == ("option_groups" in found):
        raise SlackError("invalid_options", "must be an object with either options or option_groups")
    name, kind = ("options", "plain_option") if "options" in found else ("option_groups", "option_group")
    faults = list(_value(found[name], rules.Many(100, rules.One(frozenset({kind}))), f"/{name}")) if found[name] else []
    if faults:
        raise SlackError("invalid_options", *(f"{fault} [json-pointer:{place}]" for fault, place in faults))


def slack_files(blocks: list[Json], pointer: str = "/blocks") -> Iterator[tuple[str, Json]]:
    """Every `slack_file` in the blocks with its pointer: in image blocks, accessories and context elements."""
    for index, block in enumerate(blocks):
        holders = [("", block), ("/accessory", block.get("accessory"))]
        inner = block.get("elements")
        holders += [(f"/elements/{at}", element) for at, element in enumerate(inner if isinstance(inner, list) else [])]
        for place, holder in holders:
            if isinstance(holder, dict) and isinstance(holder.get("slack_file"), dict):
                yield f"{pointer}/{index}{place}/slack_file", holder["slack_file"]


def _count(blocks: list[Json], limit: int, pointer: str) -> list[Fault]:
    return [(f"no more than {limit} items allowed", pointer)] if len(blocks) > limit else []


def _block(block: Json, pointer: str) -> Iterator[Fault]:
    kind = str(block.get("type"))
    if kind in limits.OPAQUE_BLOCKS:
        return
    shape = limits.BLOCKS.get(kind)
    if shape is None:
        yield f"unsupported type: {kind}", f"{pointer}/type"
        return
    yield from _shape(block, shape, pointer, {"type": rules.Anything(), "block_id": rules.String(255)})


def _shape(found: Json, shape: rules.Shape, pointer: str, always: dict[str, rules.Rule]) -> Iterator[Fault]:
    known = {**shape.fields, **always}
    for name in shape.required:
        if name not in found:
            yield f"missing required field: {name}", pointer
    there = [name for name in shape.exactly_one if name in found]
    if shape.exactly_one and len(there) != 1:
        yield f"must have exactly one of: {', '.join(shape.exactly_one)}", pointer
    if shape.at_least_one and not any(name in found for name in shape.at_least_one):
        yield f"must have at least one of: {', '.join(shape.at_least_one)}", pointer
    for name, value in found.items():
        if name in known:
            yield from _value(value, known[name], f"{pointer}/{name}")
        else:
            yield f"invalid additional property: {name}", pointer


def _value(value: object, rule: rules.Rule, pointer: str) -> Iterator[Fault]:
    match rule:
        case rules.String():
            yield from _string(value, rule.limit, rule.minimum, pointer)
        case rules.Text():
            yield from _text(value, rule, pointer)
        case rules.Choice() if str(value) not in rule.words:
            yield f"must be one of: {', '.join(sorted(rule.words))}", pointer
        case rules.Number():
            yield from _number(value, rule, pointer)
        case rules.Flag() if not isinstance(value, bool):
            yield "must be a boolean", pointer
        case rules.Many():
            yield from _many(value, rule, pointer)
        case rules.One():
            yield from _element(value, rule, pointer)


def _number(value: object, rule: rules.Number, pointer: str) -> Iterator[Fault]:
    if isinstance(value, bool) or not isinstance(value, int):
        yield "must be an integer", pointer
    elif not rule.low <= value <= rule.high:
        yield f"must be from {rule.low} to {rule.high}", pointer


def _string(value: object, limit: int, minimum: int, pointer: str) -> Iterator[Fault]:
    if not isinstance(value, str):
        yield "must be a string", pointer
    elif len(value) > limit:
        yield f"must be less than {limit + 1} characters", pointer
    elif len(value) < minimum:
        yield f"must be more than {minimum - 1} characters", pointer


def _text(value: object, rule: rules.Text, pointer: str) -> Iterator[Fault]:
    if not isinstance(value, dict) or str(value.get("type")) not in rule.kinds:
        yield f"must be a text object of type {' or '.join(sorted(rule.kinds))}", pointer
        return
    extra = "emoji" if value["type"] == "plain_text" else "verbatim"
    fields: dict[str, rules.Rule] = {"text": rules.String(rule.limit), extra: rules.Anything()}
    yield from _shape(value, rules.Shape(fields, required=("text",)), pointer, {"type": rules.Anything()})


def _many(value: object, rule: rules.Many, pointer: str) -> Iterator[Fault]:
    if not isinstance(value, list):
        yield "must be an array", pointer
    elif not value:
        yield "must have at least 1 item", pointer
    elif len(value) > rule.limit:
        yield f"no more than {rule.limit} items allowed", pointer
    else:
        yield from chain.from_iterable(_value(item, rule.rule, f"{pointer}/{at}") for at, item in enumerate(value))


def _element(value: object, rule: rules.One, pointer: str) -> Iterator[Fault]:
    if not isinstance(value, dict):
        yield "must be an object", pointer
        return
    composition = next(iter(rule.kinds)) if rule.kinds <= limits.COMPOSITIONS else ""
    kind = composition or str(value.get("type"))
    if kind not in rule.kinds:
        yield f"unsupported type: {kind}", f"{pointer}/type"
    elif kind in _TEXT_KINDS:
        yield from _text(value, rules.Text(3000), pointer)
    elif kind in limits.ELEMENTS:
        yield from _shape(value, limits.ELEMENTS[kind], pointer, {} if composition else {"type": rules.Anything()})

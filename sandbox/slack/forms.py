"""What people do with blocks: find the button, fill in the form."""

from collections.abc import Iterator, Mapping

from sandbox.slack import answers
from sandbox.slack.entities import Channel, Json, User
from sandbox.slack.workspace import Workspace

Found = tuple[Json, Json]  # a block, and an element in it that people can use


def elements(blocks: list[Json]) -> Iterator[Found]:
    """Every interactive element with its block."""
    for block in blocks:
        found = [block.get("accessory"), block.get("element"), *(block.get("elements") or [])]
        yield from ((block, element) for element in found if isinstance(element, dict) and "action_id" in element)


def element_of(blocks: list[Json], user: User, action_id: str, value: object = None) -> Found:
    """The element with this action_id that the user sees. ValueError says which there are.

    Buttons of different blocks may share an action_id: then `value` says which.
    """
    there = [(block, element) for block, element in elements(blocks) if _is_shown(element, user)]
    for block, element in there:
        if element["action_id"] == action_id and _fits(element, value):
            return block, element
    names = ", ".join(sorted({str(element["action_id"]) for _, element in there})) or "none"
    raise ValueError(f"nothing to press with action_id {action_id!r} and value {value!r}; there are: {names}")


def action_json(found: Found, answer: Json, ts: str) -> Json:
    """The `actions` entry of a payload; `answer` is what the element holds now, empty for a button."""
    block, element = found
    base = {"type": element["type"], "action_id": element["action_id"], "block_id": block["block_id"], "action_ts": ts}
    kept = [name for name in ("text", "value", "style", "url") if element["type"] == "button" and name in element]
    return base | {name: element[name] for name in kept} | answer


def values_of(blocks: list[Json], before: Json | None = None, current: Channel | None = None) -> Json:
    """`state.values` of blocks as shown: initial values.

    `before` are the values of the view that these blocks replace: a field keeps its own while block_id, action_id and
    type stay, even where the new one has another initial value (docs.slack.dev: updating views; the last is seen).
    """
    state: Json = {}
    for block, element in elements(blocks):
        if answers.holds_values(element):
            kept = (before or {}).get(block["block_id"], {}).get(element["action_id"])
            is_kept = kept is not None and kept["type"] == element["type"] and answers.still_offered(element, kept)
            state.setdefault(block["block_id"], {})[element["action_id"]] = (
                kept if is_kept else answers.at_first(element, current)
            )
    return state


def fill_in(workspace: Workspace, user: User, blocks: list[Json], state: Json, values: Mapping[str, object]) -> Json:
    """`state` with `values`, by action_id or block_id, put in. ValueError for a field that there is none of."""
    fields = [(block, element) for block, element in elements(blocks) if answers.holds_values(element)]
    known = {name for block, element in fields for name in (block["block_id"], element["action_id"])}
    unknown = set(values) - known
    if unknown:
        raise ValueError(f"the form has no {', '.join(sorted(unknown))}; it has {', '.join(sorted(known))}")
    filled = {block_id: dict(fields) for block_id, fields in state.items()}
    for block, element in fields:
        for name in (block["block_id"], element["action_id"]):
            if name in values:
                answer = answers.after(workspace, user, element, values[name])
                filled[block["block_id"]][element["action_id"]] = answer
    return filled


def check_required(blocks: list[Json], state: Json) -> None:
    """Raise ValueError for a required field left empty: Slack's client doesn't send such a form."""
    for block, element in elements(blocks):
        if block["type"] == "input" and not block.get("optional") and answers.holds_values(element):
            answer = state[block["block_id"]][element["action_id"]]
            if answers.is_empty(answer):
                raise ValueError(f"{block['label']['text']!r} ({element['action_id']}) must be filled in")


def _is_shown(element: Json, user: User) -> bool:
    return user.id in element.get("visible_to_user_ids", [user.id])


def _fits(element: Json, value: object) -> bool:
    return element["type"] != "button" or value is None or element.get("value") == value

"""What people do with blocks: find the button, fill in the form."""

from collections.abc import Iterator, Mapping

from sandbox.slack.entities import Json

_CHOSEN = {
    "users_select": "selected_user",
    "channels_select": "selected_channel",
    "conversations_select": "selected_conversation",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
}
_ONE_OPTION = {"static_select", "external_select", "radio_buttons", "overflow"}
_MANY_OPTIONS = {"checkboxes", "multi_static_select", "multi_external_select"}


def action_of(blocks: list[Json], user: str, action_id: str, value: str | None, ts: str) -> Json:
    """The `actions` entry for pressing, or choosing `value` in, the element with this action_id.

    Several buttons may share an action_id: then `value` says which. ValueError says which there are.
    """
    there = [(block, element) for block, element in elements(blocks) if _is_shown(element, user)]
    for block, element in there:
        if element.get("action_id") == action_id and _fits(element, value):
            chosen = _chosen(element, value) if element["type"] != "button" else {}
            kept = {name: element[name] for name in ("text", "value", "style", "url") if name in element}
            base = {"type": element["type"], "action_id": action_id, "block_id": block["block_id"], "action_ts": ts}
            return base | kept | chosen
    names = ", ".join(sorted({str(element.get("action_id")) for _, element in there})) or "none"
    raise ValueError(f"nothing to press with action_id {action_id!r} and value {value!r}; there are: {names}")


def elements(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Every interactive element with its block."""
    for block in blocks:
        found = [block.get("accessory"), block.get("element"), *(block.get("elements") or [])]
        yield from ((block, element) for element in found if isinstance(element, dict) and "action_id" in element)


def fill_in(blocks: list[Json], values: Mapping[str, object]) -> Json:
    """`state.values` of a form: `values` by action_id (or block_id), else what the form shows at first.

    ValueError for a name that the form doesn't have, and for a required field left empty: Slack's client lets neither
    through.
    """
    known = {name for block, element in elements(blocks) for name in (block["block_id"], element["action_id"])}
    unknown = set(values) - known
    if unknown:
        raise ValueError(f"the form has no {', '.join(sorted(unknown))}; it has {', '.join(sorted(known))}")
    state: Json = {}
    for block, element in elements(blocks):
        if element["type"] == "button":
            continue
        given = values.get(element["action_id"], values.get(block["block_id"]))
        answer = _chosen(element, given) if given is not None else _initial(element)
        if block["type"] == "input" and not block.get("optional") and not any(answer.values()):
            raise ValueError(f"{block['label']['text']!r} ({element['action_id']}) must be filled in")
        state.setdefault(block["block_id"], {})[element["action_id"]] = {"type": element["type"], **answer}
    return state


def _is_shown(element: Json, user: str) -> bool:
    return user in element.get("visible_to_user_ids", [user])


def _fits(element: Json, value: object) -> bool:
    return element["type"] != "button" or value is None or element.get("value") == value


def _chosen(element: Json, value: object) -> Json:
    kind = element["type"]
    if kind in _ONE_OPTION:
        return {"selected_option": _option(element, value)}
    if kind in _MANY_OPTIONS:
        wanted = value if isinstance(value, list | tuple) else [value]
        return {"selected_options": [_option(element, one) for one in wanted]}
    return {_CHOSEN.get(kind, "value"): value}


def _initial(element: Json) -> Json:
    kind = element["type"]
    if kind in _ONE_OPTION:
        return {"selected_option": element.get("initial_option")}
    if kind in _MANY_OPTIONS:
        return {"selected_options": element.get("initial_options", [])}
    name = _CHOSEN.get(kind, "value")
    return {name: element.get(name.replace("selected", "initial") if name != "value" else "initial_value")}


def _option(element: Json, value: object) -> Json:
    groups = element.get("option_groups") or [{"options": element.get("options", [])}]
    options: list[Json] = [option for group in groups for option in group["options"]]
    for option in options:
        if option["value"] == value:
            return option
    raise ValueError(
        f"{element['action_id']} has no option {value!r}; it has {[option['value'] for option in options]}"
    )

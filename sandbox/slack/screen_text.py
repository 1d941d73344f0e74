"""A form or Home tab printed for people: title, fields with what stands in them, errors, buttons."""

from sandbox.plain_text import PlainText
from sandbox.slack.acts import answer_words
from sandbox.slack.entities import Json, View

_TICKED, _FREE = {"checkboxes": ("[x]", "[ ]"), "radio_buttons": ("(o)", "( )")}, "________"


def screen_text(view: View, plain: PlainText, title: str = "") -> str:
    """As a box that is open on the right: letters of all widths may stand in it."""
    body = view.body
    lines = [f"┌ {title or body['title']['text']}"]
    for block in body["blocks"]:
        lines += [f"│ {line}".rstrip() for line in _block_lines(view, block, plain)]
    labels = [body[name]["text"] for name in ("close", "submit") if body.get(name)]
    return "\n".join([*lines, " ".join(["└", *(f"[{label}]" for label in labels)]), ""])


def _block_lines(view: View, block: Json, plain: PlainText) -> list[str]:
    if block["type"] != "input":
        return plain.lines([block])
    element = block["element"]
    answer = view.values.get(block["block_id"], {}).get(element["action_id"], {})
    optional = " (optional)" if block.get("optional") else ""
    hint = [f"  {block['hint']['text']}"] if "hint" in block else []
    error = [f"  ! {view.errors[block['block_id']]}"] if block["block_id"] in view.errors else []
    held = [f"  {line}" for line in _field_lines(element, answer, plain)]
    return [f"{block['label']['text']}{optional}", *held, *hint, *error]


def _field_lines(element: Json, answer: Json, plain: PlainText) -> list[str]:
    if element["type"] in _TICKED:
        return [_tick(element, option, answer) for option in element["options"]]
    empty = f"({element['placeholder']['text']})" if "placeholder" in element else _FREE
    return plain.named(answer_words(answer)).splitlines() or [empty]


def _tick(element: Json, option: Json, answer: Json) -> str:
    ticked, free = _TICKED[element["type"]]
    chosen = [answer.get("selected_option"), *answer.get("selected_options", [])]
    return f"{ticked if option in chosen else free} {option['text']['text']}"

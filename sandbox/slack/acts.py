"""What people did with commands, buttons, forms and shortcuts in a channel, as lines between its messages."""

from collections.abc import Iterable, Iterator

from sandbox.slack.entities import Json
from sandbox.slack.forms import elements
from sandbox.slack.state import Delivery

_TYPED = "(typed; nobody else sees it)"


def acts_in(deliveries: Iterable[Delivery], channel: str, *, is_direct: bool) -> Iterator[Json]:
    """Each as a message: `ts`, `user`, `lines`, and `thread_ts` where it belongs into a thread.

    A press belongs to the thread of its message, where answers are expected, and a form to where it was opened; in
    direct messages all stands in one row.
    """
    threads: dict[str, str] = {}  # user -> the thread of what they last did with a message
    for sent in deliveries:
        if sent.channel == channel and not sent.retry_num and sent.kind in {"command", "interaction"}:
            threads[sent.user] = _thread(sent.payload, threads.get(sent.user, ""))
            lines = _lines(sent)
            thread = {"thread_ts": threads[sent.user]} if threads[sent.user] and not is_direct else {}
            if lines:
                yield {"ts": f"{sent.at:.6f}", "user": sent.user, "lines": lines, **thread}


def _thread(payload: Json, before: str) -> str:
    if "view" in payload:
        return before
    container: Json = payload.get("container") or payload.get("message") or {}
    if container.get("is_ephemeral"):  # nobody answers below what one person alone sees
        return str(container.get("thread_ts", ""))
    return str(container.get("thread_ts") or container.get("message_ts") or container.get("ts") or "")


def _lines(sent: Delivery) -> list[str]:
    payload = sent.payload
    if sent.kind == "command":
        return [f"{sent.name} {payload['text']}".rstrip(), _TYPED]
    match payload["type"]:
        case "block_actions":
            return [f"(presses [{pressed}])" for pressed in _pressed(payload["actions"])]
        case "message_action":
            return [f'(uses the shortcut "{sent.name}" on this message)']
        case "view_submission":
            return [f'(sends the form "{payload["view"]["title"]["text"]}")', *_answers(payload["view"])]
    return []


def _pressed(actions: list[Json]) -> Iterator[str]:
    """Labels of buttons and of entries in overflow menus; what is chosen in a form stands in the form."""
    for action in actions:
        if action["type"] == "button":
            yield str(action["text"]["text"])
        elif action["type"] == "overflow":
            yield str(action["selected_option"]["text"]["text"])


def _answers(view: Json) -> Iterator[str]:
    for block, element in elements(view["blocks"]):
        answer = view["state"]["values"].get(block["block_id"], {}).get(element["action_id"], {})
        said = answer_words(answer)
        if block["type"] == "input" and said:
            yield f"  {block['label']['text']}: {said}"


def answer_words(answer: Json) -> str:
    """What a field holds, empty if nothing: options by their text, people and places by id."""
    held = next((value for name, value in answer.items() if name != "type"), None)
    return ", ".join(_word(one) for one in (held if isinstance(held, list) else [held]) if one)


def _word(held: object) -> str:
    if isinstance(held, dict):
        return str(held["text"]["text"])
    return str(held)

"""The lower part of the form: what will be drawn, the line that draws it, the price, and advice."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bot.locale import Words
from bot.orders.filling import Fault
from bot.prompt_line import Request
from bot.views.form.faults import fault_text
from bot.views.notices import left_out_lines
from bot.views.notices.notice import notice, shown
from bot.views.prices import dollars
from bot.views.text import clip
from titan_core.prompting import Advice, lint
from titan_core.results import Estimate

_SHOWN_PROMPT = 600
_LONGEST_LINE = 2900  # a longer line is not shown: cut off, it would draw something else
_MOST_ADVICE = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Outlook:
    """What the form as it stands would draw: `found` is the request, or why there is none. estimate: None if no model
    can draw it. is_led: a picture goes in, so that no line says it all.
    """

    found: Request | tuple[Fault, ...]
    estimate: Estimate | None = None
    is_led: bool = False


def preview(outlook: Outlook, words: Words, command: str) -> list[dict[str, Any]]:
    """Blocks with ids of their own, so that Slack updates them in place."""
    if isinstance(outlook.found, Request):
        parts = _drawn(outlook.found, outlook, words, command)
    else:
        parts = [_not_yet(outlook.found, words, command)]
    return [{"type": "divider"}, *({**part, "block_id": f"preview.{place}"} for place, part in enumerate(parts))]


def _drawn(request: Request, outlook: Outlook, words: Words, command: str) -> list[dict[str, Any]]:
    line = f"{command} {request.line()}"
    quote = {"type": "rich_text_quote", "elements": [_text(clip(request.prompt, _SHOWN_PROMPT))]}
    elements: list[dict[str, Any]] = [_sentence(words("This will be drawn:")), quote]
    if len(line) <= _LONGEST_LINE and not outlook.is_led:
        elements += [
            _sentence(words("As a line to type:")),
            {"type": "rich_text_preformatted", "elements": [_text(line)]},
        ]
    advice = list(_advice(request, outlook.estimate, words))[:_MOST_ADVICE]
    return [
        {"type": "rich_text", "elements": elements},
        *(notice(advice)["blocks"] if advice else []),
        _context(_price(request, outlook.estimate, words)),
    ]


def _not_yet(faults: Sequence[Fault], words: Words, command: str) -> dict[str, Any]:
    """Before anything is written there is nothing to complain of."""
    if all(getattr(fault.problem, "reason", "") == "empty" for fault in faults):
        return _context(words("What will be drawn and its price stand here as soon as you press Enter in a field."))
    return _context("\n".join(fault_text(fault, words, command) for fault in faults))


def _price(request: Request, estimate: Estimate | None, words: Words) -> str:
    if estimate is None:
        return words("No model that is there can draw this. Choose another one.")
    price, title = dollars(estimate.usd), estimate.model.title
    return words.plural(
        "{n} picture by {model}: about {price} by the price list.",
        "{n} pictures by {model}: about {price} by the price list.",
        request.number_of_images,
        model=title,
        price=price,
    )


def _advice(request: Request, estimate: Estimate | None, words: Words) -> Iterator[str]:
    yield from left_out_lines(request.left_out, words)
    for advice in lint(request.prompt, request.negative_prompt, model=estimate.model if estimate else None):
        yield _worded(advice, words)


def _worded(advice: Advice, words: Words) -> str:
    said = shown(advice.words)
    match advice.code, advice.field:
        case "unquoted", _:
            return words("To have “{words}” lettered in the picture, put it in double quotes.", words=said)
        case "too_long", _:
            limit, actual = f"{advice.limit:,}", f"{advice.value:,}"
            return words(
                "{model} takes {limit} characters of words; these are {actual}.",
                model=advice.model, limit=limit, actual=actual,
            )  # fmt: skip
        case _, "prompt":
            return words(
                "Models tend to draw what is named, even as absent: move “{words}” to “Not in the picture”.", words=said
            )
        case _:
            return words("In “Not in the picture” write “{words}” without a no before it.", words=said)


def _sentence(text: str) -> dict[str, Any]:
    return {"type": "rich_text_section", "elements": [_text(text)]}


def _text(text: str) -> dict[str, Any]:
    return {"type": "text", "text": text}


def _context(text: str) -> dict[str, Any]:
    return {"type": "context", "elements": [{"type": "plain_text", "text": clip(text, 1900), "emoji": False}]}

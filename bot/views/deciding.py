"""The two forms that an admin answers an ask in: a higher limit, and a reason for a no."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from decimal import ROUND_UP, Decimal, InvalidOperation
from typing import Any, Self

from bot.locale import Words
from bot.rules.limits import Limit, Scope, Unit
from bot.store.asks import Ask
from bot.views.asks import left_and_wanted
from bot.views.message import Message
from bot.views.modal import View, modal, plain
from bot.views.rules.limits import limit_text

RAISE_FORM, DECLINE_FORM = "raise_limit_form", "decline_form"
AMOUNT, REASON = "raised_amount", "decline_reason"
_REASON = 500
_MOST = Decimal(9_999_999)


@dataclass(frozen=True, kw_only=True, slots=True)
class AskAt:
    """An ask, and the admins' message that a form was opened from: kept in its `private_metadata`."""

    ask_id: str
    channel_id: str
    message_ts: str

    @classmethod
    def of(cls, view: Mapping[str, Any]) -> Self:
        return cls(**json.loads(view["private_metadata"]))

    def written(self) -> str:
        return json.dumps(asdict(self))


def needed(ask: Ask) -> Decimal:
    """The least amount that the limit has to be, for what is asked for to fit in, as it was used then."""
    values = ask.refusal.values
    least = Decimal(values["used"]) + Decimal(values["wanted"])
    return least.quantize(Decimal("0.01") if ask.limit.unit is Unit.DOLLARS else Decimal(1), ROUND_UP)


def waiting_view(at: AskAt, words: Words) -> View:
    """Shown until Slack has said who is an admin."""
    blocks = [{"type": "section", "text": plain(words("One moment …"))}]
    return modal(words("A request"), blocks, words, private_metadata=at.written())


def said_view(message: Message, words: Words) -> View:
    return modal(words("A request"), message["blocks"], words)


def raise_view(at: AskAt, ask: Ask, words: Words) -> View:
    """The limit as a number that is enough; whoever saves it changes it for all."""
    limit = ask.limit
    element = {
        "type": "number_input",
        "action_id": AMOUNT,
        "is_decimal_allowed": limit.unit is Unit.DOLLARS,
        "initial_value": str(needed(ask)),
    }
    label = words("US dollars from now on") if limit.unit is Unit.DOLLARS else words("Pictures from now on")
    used = left_and_wanted(ask.refusal, words)
    blocks = [
        _section(words("When it was asked: {limit} ({used}).", limit=limit_text(limit, words), used=used)),
        {"type": "input", "block_id": AMOUNT, "label": plain(label), "element": element},
        {"type": "context", "elements": [plain(_for_whom(ask, words))]},
    ]
    return _form(at, words("Raise the limit"), blocks, words, callback_id=RAISE_FORM, submit=words("Raise and draw"))


def amount_in(view: Mapping[str, Any], ask: Ask, words: Words) -> tuple[str, str]:
    """The amount that stands in the form, and what is wrong with it, "" for nothing."""
    written = str(view["state"]["values"][AMOUNT][AMOUNT].get("value") or "").strip()
    least = needed(ask)
    try:
        amount = Decimal(written)
        Limit(scope=ask.limit.scope, unit=ask.limit.unit, period=ask.limit.period, amount=amount)
    except (InvalidOperation, ValueError):
        return "", words("A number up to {most}, please, such as {least}.", most=_MOST, least=least)
    if amount < least:
        return "", words("This request needs {least} at least.", least=least)
    return str(amount), ""


def decline_view(at: AskAt, words: Words) -> View:
    """A reason is optional; the asker reads it."""
    element = {"type": "plain_text_input", "action_id": REASON, "multiline": True, "max_length": _REASON}
    label = plain(words("Why? The one who asked will read it."))
    blocks = [{"type": "input", "block_id": REASON, "label": label, "element": element, "optional": True}]
    return _form(at, words("Decline"), blocks, words, callback_id=DECLINE_FORM, submit=words("Decline"))


def reason_in(view: Mapping[str, Any]) -> str:
    return str(view["state"]["values"][REASON][REASON].get("value") or "").strip()[:_REASON]


def _for_whom(ask: Ask, words: Words) -> str:
    if ask.refusal.values["channel_id"]:
        return words("It holds for everybody in this channel, from now on.")
    if ask.limit.scope is Scope.CHANNEL:
        return words("It holds for every channel, from now on.")
    return words("It holds for everybody, from now on.")


def _form(  # noqa: PLR0913  # keyword-only: a form's own
    at: AskAt, title: str, blocks: list[dict[str, Any]], words: Words, *, callback_id: str, submit: str
) -> View:
    return modal(
        title, blocks, words, callback_id=callback_id, submit=plain(submit[:24]), private_metadata=at.written()
    )


def _section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": plain(text)}

"""Asking an admin for more than a limit leaves: what the admins read, and what the asker hears."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from bot.locale import Words
from bot.orders.verdict import Decision
from bot.rules.limits import Limit, Unit
from bot.rules.refusal import Refusal, RefusalCode
from bot.store.asks import Ask
from bot.views.buttons import APPROVE_ONCE, DECLINE, RAISE_LIMIT, button
from bot.views.history.entries import moment
from bot.views.message import Message
from bot.views.modal import plain
from bot.views.notices.notice import notice
from bot.views.notices.refusals import refusal_parts
from bot.views.prices import dollars
from bot.views.rules.limits import amount_text, limit_text
from bot.views.text import clip, escape_mrkdwn

_PROMPT, _SHOWN_LINES = 300, 5

Block = dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Asking:
    """An ask as one reader may see it. is_seen: they can read where it was asked; usd: None if no model is there."""

    ask: Ask
    is_seen: bool
    usd: Decimal | None
    is_open: bool


def ask_message(asking: Asking, words: Words) -> Message:
    """Who asks for what, and the admins' three buttons; once it is decided, who did instead."""
    ask = asking.ask
    head = words.plural(
        "<@{user}> asks for {n} picture, more than a limit leaves.",
        "<@{user}> asks for {n} pictures, more than a limit leaves.",
        ask.pictures,
        user=ask.person.user_id,
    )
    end = _buttons(asking, words) if asking.is_open else _context(decision_line(ask, words))
    blocks = [_section(head), *_prompts(asking, words), _context(" · ".join(_facts(asking, words))), end]
    text = head if asking.is_open else f"{head} {decision_line(ask, words)}"
    return {"text": text, "blocks": blocks}


def decision_line(ask: Ask, words: Words) -> str:
    """What became of it, as mrkdwn."""
    if ask.decided_at is None:
        return words("Nobody answered within 7 days.")
    values = {"admin": ask.decided_by, "date": moment(ask.decided_at)}
    match ask.decision:
        case Decision.APPROVED:
            return words("Approved once by <@{admin}>, {date}.", **values)
        case Decision.RAISED:
            return words("The limit was raised by <@{admin}>, {date}.", **values)
        case _:
            return words("Declined by <@{admin}>, {date}.", **values)


def left_and_wanted(refusal: Refusal, words: Words) -> str:
    """How far the limit is used, and what is asked for."""
    limit = Limit.parse(refusal.values["limit"])
    left, wanted = (replace(limit, amount=_amount(limit, refusal.values[name])) for name in ("left", "wanted"))
    return words("left: {left}, wanted: {wanted}", left=amount_text(left, words), wanted=amount_text(wanted, words))


# To the asker


def asked_notice(words: Words) -> Message:
    return notice(
        [
            words("The admins are asked. What they decide I tell you in our direct messages."),
            words("They have 7 days; nothing is spent until then."),
        ]
    )


def too_many_notice(words: Words) -> Message:
    return notice(
        [
            words("Five requests of yours wait for an admin already, so this one was not sent."),
            words("Ask again when one of them is answered."),
        ]
    )


def closed_notice(words: Words) -> Message:
    """An old copy of the button, or a forged one."""
    return notice([words("This can't be asked any more. Type your line again: it may fit into the limit by now.")])


def unheard_message(words: Words) -> Message:
    return notice(
        [
            words("No admin of this workspace could be reached, so your request was not passed on."),
            words("Ask one of them yourself. Nothing was drawn and nothing spent."),
        ]
    )


def answer_message(ask: Ask, words: Words) -> Message:
    """What an admin decided, for the one who asked."""
    admin = ask.decided_by
    match ask.decision:
        case Decision.APPROVED:
            lines = [words("<@{admin}> approved your request: it is being drawn now.", admin=admin)]
        case Decision.RAISED:
            lines = [words("<@{admin}> raised the limit: your request is being drawn now.", admin=admin)]
        case _:
            lines = [words("<@{admin}> declined your request. Nothing was drawn and nothing spent.", admin=admin)]
    quoted = [plain(clip(ask.asked[0].order.prompt, _PROMPT))] if ask.asked[0].order.prompt else []
    reason = [_context(words("Their reason:")), {"type": "section", "text": plain(ask.reason)}] if ask.reason else []
    blocks = [*map(_section, lines), *({"type": "context", "elements": [it]} for it in quoted), *reason]
    return {"text": " ".join([*lines, escape_mrkdwn(ask.reason or "")]).strip(), "blocks": blocks}


# To the admin who pressed


def verdict_notice(news: Mapping[str, Any], ask: Ask | None, words: Words) -> Message:
    """Why a press has decided nothing; `news` is what `Deciding.decide` answered."""
    match news["about"], ask:
        case "not_admin", _:
            return notice([words("Only admins can answer this. Nothing was changed.")])
        case "late", Ask():
            return _said(words("Too late: this is answered already."), decision_line(ask, words))
        case "in_the_way", _:
            return notice(_in_the_way(news["refusal"], words))
        case "unexpected", _:
            said = words(
                "Something went wrong on my side. If it happens again, tell an admin this reference: {reference}",
                reference=news["reference"],
            )
            return notice([said])
        case _:
            return notice([words("This request isn't there any more. Nothing was changed.")])


def _in_the_way(refusal: Mapping[str, Any], words: Words) -> Sequence[Any]:
    found = Refusal(code=RefusalCode(refusal["code"]), values=refusal["values"])
    return [
        words("Not approved yet: something is in the way that one approval doesn't lift."),
        *refusal_parts(found, words),
        words("The request stays open. Change the rule or the limit of the workspace, then press again; or decline."),
    ]


def _prompts(asking: Asking, words: Words) -> list[Block]:
    if not asking.is_seen:
        return [_section(words("It was asked in a private conversation, so its words are not shown."))]
    prompts = [one.order.prompt for one in asking.ask.asked]
    shown = [clip(prompt, _PROMPT) or words("A picture without words") for prompt in prompts[:_SHOWN_LINES]]
    more = [words("and {n} more", n=len(prompts) - _SHOWN_LINES)] if len(prompts) > _SHOWN_LINES else []
    return [{"type": "section", "text": plain(text)} for text in [*shown, *more]]


def _facts(asking: Asking, words: Words) -> list[str]:
    ask, first = asking.ask, asking.ask.asked[0]
    direct = first.channel_id.startswith("D")
    return [
        *([words("in <#{channel}>", channel=first.channel_id)] if asking.is_seen and not direct else []),
        *([words("about {price}", price=dollars(asking.usd))] if asking.usd is not None else []),
        words("limit: {limit}", limit=limit_text(ask.limit, words)),
        left_and_wanted(ask.refusal, words),
        moment(ask.asked_at),
    ]


def _buttons(asking: Asking, words: Words) -> Block:
    ask_id, usd = asking.ask.id, asking.usd
    once = words("Approve once") if usd is None else words("Approve once, about {price}", price=dollars(usd))
    elements = [
        button(once, APPROVE_ONCE, ask_id, style="primary"),
        button(words("Raise the limit…"), RAISE_LIMIT, ask_id),
        button(words("Decline…"), DECLINE, ask_id),
    ]
    return {"type": "actions", "elements": elements}


def _amount(limit: Limit, written: str) -> Decimal:
    """As fine as a limit is: what is wanted may be parts of a cent."""
    return Decimal(written).quantize(Decimal("0.01") if limit.unit is Unit.DOLLARS else Decimal(1))


def _said(*lines: str) -> Message:
    return {"text": "\n".join(lines), "blocks": [_section(line) for line in lines]}


def _section(text: str) -> Block:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def _context(text: str) -> Block:
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": text}]}

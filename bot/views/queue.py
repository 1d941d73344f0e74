"""What `/imagine queue` answers: one's own requests under way, each with a Cancel button; of the others the number."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.locale import Words
from bot.orders.order import Order
from bot.store.jobs import Job, State
from bot.store.line import Wait
from bot.store.queue import Others
from bot.views.buttons import CANCEL_LISTED, button
from bot.views.line import in_line
from bot.views.message import Message
from bot.views.text import clip, escape_mrkdwn

_MOST = 15  # of Slack's fifty blocks
_PROMPT = 150  # characters


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One request under way."""

    job: Job
    wait: Wait


def queue_message(entries: Sequence[Entry], others: Others, words: Words, said: str = "") -> Message:
    """List them; `said` is what a press in this list has come to."""
    lines = [said] if said else []
    head = words.plural("{n} request of yours is under way:", "{n} requests of yours are under way:", len(entries))
    lines.append(head if entries else words("Nothing of yours is waiting or being drawn."))
    shown = entries[:_MOST]
    end = [words("and {n} more", n=len(entries) - len(shown))] if len(entries) > len(shown) else []
    end.append(_others(others, words))
    texts = [*lines, *(_fallback(entry, words) for entry in shown), *end]
    blocks = [*map(_context, lines), *(_block(entry, words) for entry in shown), *map(_context, end)]
    return {"text": "\n".join(texts), "blocks": blocks}


def _others(others: Others, words: Words) -> str:
    if not others.waiting and not others.drawing:
        return words("Nothing of other people's is waiting or being drawn.")
    return words("Of others, {drawing} are being drawn and {waiting} waiting.", **_counts(others))


def _counts(others: Others) -> dict[str, int]:
    return {"drawing": others.drawing, "waiting": others.waiting}


def _block(entry: Entry, words: Words) -> Message:
    text = f"{clip(_prompt(entry.job), _PROMPT)}\n{_where(entry, words)}"
    section = {"type": "section", "text": {"type": "plain_text", "text": text, "emoji": False}}
    if entry.job.state not in {State.WAITING, State.DRAWING, State.REVIEWING}:
        return section
    label = words("Cancel: {prompt}", prompt=clip(_prompt(entry.job), 60))
    return {**section, "accessory": button(words("Cancel"), CANCEL_LISTED, entry.job.id, label=label)}


def _fallback(entry: Entry, words: Words) -> str:
    return f"• {escape_mrkdwn(clip(_prompt(entry.job), _PROMPT))}: {_where(entry, words)}"


def _where(entry: Entry, words: Words) -> str:
    match entry.job.state:
        case State.WAITING if entry.wait.ahead:
            return str(in_line(entry.job.id, entry.wait, words)["text"])
        case State.WAITING:
            return words("Starts now.")
        case State.DRAWING:
            return words("Being drawn.")
        case State.REVIEWING:
            return words("Drawn; it waits for approval.")
        case _:
            return words("Drawn; it is being shown.")


def _prompt(job: Job) -> str:
    return Order.from_json(job.request).prompt


def _context(text: str) -> Message:
    return {"type": "context", "elements": [{"type": "plain_text", "text": text, "emoji": False}]}

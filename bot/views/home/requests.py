"""Requests that came to nothing: what became of each, and what its asker can do about it."""

from collections.abc import Sequence
from typing import Any

from bot.locale import Words
from bot.orders.order import Order
from bot.store.jobs import Job, State
from bot.views.buttons import DRAW_AGAIN, EDIT_JOB, button
from bot.views.history.entries import moment, place_words
from bot.views.modal import plain
from bot.views.text import clip

_PROMPT = 300

Block = dict[str, Any]


def request_blocks(jobs: Sequence[Job], words: Words) -> list[Block]:
    """Three blocks a request at most."""
    return [block for job in jobs for block in _request(job, words)]


def _request(job: Job, words: Words) -> list[Block]:
    prompt = clip(Order.from_json(job.request).prompt, _PROMPT) or words("A picture without words")
    facts = [_became(job, words), moment(job.asked_at), place_words(job.channel_id, words)]
    again = [{"type": "actions", "elements": [button(words("Draw again"), DRAW_AGAIN, job.id)]}]
    return [
        {"type": "section", "text": plain(prompt), "accessory": button(words("Edit"), EDIT_JOB, job.id)},
        {"type": "context", "elements": [{"type": "mrkdwn", "text": " · ".join(facts)}]},
        *(again if _may_pass(job) else []),
    ]


def _became(job: Job, words: Words) -> str:
    match job.state:
        case State.REFUSED:
            return words("stopped by the model's content filter")
        case State.REJECTED:
            return words("not approved by a reviewer")
        case State.CANCELLED:
            return words("cancelled")
        case _:
            return words("failed")


def _may_pass(job: Job) -> bool:
    """Whether the very same may be drawn now: a filter's answer stays, and what was drawn is among the pictures."""
    return job.state is State.FAILED or (job.state is State.CANCELLED and job.drawn_at is None)

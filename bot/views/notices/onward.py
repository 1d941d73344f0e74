"""The buttons of a notice that tells why there is no picture: what its asker can do next."""

from typing import Any

from bot.locale import Words
from bot.orders.deriving import drawn_again
from bot.orders.order import Order
from bot.rules.refusal import RefusalCode
from bot.store.jobs import Job
from bot.views.buttons import DRAW_AGAIN, EDIT_JOB, button
from bot.views.notices.inputs import SOURCE_GONE
from titan_core import errors

# The same may pass next time. For those in the middle other words may help as well.
_PASSING = (errors.ThrottledError, errors.NotReadyError, errors.UnavailableError, errors.UnreachableError)
_UNCLEAR = (errors.UnknownResultError, errors.ModelFailedError, errors.BadResponseError)
_ASKED_WRONG = (
    errors.ContentFilteredError,
    errors.BadRequestError,
    errors.UnsupportedError,
    errors.RequestTooLargeError,
    errors.InputPictureError,
    errors.InvalidTaskError,
)
_RULED_OUT = frozenset({RefusalCode.WORDS, RefusalCode.MODEL})  # this order; all others may change with the rule
_AGAIN = frozenset({
    *(kind.code for kind in (*_PASSING, *_UNCLEAR)), "unexpected", *(frozenset(RefusalCode) - _RULED_OUT)
})  # fmt: skip
_EDIT = frozenset({*(kind.code for kind in (*_UNCLEAR, *_ASKED_WRONG)), SOURCE_GONE, *_RULED_OUT})


def rest_row(job: Job, words: Words) -> dict[str, Any]:
    """The button of a notice that tells of pictures that are missing beside those that were drawn."""
    return {"type": "actions", "elements": [button(words("Draw the rest"), DRAW_AGAIN, job.id)]}


def onward(code: str, job: Job, words: Words) -> list[dict[str, Any]]:
    """The row of buttons by an error's code; nothing where only an admin can help."""
    again = [button(words("Draw again"), DRAW_AGAIN, job.id)] if code in _AGAIN else []
    if code == SOURCE_GONE and drawn_again(Order.from_json(job.request), is_source_gone=True):
        again = [button(words("Draw again from words"), DRAW_AGAIN, job.id)]
    edit = [button(words("Edit"), EDIT_JOB, job.id)] if code in _EDIT else []
    return [{"type": "actions", "elements": [*again, *edit]}] if again or edit else []

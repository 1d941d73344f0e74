"""The view that offers large versions: price and size on paper stand before anything is drawn."""

from bot.locale import Words, msgid
from bot.orders.doings import Doings
from bot.views.modal import View, modal, plain
from bot.views.more.menu import enlarge_entry
from titan_core.tasks import UpscaleMode

_KINDS = {
    UpscaleMode.FAST: msgid("Fast: the same picture with more pixels, nothing invented"),
    UpscaleMode.CONSERVATIVE: msgid("Conservative: fine detail is drawn anew, close to what is there"),
    UpscaleMode.CREATIVE: msgid("Creative: detail is invented; for small or coarse pictures"),
}


def print_view(doings: Doings, metadata: str, words: Words) -> View:
    """Build it for a picture that some upscaler is there for; `metadata` as the More view has it."""
    lead = words("Each is drawn into a new message; this picture stays as it is.")
    entries = [
        enlarge_entry(enlarging, words(_KINDS[mode]), words("Draw"), words)
        for mode, enlarging in doings.enlarging.items()
    ]
    blocks = [{"type": "section", "text": plain(lead)}, *entries]
    return modal(words("Large, for print"), blocks, words, private_metadata=metadata)

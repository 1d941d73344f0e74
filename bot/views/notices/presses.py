"""What a person who pressed a button is told alone, where the press itself came to nothing."""

from bot.locale import Words
from bot.views.message import Message
from bot.views.notices.notice import notice


def stale_press(words: Words) -> Message:
    """The value names nothing that this very message shows: deleted, forged, or another workspace's."""
    return notice(
        [
            words("This button doesn't belong to a picture that I know: it may have been deleted meanwhile."),
            words("Nothing was drawn and nothing spent."),
        ]
    )

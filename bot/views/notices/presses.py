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


def too_old(days: int, words: Words) -> Message:
    """Its picture has gone with time."""
    return notice(
        [
            words.plural(
                "This picture is older than {n} day, and I don't keep it any longer: its buttons do nothing any more.",
                "This picture is older than {n} days, and I don't keep it any longer: its buttons do nothing any more.",
                days,
            ),
            words("Nothing was drawn and nothing spent."),
        ]
    )


def press_again(words: Words) -> Message:
    """A view did not open within the three seconds that Slack gives."""
    return notice([words("Slack didn't open it in time. Press the button once more.")])


def not_yours(words: Words) -> Message:
    """Draw again belongs to who asked: it spends in their name."""
    return notice([words("Only the person who asked can draw this again.")])


def no_words_left(words: Words) -> Message:
    """Its picture is gone, and nobody ever said in words what it shows."""
    return notice(
        [words("Its picture is gone and it has no words of its own, so there is nothing to draw again from.")]
    )

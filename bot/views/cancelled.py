"""What pressing Cancel came to."""

from enum import Enum, auto

from bot.locale import Words
from bot.views.message import Message
from bot.views.notices.notice import notice


class Cancel(Enum):
    IN_TIME = auto()
    WHILE_DRAWING = auto()
    WHILE_REVIEWED = auto()
    TOO_LATE = auto()
    NOT_YOURS = auto()


def cancel_answer(result: Cancel, words: Words) -> Message:
    return notice([cancel_text(result, words)])


def cancel_text(result: Cancel, words: Words) -> str:
    match result:
        case Cancel.IN_TIME:
            return words("Cancelled. Nothing was drawn and nothing spent.")
        case Cancel.WHILE_DRAWING:
            return words("It is being drawn already, so its price stands. It won't be shown in the channel.")
        case Cancel.WHILE_REVIEWED:
            return words("Withdrawn: nobody will see it. It is drawn, so its price stands.")
        case Cancel.TOO_LATE:
            return words("Too late to cancel: it is finished.")
        case Cancel.NOT_YOURS:
            return words("Only the person who asked can cancel this.")

"""What a person is told about a form that can't be used any more, or that can't be opened."""

from bot.locale import Words
from bot.views.buttons import OPEN_FORM, button
from bot.views.message import Message
from bot.views.notices.notice import notice


def stale_form(words: Words) -> Message:
    return notice(
        [
            words("I don't know this form any more: it may be weeks old."),
            words("Nothing was drawn and nothing spent. Open a new one with `/imagine`, and copy your words into it."),
        ]
    )


def form_not_opened(words: Words) -> Message:
    """With a button that opens an empty one: what the other was to be filled with is a press away."""
    said = notice([words("Slack didn't open the form. Please try again, or begin with an empty one.")])
    actions = {"type": "actions", "elements": [button(words("Open the form"), OPEN_FORM, "-")]}
    return {**said, "blocks": [*said["blocks"], actions]}


def not_yours(words: Words) -> Message:
    """Only who asked may edit a request that came to nothing: others were never shown it."""
    return notice([words("Only the person who asked can edit this request, and only while I still know it.")])

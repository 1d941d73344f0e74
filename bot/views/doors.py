"""Where a word asks for a view and there is no trigger to open one with: a button has one."""

from bot.locale import Words
from bot.prompt_line import Word
from bot.views.buttons import OPEN_FORM, OPEN_HISTORY, OPEN_RULES, OPEN_SETTINGS, button
from bot.views.message import Message
from bot.views.notices.notice import notice

_VALUE = "open"


def door_message(word: Word, words: Words, command: str) -> Message:
    """Lead to the form, the history, the settings or the rules."""
    match word:
        case Word.HISTORY:
            text, opener = words("Your pictures, newest first, and a search by words:"), OPEN_HISTORY
            label = words("Open the history")
        case Word.SETTINGS:
            text, opener = words("Your defaults, your language and your presets:"), OPEN_SETTINGS
            label = words("Open the settings")
        case Word.RULES:
            text, opener = words("The rules of this workspace, for its admins:"), OPEN_RULES
            label = words("Open the rules")
        case _:
            text, opener = words("Say what you want to see, or let a form help you to find the words:"), OPEN_FORM
            label = words("Open the form")
    lines = [text] if word is not Word.FORM else [text, _see_help(words, command)]
    said = notice(lines)
    return {**said, "blocks": [*said["blocks"], {"type": "actions", "elements": [button(label, opener, _VALUE)]}]}


def _see_help(words: Words, command: str) -> str:
    return words("`{command} help` shows all flags with examples.", command=command)

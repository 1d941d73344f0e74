"""The grammar of `/imagine` text: a prompt, then flags in any order.

    a {red, arctic} fox in the snow --no people, text --ar 16:9 --seed 7

`parse` never raises: a line asks for one request or several, or is a word (help, history …), or a Problem to explain to
its writer before anything is spent. What is not a flag or a flag's value stays in the prompt, wherever it stands.
"""

from bot.prompt_line.asking import Asking, FindPreset, Line, no_presets, read_preset
from bot.prompt_line.cleaning import clean
from bot.prompt_line.flags import FLAGS, Flag
from bot.prompt_line.problems import BadPreset, Problem
from bot.prompt_line.reading import Reading
from bot.prompt_line.request import LABEL, Hint, LeftOut, Request
from bot.prompt_line.words import Word, word_of

__all__ = ["FLAGS", "Asking", "Flag", "Hint", "LeftOut", "Problem", "Request", "Word", "parse", "preset_problem"]


def parse(
    text: str, *, from_message: bool = False, preset: FindPreset = no_presets, onto: Request | None = None
) -> Asking | Word | Problem:
    """Read one line.

    text: as Slack sends it with a command, or with from_message the text of a message, whose `& < >` are escaped and
    whose `<…>` are Slack's; without the mention of the bot. Limits of a single model are titan_core's to check.
    preset: the text that the writer saved under a name, None if there is none.
    onto: what the line goes on from: its words are appended to that prompt, its `--no` to that negative prompt, its
    flags replace those given there; flags alone are enough. A line with `--new` leaves it aside.
    """
    typed = clean(text, from_message=from_message)
    line = LABEL.sub("", typed)
    word = word_of(typed) if line else Word.FORM
    return word or Line(text=line, preset=preset, onto=onto).asking()


def preset_problem(name: str, text: str) -> BadPreset | None:
    """Why a preset can't be saved."""
    read = read_preset(text)
    return None if isinstance(read, Reading) else BadPreset(name=name, problem=read)

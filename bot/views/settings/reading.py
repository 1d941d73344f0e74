"""What was typed into settings, read by the grammar of lines; or what is wrong with it, to be said beside the field."""

from bot.locale import Words
from bot.orders.filling import Fault, Filled, request_of
from bot.prompt_line import Request, preset_problem
from bot.views.form.faults import fault_text

_ANY = "x"  # a prompt, without which there is no request


def unwanted(text: str, words: Words, command: str) -> tuple[str, str]:
    """What is never in a picture, parted by commas, and an error; one of them is empty."""
    if not text.strip(" ,;."):
        return "", ""
    found = request_of(Filled(prompt=_ANY, negative_prompt=text))
    if not isinstance(found, Request):
        return "", fault_text(found[0], words, command)
    if found.given - {"negative_prompt"}:
        return "", words("Only words count here: flags belong in a preset.")
    return found.negative_prompt, ""


def preset_error(name: str, text: str, words: Words, command: str) -> str:
    """Why a text can't be a preset's, empty if it can."""
    if not text.strip():
        return words("Write words, flags or both.")
    problem = preset_problem(name, text)
    if problem is None:
        return ""
    if problem.problem is None:
        return words("A preset can't name another preset.")
    return fault_text(Fault(field="text", problem=problem.problem), words, command)

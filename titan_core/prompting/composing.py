"""Elements put together into a prompt, in the order that Titan's guide advises: the subject leads, details follow."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, replace

from titan_core.errors import InvalidTaskError
from titan_core.prompting.elements import ELEMENTS, Element
from titan_core.prompting.lettering import STRAIGHT
from titan_core.tasks.limits import PROMPT, PROMPT_CHARACTERS, TEXT, Characters, check

_CURLY = str.maketrans({"\u201c": '"', "\u201d": '"', "\u201e": '"'})
_LOOSE_ENDS = " ,;."
_DETAILS = ("style", "shot", "light", "color_scheme", "text")
# What is added to a word, unless the last word says it already.
_ENDINGS = {
    "style": ("style", frozenset({"style", "theme"})),
    "color_scheme": ("color scheme", frozenset({"scheme", "color", "colors", "colour", "colours", "palette", "tones"})),
}
_WITH_ARTICLE = re.compile(r"(an?|the) (\S.*)", re.IGNORECASE)
_OF = re.compile(r"\s+of$", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class PromptElements:
    """The eight elements of a prompt; `ELEMENTS` says what each chooses, with examples.

    subject: with its article ("a doctor"), which is left out where the subject stands alone. style and color_scheme
    need no "style" or "color scheme" after them. text: the words to be lettered, which go on a sign; or what bears
    them, with the words in double quotes (`neon letters spelling "Jazz"`). negative_prompt: without "no". Up to 10,000
    characters each and in the prompt as a whole. Raises InvalidTaskError naming field, value and limit.
    """

    subject: str = field(metadata=PROMPT)
    medium: str = field(default="", metadata=TEXT)
    style: str = field(default="", metadata=TEXT)
    shot: str = field(default="", metadata=TEXT)
    light: str = field(default="", metadata=TEXT)
    color_scheme: str = field(default="", metadata=TEXT)
    negative_prompt: str = field(default="", metadata=TEXT)
    text: str = field(default="", metadata=TEXT)

    def __post_init__(self) -> None:
        for row in fields(self):
            object.__setattr__(self, row.name, _tidy(row.name, getattr(self, row.name)))
        check(self)
        if '""' in self.text or '"' in STRAIGHT.sub("", self.text):
            raise InvalidTaskError(
                field="text", value=self.text, reason="malformed", allowed=("OPEN", 'a banner saying "OPEN"')
            )
        Characters(highest=PROMPT_CHARACTERS).check("prompt", self.prompt)

    @property
    def prompt(self) -> str:
        """One line, the elements apart by commas.

        >>> PromptElements(subject="a doctor").prompt
        'Doctor'
        >>> PromptElements(subject="a doctor", medium="painting", light="dim lighting", color_scheme="pastel").prompt
        'Painting of a doctor, dim lighting, pastel color scheme'
        """
        details = {name: getattr(self, name) for name in _DETAILS}
        written = (_written(name, words) for name, words in details.items() if words)
        return ", ".join([_capitalized(self._subject), *written])

    @property
    def _subject(self) -> str:
        worded = _WITH_ARTICLE.fullmatch(self.subject)
        if self.medium:
            within = f"{worded[1].lower()} {worded[2]}" if worded else self.subject
            return f"{_OF.sub('', self.medium)} of {within}"
        return worded[2] if worded and worded[1].lower() != "the" else self.subject

    def steps(self) -> "Iterator[Step]":
        """The elements that are given, one at a time: each step's prompt contains those above it.

        >>> doctor = PromptElements(subject="a doctor", medium="painting", negative_prompt="stethoscope")
        >>> [(step.element.title, step.prompt, step.negative_prompt) for step in doctor.steps()]
        [('Subject', 'Doctor', ''), ('Medium', 'Painting of a doctor', ''), \
('Negative prompt', 'Painting of a doctor', 'stethoscope')]
        """
        so_far = PromptElements(subject=self.subject)
        for element in ELEMENTS:
            words = getattr(self, element.name)
            if words:
                so_far = replace(so_far, **{element.name: words})
                yield Step(element=element, elements=so_far)


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """element: the one that this step adds. elements: all up to it."""

    element: Element
    elements: PromptElements

    @property
    def prompt(self) -> str:
        return self.elements.prompt

    @property
    def negative_prompt(self) -> str:
        return self.elements.negative_prompt


def _tidy(name: str, words: str) -> str:
    """One line. The elements' own commas and full stops at the ends would double ours; lettering keeps its own."""
    line = " ".join(words.translate(_CURLY).split())
    return line if name == "text" else line.strip(_LOOSE_ENDS)


def _written(name: str, words: str) -> str:
    if name == "text":
        return words if '"' in words else f'sign reading "{words}"'
    ending, alike = _ENDINGS.get(name, ("", frozenset()))
    is_said = not ending or words.rpartition(" ")[2].lower() in alike
    return words if is_said else f"{words} {ending}"


def _capitalized(words: str) -> str:
    """A capital at the start, unless the first word has its own spelling: iPhone."""
    first = words.partition(" ")[0]
    return words[:1].upper() + words[1:] if first.islower() else words

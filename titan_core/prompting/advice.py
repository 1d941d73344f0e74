"""What a prompt says that a picture model would misunderstand, or not take at all."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from titan_core.catalog import Model
from titan_core.prompting.lettering import unquoted
from titan_core.prompting.unwanted import negations
from titan_core.tasks.limits import PROMPT_CHARACTERS

PromptField = Literal["prompt", "negative_prompt"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Advice:
    """One thing to be mended.

    code: "negation", "unquoted" or "too_long"; words: the ones it is about. limit and value: numbers of characters,
    of "too_long" alone. model: the title of the model whose limit it is, empty if it is every model's.
    """

    code: Literal["negation", "unquoted", "too_long"]
    field: PromptField
    words: str = ""
    limit: int = 0
    value: int = 0
    model: str = ""

    def __post_init__(self) -> None:
        if (self.code == "too_long") != (self.value > self.limit) or (self.code == "too_long") == bool(self.words):
            raise ValueError("advice is about words, or about a length above its limit")

    @property
    def sentence(self) -> str:
        match self.code:
            case "unquoted":
                return f'{self.field}: put words to be drawn as lettering in straight double quotes, "{self.words}".'
            case "too_long":
                takes = f"{self.model} takes at most" if self.model else "no model takes more than"
                return f"{self.field} has {self.value:,} characters; {takes} {self.limit:,}. Shorten it."
        if self.field == "prompt":
            return f"prompt: a model draws what it reads of; move {self.words!r} to the negative prompt, without a no."
        return f"negative_prompt: it lists what is not wanted; write {self.words!r} without a no before it."


def lint(prompt: str, negative_prompt: str = "", *, model: Model | None = None) -> tuple[Advice, ...]:
    """Advice on a prompt, none if there is none to give.

    Found are things said not to be there, lettering without straight double quotes, and texts longer than the model
    takes (without a model: than any takes). Sources: the prompt guides of Titan and Nova Canvas; `Model`'s limits.

    >>> [advice.words for advice in lint("a street with no people, a sign saying OPEN", "no cars")]
    ['people', 'OPEN', 'cars']
    """
    texts: tuple[tuple[PromptField, str], ...] = (("prompt", prompt), ("negative_prompt", negative_prompt))
    return tuple(advice for field, text in texts for advice in _on(field, text, model))


def _on(field: PromptField, text: str, model: Model | None) -> Iterator[Advice]:
    for thing in negations(text):
        yield Advice(code="negation", field=field, words=thing)
    if field == "prompt":
        for words in unquoted(text):
            yield Advice(code="unquoted", field=field, words=words)
    limit = model.prompt_characters if model else PROMPT_CHARACTERS
    if len(text) > limit:
        title = model.title if model else ""
        yield Advice(code="too_long", field=field, limit=limit, value=len(text), model=title)

"""What is asked before money is spent: one message, however many reasons there are, with one button that draws."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.locale import Words
from bot.store.line import Wait
from bot.views.buttons import DRAW_ASKED, DRAW_UNASKED, DROP_ASKED, EDIT_LINE, button
from bot.views.line import in_line
from bot.views.message import Message
from bot.views.notices.notice import Listed, Part, notice, shown
from bot.views.prices import dollars

_SHOWN_LINES = 5
_ALIKE = 60  # characters that lines may share at their beginning before they are shown from where they differ
_CONTEXT = 25


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """draft: of kind "batch", what is drawn. lines: one each, as typed. usd: in all, None if no model is there.

    is_dear: dearer than may be spent unasked. wait: of the same line, which is under way already; None if it isn't.
    is_foreign: in a language that the models read badly. edit: a draft of kind "line", "" where no form can hold it.
    """

    draft: str
    lines: Sequence[str]
    usd: Decimal | None
    is_dear: bool = False
    wait: Wait | None = None
    is_foreign: bool = False
    edit: str = ""

    @property
    def is_batch(self) -> bool:
        return len(self.lines) > 1


def question_message(question: Question, notes: Sequence[str], words: Words) -> Message:
    """Ask; every reason is a paragraph of its own. notes: what else there is to tell of the line."""
    why = [*_batch(question, words), *reasons(question, words)]
    said = notice([*why, *notes, words("Nothing is drawn or spent yet.")])
    return {**said, "blocks": [*said["blocks"], {"type": "actions", "elements": _buttons(question, words)}]}


def _batch(question: Question, words: Words) -> list[Part]:
    if not question.is_batch:
        return []
    count = len(question.lines)
    if question.usd is None:
        head = words("This line makes {n} requests, each in a message of its own:", n=count)
    else:
        price = dollars(question.usd)
        head = words("This line makes {n} requests, each in a message of its own, for about {price} in all:",
                     n=count, price=price)  # fmt: skip
    return [head, Listed(items=tuple(_lines(question.lines, words)))]


def _lines(lines: Sequence[str], words: Words) -> list[str]:
    counted = Counter(told_apart(lines))
    first = list(counted.items())[:_SHOWN_LINES]
    items = [f"`{shown(line)}`" + (f" × {times}" if times > 1 else "") for line, times in first]  # noqa: RUF001  a sign of multiplication
    left = len(lines) - sum(times for _, times in first)
    return [*items, words("and {n} more", n=left)] if left else items


def told_apart(lines: Sequence[str]) -> list[str]:
    """Lines as they are, or without a long beginning that all have in common, so that what differs can be seen."""
    alike = (len(set(letters)) == 1 for letters in zip(*lines, strict=False))
    common = next((at for at, is_same in enumerate(alike) if not is_same), min(map(len, lines)))
    if common <= _ALIKE or len(set(lines)) == 1:
        return list(lines)
    start = lines[0].find(" ", common - _CONTEXT) + 1
    return [f"… {line[min(start, common) :]}" for line in lines]


def reasons(question: Question, words: Words) -> list[str]:
    """Why it is asked about, other than that it makes several."""
    why = []
    if question.wait is not None:
        why.append(_under_way(question.wait, words))
    if question.is_dear and not question.is_batch and question.usd is not None:
        why.append(words("This costs about {price}.", price=dollars(question.usd)))
    if question.is_foreign:
        why.append(words("The models here read English best; words in other languages they may miss or misunderstand."))
    return why


def _under_way(wait: Wait, words: Words) -> str:
    if not wait.ahead:
        return words("The same line of yours is being drawn already.")
    return words("The same line of yours is waiting already: {place}", place=in_line("", wait, words)["text"])


def _buttons(question: Question, words: Words) -> list[Message]:
    buttons = [button(draw_label(question, words), DRAW_ASKED, question.draft, style="primary")]
    if question.edit:
        buttons.append(button(words("Edit"), EDIT_LINE, question.edit))
    if question.is_foreign:
        buttons.append(button(words("Draw, and don't ask this again"), DRAW_UNASKED, question.draft))
    return [*buttons, button(words("Cancel"), DROP_ASKED, question.draft)]


def draw_label(question: Question, words: Words) -> str:
    """The price stands on the button where money is a reason; else what the reason comes to."""
    if question.usd is not None and (question.is_batch or question.is_dear):
        price = dollars(question.usd)
        return words("Draw all, about {price}", price=price) if question.is_batch else words(
            "Draw it, about {price}", price=price
        )  # fmt: skip
    if question.is_batch:
        return words("Draw all")
    return words("Draw as it is") if question.wait is None else words("Draw another")

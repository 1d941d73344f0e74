"""What the form's menus offer: shapes, numbers of pictures, qualities, and the models that draw, with prices."""

from collections.abc import Iterable

from bot.locale import Words, msgid
from bot.views.form.fields import NONE_CHOSEN
from bot.views.prices import dollars
from titan_core.catalog import CATALOG, Model, price_of
from titan_core.errors import TitanCoreError
from titan_core.prompting import PromptElements
from titan_core.tasks import MAX_PICTURES, AspectRatio, Quality, TextToImage

Option = tuple[str, str]  # value, text
_RATIOS = ("1:1", "16:9", "21:9", "3:2", "5:4", "4:5", "2:3", "9:16", "9:21")
_SQUARE, _WIDE, _TALL = msgid("Square, {ratio}"), msgid("Wide, {ratio}"), msgid("Tall, {ratio}")
_PLAIN = TextToImage(prompt=PromptElements(subject="a doctor").prompt)


def shapes(chosen: str, words: Words) -> list[Option]:
    """The usual ones, and the one that is chosen if it is another."""
    ratios = (*_RATIOS, *([] if chosen in {"", *_RATIOS} else [chosen]))
    return [(NONE_CHOSEN, words("The model's own")), *((ratio, _shape(ratio, words)) for ratio in ratios)]


def numbers() -> list[Option]:
    return [(str(number), str(number)) for number in range(1, MAX_PICTURES + 1)]


def qualities(words: Words) -> list[Option]:
    return [
        (NONE_CHOSEN, words("Standard")),
        (Quality.PREMIUM.value, words("Premium: takes longer and costs more, where a model has it")),
    ]


def models(chosen: str, words: Words) -> list[Option]:
    """Those that are offered still, with the price of one picture, and the one that is chosen if it is another."""
    offered = [(model.alias, _model(model)) for model in CATALOG if not model.is_retired]
    known = {NONE_CHOSEN, "", *(alias for alias, _ in offered)}
    others = [(model.alias, model.title) for model in CATALOG if model.alias == chosen and chosen not in known]
    return [(NONE_CHOSEN, words("Whichever is there first")), *offered, *others]


def known(value: str, options: Iterable[Option]) -> str:
    """`value` if it can be chosen, else nothing."""
    return value if value in {option for option, _ in options} else ""


def _shape(ratio: str, words: Words) -> str:
    try:
        value = AspectRatio.parse(ratio).value
    except TitanCoreError:
        return ratio
    message = _SQUARE if value == 1 else _WIDE if value > 1 else _TALL
    return words(message, ratio=ratio)


def _model(model: Model) -> str:
    return f"{model.title} · {dollars(price_of(model, _PLAIN))}"

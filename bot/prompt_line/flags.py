"""The flags of a line, as data: the grammar, the help, the README and the form are made from this table."""

import difflib
from dataclasses import dataclass

from bot.locale import msgid
from bot.prompt_line.forms import Decimal, Form, ModelName, Pixels, QualityName, Ratio, Text, Whole
from bot.prompt_line.midjourney import UNMATCHED
from titan_core.tasks import CFG_SCALE, MAX_PICTURES, MAX_SEED


@dataclass(frozen=True, kw_only=True, slots=True)
class Flag:
    """`name` and `aliases` with their dashes; `field` is Request's; `meaning` is a message id."""

    name: str
    aliases: tuple[str, ...] = ()
    field: str
    form: Form
    example: str
    meaning: str


FLAGS: tuple[Flag, ...] = (
    Flag(
        name="--no",
        field="negative_prompt",
        form=Text(),
        example="--no people, text",
        meaning=msgid("what must not be in the picture"),
    ),
    Flag(
        name="--ar",
        aliases=("--aspect",),
        field="aspect_ratio",
        form=Ratio(),
        example="--ar 16:9",
        meaning=msgid("shape, width to height; the model's nearest is taken"),
    ),
    Flag(
        name="--size",
        field="size",
        form=Pixels(),
        example="--size 1024x768",
        meaning=msgid("size in pixels, instead of a shape"),
    ),
    Flag(
        name="--seed",
        field="seed",
        form=Whole(low=0, high=MAX_SEED),
        example="--seed 7",
        meaning=msgid("the same number and line draw the same picture again, as far as the model can"),
    ),
    Flag(
        name="--n",
        aliases=("--images",),
        field="number_of_images",
        form=Whole(low=1, high=MAX_PICTURES),
        example="--n 3",
        meaning=msgid("how many pictures, 1 to 5; each is paid for"),
    ),
    Flag(
        name="--cfg",
        field="cfg_scale",
        form=Decimal(low=CFG_SCALE[0], high=CFG_SCALE[1]),
        example="--cfg 8",
        meaning=msgid("how closely to follow the words, 1.1 to 10"),
    ),
    Flag(
        name="--quality",
        aliases=("--q",),
        field="quality",
        form=QualityName(),
        example="--quality premium",
        meaning=msgid("premium takes longer and costs more"),
    ),
    Flag(
        name="--model",
        field="model",
        form=ModelName(),
        example="--model core",
        meaning=msgid("which model draws"),
    ),
)

_BY_NAME = {name: flag for flag in FLAGS for name in (flag.name, *flag.aliases)}
# What people call them elsewhere, where the letters alone would not tell.
_ELSEWHERE = {
    "--negative": "--no",
    "--neg": "--no",
    "--without": "--no",
    "--ratio": "--ar",
    "--width": "--size",
    "--height": "--size",
    "--resolution": "--size",
    "--count": "--n",
    "--num": "--n",
    "--number": "--n",
    "--guidance": "--cfg",
    "--scale": "--cfg",
}


def flag_of(name: str) -> Flag | None:
    """The flag of a name with its dashes, in lower case."""
    return _BY_NAME.get(name)


def is_known(name: str) -> bool:
    """Whether it is one of ours or one of Midjourney's."""
    return name in _BY_NAME or name in UNMATCHED


def nearest(name: str) -> str:
    """The known flag that a name was probably meant for, or nothing."""
    if name in _ELSEWHERE:
        return _ELSEWHERE[name]
    matches = difflib.get_close_matches(name, [*_BY_NAME, *UNMATCHED], n=3, cutoff=0.7)
    return next((match for match in matches if match in _BY_NAME), matches[0] if matches else "")


def one_letter_off(name: str) -> str:
    """The known flag that differs by one letter more, less, other, or by two that changed places; else nothing."""
    return next((known for known in (*_BY_NAME, *UNMATCHED) if _is_one_off(name, known)), "")


def _is_one_off(a: str, b: str) -> bool:
    if a == b or abs(len(a) - len(b)) > 1:
        return False
    start = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    rest_a, rest_b = a[start:], b[start:]
    if len(a) != len(b):
        return rest_a[1:] == rest_b if len(a) > len(b) else rest_a == rest_b[1:]
    return rest_a[1:] == rest_b[1:] or (rest_a[1::-1] == rest_b[:2] and rest_a[2:] == rest_b[2:])

"""The flags of a line, as data: the grammar, the help, the README and the form are made from this table."""

import difflib
from dataclasses import dataclass

from bot.locale import msgid
from bot.prompt_line.forms import Decimal, Form, ModelName, Name, Pixels, QualityName, Ratio, Switch, Text, Whole
from bot.prompt_line.limits import KEEP, MOST_JOBS
from bot.prompt_line.midjourney import UNMATCHED
from titan_core.tasks import CFG_SCALE, MAX_PICTURES, MAX_SEED


@dataclass(frozen=True, kw_only=True, slots=True)
class Flag:
    """`name` and `aliases` with their dashes; `field` is Request's, but of those that make several requests of a line
    or words of a name; `meaning` is a message id. often: it is among the few that people use every day.
    """

    name: str
    aliases: tuple[str, ...] = ()
    field: str
    form: Form
    example: str
    meaning: str
    often: bool = False


FLAGS: tuple[Flag, ...] = (
    Flag(
        name="--ar",
        aliases=("--aspect",),
        field="aspect_ratio",
        form=Ratio(),
        example="--ar 16:9",
        meaning=msgid("shape, width to height; the model's nearest is taken"),
        often=True,
    ),
    Flag(
        name="--no",
        field="negative_prompt",
        form=Text(),
        example="--no people, text",
        meaning=msgid("what must not be in the picture"),
        often=True,
    ),
    Flag(
        name="--n",
        aliases=("--images",),
        field="number_of_images",
        form=Whole(low=1, high=MAX_PICTURES),
        example="--n 3",
        meaning=msgid("how many pictures, 1 to 5; each is paid for"),
        often=True,
    ),
    Flag(
        name="--seed",
        field="seed",
        form=Whole(low=0, high=MAX_SEED),
        example="--seed 7",
        meaning=msgid("the same number and line draw the same picture again, as far as the model can"),
        often=True,
    ),
    Flag(
        name="--keep",
        field="keep",
        form=Whole(low=KEEP[0], high=KEEP[1]),
        example="--keep 80",
        meaning=msgid("in a picture's thread, how much of that picture to keep, 0 to 100"),
        often=True,
    ),
    Flag(
        name="--private",
        field="private",
        form=Switch(),
        example="--private",
        meaning=msgid("show it to you alone first; you post it, shuffle or discard it"),
        often=True,
    ),
    Flag(
        name="--model",
        field="model",
        form=ModelName(),
        example="--model core",
        meaning=msgid("which model draws"),
        often=True,
    ),
    Flag(
        name="--preset",
        field="preset",
        form=Name(),
        example="--preset noir",
        meaning=msgid("add the words and flags that you saved under a name, in Home under Settings"),
    ),
    Flag(
        name="--repeat",
        aliases=("--r",),
        field="repeat",
        form=Whole(low=2, high=MOST_JOBS),
        example="--repeat 4",
        meaning=msgid("the same line 2 to 20 times, each a message of its own; with a seed, each takes the next"),
    ),
    Flag(
        name="--new",
        field="new",
        form=Switch(),
        example="--new",
        meaning=msgid("in a picture's thread, start afresh instead of going on from that picture"),
    ),
    Flag(
        name="--size",
        field="size",
        form=Pixels(),
        example="--size 1024x768",
        meaning=msgid("size in pixels, instead of a shape"),
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
        name="--cfg",
        field="cfg_scale",
        form=Decimal(low=CFG_SCALE[0], high=CFG_SCALE[1]),
        example="--cfg 8",
        meaning=msgid("how closely to follow the words, 1.1 to 10"),
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
    "--strength": "--keep",
    "--secret": "--private",
    "--preview": "--private",
    "--times": "--repeat",
    "--template": "--preset",
}


_SURELY_THEIRS = 0.8  # `--stylise`; to be told of `--exp` after `--x` helps nobody, since it is left out anyway


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
    ours = difflib.get_close_matches(name, _BY_NAME, n=1, cutoff=0.7)
    elsewhere = difflib.get_close_matches(name, _ELSEWHERE, n=1, cutoff=_SURELY_THEIRS)
    theirs = difflib.get_close_matches(name, UNMATCHED, n=1, cutoff=_SURELY_THEIRS)
    return next(iter([*ours, *(_ELSEWHERE[known] for known in elsewhere), *theirs]), "")


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

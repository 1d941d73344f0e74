"""A task's fields as options of the command line: one row a field, whichever tasks have it."""

import argparse
from collections.abc import Callable
from dataclasses import MISSING, Field, dataclass, fields
from enum import StrEnum
from pathlib import Path
from typing import Any, get_args, get_type_hints

from titan_core.errors import TitanCoreError
from titan_core.inputs import InputPicture
from titan_core.masks import Mask
from titan_core.tasks import AspectRatio, Size, Task

_SHAPES = ("size", "aspect_ratio")


@dataclass(frozen=True, kw_only=True, slots=True)
class Option:
    flag: str
    help: str
    metavar: str | None = None


OPTIONS: dict[str, Option] = {
    "prompt": Option(flag="--prompt", metavar="WORDS", help="what is to be seen"),
    "negative_prompt": Option(
        flag="--no", metavar="WORDS", help="what must not be seen, without `no` before it; again for more"
    ),
    "aspect_ratio": Option(flag="--ar", metavar="W:H", help="shape, 16:9 for one"),
    "size": Option(flag="--size", metavar="WxH", help="pixels, 1024x768 for one"),
    "seed": Option(flag="--seed", metavar="N", help="0 to 4294967294: the same seed draws much the same picture again"),
    "number_of_images": Option(flag="-n", metavar="N", help="how many pictures, 1 to 5"),
    "cfg_scale": Option(flag="--cfg", metavar="X", help="how closely to follow the prompt, 1.1 to 10"),
    "quality": Option(flag="--quality", help="Titan's and Nova Canvas' two"),
    "condition_image": Option(flag="--like", metavar="FILE", help="a picture whose edges or layout are followed"),
    "control_mode": Option(flag="--control", help="what of --like is followed"),
    "control_strength": Option(flag="--strength", metavar="X", help="how closely it is followed, 0 to 1"),
    "style": Option(flag="--style", metavar="NAME", help="one of Nova Canvas' styles, design-sketch for one"),
    "images": Option(flag="--image", metavar="FILE", help="the pictures to vary, 1 to 5"),
    "similarity_strength": Option(flag="--similarity", metavar="X", help="how alike, 0.2 to 1"),
    "colors": Option(flag="--color", metavar="#RRGGBB", help="a colour to use; again for more, up to 10"),
    "reference_image": Option(flag="--like", metavar="FILE", help="a picture whose look is taken over"),
    "image": Option(flag="--image", metavar="FILE", help="the picture to work on: PNG, JPEG or WebP; - is stdin"),
    "mask_image": Option(flag="--mask", metavar="FILE", help="a black and white picture: white is drawn anew"),
    "mask_prompt": Option(flag="--where", metavar="WORDS", help="the place, in words, instead of a mask"),
    "grow_mask": Option(flag="--grow", metavar="PX", help="widen the place by 0 to 20 px"),
    "style_preset": Option(flag="--preset", metavar="NAME", help="one of Stability's styles, anime for one"),
    "left": Option(flag="--left", metavar="PX", help="how far to go on to the left, up to 2000"),
    "right": Option(flag="--right", metavar="PX", help="the same to the right"),
    "up": Option(flag="--up", metavar="PX", help="the same upwards"),
    "down": Option(flag="--down", metavar="PX", help="the same downwards"),
    "mode": Option(flag="--mode", help="which way to do it"),
    "creativity": Option(flag="--creativity", metavar="X", help="how much is invented, 0.1 to 0.5, or to 1 in extend"),
    "search_prompt": Option(flag="--what", metavar="WORDS", help="the thing to replace"),
    "select_prompt": Option(flag="--what", metavar="WORDS", help="the thing to recolor"),
    "fidelity": Option(flag="--fidelity", metavar="X", help="how close to that style, 0 to 1"),
    "style_image": Option(flag="--style", metavar="FILE", help="the picture whose style is taken over"),
    "composition_fidelity": Option(flag="--composition", metavar="X", help="how much of the scene stays, 0 to 1"),
    "style_strength": Option(flag="--strength", metavar="X", help="how much of the style is taken over, 0 to 1"),
    "change_strength": Option(flag="--change", metavar="X", help="how much may change, 0.1 to 1"),
}
_PLAIN: dict[object, Callable[[str], object]] = {
    int: int,
    float: float,
    str: str,
    Size: Size.parse,
    AspectRatio: AspectRatio.parse,
    InputPicture: Path,
    Mask: Path,
}


def add_options(parser: argparse.ArgumentParser, kind: type[Task], positional: tuple[str, ...]) -> None:
    """One argument for each field of a task: those named in `positional` by their place, the others by a flag."""
    hints, rows = get_type_hints(kind), {field.name: field for field in fields(kind)}
    shapes = parser.add_mutually_exclusive_group() if set(_SHAPES) <= set(rows) else parser
    for name in positional:
        _add_positional(parser, rows[name])
    for name, field in rows.items():
        if name not in positional:
            _add_flag(shapes if name in _SHAPES else parser, field, hints[name])


def is_required(field: "Field[Any]") -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def _add_positional(parser: argparse.ArgumentParser, field: "Field[Any]") -> None:
    if field.name == "prompt":
        told = 'what to draw; words to be lettered stand in "double quotes"; - reads stdin'
        parser.add_argument("prompt", nargs="+" if is_required(field) else "*", metavar="PROMPT", help=told)
    else:
        nargs = "+" if field.name == "images" else None
        parser.add_argument(field.name, nargs=nargs, type=Path, metavar="FILE", help=OPTIONS[field.name].help)


def _add_flag(group: "argparse._ActionsContainer", field: "Field[Any]", hint: object) -> None:
    option = OPTIONS[field.name]
    given: dict[str, Any] = {"dest": field.name, "help": option.help, "required": is_required(field)}
    if field.name == "negative_prompt" or hint == tuple[str, ...]:
        group.add_argument(option.flag, action="append", metavar=option.metavar, **given)
        return
    parse, choices = _parser(hint)
    shown = option.metavar or (f"{{{','.join(choices)}}}" if choices else None)
    group.add_argument(option.flag, type=argument(parse), metavar=shown, **given)


def _parser(hint: object) -> tuple[Callable[[str], object], tuple[str, ...]]:
    """How a field's text becomes its value, by its type; and the words to choose from, if it is one of some."""
    for kind in (hint, *get_args(hint)):
        if isinstance(kind, type) and issubclass(kind, StrEnum):
            return _chooser(kind), tuple(_spoken(choice) for choice in kind)
        if kind in _PLAIN:
            return _PLAIN[kind], ()
    raise TypeError(f"no option is made of {hint}")


def _spoken(choice: str) -> str:
    return choice.lower().replace("_", "-")


def _chooser(kind: type[StrEnum]) -> Callable[[str], StrEnum]:
    def choose(text: str) -> StrEnum:
        by_name = {_spoken(choice): choice for choice in kind}
        if _spoken(text) not in by_name:
            raise argparse.ArgumentTypeError(f"{text!r} is none of {', '.join(by_name)}")
        return by_name[_spoken(text)]

    return choose


def argument(parse: Callable[[str], object]) -> Callable[[str], object]:
    """Our errors as argparse's, which names the option and shows the usage."""

    def parsed(text: str) -> object:
        try:
            return parse(text)
        except TitanCoreError as error:
            raise argparse.ArgumentTypeError(str(error)) from error

    parsed.__name__ = getattr(parse, "__name__", "value")  # argparse says "invalid int value"
    return parsed

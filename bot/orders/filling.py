"""What stands in a form's fields, as typed, and the request that it makes; or what is wrong, field by field."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.prompt_line import FLAGS, Asking, Problem, Request, parse
from bot.prompt_line.asking import FindPreset, no_presets
from bot.prompt_line.cleaning import clean, has_open_quote, protect
from bot.prompt_line.extents import half_width
from bot.prompt_line.permutations import escaped
from bot.prompt_line.problems import Conflict, TooManyJobs
from titan_core.errors import InvalidTaskError
from titan_core.prompting import PromptElements

# Fields that hold the value of a flag. The words and what is unwanted are read as lines, with flags of their own.
VALUES = ("aspect_ratio", "size", "number_of_images", "seed", "cfg_scale", "quality", "model")
_SHAPE = frozenset({"aspect_ratio", "size"})
_UNSAID = {"number_of_images": "1", "quality": "standard"}  # what a menu says that was left alone
_FLAG = {flag.field: flag for flag in FLAGS}
_AS_WORDS = "prompt: "  # with it no text is a word such as `help`
_AS_UNWANTED = f"{_AS_WORDS}x --no "


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """Why one field can't be used. `field` is one of Filled's, or an element's name."""

    field: str
    problem: Problem | InvalidTaskError


@dataclass(frozen=True, kw_only=True, slots=True)
class Filled:
    """Texts as typed, "" where nothing stands. elements: of the builder, by PromptElements' names; None in a form that
    has one field for all words, `prompt`.

    The words are line syntax: flags in them count, and beat the fields. channel_id: the place that was chosen.
    """

    elements: Mapping[str, str] | None = None
    prompt: str = ""
    negative_prompt: str = ""
    aspect_ratio: str = ""
    size: str = ""
    number_of_images: str = ""
    seed: str = ""
    cfg_scale: str = ""
    quality: str = ""
    model: str = ""
    private: bool = False
    from_picture: bool = False
    channel_id: str = ""

    @property
    def words(self) -> str:
        """The prompt, composed where it is in elements. Raises InvalidTaskError."""
        if self.elements is None:
            return self.prompt
        return PromptElements(**{"subject": "", **self.elements}).prompt


def typed(text: str) -> str:
    """A text of a request as it stands in a form: read as a line, it is that text again."""
    return escaped(text)


def filled_from(request: Request) -> Filled:
    """The form that makes this request, in one field for all words."""
    values = {name: getattr(request, name) for name in VALUES if name in request.given}
    texts: dict[str, Any] = {
        name: f"{value:.15g}" if isinstance(value, float) else str(value) for name, value in values.items()
    }
    return Filled(
        prompt=typed(request.prompt),
        negative_prompt=typed(request.negative_prompt),
        private=request.private,
        **texts,
    )


def request_of(filled: Filled, preset: FindPreset = no_presets) -> Request | tuple[Fault, ...]:
    """Read all fields; every one that is wrong is named, not only the first."""
    read = [_words(filled, preset), _unwanted(filled, preset)]
    values = {name: _value(name, text) for name, text in _texts(filled)}
    faults = [found for found in (*read, *values.values()) if isinstance(found, Fault)]
    if values.keys() >= _SHAPE and not faults:
        faults = [Fault(field="size", problem=Conflict(first=filled.aspect_ratio, second=filled.size))]
    if faults:
        return tuple(faults)
    return _together(filled, values, *(one for one in read if isinstance(one, Request)))


def _texts(filled: Filled) -> Iterator[tuple[str, str]]:
    for name in VALUES:
        text = getattr(filled, name).strip()
        if text not in {"", _UNSAID.get(name)}:
            yield name, text


def _together(
    filled: Filled, values: Mapping[str, Any], words: Request, unwanted: Request | None = None
) -> Request | tuple[Fault, ...]:
    said = _said(words) | (_said(unwanted) if unwanted else {})
    kept = {name: value for name, value in values.items() if name not in (_SHAPE if _SHAPE & said.keys() else ())}
    things = dict.fromkeys(one.negative_prompt for one in (unwanted, words) if one and one.negative_prompt)
    merged = {**kept, **said, "negative_prompt": _joined(things), "private": filled.private or words.private}
    try:
        return Request(prompt=words.prompt, left_out=words.left_out, given=frozenset(merged), **merged)
    except InvalidTaskError as error:
        return (Fault(field=error.field, problem=error),)


def _joined(things: Iterable[str]) -> str:
    """As one line that names them all is read, whatever commas and dashes they begin and end with."""
    joined = ", ".join(things)
    read = _one("negative_prompt", escaped(f"{_AS_UNWANTED}{protect(joined)}"), no_presets) if joined else None
    return read.negative_prompt if isinstance(read, Request) else joined


def _said(request: Request) -> dict[str, Any]:
    return {name: getattr(request, name) for name in request.given - {"negative_prompt", "private"}}


def _words(filled: Filled, preset: FindPreset) -> Request | Fault:
    try:
        words = filled.words
    except InvalidTaskError as error:
        return Fault(field=error.field, problem=error)
    if not clean(protect(words)):
        return Fault(field="prompt", problem=InvalidTaskError(field="prompt", value=words, reason="empty"))
    return _one("prompt", f"{_AS_WORDS}{protect(words)}", preset)


def _unwanted(filled: Filled, preset: FindPreset) -> Request | Fault | None:
    things = clean(protect(filled.negative_prompt)).strip(" ,;.")
    if not things:
        return None
    end = '"' if has_open_quote(things) else ""  # a quote ends with its field: it must pair with none of the words
    return _one("negative_prompt", f"{_AS_UNWANTED}{protect(things)}{end}", preset)


def _one(field: str, line: str, preset: FindPreset) -> Request | Fault:
    """The one request of a line: a form draws no more than that."""
    asked = parse(line, preset=preset)
    match asked:
        case Asking(requests=[request]):
            return request
        case Asking(requests=several):
            return Fault(field=field, problem=TooManyJobs(count=len(several), limit=1))
        case _:
            return Fault(field=field, problem=asked)  # type: ignore[arg-type]  # no Word: a label stands before it


def _value(name: str, text: str) -> Any:  # noqa: ANN401  # a flag's value, or a Fault
    flag = _FLAG[name]
    read = flag.form.read(flag.name, half_width(text).strip())
    return Fault(field=name, problem=read) if isinstance(read, Problem) else read

"""What a line asks for: one request, or several by groups in braces and by `--repeat`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.prompt_line.cleaning import clean, protect
from bot.prompt_line.doubts import doubts, settled
from bot.prompt_line.limits import MOST_JOBS
from bot.prompt_line.permutations import permutations
from bot.prompt_line.problems import (
    BadPreset,
    GluedFlag,
    Problem,
    SingleDash,
    SplitDashes,
    TooManyJobs,
    UnbalancedBraces,
    UnknownFlag,
    UnknownPreset,
)
from bot.prompt_line.reading import Reading, read
from bot.prompt_line.request import Request
from bot.prompt_line.scanning import marks, replaced
from titan_core.tasks import MAX_SEED

_MOST_FIXED = 10  # unknown flags in one line, before it is no line with slips in it
_WithLine = UnknownFlag | GluedFlag | SplitDashes | SingleDash
FindPreset = Callable[[str], str | None]


def no_presets(_name: str) -> None:
    """For lines that nobody's presets can be named in."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Asking:
    """One request or more, at most `MOST_JOBS`, in the order people read them; each is a job of its own.

    Of `--repeat` each has its own random seed, or with `--seed` the next that the one before has not used: 7, 8, 9;
    with `--n 3` beside it 7, 10, 13. So a repeated line never draws a picture twice, and can be drawn again.
    """

    requests: tuple[Request, ...]

    def __post_init__(self) -> None:
        if not 1 <= len(self.requests) <= MOST_JOBS:
            raise ValueError(f"{len(self.requests)} requests; one line makes 1 to {MOST_JOBS}")

    @property
    def is_batch(self) -> bool:
        """Whether there is more than one, so that it is confirmed first."""
        return len(self.requests) > 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One line, cleaned, with what its words may refer to: presets by name, and what it goes on from."""

    text: str
    preset: FindPreset = no_presets
    onto: Request | None = None

    def asking(self) -> Asking | Problem:
        """Read all that it stands for; the first problem is the answer."""
        asked = self.read()
        if not isinstance(asked, _WithLine):
            return replace(asked, line=protect(asked.line)) if isinstance(asked, UnbalancedBraces) else asked
        return replace(asked, line=self._put_right(asked))

    def read(self) -> Asking | Problem:
        """The same, without a line to copy where one has to be worked out."""
        texts = permutations(self.text)
        if not isinstance(texts, tuple):
            return texts
        several: list[tuple[Request, int]] = []
        for text in texts:
            one = self._read(text)
            if not isinstance(one, tuple):
                return one
            several.append(one)
        count = sum(times for _, times in several)
        if count > MOST_JOBS:
            return TooManyJobs(count=count, limit=MOST_JOBS)
        return Asking(requests=tuple(one for request, times in several for one in _repeated(request, times)))

    def _read(self, text: str) -> tuple[Request, int] | Problem:
        """The request of one permutation, and how many times it is asked for."""
        reading = _reading(text)
        if not isinstance(reading, Reading):
            return reading
        own = reading.prompt, reading.negative_prompt
        if problem := self._add_preset(reading):
            return problem
        if self.onto and not reading.values.get("new"):
            reading.go_on_from(self.onto)
        request = reading.request()
        if not isinstance(request, Request):
            return request
        return _doubt(*own) or (request, reading.times)

    def _add_preset(self, reading: Reading) -> Problem | None:
        name = str(reading.values.get("preset", ""))
        if not name:
            return None
        text = self.preset(name) if '"' not in name else None  # such a quote may pair with one that stays in the line
        if text is None:
            return UnknownPreset(name=name)
        preset = read_preset(text)
        if isinstance(preset, Reading):
            reading.add(preset)
            return None
        return BadPreset(name=name, problem=preset)

    def _put_right(self, problem: _WithLine) -> str:
        """The line to copy, as it was typed but with every unknown flag and doubt put right; nothing if it can't be."""
        unknown = [mark for mark in marks(self.text) if mark.unknown is not None]
        fixes = [(mark.start, mark.end, mark.fix) for mark in unknown[:_MOST_FIXED]]
        if len(unknown) > _MOST_FIXED or not all(fix for *_, fix in fixes):
            return ""
        text = clean(protect(replaced(self.text, fixes) if fixes else settled(self.text)))
        again = replace(self, text=text).read()
        return "" if isinstance(again, type(problem)) else protect(text)


def read_preset(text: str) -> Reading | Problem | None:
    """Read a preset's text: words and flags, but no other preset (None), and one line only."""
    texts = permutations(clean(text))
    if not isinstance(texts, tuple):
        return texts
    if len(texts) > 1:
        return TooManyJobs(count=len(texts), limit=1)
    reading = _reading(texts[0])
    if not isinstance(reading, Reading):
        return reading
    if "preset" in reading.values:
        return None
    return reading.too_long() or _doubt(reading.prompt, reading.negative_prompt) or reading


def _reading(text: str) -> Reading | Problem:
    found = marks(text)
    unknown = next((mark for mark in found if mark.unknown is not None), None)
    return UnknownFlag(flag=unknown.name, nearest=unknown.fix) if unknown else read(text, found)


def _doubt(*texts: str) -> Problem | None:
    """What in a request's words may be a flag. Its line is the caller's to write."""
    return next((doubt.problem("") for text in texts for doubt in doubts(text)[:1]), None)


def _repeated(request: Request, times: int) -> Sequence[Request]:
    if request.seed is None:
        return [request] * times
    steps = (request.number_of_images * turn for turn in range(times))
    return [replace(request, seed=(request.seed + step) % (MAX_SEED + 1)) for step in steps]

"""What a line asks for, and the line that asks for it again."""

import re
from dataclasses import dataclass, field, fields

from bot.prompt_line.cleaning import has_open_quote, protect
from bot.prompt_line.flags import FLAGS
from bot.prompt_line.limits import KEEP
from bot.prompt_line.permutations import escaped
from bot.prompt_line.words import word_of
from titan_core.prompting import negations
from titan_core.tasks import AspectRatio, Quality, Size, TextToImage

LABEL = re.compile(r"^prompt\s*[:：]\s*", re.IGNORECASE)  # noqa: RUF001  (full-width colon: as Korean keyboards type it)
_BY_FLAG = {flag.field: flag.name for flag in FLAGS if flag.field not in {"repeat", "preset"}}
_SAID_AT_DEFAULT = frozenset({"number_of_images", "quality"})


@dataclass(frozen=True, kw_only=True, slots=True)
class LeftOut:
    """A Midjourney flag that has no counterpart here, as it was typed; `instead` is what comes near, if anything."""

    flag: str
    value: str = ""
    instead: str = ""

    def __str__(self) -> str:
        return f"{self.flag} {self.value}".strip()


@dataclass(frozen=True, kw_only=True, slots=True)
class Hint:
    """`no dogs` stands in the prompt, where it tends to draw dogs: `unwanted` belongs in the negative prompt."""

    unwanted: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Request:
    """One line, read. Each field that is not explained here is TextToImage's, in the same range.

    model: a catalog alias. keep: percent of the thread's picture to keep, None for the usual. private: shown to the
    asker alone first. new: in a picture's thread, leave that picture aside. preset: the name of the one whose words
    and flags have gone into the other fields; two requests that differ in it alone are equal.
    given: the fields that the line or its preset said something about, so that preferences fill only the others. What
    differs from its default is always among them; `--n 1` and `--quality standard` are if they were written.

    Raises titan_core's InvalidTaskError for what no model could draw, ValueError for `keep` out of range.
    """

    prompt: str
    negative_prompt: str = ""
    aspect_ratio: AspectRatio | None = None
    size: Size | None = None
    seed: int | None = None
    number_of_images: int = 1
    cfg_scale: float | None = None
    quality: Quality = Quality.STANDARD
    model: str | None = None
    keep: int | None = None
    private: bool = False
    new: bool = False
    preset: str = field(default="", compare=False)
    left_out: tuple[LeftOut, ...] = ()
    given: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        self.task()
        if self.keep is not None and not KEEP[0] <= self.keep <= KEEP[1]:
            raise ValueError(f"keep is {self.keep}; allowed is {KEEP[0]} to {KEEP[1]}")
        changed = {one.name for one in fields(self) if one.name in _BY_FLAG and getattr(self, one.name) != one.default}
        written = _SAID_AT_DEFAULT & (self.given | ({"number_of_images"} if self._needs_an_end() else set()))
        object.__setattr__(self, "given", frozenset(changed | written))

    @property
    def hints(self) -> tuple[Hint, ...]:
        return tuple(Hint(unwanted=unwanted) for unwanted in negations(self.prompt))

    def task(self) -> TextToImage:
        """What to draw; which model is asked for is not part of it."""
        return TextToImage(
            prompt=self.prompt,
            negative_prompt=self.negative_prompt,
            size=self.size,
            aspect_ratio=self.aspect_ratio,
            seed=self.seed,
            number_of_images=self.number_of_images,
            cfg_scale=self.cfg_scale,
            quality=self.quality,
        )

    def line(self) -> str:
        """The text to type for this request; parsed, it is this request again."""
        words = f"--no {self.negative_prompt}" if self.negative_prompt else ""
        flags = [_written(name, getattr(self, field)) for field, name in _BY_FLAG.items() if field in self._flagged()]
        flags += map(str, self.left_out)
        if self._needs_an_end():
            # The prompt's single quote would pair with one of these, so it comes last, after a flag whose end is clear.
            parts = [words, *flags, f"--n {self.number_of_images}", self.prompt]
        else:
            label = "prompt:" if LABEL.match(self.prompt) or word_of(self.prompt) else ""
            parts = [label, self.prompt, words, *flags]
        return protect(escaped(" ".join(part for part in parts if part)))

    def _flagged(self) -> frozenset[str]:
        return self.given - {"negative_prompt"}

    def _needs_an_end(self) -> bool:
        return '"' in self.negative_prompt and has_open_quote(self.prompt)


def _written(name: str, value: object) -> str:
    if value is True:
        return name
    return f"{name} {value:.15g}" if isinstance(value, float) else f"{name} {value}"

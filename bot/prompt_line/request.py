"""What a line asks for, and the line that asks for it again."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.prompt_line.cleaning import has_open_quote, protect
from titan_core.prompting import negations
from titan_core.tasks import AspectRatio, Quality, Size, TextToImage

HELP = re.compile(r"(?:[-–—]{0,2}help|--?h|\?)?", re.IGNORECASE)  # noqa: RUF001  (dashes as phones make them)
LABEL = re.compile(r"^prompt\s*[:：]\s*", re.IGNORECASE)  # noqa: RUF001  (full-width colon: as Korean keyboards type it)


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
class Help:
    """Nothing was asked for but how to ask."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Request:
    """One line, read. Each field is TextToImage's, in the same range; `model` is a catalog alias.

    Raises titan_core's InvalidTaskError for what no model could draw.
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
    left_out: tuple[LeftOut, ...] = ()

    def __post_init__(self) -> None:
        self.task()

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
        return self.reworded(self.prompt, self.negative_prompt)

    def reworded(self, prompt: str, negative_prompt: str) -> str:
        """The line with other words."""
        words = f"--no {negative_prompt}" if negative_prompt else ""
        flags = list(self._flags())
        if has_open_quote(prompt) and '"' in negative_prompt:
            # The prompt's single quote would pair with one of these, so it comes last, after a flag whose end is clear.
            parts = [words, *flags, f"--n {self.number_of_images}", prompt]
        else:
            label = "prompt:" if LABEL.match(prompt) or HELP.fullmatch(prompt) else ""
            parts = [label, prompt, words, *flags]
        return protect(" ".join(part for part in parts if part))

    def _flags(self) -> Iterator[str]:
        if self.aspect_ratio is not None:
            yield f"--ar {self.aspect_ratio}"
        if self.size is not None:
            yield f"--size {self.size}"
        if self.seed is not None:
            yield f"--seed {self.seed}"
        if self.number_of_images != 1:
            yield f"--n {self.number_of_images}"
        if self.cfg_scale is not None:
            yield f"--cfg {self.cfg_scale:.15g}"
        if self.quality is not Quality.STANDARD:
            yield f"--quality {self.quality}"
        if self.model is not None:
            yield f"--model {self.model}"
        yield from map(str, self.left_out)

"""What one InvokeModel call asks the painter for, whatever its wire contract."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PIL import Image

Sketch = Callable[[str, tuple[int, int]], Image.Image]
"""Draws a prompt in a size (width, height): an opaque picture, with the order's negative prompt and seed."""


class Edit(Protocol):
    """How a picture is made from pictures that were handed in."""

    def draw(self, prompt: str, sketch: Sketch) -> Image.Image:
        """The finished picture; the same for the same sketches."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Order:
    """One picture for each seed, all of one prompt.

    `width` and `height` are pixels of a picture drawn from words alone, `output_format` is `png`, `jpeg` or `webp`,
    `price_usd` is the list price of one picture. `edit` is None for words alone. `inputs` are the pictures handed in,
    and `targets` the words for a place in them: the content filter looks at both. `mask`, if it is asked back, is
    white where the picture was edited.
    """

    prompt: str
    negative_prompt: str
    width: int
    height: int
    seeds: tuple[int, ...]
    output_format: str
    price_usd: float
    edit: Edit | None = None
    inputs: tuple[Image.Image, ...] = ()
    targets: str = ""
    mask: Image.Image | None = None

    def __post_init__(self) -> None:
        if not self.seeds:
            raise ValueError("an order has at least one seed")
        if self.width < 1 or self.height < 1:
            raise ValueError(f"a picture of {self.width} x {self.height} pixels can't be painted")

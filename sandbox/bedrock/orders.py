"""What one InvokeModel call asks the painter for, whatever its wire contract."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Order:
    """One picture for each seed, all of one prompt and size.

    `width` and `height` are pixels, `output_format` is `png`, `jpeg` or `webp`, `price_usd` is the list price of one
    picture.
    """

    prompt: str
    negative_prompt: str
    width: int
    height: int
    seeds: tuple[int, ...]
    output_format: str
    price_usd: float

    def __post_init__(self) -> None:
        if not self.seeds:
            raise ValueError("an order has at least one seed")
        if self.width < 1 or self.height < 1:
            raise ValueError(f"a picture of {self.width} x {self.height} pixels can't be painted")

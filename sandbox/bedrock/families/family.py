"""What every wire contract can do."""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol

from PIL import Image

from sandbox.bedrock.orders import Edit, Order

Body = Mapping[str, Any]
Size = tuple[int, int]


class Family(Protocol):
    """A wire contract. Refusals are raised as `BedrockError` or answered with a body, as the family does it."""

    @property
    def most_response_bytes(self) -> int | None:
        """The largest response that arrives; None if no limit is documented."""
        ...

    def read(self, body: Body) -> Order:
        """The order in a body that its schema has passed. `BedrockError` for what a schema can't say: the pictures."""
        ...

    def refuse_prompt(self) -> dict[str, Any]: ...

    def refuse_input(self) -> dict[str, Any]:
        """A picture that was handed in is refused."""
        ...

    def answer(self, order: Order, pictures: Sequence[bytes | None]) -> dict[str, Any]:
        """The response for an order's pictures, `None` standing for one that the filter withheld."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """One task's part of an order; see `Order`. `size` is the finished picture's, as far as the price needs it."""

    prompt: str
    size: Size
    negative_prompt: str = ""
    edit: Edit | None = None
    inputs: tuple[Image.Image, ...] = ()
    targets: str = ""
    mask: Image.Image | None = None


@lru_cache(maxsize=4)  # a picture that is asked for again and again is the same object, whose hash is known
def as_base64(picture: bytes) -> str:
    return base64.b64encode(picture).decode("ascii")

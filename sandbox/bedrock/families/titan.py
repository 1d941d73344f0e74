"""Titan Image Generator's contract: an envelope for all tasks, a batch in one call, refusals as errors."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from sandbox.bedrock.errors import invalid
from sandbox.bedrock.families.family import Body, as_base64
from sandbox.bedrock.families.titan_tasks import read_task
from sandbox.bedrock.inputs import PictureRules
from sandbox.bedrock.orders import Order

_SMALL_PIXELS = 768 * 768  # Titan's cheaper tier: 512² and everything up to 768²

PROMPT_BLOCKED = (
    "This request has been blocked by our content filters. Our filters automatically flagged this prompt because it "
    "may conflict our AUP or AWS Responsible AI Policy. Please adjust your text prompt to submit a new request."
)
INPUT_BLOCKED = (
    "This request has been blocked by our content filters. Please adjust your input image to submit a new request."
)
OUTPUT_BLOCKED = (
    "This request has been blocked by our content filters. Our filters automatically flagged this prompt because the "
    "generated image(s) may conflict our AUP or AWS Responsible AI Policy."
)


@dataclass(frozen=True, kw_only=True, slots=True)
class TitanFamily:
    """`prices` by (small, quality), US dollars a picture; `rules` are those for pictures handed in."""

    prices: Mapping[tuple[bool, str], float] = field(
        default_factory=lambda: MappingProxyType(
            {
                (True, "standard"): 0.008,
                (True, "premium"): 0.010,
                (False, "standard"): 0.010,
                (False, "premium"): 0.012,
            }
        )
    )
    small_pixels: int = _SMALL_PIXELS
    default_seed: int = 42
    rules: PictureRules = field(default_factory=lambda: PictureRules(formats=("png", "jpeg"), max_side=1408))
    most_response_bytes: int | None = None

    def read(self, body: Body) -> Order:
        config = body.get("imageGenerationConfig", {})
        first = int(config.get("seed", self.default_seed))
        asked = read_task(body, (int(config.get("width", 1024)), int(config.get("height", 1024))), self.rules)
        width, height = asked.size
        return Order(
            prompt=asked.prompt,
            negative_prompt=asked.negative_prompt,
            width=width,
            height=height,
            seeds=tuple(range(first, first + int(config.get("numberOfImages", 1)))),
            output_format="png",
            price_usd=self.prices[(width * height <= self.small_pixels, config.get("quality", "standard"))],
            edit=asked.edit,
            inputs=asked.inputs,
            targets=asked.targets,
            mask=asked.mask,
        )

    def refuse_prompt(self) -> dict[str, Any]:
        raise invalid(PROMPT_BLOCKED)

    def refuse_input(self) -> dict[str, Any]:
        raise invalid(INPUT_BLOCKED)

    def answer(self, order: Order, pictures: Sequence[bytes | None]) -> dict[str, Any]:
        drawn = [as_base64(picture) for picture in pictures if picture is not None]
        if not drawn:
            raise invalid(OUTPUT_BLOCKED)
        error = None if len(drawn) == len(order.seeds) else OUTPUT_BLOCKED
        return {"images": drawn, "error": error, **mask_answer(order)}


def mask_answer(order: Order) -> dict[str, str]:
    """`maskImage`, if it was asked for: the name is documented for Nova Canvas, and assumed for Titan."""
    if order.mask is None:
        return {}
    buffer = io.BytesIO()
    order.mask.save(buffer, "PNG")
    return {"maskImage": as_base64(buffer.getvalue())}

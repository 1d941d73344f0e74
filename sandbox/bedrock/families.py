"""The two wire contracts: what a valid request body asks for, and how pictures and refusals are answered."""

import base64
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Protocol

from sandbox.bedrock.errors import invalid, malformed
from sandbox.bedrock.orders import Order

_SMALL_PIXELS = 768 * 768  # Titan's cheaper tier: 512² and everything up to 768²
_NOVA_SMALL_PIXELS = 1024 * 1024
_NOVA_MAX_PIXELS = 4_194_304
_NOVA_MAX_RATIO = 4

# AWS does not document pixels per ratio: about one megapixel, each side 640 to 1536 and a multiple of 64.
_PIXELS_OF_RATIO = {
    "16:9": (1344, 768),
    "1:1": (1024, 1024),
    "21:9": (1536, 640),
    "2:3": (832, 1216),
    "3:2": (1216, 832),
    "4:5": (896, 1088),
    "5:4": (1088, 896),
    "9:16": (768, 1344),
    "9:21": (640, 1536),
}

TITAN_PROMPT_BLOCKED = (
    "This request has been blocked by our content filters. Our filters automatically flagged this prompt because it "
    "may conflict our AUP or AWS Responsible AI Policy. Please adjust your text prompt to submit a new request."
)
TITAN_OUTPUT_BLOCKED = (
    "This request has been blocked by our content filters. Our filters automatically flagged this prompt because the "
    "generated image(s) may conflict our AUP or AWS Responsible AI Policy."
)
NOVA_PROMPT_BLOCKED = (
    "This request has been blocked by our content filters. Please adjust your text prompt to submit a new request."
)
NOVA_ALL_BLOCKED = "All of the generated images have been blocked by our content filters."
NOVA_SOME_BLOCKED = "Some of the generated images have been blocked by our content filters."


class Family(Protocol):
    """A wire contract. Refusals are raised as `BedrockError` or answered with a body, as the family does it."""

    def read(self, body: Mapping[str, Any]) -> Order: ...

    def refuse_prompt(self) -> dict[str, Any]: ...

    def answer(self, order: Order, pictures: Sequence[bytes | None]) -> dict[str, Any]:
        """The response for an order's pictures, `None` standing for one that the filter withheld."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class TitanFamily:
    """Titan Image Generator: `prices` by (small, quality), US dollars a picture."""

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

    def read(self, body: Mapping[str, Any]) -> Order:
        config = body.get("imageGenerationConfig", {})
        width, height = int(config.get("width", 1024)), int(config.get("height", 1024))
        first = int(config.get("seed", self.default_seed))
        return Order(
            prompt=body["textToImageParams"]["text"],
            negative_prompt=body["textToImageParams"].get("negativeText", ""),
            width=width,
            height=height,
            seeds=tuple(range(first, first + int(config.get("numberOfImages", 1)))),
            output_format="png",
            price_usd=self.prices[(width * height <= self.small_pixels, config.get("quality", "standard"))],
        )

    def refuse_prompt(self) -> dict[str, Any]:
        raise invalid(TITAN_PROMPT_BLOCKED)

    def answer(self, order: Order, pictures: Sequence[bytes | None]) -> dict[str, Any]:
        drawn = [_base64(picture) for picture in pictures if picture is not None]
        if not drawn:
            raise invalid(TITAN_OUTPUT_BLOCKED)
        return {"images": drawn, "error": None if len(drawn) == len(order.seeds) else TITAN_OUTPUT_BLOCKED}


@dataclass(frozen=True, kw_only=True, slots=True)
class NovaFamily:
    """Nova Canvas: Titan's envelope with free sizes, and refused output inside a 200."""

    titan: TitanFamily = field(
        default_factory=lambda: TitanFamily(
            prices=MappingProxyType(
                {
                    (True, "standard"): 0.04,
                    (True, "premium"): 0.06,
                    (False, "standard"): 0.06,
                    (False, "premium"): 0.08,
                }
            ),
            small_pixels=_NOVA_SMALL_PIXELS,
            default_seed=12,
        )
    )

    def read(self, body: Mapping[str, Any]) -> Order:
        order = self.titan.read(body)
        long, short = max(order.width, order.height), min(order.width, order.height)
        if long > _NOVA_MAX_RATIO * short:
            raise malformed(
                f"#/imageGenerationConfig: width and height must be at most 4:1, not {order.width}:{order.height}"
            )
        if order.width * order.height > _NOVA_MAX_PIXELS:
            raise malformed(f"#/imageGenerationConfig: width x height must be at most {_NOVA_MAX_PIXELS} pixels")
        return order

    def refuse_prompt(self) -> dict[str, Any]:
        raise invalid(NOVA_PROMPT_BLOCKED)

    def answer(self, order: Order, pictures: Sequence[bytes | None]) -> dict[str, Any]:
        drawn = [_base64(picture) for picture in pictures if picture is not None]
        if len(drawn) == len(order.seeds):
            return {"images": drawn}
        return {"images": drawn, "error": NOVA_SOME_BLOCKED if drawn else NOVA_ALL_BLOCKED}


@dataclass(frozen=True, kw_only=True, slots=True)
class StabilityFamily:
    """Stability's generators: one picture a call; refusals are finish reasons inside a 200."""

    price_usd: float

    def read(self, body: Mapping[str, Any]) -> Order:
        width, height = _PIXELS_OF_RATIO[body.get("aspect_ratio", "1:1")]
        seed = int(body.get("seed", 0)) or secrets.randbelow(4_294_967_294) + 1  # 0 asks for any
        return Order(
            prompt=body["prompt"],
            negative_prompt=body.get("negative_prompt", ""),
            width=width,
            height=height,
            seeds=(seed,),
            output_format=body.get("output_format", "png"),
            price_usd=self.price_usd,
        )

    def refuse_prompt(self) -> dict[str, Any]:
        return {"finish_reasons": ["Filter reason: prompt"]}

    def answer(self, order: Order, pictures: Sequence[bytes | None]) -> dict[str, Any]:
        if None in pictures:
            return {"finish_reasons": ["Filter reason: output image"]}
        return {
            "seeds": list(order.seeds),
            "finish_reasons": [None],
            "images": [_base64(picture) for picture in pictures if picture is not None],
        }


def _base64(picture: bytes) -> str:
    return base64.b64encode(picture).decode("ascii")

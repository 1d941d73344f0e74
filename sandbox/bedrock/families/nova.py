"""Nova Canvas's contract: Titan's envelope with free sizes, and refused output inside a 200."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from sandbox.bedrock.errors import invalid, malformed
from sandbox.bedrock.families.family import Body, as_base64
from sandbox.bedrock.families.titan import INPUT_BLOCKED, TitanFamily, mask_answer
from sandbox.bedrock.inputs import PictureRules
from sandbox.bedrock.orders import Order

_SMALL_PIXELS = 1024 * 1024
_MAX_PIXELS = 4_194_304
_MAX_RATIO = 4

PROMPT_BLOCKED = (
    "This request has been blocked by our content filters. Please adjust your text prompt to submit a new request."
)
ALL_BLOCKED = "All of the generated images have been blocked by our content filters."
SOME_BLOCKED = "Some of the generated images have been blocked by our content filters."


@dataclass(frozen=True, kw_only=True, slots=True)
class NovaFamily:
    """Nova Canvas. AWS gives no limits for pictures handed in; those for its output are taken."""

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
            small_pixels=_SMALL_PIXELS,
            default_seed=12,
            rules=PictureRules(formats=("png", "jpeg"), max_side=4096, max_pixels=_MAX_PIXELS),
        )
    )
    most_response_bytes: int | None = None

    def read(self, body: Body) -> Order:
        config = body.get("imageGenerationConfig", {})
        width, height = int(config.get("width", 1024)), int(config.get("height", 1024))
        if max(width, height) > _MAX_RATIO * min(width, height):
            raise malformed(f"#/imageGenerationConfig: width and height must be at most 4:1, not {width}:{height}")
        if width * height > _MAX_PIXELS:
            raise malformed(f"#/imageGenerationConfig: width x height must be at most {_MAX_PIXELS} pixels")
        return self.titan.read(body)

    def refuse_prompt(self) -> dict[str, Any]:
        raise invalid(PROMPT_BLOCKED)

    def refuse_input(self) -> dict[str, Any]:
        raise invalid(INPUT_BLOCKED)

    def answer(self, order: Order, pictures: Sequence[bytes | None]) -> dict[str, Any]:
        drawn = [as_base64(picture) for picture in pictures if picture is not None]
        if len(drawn) == len(order.seeds):
            return {"images": drawn, **mask_answer(order)}
        return {"images": drawn, "error": SOME_BLOCKED if drawn else ALL_BLOCKED, **mask_answer(order)}

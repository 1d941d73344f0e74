"""Stability's contract: one picture a call; refusals are finish reasons inside a 200."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sandbox.bedrock.families.family import Asked, Body, as_base64
from sandbox.bedrock.orders import Order

_MAX_SEED = 4_294_967_294
_MOST_RESPONSE_BYTES = 16_777_216


@dataclass(frozen=True, kw_only=True, slots=True)
class StabilityFamily:
    """A generator or an image service: `read_task` reads what its body asks for, `price_usd` is a picture's."""

    price_usd: float
    read_task: Callable[[Body], Asked]
    most_response_bytes: int | None = _MOST_RESPONSE_BYTES

    def read(self, body: Body) -> Order:
        asked = self.read_task(body)
        seed = int(body.get("seed", 0)) or secrets.randbelow(_MAX_SEED) + 1  # 0 asks for any
        preset = body.get("style_preset", "").replace("-", " ")
        return Order(
            prompt=f"{asked.prompt}, {preset}" if preset else asked.prompt,
            negative_prompt=asked.negative_prompt,
            width=asked.size[0],
            height=asked.size[1],
            seeds=(seed,),
            output_format=body.get("output_format", "png"),
            price_usd=self.price_usd,
            edit=asked.edit,
            inputs=asked.inputs,
            targets=asked.targets,
        )

    def refuse_prompt(self) -> dict[str, Any]:
        return {"finish_reasons": ["Filter reason: prompt"]}

    def refuse_input(self) -> dict[str, Any]:
        return {"finish_reasons": ["Filter reason: input image"]}

    def answer(self, order: Order, pictures: Sequence[bytes | None]) -> dict[str, Any]:
        if None in pictures:
            return {"finish_reasons": ["Filter reason: output image"]}
        return {
            "seeds": list(order.seeds),
            "finish_reasons": [None],
            "images": [as_base64(picture) for picture in pictures if picture is not None],
        }

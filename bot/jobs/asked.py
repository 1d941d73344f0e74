"""What a person asked for, as it is kept in a job row."""

from collections.abc import Mapping
from typing import Any

from bot.prompt_line import Request
from titan_core.tasks import AspectRatio, Quality, Size, TextToImage


def to_row(request: Request, seed: int) -> dict[str, Any]:
    """Write a request as JSON values, with the seed that every try of this job uses."""
    return {
        "prompt": request.prompt,
        "negative_prompt": request.negative_prompt,
        "aspect_ratio": str(request.aspect_ratio) if request.aspect_ratio else None,
        "size": str(request.size) if request.size else None,
        "seed": seed,
        "number_of_images": request.number_of_images,
        "cfg_scale": request.cfg_scale,
        "quality": request.quality.value,
        "model": request.model,
    }


def to_task(row: Mapping[str, Any]) -> TextToImage:
    """Read the task back."""
    return TextToImage(
        prompt=row["prompt"],
        negative_prompt=row["negative_prompt"],
        aspect_ratio=AspectRatio.parse(row["aspect_ratio"]) if row["aspect_ratio"] else None,
        size=Size.parse(row["size"]) if row["size"] else None,
        seed=row["seed"],
        number_of_images=row["number_of_images"],
        cfg_scale=row["cfg_scale"],
        quality=Quality(row["quality"]),
    )

"""Stability's thirteen image services, one row each.

Source: Amazon Bedrock user guide, "Stability AI image services". They answer only through the cross-region inference
profile `us.`, in three regions.
"""

from titan_core.catalog.generators import STABILITY_CHARACTERS, STABILITY_SEEDS, STABILITY_SHAPES
from titan_core.catalog.model import Model, flat
from titan_core.inputs import InputLimits
from titan_core.sizes import Sizing, SourceSized
from titan_core.tasks import (
    BackgroundRemoval,
    Erase,
    Inpainting,
    Outpainting,
    SearchAndRecolor,
    SearchAndReplace,
    SketchControl,
    StructureControl,
    StyleGuide,
    StyleTransfer,
    Task,
    Upscale,
)

_INPUTS = InputLimits(min_side=64, max_pixels=9_437_184, max_ratio=2.5)
_SOURCE_SIZED = SourceSized()
_ONE_MEGAPIXEL = 1_048_576


def _service(  # noqa: PLR0913 - a row
    name: str,
    alias: str,
    title: str,
    usd: str,
    task: type[Task],
    *,
    inputs: InputLimits = _INPUTS,
    sizing: Sizing = _SOURCE_SIZED,
) -> Model:
    return Model(
        model_id=f"us.stability.{name}-v1:0",
        alias=alias,
        title=title,
        family="stability_service",
        regions=("us-west-2", "us-east-1", "us-east-2"),
        sizing=sizing,
        prices=flat(usd),
        prompt_characters=STABILITY_CHARACTERS,
        seeds=STABILITY_SEEDS,
        tasks=(task,),
        inputs=inputs,
    )


SERVICES: tuple[Model, ...] = (
    _service(
        "stable-fast-upscale",
        "fast-upscale",
        "Stable Fast Upscale",
        "0.03",
        Upscale,
        inputs=InputLimits(min_side=32, max_side=1536, min_pixels=1024, max_pixels=_ONE_MEGAPIXEL),
    ),
    # "At most 9,437,184 pixels" is its limit's own text, though its introduction speaks of one megapixel.
    _service("stable-conservative-upscale", "conservative-upscale", "Stable Conservative Upscale", "0.40", Upscale),
    _service(
        "stable-creative-upscale",
        "creative-upscale",
        "Stable Creative Upscale",
        "0.60",
        Upscale,
        inputs=InputLimits(min_side=64, min_pixels=4096, max_pixels=_ONE_MEGAPIXEL, max_ratio=2.5),
    ),
    _service("stable-outpaint", "outpaint", "Stable Outpaint", "0.06", Outpainting),
    _service("stable-image-inpaint", "inpaint", "Stable Image Inpaint", "0.07", Inpainting),
    _service("stable-image-erase-object", "erase", "Stable Image Erase Object", "0.07", Erase),
    _service(
        "stable-image-search-replace",
        "search-replace",
        "Stable Image Search and Replace",
        "0.07",
        SearchAndReplace,
    ),
    _service(
        "stable-image-search-recolor",
        "search-recolor",
        "Stable Image Search and Recolor",
        "0.07",
        SearchAndRecolor,
    ),
    _service(
        "stable-image-remove-background",
        "remove-background",
        "Stable Image Remove Background",
        "0.07",
        BackgroundRemoval,
    ),
    _service("stable-image-control-structure", "structure", "Stable Image Control Structure", "0.07", StructureControl),
    _service("stable-image-control-sketch", "sketch", "Stable Image Control Sketch", "0.07", SketchControl),
    _service(
        "stable-image-style-guide",
        "style-guide",
        "Stable Image Style Guide",
        "0.07",
        StyleGuide,
        sizing=STABILITY_SHAPES,
    ),
    _service("stable-style-transfer", "style-transfer", "Stable Style Transfer", "0.08", StyleTransfer),
)

"""The models that draw from words, one row each; Titan's and Nova's also edit.

Sources: Amazon Bedrock user guide, "Amazon Titan Image Generator G1 models", "Stable Image Core", "Ultra" and "Stable
Diffusion 3.5 Large"; Nova guide, "Canvas". Prices are list prices; ends of life as AWS announced them.
"""

from datetime import date
from decimal import Decimal

from titan_core.catalog.model import Model, Price, flat
from titan_core.inputs import InputLimits
from titan_core.sizes import Shapes, SizeGrid, SizeTable
from titan_core.tasks import (
    AspectRatio,
    BackgroundRemoval,
    ColorGuidedGeneration,
    ImageVariation,
    Inpainting,
    Outpainting,
    Size,
    Task,
    TextToImage,
)


def _sizes(ratio: str, *sizes: str) -> tuple[tuple[AspectRatio, Size], ...]:
    return tuple((AspectRatio.parse(ratio), Size.parse(size)) for size in sizes)


# The 25 sizes of the Titan Image Generator, the larger tier first.
_TITAN_SIZES = SizeTable(
    rows=(
        *_sizes("1:1", "1024x1024", "768x768", "512x512"),
        *_sizes("2:3", "768x1152", "384x576"),
        *_sizes("3:2", "1152x768", "576x384"),
        *_sizes("3:5", "768x1280", "384x640"),
        *_sizes("5:3", "1280x768", "640x384"),
        *_sizes("7:9", "896x1152", "448x576"),
        *_sizes("9:7", "1152x896", "576x448"),
        *_sizes("6:11", "768x1408", "384x704"),
        *_sizes("11:6", "1408x768", "704x384"),
        *_sizes("5:11", "640x1408", "320x704"),
        *_sizes("11:5", "1408x640", "704x320"),
        *_sizes("9:5", "1152x640"),
        *_sizes("16:9", "1173x640"),
    )
)
# 768x768 is the largest size that is billed as "512", 1152x640 the smallest billed as "1024".
_TITAN_PRICES = (
    Price(up_to_pixels=768 * 768, standard=Decimal("0.008"), premium=Decimal("0.010")),
    Price(up_to_pixels=1408 * 1408, standard=Decimal("0.010"), premium=Decimal("0.012")),
)
_TITAN_INPUTS = InputLimits(formats=("png", "jpeg"), max_side=1408)
_V1_TASKS: tuple[type[Task], ...] = (TextToImage, Inpainting, Outpainting, ImageVariation)
_V2_TASKS: tuple[type[Task], ...] = (*_V1_TASKS, ColorGuidedGeneration, BackgroundRemoval)
_NOVA_SIZES = SizeGrid(
    step=16, shortest=320, longest=4096, most_pixels=4_194_304, default_pixels=1024 * 1024, widest=4.0
)
_NOVA_PRICES = (
    Price(up_to_pixels=1024 * 1024, standard=Decimal("0.04"), premium=Decimal("0.06")),
    Price(up_to_pixels=2048 * 2048, standard=Decimal("0.06"), premium=Decimal("0.08")),
)
_NOVA_INPUTS = InputLimits(formats=("png", "jpeg"), min_side=320, max_side=4096, max_pixels=4_194_304, max_ratio=4.0)
STABILITY_SHAPES = Shapes(
    shapes=tuple(map(AspectRatio.parse, ("1:1", "16:9", "21:9", "2:3", "3:2", "4:5", "5:4", "9:16", "9:21")))
)
STABILITY_CHARACTERS = 10_000
STABILITY_SEEDS = (1, 4_294_967_294)  # 0 means "pick one"


def _titan(  # noqa: PLR0913 - a row
    model_id: str,
    alias: str,
    title: str,
    *,
    retired_on: date | None,
    tasks: tuple[type[Task], ...],
    lacks: frozenset[str],
) -> Model:
    return Model(
        model_id=model_id,
        alias=alias,
        title=title,
        family="titan",
        regions=("us-east-1", "us-west-2"),
        sizing=_TITAN_SIZES,
        prices=_TITAN_PRICES,
        prompt_characters=512,
        seeds=(0, 2_147_483_646),
        retired_on=retired_on,
        is_retired=True,
        tasks=tasks,
        inputs=_TITAN_INPUTS,
        lacks=lacks,
    )


def _stability(  # noqa: PLR0913 - a row
    model_id: str,
    alias: str,
    title: str,
    usd: str,
    *,
    tasks: tuple[type[Task], ...] = (TextToImage,),
    inputs: InputLimits | None = None,
) -> Model:
    return Model(
        model_id=model_id,
        alias=alias,
        title=title,
        family="stability",
        regions=("us-west-2",),
        sizing=STABILITY_SHAPES,
        prices=flat(usd),
        prompt_characters=STABILITY_CHARACTERS,
        seeds=STABILITY_SEEDS,
        tasks=tasks,
        inputs=inputs,
    )


GENERATORS: tuple[Model, ...] = (
    _titan(
        "amazon.titan-image-generator-v1",
        "titan-v1",
        "Titan Image Generator G1",
        retired_on=None,
        tasks=_V1_TASKS,
        lacks=frozenset({"condition_image", "control_mode", "control_strength", "style"}),
    ),
    _titan(
        "amazon.titan-image-generator-v2:0",
        "titan-v2",
        "Titan Image Generator G1 v2",
        retired_on=date(2026, 6, 30),
        tasks=_V2_TASKS,
        lacks=frozenset({"style"}),
    ),
    Model(
        model_id="amazon.nova-canvas-v1:0",
        alias="nova-canvas",
        title="Nova Canvas",
        family="titan",
        regions=("us-east-1", "eu-west-1", "ap-northeast-1"),
        sizing=_NOVA_SIZES,
        prices=_NOVA_PRICES,
        prompt_characters=1024,
        seeds=(0, 858_993_459),
        retired_on=date(2026, 9, 30),
        is_retired=True,
        tasks=_V2_TASKS,
        inputs=_NOVA_INPUTS,
    ),
    _stability("stability.stable-image-core-v1:1", "core", "Stable Image Core", "0.04"),
    _stability("stability.stable-image-ultra-v1:1", "ultra", "Stable Image Ultra", "0.14"),
    _stability(
        "stability.sd3-5-large-v1:0",
        "sd3.5",
        "Stable Diffusion 3.5 Large",
        "0.08",
        tasks=(TextToImage, ImageVariation),
        inputs=InputLimits(min_side=64),
    ),
)

"""The models, one row each. A new model of a known contract is a new row and nothing else."""

import difflib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from titan_core.errors import UnknownModelError
from titan_core.sizes import Shapes, SizeGrid, SizeTable, Sizing
from titan_core.tasks import AspectRatio, Quality, Size, TextToImage

FamilyName = Literal["titan", "stability"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Price:
    """List price in USD of one picture of at most so many pixels."""

    up_to_pixels: int
    standard: Decimal
    premium: Decimal

    def of(self, quality: Quality) -> Decimal:
        return self.premium if quality is Quality.PREMIUM else self.standard


@dataclass(frozen=True, kw_only=True, slots=True)
class Model:
    """One Bedrock model.

    regions: where it is, or was, offered on demand. retired_on: its end of life. prompt_characters: limit of the
    prompt and of the negative prompt, each. seeds: lowest and highest seed that is taken as it stands.
    """

    model_id: str
    alias: str
    title: str
    family: FamilyName
    regions: tuple[str, ...]
    sizing: Sizing
    prices: tuple[Price, ...]
    prompt_characters: int
    seeds: tuple[int, int]
    retired_on: date | None = None

    def fold_seed(self, seed: int) -> int:
        """`seed` itself where the model takes it, else the one it stands for: always the same."""
        lowest, highest = self.seeds
        return (seed - lowest) % (highest - lowest + 1) + lowest


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
_NOVA_SIZES = SizeGrid(
    step=16, shortest=320, longest=4096, most_pixels=4_194_304, default_pixels=1024 * 1024, widest=4.0
)
_NOVA_PRICES = (
    Price(up_to_pixels=1024 * 1024, standard=Decimal("0.04"), premium=Decimal("0.06")),
    Price(up_to_pixels=2048 * 2048, standard=Decimal("0.06"), premium=Decimal("0.08")),
)
_STABILITY_SHAPES = Shapes(
    shapes=tuple(map(AspectRatio.parse, ("1:1", "16:9", "21:9", "2:3", "3:2", "4:5", "5:4", "9:16", "9:21")))
)


def _stability(model_id: str, alias: str, title: str, usd: str) -> Model:
    price = Price(up_to_pixels=4096 * 4096, standard=Decimal(usd), premium=Decimal(usd))
    return Model(
        model_id=model_id,
        alias=alias,
        title=title,
        family="stability",
        regions=("us-west-2",),
        sizing=_STABILITY_SHAPES,
        prices=(price,),
        prompt_characters=10_000,
        seeds=(1, 4_294_967_294),  # 0 means "pick one"
    )


def _titan(model_id: str, alias: str, title: str, retired_on: date | None) -> Model:
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
    )


CATALOG: tuple[Model, ...] = (
    _titan("amazon.titan-image-generator-v1", "titan-v1", "Titan Image Generator G1", None),
    _titan("amazon.titan-image-generator-v2:0", "titan-v2", "Titan Image Generator G1 v2", date(2026, 6, 30)),
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
    ),
    _stability("stability.stable-image-core-v1:1", "core", "Stable Image Core", "0.04"),
    _stability("stability.stable-image-ultra-v1:1", "ultra", "Stable Image Ultra", "0.14"),
    _stability("stability.sd3-5-large-v1:0", "sd3.5", "Stable Diffusion 3.5 Large", "0.08"),
)


def find(name: str) -> Model:
    """The model of this id or alias, in any case. Raises UnknownModelError with the nearest names."""
    wanted = name.strip().lower()
    by_name = {key: model for model in CATALOG for key in (model.alias, model.model_id)}
    if wanted in by_name:
        return by_name[wanted]
    nearest = tuple(difflib.get_close_matches(wanted, by_name, n=2, cutoff=0.5))
    raise UnknownModelError(name=name, nearest=nearest, known=tuple(model.alias for model in CATALOG))


def price_of(model: Model, task: TextToImage) -> Decimal:
    """List price in USD of one picture of this task."""
    pixels = 0 if isinstance(model.sizing, Shapes) else model.sizing.size_for(task).pixels
    row = next((row for row in model.prices if pixels <= row.up_to_pixels), model.prices[-1])
    return row.of(task.quality)

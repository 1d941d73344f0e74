"""What is known of a model before it is asked."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from titan_core.inputs import InputLimits
from titan_core.sizes import Sizing
from titan_core.tasks import Quality, Task, TextToImage

FamilyName = Literal["titan", "stability", "stability_service"]
_PROFILE = "us."


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

    regions: where it is, or was, offered: on demand, or through the inference profile that model_id names. is_retired:
    past its end of life, which came on retired_on where the day is known. prompt_characters: limit of the prompt and of
    any other text, each. seeds: lowest and highest seed that is taken as it stands. tasks: what its own contract has;
    others may be translated into these. inputs: limits of pictures handed in. lacks: fields of its tasks that others of
    its family have.
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
    is_retired: bool = False
    tasks: tuple[type[Task], ...] = (TextToImage,)
    inputs: InputLimits | None = None
    lacks: frozenset[str] = frozenset()

    @property
    def is_profile(self) -> bool:
        """Whether model_id names a cross-region inference profile instead of the model itself."""
        return self.model_id.startswith(_PROFILE)

    @property
    def foundation_model_id(self) -> str:
        """The model's own id, for the control plane and for IAM."""
        return self.model_id.removeprefix(_PROFILE)

    def fold_seed(self, seed: int) -> int:
        """`seed` itself where the model takes it, else the one it stands for: always the same."""
        lowest, highest = self.seeds
        return (seed - lowest) % (highest - lowest + 1) + lowest


def flat(usd: str) -> tuple[Price, ...]:
    """One price, whatever the size and quality."""
    return (Price(up_to_pixels=4096 * 4096, standard=Decimal(usd), premium=Decimal(usd)),)

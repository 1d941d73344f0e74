"""What a task came to: the pictures, who drew them, what was lost on the way and what it cost."""

from dataclasses import dataclass
from decimal import Decimal

from titan_core.catalog import Model
from titan_core.errors import PassedOver, TitanCoreError
from titan_core.pictures import Picture


@dataclass(frozen=True, kw_only=True, slots=True)
class Loss:
    """Something asked for that the model can't give: `got` is what it gives instead, empty when it has no such thing.

    `field` is the task's field name.
    """

    field: str
    asked: str
    got: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Estimate:
    """What a task would cost in USD, drawn by the model that is likely to; at_most: by the dearest that may."""

    usd: Decimal
    model: Model
    at_most: Decimal

    def __post_init__(self) -> None:
        if not 0 <= self.usd <= self.at_most:
            raise ValueError(f"{self.at_most} is not the most that {self.usd} can come to")


@dataclass(frozen=True, kw_only=True, slots=True)
class Result:
    """pictures: in the task's order; those named in `already` and those withheld are missing.

    model: the one that drew (each picture names its own). withheld: how many the content filter kept back.
    price_usd: list price of the pictures drawn by this call, and of those that were drawn only on the way to them.
    failure: why others are missing besides, where the caller takes a part.
    """

    pictures: tuple[Picture, ...]
    model: Model
    losses: tuple[Loss, ...] = ()
    passed_over: tuple[PassedOver, ...] = ()
    withheld: int = 0
    request_ids: tuple[str, ...] = ()
    price_usd: Decimal = Decimal(0)
    failure: TitanCoreError | None = None

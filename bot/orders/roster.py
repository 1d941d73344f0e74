"""The models that draw here, with what is known of each: nothing is sent."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from bot.orders.order import Action
from titan_core.catalog import CATALOG, Model, price_of
from titan_core.client import ImageClient
from titan_core.errors import BedrockError, EndOfLifeError, LegacyError, WrongRegionError
from titan_core.tasks import (
    BackgroundRemoval,
    ImageVariation,
    Outpainting,
    SearchAndRecolor,
    SearchAndReplace,
    StructureControl,
    Task,
    TextToImage,
    Upscale,
)

_EDITS: dict[Action, type[Task]] = {
    Action.VARY: ImageVariation,
    Action.UPSCALE: Upscale,
    Action.CUT_OUT: BackgroundRemoval,
    Action.EXTEND: Outpainting,
    Action.REPLACE: SearchAndReplace,
    Action.RECOLOR: SearchAndRecolor,
    Action.RESTYLE: StructureControl,
}
_USUAL = TextToImage(prompt="a picture")


class Standing(StrEnum):
    """How a model stands. UNTRIED: nothing speaks against it."""

    UNTRIED = "untried"
    RETIRED = "retired"
    LEGACY = "legacy"
    ELSEWHERE = "elsewhere"
    NO_ACCESS = "no_access"


@dataclass(frozen=True, kw_only=True, slots=True)
class Seat:
    """usd: price of one picture of the usual size."""

    model: Model
    usd: Decimal
    standing: Standing


@dataclass(frozen=True, kw_only=True, slots=True)
class Roster:
    """chain: in the order in which they are asked. named: those that only a line's `--model` asks."""

    chain: Sequence[Seat]
    named: Sequence[Seat]
    edits: Sequence[Action]

    @property
    def drawing(self) -> Seat | None:
        """Who is likely to draw the next picture."""
        return next((seat for seat in self.chain if seat.standing is Standing.UNTRIED), None)


def roster_of(
    client: ImageClient, price: Callable[[Model, Task], Decimal] = price_of, allowed: Collection[str] | None = None
) -> Roster:
    """Ask a client of the whole chain; what this process has found out about its models in the last hour is in it.

    price: of one picture, the list's or one's own. allowed: ids of the models that may draw; None: all.
    """
    verdicts = {passed.model_id: passed.error for passed in client.chain_verdicts}

    def is_allowed(model: Model) -> bool:
        return allowed is None or model.model_id in allowed

    others = [model for model in CATALOG if model not in client.chain]
    return Roster(
        chain=[_seat(model, price, verdicts.get(model.model_id)) for model in client.chain if is_allowed(model)],
        named=[_seat(model, price, None) for model in others if is_allowed(model)],
        edits=[action for action, kind in _EDITS.items() if any(map(is_allowed, client.available(kind)))],
    )


def _seat(model: Model, price: Callable[[Model, Task], Decimal], error: BedrockError | None) -> Seat:
    return Seat(model=model, usd=price(model, _USUAL), standing=_standing(model, error))


def _standing(model: Model, error: BedrockError | None) -> Standing:
    match error:
        case None:
            return Standing.RETIRED if model.is_retired else Standing.UNTRIED
        case EndOfLifeError():
            return Standing.RETIRED
        case LegacyError():
            return Standing.LEGACY
        case WrongRegionError():
            return Standing.ELSEWHERE
        case _:
            return Standing.NO_ACCESS

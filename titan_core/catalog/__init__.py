"""The models, one row each. A new model of a known contract is a new row and nothing else.

CATALOG: the models that draw from words. SERVICES: those that only edit. MODELS: all. EDIT_MODELS: the live ones that
take over what a chain can't do, in the order in which they are asked.
"""

import difflib
from collections.abc import Callable, Sequence
from decimal import Decimal

from titan_core.catalog.generators import GENERATORS
from titan_core.catalog.model import FamilyName, Model, Price
from titan_core.catalog.services import SERVICES
from titan_core.errors import UnknownModelError
from titan_core.sizes import Shapes, SourceSized
from titan_core.tasks import ColorGuidedGeneration, ImageVariation, Outpainting, Quality, StyleGuide, Task, TextToImage

__all__ = [
    "CATALOG",
    "EDIT_MODELS",
    "MODELS",
    "SERVICES",
    "FamilyName",
    "Model",
    "Price",
    "PriceOf",
    "find",
    "price_of",
]

CATALOG: tuple[Model, ...] = GENERATORS
MODELS: tuple[Model, ...] = (*CATALOG, *SERVICES)
PriceOf = Callable[[Model, Task], Decimal]  # in USD, of one picture


def find(name: str, among: Sequence[Model] = CATALOG) -> Model:
    """The model of this alias or id, in any case; an id is known whether or not it is `among` them.

    Raises UnknownModelError with the nearest names.
    """
    wanted = name.strip().lower()
    by_name = {key: model for model in among for key in (model.alias, model.model_id)}
    known = {model.model_id: model for model in MODELS} | by_name
    if wanted in known:
        return known[wanted]
    nearest = tuple(difflib.get_close_matches(wanted, by_name, n=2, cutoff=0.5))
    raise UnknownModelError(name=name, nearest=nearest, known=tuple(model.alias for model in among))


# Core for colours in words, SD3.5 for variations; the order of the services decides where two can do a task.
EDIT_MODELS: tuple[Model, ...] = (*SERVICES, find("sd3.5"), find("core"))


def price_of(model: Model, task: Task) -> Decimal:
    """List price in USD of one picture of this task."""
    pixels = _pixels(model, task)
    row = next((row for row in model.prices if pixels <= row.up_to_pixels), model.prices[-1])
    return row.of(getattr(task, "quality", Quality.STANDARD))


def _pixels(model: Model, task: Task) -> int:
    if isinstance(model.sizing, Shapes | SourceSized):
        return 0
    if isinstance(task, TextToImage | ImageVariation | ColorGuidedGeneration | StyleGuide):
        return model.sizing.size_for(task).pixels
    if isinstance(task, Outpainting):
        return (task.image.width + task.left + task.right) * (task.image.height + task.up + task.down)
    return task.image.width * task.image.height

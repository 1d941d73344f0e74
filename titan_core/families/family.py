"""What a family, one wire contract, can be asked. Families are pure: values in, values out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from titan_core.catalog import Model
from titan_core.pictures import Picture
from titan_core.results import Loss
from titan_core.tasks import TextToImage


@dataclass(frozen=True, kw_only=True, slots=True)
class Unsupported:
    """Why a model can't do a task. For texts, limit and value are numbers of characters."""

    field: str
    limit: float | str
    value: float | str


@dataclass(frozen=True, kw_only=True, slots=True)
class Call:
    """One InvokeModel call: its body, and the places in the task (from 0) of the pictures it draws."""

    indices: tuple[int, ...]
    seed: int
    body: Mapping[str, object]


@dataclass(frozen=True, kw_only=True, slots=True)
class Drawn:
    """What one call came to. withheld: pictures that the content filter kept back."""

    pictures: tuple[Picture, ...]
    withheld: int = 0


class Family(Protocol):
    def supports(self, task: TextToImage, model: Model) -> Unsupported | None:
        """None if the model can do the task, else why not."""

    def calls(self, task: TextToImage, model: Model, seed: int) -> tuple[Call, ...]:
        """The calls that draw the task, together every index once. `seed` is the task's, in any range."""

    def decode(self, reply: Mapping[str, object], call: Call, model: Model) -> Drawn:
        """The pictures of one answer. Raises ContentFilteredError, ModelFailedError or BadResponseError."""

    def losses(self, task: TextToImage, model: Model) -> tuple[Loss, ...]:
        """What the model can't give as asked, before it is drawn."""


def text_too_long(task: TextToImage, model: Model) -> Unsupported | None:
    limit = model.prompt_characters
    for field, text in (("prompt", task.prompt), ("negative_prompt", task.negative_prompt)):
        if len(text) > limit:
            return Unsupported(field=field, limit=limit, value=len(text))
    return None


def seed_loss(task: TextToImage, model: Model) -> tuple[Loss, ...]:
    if task.seed is None or model.fold_seed(task.seed) == task.seed:
        return ()
    return (Loss(field="seed", asked=str(task.seed), got=str(model.fold_seed(task.seed))),)


def shape_loss(task: TextToImage, model: Model) -> tuple[Loss, ...]:
    got = model.sizing.shape_for(task)
    if task.aspect_ratio is None or got == task.aspect_ratio:
        return ()
    return (Loss(field="aspect_ratio", asked=str(task.aspect_ratio), got=str(got)),)

"""What a family, one wire contract, can be asked. Families are pure: values in, values out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from titan_core.catalog import Model
from titan_core.errors.requests import UnsupportedReason
from titan_core.pictures import Picture
from titan_core.results import Loss
from titan_core.tasks import Task


@dataclass(frozen=True, kw_only=True, slots=True)
class Unsupported:
    """Why a model can't do a task.

    For texts, limit and value are numbers of characters; where field is "task", limit names what the model does do and
    value what was asked. reason: of a picture, as InputPictureError has it; "absent" where the model has no such field,
    "empty" where it needs one.
    """

    field: str
    limit: float | str
    value: float | str
    reason: UnsupportedReason | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Call:
    """One InvokeModel call: its body, and the places in the task (from 0) of the pictures it draws.

    seed: what they are drawn with, None where the task knows no chance.
    """

    indices: tuple[int, ...]
    seed: int | None
    body: Mapping[str, object]


@dataclass(frozen=True, kw_only=True, slots=True)
class Drawn:
    """What one call came to. withheld: pictures that the content filter kept back."""

    pictures: tuple[Picture, ...]
    withheld: int = 0


class Family(Protocol):
    def supports(self, task: Task, model: Model) -> Unsupported | None:
        """None if the model has the task in its own contract and can do it, else why not.

        Limits of pictures that are handed in are no matter of the contract: `Model.inputs` has them.
        """

    def calls(self, task: Task, model: Model, seed: int) -> tuple[Call, ...]:
        """The calls that draw the task, together every index once. `seed` is the task's, in any range."""

    def decode(self, reply: Mapping[str, object], call: Call, model: Model) -> Drawn:
        """The pictures of one answer. Raises ContentFilteredError, ModelFailedError or BadResponseError."""

    def losses(self, task: Task, model: Model) -> tuple[Loss, ...]:
        """What the model can't give as asked, before it is drawn."""

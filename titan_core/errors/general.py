"""The upper half of the error tree: what has nothing to do with one call."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import ClassVar, Literal


@dataclass(kw_only=True, eq=False)
class TitanCoreError(Exception):
    """Every error of this package. `code` is stable, `params` are the values, `sentence` is made from them."""

    code: ClassVar[str] = "titan_core_error"

    @property
    def params(self) -> dict[str, object]:
        """The error's values by field name."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), self.params)

    def __str__(self) -> str:
        return self.sentence

    @property
    def sentence(self) -> str:
        return f"{self.code.replace('_', ' ')}."


def _rebuild(kind: type[TitanCoreError], params: Mapping[str, object]) -> TitanCoreError:
    return kind(**params)


@dataclass(kw_only=True, eq=False)
class InvalidTaskError(TitanCoreError):
    """A value that no model could take.

    `value` is what was given; for `too_long` it is the number of characters. `lowest` and `highest` are inclusive;
    `allowed` are the values, or a sample of the form, that would be taken.
    """

    code: ClassVar[str] = "invalid_task"
    field: str
    value: float | str
    reason: Literal["empty", "too_long", "out_of_range", "malformed", "conflict", "missing", "incomplete", "mismatch"]
    lowest: float | None = None
    highest: float | None = None
    allowed: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        match self.reason:
            case "empty":
                return f"{self.field} is empty: say what to draw."
            case "too_long":
                return f"{self.field} has {self.value:,} characters; at most {self.highest:,} are allowed."
            case "out_of_range":
                return f"{self.field} is {self.value}; allowed is {self.lowest} to {self.highest}."
            case "malformed":
                return f"{self.field} is {self.value!r}; write it like {' or '.join(self.allowed)}."
        return self._against_others

    @property
    def _against_others(self) -> str:
        """A value that is wrong only beside others, or without them."""
        match self.reason:
            case "missing":
                return f"None is given of {', '.join(self.allowed)}: give one of them."
            case "incomplete":
                return f"{self.field} is {self.value}, but there is no {self.allowed[0]}: give both."
            case "mismatch":
                return f"{self.field} is {self.value}; it must be {' or '.join(self.allowed)}, the size of the picture."
        return f"{self.field} can't stand together with {' and '.join(self.allowed)}: give one of them."


@dataclass(kw_only=True, eq=False)
class UnknownModelError(TitanCoreError):
    """`nearest` are the names that come close, best first; `known` is every alias."""

    code: ClassVar[str] = "unknown_model"
    name: str
    nearest: tuple[str, ...] = ()
    known: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        hint = f"Did you mean {' or '.join(self.nearest)}?" if self.nearest else f"Known are {', '.join(self.known)}."
        return f"There is no model {self.name!r}. {hint}"


@dataclass(kw_only=True, eq=False)
class SettingsError(TitanCoreError):
    """`problems` are sentences, one a fault, each naming the setting, what was wrong and what to write."""

    code: ClassVar[str] = "settings"
    problems: tuple[str, ...]

    @property
    def sentence(self) -> str:
        return "\n".join(self.problems)


@dataclass(kw_only=True, eq=False)
class BedrockError(TitanCoreError):
    """One call to one model failed.

    `detail` is the service's own text: for a log or an administrator, not for the person who asked for a picture.
    """

    code: ClassVar[str] = "bedrock"
    model_id: str | None = None
    request_id: str | None = None
    detail: str = ""

    @property
    def model(self) -> str:
        return self.model_id or "Amazon Bedrock"

    @property
    def sentence(self) -> str:
        return f"{self.model} could not be used."

    def __str__(self) -> str:
        said = f" Details: {self.detail}" if self.detail else ""
        reference = f" (request {self.request_id})" if self.request_id else ""
        return f"{self.sentence}{said}{reference}"


@dataclass(frozen=True, kw_only=True, slots=True)
class PassedOver:
    """A model of the chain that was not used, and why."""

    model_id: str
    error: BedrockError


@dataclass(kw_only=True, eq=False)
class NoModelError(TitanCoreError):
    """Nobody who was asked could draw it.

    `cause` is the reason most worth acting on, and one of `passed_over`; `could` are the aliases of models that could
    do the task and are not among those that are asked.
    """

    code: ClassVar[str] = "no_model"
    passed_over: tuple[PassedOver, ...]
    cause: BedrockError
    could: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        others = f" Name another as the model, or in the settings: {', '.join(self.could)} could." if self.could else ""
        return f"No model of the chain can draw this. {self.cause}{others}"

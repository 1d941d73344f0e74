"""What can be wrong with a request to one model, found by the service or before it is asked."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from titan_core.errors.general import BedrockError
from titan_core.errors.inputs import InputPictureError, Reason

UnsupportedReason = Reason | Literal["absent", "empty"]


@dataclass(kw_only=True, eq=False)
class BadRequestError(BedrockError):
    """`field`, `limit` and `value` are what the service named; empty where it named nothing."""

    code: ClassVar[str] = "bad_request"
    field: str = ""
    limit: float | str = ""
    value: float | str = ""

    @property
    def sentence(self) -> str:
        if not self.field:
            return f"{self.model} refuses the request."
        if self.limit == "":
            return f"{self.model} refuses `{self.field}`."
        return f"{self.model} takes {self.field} up to {self.limit}; this has {self.value}."


@dataclass(kw_only=True, eq=False)
class UnsupportedError(BadRequestError):
    """Not asked, since this model can't do the task.

    For texts limit and value are numbers of characters. Where field is "task", limit names what the model does do.
    reason: "absent" where it has no such field or task, "empty" where it needs one, a reason of InputPictureError where
    a picture is outside its limits.
    """

    code: ClassVar[str] = "unsupported"
    reason: UnsupportedReason | None = None

    @property
    def sentence(self) -> str:
        match self.reason:
            case None:
                return super().sentence
            case "empty":
                return f"{self.model} can't do this without {self.field}."
            case "absent" if self.field == "task":
                return f"{self.model} can't do {self.value}; it does {self.limit}."
            case "absent":
                return f"{self.model} has no {self.field}."
        problem = InputPictureError(field=self.field, reason=self.reason, limit=self.limit, value=self.value)
        return f"{self.model}: {problem.sentence}"


class RequestTooLargeError(BadRequestError):
    """Over InvokeModel's 25,000,000 bytes of body (botocore's service model states it and does not check it)."""

    code: ClassVar[str] = "request_too_large"

"""What can be wrong with a picture that is handed in."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from titan_core.errors.general import TitanCoreError

Reason = Literal[
    "unreadable", "empty", "not_a_picture", "damaged", "format", "short_side", "long_side", "few_pixels",
    "many_pixels", "ratio", "bytes", "transparent", "shape", "no_mask", "outside", "missing",
]  # fmt: skip

_SENTENCES: dict[Reason, str] = {
    "unreadable": "{field} can't be read: {value}. Name {limit}.",
    "empty": "{field} is empty: 0 bytes. Give {limit} picture.",
    "not_a_picture": "{field} is {value}; {limit} can be used. Convert it first.",
    "damaged": "{field} is cut off or damaged ({value}). Give {limit} file.",
    "format": "{field} is {value}; this model takes {limit}.",
    "short_side": "{field} has a side of {value} px; at least {limit} px are needed. Use a larger picture.",
    "long_side": "{field} has a side of {value} px; at most {limit} px are taken. Make it smaller.",
    "few_pixels": "{field} has {value} pixels; at least {limit} are needed. Use a larger picture.",
    "many_pixels": "{field} has {value} pixels; at most {limit} are taken. Make it smaller.",
    "ratio": "{field} is {value} to 1, long side to short; at most {limit} to 1 is taken. Crop it.",
    "bytes": "{field} has {value} bytes; at most {limit} are taken. Make it smaller, or save it as JPEG.",
    "transparent": "{field} is {value}; this model takes {limit} pictures only.",
    "shape": "{field} is {value}; the picture is {limit}. Make them the same shape.",
    "no_mask": "{field} marks {value} of the picture; mark {limit}.",
    "outside": "{field} is {value}; it must lie within {limit}.",
    "missing": "{field} is needed: this was drawn from {value}. Give {limit}.",
}


def _shown(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:,}"


@dataclass(kw_only=True, eq=False)
class InputPictureError(TitanCoreError):
    """A picture that can't be used as it is.

    `field` is the task's field, `image` or `mask_image` for one. `limit` is what is taken and `value` what was given:
    numbers are px for sides, pixels, bytes, or long side to short for `ratio`.
    """

    code: ClassVar[str] = "input_picture"
    field: str
    reason: Reason
    limit: float | str
    value: float | str

    @property
    def sentence(self) -> str:
        text = _SENTENCES[self.reason]
        return text.format(field=self.field, limit=_shown(self.limit), value=_shown(self.value))

"""Pictures that are handed in: read with care, checked against a model's limits, fitted to them when allowed."""

from titan_core.inputs.limits import InputLimits, InputProblem
from titan_core.inputs.picture import MAX_PIXELS, InputPicture

__all__ = ["MAX_PIXELS", "InputLimits", "InputPicture", "InputProblem"]

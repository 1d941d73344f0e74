"""How large a picture comes out of each upscaler, and how large that is on paper."""

import math
from dataclasses import dataclass

from titan_core.catalog import find
from titan_core.inputs.fitting import scale_to_fit
from titan_core.tasks import UpscaleMode

DPI = 300  # what printers ask for
_CM_PER_INCH = 2.54
_FAST = "us.stability.stable-fast-upscale-v1:0"
_TIMES = 4  # each side, by fast upscale
# Conservative and creative draw about as many pixels whatever comes in: measured by others, not documented.
_REDRAWN_PIXELS = {UpscaleMode.CONSERVATIVE: 3112 * 3112, UpscaleMode.CREATIVE: 3152 * 3152}


@dataclass(frozen=True, kw_only=True, slots=True)
class Enlarged:
    """Width and height in px; `is_exact` where they are the upscaler's rule and not an experience."""

    mode: UpscaleMode
    width: int
    height: int
    is_exact: bool

    @property
    def pixels(self) -> int:
        return self.width * self.height


@dataclass(frozen=True, kw_only=True, slots=True)
class Print:
    """Width and height on paper at 300 dpi."""

    width_cm: float
    height_cm: float
    width_inches: float
    height_inches: float


def enlarged(mode: UpscaleMode, width: int, height: int) -> Enlarged:
    """What the upscaler makes of a picture of so many px; one too large for it is scaled down first."""
    if mode is UpscaleMode.FAST:
        limits = find(_FAST).inputs
        scale = scale_to_fit(width, height, limits) if limits else 1.0
        sides = [math.floor(round(side * scale, 6)) * _TIMES for side in (width, height)]
        return Enlarged(mode=mode, width=sides[0], height=sides[1], is_exact=True)
    scale = math.sqrt(_REDRAWN_PIXELS[mode] / (width * height))
    return Enlarged(mode=mode, width=round(width * scale), height=round(height * scale), is_exact=False)


def enlargements(width: int, height: int) -> tuple[Enlarged, ...]:
    """Those that give more pixels than there are."""
    made = (enlarged(mode, width, height) for mode in UpscaleMode)
    return tuple(it for it in made if it.pixels > width * height)


def on_paper(size: Enlarged) -> Print:
    """How large it can be printed."""
    width, height = size.width / DPI, size.height / DPI
    return Print(
        width_inches=width, height_inches=height, width_cm=width * _CM_PER_INCH, height_cm=height * _CM_PER_INCH
    )

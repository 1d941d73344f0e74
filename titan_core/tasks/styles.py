"""Words that models take from a list: styles, and how a picture is to be followed or enlarged."""

from enum import StrEnum


class CanvasStyle(StrEnum):
    """Nova Canvas' own styles (Nova guide, textToImageParams.style)."""

    ANIMATED_FAMILY_FILM = "3D_ANIMATED_FAMILY_FILM"
    DESIGN_SKETCH = "DESIGN_SKETCH"
    FLAT_VECTOR_ILLUSTRATION = "FLAT_VECTOR_ILLUSTRATION"
    GRAPHIC_NOVEL_ILLUSTRATION = "GRAPHIC_NOVEL_ILLUSTRATION"
    MAXIMALISM = "MAXIMALISM"
    MIDCENTURY_RETRO = "MIDCENTURY_RETRO"
    PHOTOREALISM = "PHOTOREALISM"
    SOFT_DIGITAL_PAINTING = "SOFT_DIGITAL_PAINTING"


class StylePreset(StrEnum):
    """The styles of Stability's image services (Bedrock user guide, style_preset)."""

    MODEL_3D = "3d-model"
    ANALOG_FILM = "analog-film"
    ANIME = "anime"
    CINEMATIC = "cinematic"
    COMIC_BOOK = "comic-book"
    DIGITAL_ART = "digital-art"
    ENHANCE = "enhance"
    FANTASY_ART = "fantasy-art"
    ISOMETRIC = "isometric"
    LINE_ART = "line-art"
    LOW_POLY = "low-poly"
    MODELING_COMPOUND = "modeling-compound"
    NEON_PUNK = "neon-punk"
    ORIGAMI = "origami"
    PHOTOGRAPHIC = "photographic"
    PIXEL_ART = "pixel-art"
    TILE_TEXTURE = "tile-texture"


class ControlMode(StrEnum):
    """What of a condition image is followed: its edges, or where its things lie (Titan's controlMode)."""

    CANNY_EDGE = "CANNY_EDGE"
    SEGMENTATION = "SEGMENTATION"


class OutpaintingMode(StrEnum):
    """How the border of what is kept is treated: blended softly, or followed exactly (Titan's outPaintingMode)."""

    DEFAULT = "DEFAULT"
    PRECISE = "PRECISE"


class UpscaleMode(StrEnum):
    """Fast: four times each side, nothing invented. Conservative and creative draw anew, led by a prompt."""

    FAST = "fast"
    CONSERVATIVE = "conservative"
    CREATIVE = "creative"

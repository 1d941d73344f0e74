"""Pictures for tests, made on the spot."""

from io import BytesIO
from typing import Any

from PIL import Image


def encoded(image: Image.Image, form: str = "PNG", **options: Any) -> bytes:  # noqa: ANN401 - Pillow's own
    file = BytesIO()
    image.save(file, form, **options)
    return file.getvalue()


def decoded(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data))
    image.load()
    return image


def plain(width: int = 60, height: int = 40, colour: str = "teal", mode: str = "RGB") -> Image.Image:
    return Image.new(mode, (width, height), colour)


def noise(width: int, height: int) -> Image.Image:
    """Pixels that no format packs well."""
    return Image.effect_noise((width, height), 90).convert("RGB")

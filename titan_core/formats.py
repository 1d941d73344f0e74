"""The three file formats that Bedrock's picture models read and write."""

from typing import Literal

Format = Literal["png", "jpeg", "webp"]
FORMATS: tuple[Format, ...] = ("png", "jpeg", "webp")
# By Pillow's names. MPO is a JPEG with further pictures behind it, as many phones write it.
BY_PILLOW_NAME: dict[str, Format] = {"PNG": "png", "JPEG": "jpeg", "MPO": "jpeg", "WEBP": "webp"}
_BY_ENDING: dict[str, Format] = {".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg", ".webp": "webp"}


def media_type(form: Format) -> str:
    return f"image/{form}"


def suffix(form: Format) -> str:
    """A file name's ending, with its dot."""
    return ".jpg" if form == "jpeg" else f".{form}"


def format_named(ending: str) -> Format | None:
    """The format that a file name's ending stands for; None if it stands for another or for none."""
    return _BY_ENDING.get(ending.lower())

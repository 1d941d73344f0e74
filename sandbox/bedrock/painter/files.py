"""Pixels to files."""

import io
import struct
import zlib

from PIL import Image

_PNG_END = 12  # bytes of the IEND chunk, always the last
_CHUNK_OVERHEAD = 12


def encode(picture: Image.Image, output_format: str, min_bytes: int) -> bytes:
    """The file of a picture as `png`, `jpeg` or `webp`; a PNG is padded to `min_bytes`, in a chunk readers skip."""
    buffer = io.BytesIO()
    if output_format == "png":
        picture.save(buffer, "PNG", compress_level=1)
        return _padded(buffer.getvalue(), min_bytes)
    if output_format == "jpeg" and picture.mode == "RGBA":  # JPEG has no transparency: on white
        picture = Image.composite(
            picture.convert("RGB"), Image.new("RGB", picture.size, "white"), picture.getchannel("A")
        )
    picture.save(buffer, output_format.upper(), quality=90, method=0)
    return buffer.getvalue()


def _padded(png: bytes, min_bytes: int) -> bytes:
    missing = min_bytes - len(png) - _CHUNK_OVERHEAD
    if missing <= 0:
        return png
    content = b"paDd" + bytes(missing)
    chunk = struct.pack(">I", missing) + content + struct.pack(">I", zlib.crc32(content))
    return png[:-_PNG_END] + chunk + png[-_PNG_END:]

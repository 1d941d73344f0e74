"""Text in picture files: written without touching a pixel, read back again.

PNG: one iTXt chunk a keyword (PNG specification 11.3.3.4), which any PNG reader shows. JPEG and WebP: one JSON object
in EXIF's UserComment (Exif 2.32, tag 0x9286), the place where other picture generators write theirs. A file of an
unforeseen build is returned as it is: nothing that was paid for is lost over a comment.
"""

import json
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO

from PIL import Image

from titan_core.formats import Format

_PNG_HEADER = 33  # signature (8) and IHDR chunk (12 + 13): text may stand anywhere behind them
_JPEG_MOST = 0xFFFF - 2  # bytes in a segment, after its length
_SOI, _APP0, _APP1 = b"\xff\xd8", b"\xff\xe0", b"\xff\xe1"
_EXIF = b"Exif\0\0"
_EXIF_IFD, _USER_COMMENT = 0x8769, 0x9286
_UNICODE = b"UNICODE\0"  # UserComment's own name of its encoding: UTF-16 in the file's byte order
_VP8X_EXIF, _VP8X_ALPHA = 0x08, 0x10  # WebP container specification, "Extended File Format"

# What Pillow and we may stumble over in a file that is not as its format's specification has it.
_ODD_FILE = (OSError, SyntaxError, ValueError, LookupError, struct.error, Image.DecompressionBombError)

Chunk = tuple[bytes, memoryview | bytes]


def embed(data: bytes, form: Format, texts: Mapping[str, str]) -> bytes:
    """The same picture with `texts` (ASCII keyword: any text) in it. A JPEG has room for 65,000 bytes."""
    texts = {keyword: text.replace("\0", "") for keyword, text in texts.items()}
    try:
        return _WRITERS[form](data, texts)
    except _ODD_FILE:
        return data


def read_texts(data: bytes) -> dict[str, str]:
    """What `embed` wrote, and whatever else a PNG says in texts; empty if there is none or the file is no picture."""
    try:
        with Image.open(BytesIO(data), formats=("PNG", "JPEG", "WEBP")) as image:
            if image.format == "PNG":
                return {str(name): str(text) for name, text in getattr(image, "text", {}).items()}
            return _from_comment(image.getexif().get_ifd(_EXIF_IFD).get(_USER_COMMENT))
    except _ODD_FILE:
        return {}


def _from_comment(comment: object) -> dict[str, str]:
    if not isinstance(comment, bytes) or not comment.startswith(_UNICODE):
        return {}
    texts = json.loads(comment[len(_UNICODE) :].decode("utf-16-le"))
    return {str(name): str(text) for name, text in texts.items()} if isinstance(texts, dict) else {}


def _into_png(data: bytes, texts: Mapping[str, str]) -> bytes:
    if data[12:16] != b"IHDR" or len(data) < _PNG_HEADER:
        return data
    rest = memoryview(data)
    chunks = [_text_chunk(keyword, text) for keyword, text in texts.items()]
    return b"".join([rest[:_PNG_HEADER], *chunks, rest[_PNG_HEADER:]])


def _text_chunk(keyword: str, text: str) -> bytes:
    """keyword, no compression, no language, UTF-8 text."""
    body = b"iTXt" + keyword.encode("ascii") + b"\0\0\0\0\0" + text.encode("utf-8", "replace")
    return (len(body) - 4).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")


def _exif(data: bytes, texts: Mapping[str, str]) -> bytes:
    """The file's own EXIF, if it has any, with our comment in it."""
    with Image.open(BytesIO(data), formats=("JPEG", "WEBP")) as image:
        exif = image.getexif()
    comment = json.dumps(texts, ensure_ascii=False).encode("utf-16-le", "replace")
    exif.endian = "<"
    exif.get_ifd(_EXIF_IFD)[_USER_COMMENT] = _UNICODE + comment
    return exif.tobytes()


def _into_jpeg(data: bytes, texts: Mapping[str, str]) -> bytes:
    exif = _exif(data, texts).removeprefix(_EXIF)
    segment = _EXIF + exif
    if len(segment) > _JPEG_MOST or not data.startswith(_SOI):
        return data
    rest, place = memoryview(data), len(_SOI)
    before: list[bytes | memoryview] = [_SOI]
    after: list[bytes | memoryview] = []
    for start, end in _segments(data):
        marker, ours = data[start : start + 2], data[start + 4 : end].startswith(_EXIF)
        if not (marker == _APP1 and ours):
            (before if marker == _APP0 and not after else after).append(rest[start:end])
        place = end
    own = _APP1 + (len(segment) + 2).to_bytes(2, "big") + segment
    return b"".join([*before, own, *after, rest[place:]])


def _segments(data: bytes) -> Iterator[tuple[int, int]]:
    """Start and end of each APPn segment at the file's head."""
    place = len(_SOI)
    while data[place : place + 1] == b"\xff" and 0xE0 <= data[place + 1] <= 0xEF:  # noqa: PLR2004 - APP0 to APP15
        end = place + 2 + int.from_bytes(data[place + 2 : place + 4], "big")
        yield place, end
        place = end


def _into_webp(data: bytes, texts: Mapping[str, str]) -> bytes:
    chunks = [chunk for chunk in _webp_chunks(data) if chunk[0] != b"EXIF"]
    header = _extended_header(data, chunks)
    if header is None:
        return data
    rest = [chunk for chunk in chunks if chunk[0] != b"VP8X"]
    body = b"".join(_webp_bytes([(b"VP8X", header), *rest, (b"EXIF", _exif(data, texts).removeprefix(_EXIF))]))
    return b"RIFF" + (len(body) + 4).to_bytes(4, "little") + b"WEBP" + body


def _webp_chunks(data: bytes) -> Iterator[Chunk]:
    view, place = memoryview(data), 12
    while place + 8 <= len(data):
        end = place + 8 + int.from_bytes(data[place + 4 : place + 8], "little")
        yield data[place : place + 4], view[place + 8 : end]
        place = end + end % 2


def _webp_bytes(chunks: list[Chunk]) -> Iterator[bytes | memoryview]:
    for kind, body in chunks:
        yield kind + len(body).to_bytes(4, "little")
        yield body
        yield b"\0" * (len(body) % 2)


def _extended_header(data: bytes, chunks: list[Chunk]) -> bytes | None:
    """VP8X's ten bytes: flags, three reserved, width - 1 and height - 1 in three bytes each."""
    if not chunks:
        return None
    kind, body = chunks[0]
    if kind == b"VP8X":
        return bytes([body[0] | _VP8X_EXIF]) + bytes(body[1:])
    with Image.open(BytesIO(data), formats=("WEBP",)) as image:
        (width, height), flags = image.size, _VP8X_EXIF | (_VP8X_ALPHA if image.mode == "RGBA" else 0)
    return bytes([flags, 0, 0, 0]) + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")


_WRITERS: dict[Format, Callable[[bytes, Mapping[str, str]], bytes]] = {
    "png": _into_png,
    "jpeg": _into_jpeg,
    "webp": _into_webp,
}

"""What comes back: picture bytes, never re-encoded, and the parameters they were drawn with, written beside them."""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import Self

from PIL import Image

from titan_core.errors import BadResponseError
from titan_core.formats import BY_PILLOW_NAME, Format, media_type, suffix
from titan_core.tasks import TextToImage
from titan_core.version import VERSION

_AFTER_HEADER = 33  # a PNG's signature (8) and its IHDR chunk (12 + 13): text may stand anywhere behind them


@dataclass(frozen=True, kw_only=True, slots=True)
class Picture:
    """One picture as the model sent it.

    width, height: px, read from the file. seed: what it was drawn with, None where the model doesn't say; the
    pictures of one Titan call share theirs. index: its place in the task, from 0.
    """

    data: bytes = field(repr=False)
    format: Format
    width: int
    height: int
    seed: int | None
    model_id: str
    index: int

    @classmethod
    def read(cls, data: bytes, *, seed: int | None, model_id: str, index: int) -> Self:
        """Read format and size from the file's header. Raises BadResponseError if it is no PNG, JPEG or WebP."""
        try:
            with Image.open(BytesIO(data), formats=("PNG", "JPEG", "WEBP")) as header:
                form, (width, height) = BY_PILLOW_NAME[str(header.format)], header.size
        except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
            raise BadResponseError(model_id=model_id, detail=f"no readable picture: {error}") from error
        return cls(data=data, format=form, width=width, height=height, seed=seed, model_id=model_id, index=index)

    @property
    def media_type(self) -> str:
        return media_type(self.format)

    @property
    def suffix(self) -> str:
        """The file name's ending, with its dot."""
        return suffix(self.format)

    def with_parameters(self, task: TextToImage) -> Self:
        """The same picture with what it was drawn from in it, as iTXt chunks that any PNG reader shows.

        Pixels and all other chunks stay as they are. Other formats are returned unchanged.
        """
        if self.format != "png" or self.data[12:16] != b"IHDR":
            return self
        rest = memoryview(self.data)
        chunks = [_text_chunk(keyword, text) for keyword, text in self._parameters(task).items()]
        return replace(self, data=b"".join([rest[:_AFTER_HEADER], *chunks, rest[_AFTER_HEADER:]]))

    def _parameters(self, task: TextToImage) -> Mapping[str, str]:
        asked = {
            "prompt": task.prompt,
            "negative_prompt": task.negative_prompt,
            "size": task.size,
            "aspect_ratio": task.aspect_ratio,
            "cfg_scale": task.cfg_scale,
            "quality": task.quality,
            "number_of_images": task.number_of_images,
            "index": self.index,
            "seed": self.seed,
            "model": self.model_id,
            "version": f"titan-core {VERSION}",
        }
        return {keyword: str(value) for keyword, value in asked.items() if value not in (None, "")}


def _text_chunk(keyword: str, text: str) -> bytes:
    """An uncompressed iTXt chunk (PNG specification 11.3.3.4): keyword, no compression, no language, UTF-8 text."""
    body = b"iTXt" + keyword.encode("ascii") + b"\0\0\0\0\0" + text.replace("\0", "").encode("utf-8", "replace")
    return (len(body) - 4).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")

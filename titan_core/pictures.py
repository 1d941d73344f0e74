"""What comes back: picture bytes, never re-encoded unasked, and beside them the parameters they were drawn with."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path
from typing import Self

from PIL import Image

from titan_core.embedding import embed, read_texts
from titan_core.errors import BadResponseError, OutputError
from titan_core.formats import BY_PILLOW_NAME, Format, format_named, media_type, suffix
from titan_core.inputs import InputPicture
from titan_core.inputs.reading import from_disk
from titan_core.parameters import is_ours, texts_of
from titan_core.tasks import Task
from titan_core.writing import write_whole

_QUICK = 3  # of zlib's levels 0 to 9: upscaled pictures have 16 million pixels


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

    @classmethod
    def open(cls, path: Path | str) -> Self:
        """A picture found on disk, with seed, model_id and index from its parameters; unknown ones are None, "", 0.

        Raises InputPictureError if it is no whole PNG, JPEG or WebP.
        """
        data = from_disk(path, "file")
        InputPicture.read(data, field="file")
        texts = read_texts(data)
        texts = texts if is_ours(texts) else {}
        seed, index = (texts.get(name, "") for name in ("seed", "index"))
        return cls.read(
            data,
            seed=int(seed) if seed.isdecimal() else None,
            model_id=texts.get("model", ""),
            index=int(index) if index.isdecimal() else 0,
        )

    @property
    def media_type(self) -> str:
        return media_type(self.format)

    @property
    def suffix(self) -> str:
        """The file name's ending, with its dot."""
        return suffix(self.format)

    def with_parameters(self, task: Task) -> Self:
        """The same picture with what it was drawn from in it: iTXt chunks in a PNG, EXIF's UserComment elsewhere.

        Pixels, and whatever else the file holds, stay as they are.
        """
        texts = texts_of(task, seed=self.seed, index=self.index, model_id=self.model_id)
        return replace(self, data=embed(self.data, self.format, texts))

    def as_png(self) -> Self:
        """The same pixels and parameters in a PNG, for whoever takes no WebP; itself where it can't be decoded."""
        if self.format == "png":
            return self
        png = BytesIO()
        try:
            with Image.open(BytesIO(self.data), formats=("JPEG", "WEBP")) as image:
                image.save(png, "PNG", compress_level=_QUICK)
        except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
            return self
        return replace(self, data=embed(png.getvalue(), "png", self.parameters), format="png")

    @property
    def parameters(self) -> Mapping[str, str]:
        """What `with_parameters` wrote, by field name, with model, seed, index, task and version; empty if nothing.

        `task_from` makes a task of them again.
        """
        texts = read_texts(self.data)
        return texts if is_ours(texts) else {}

    def save(self, path: Path | str, *, overwrite: bool = False) -> Path:
        """Write the file, whole or not at all. Returns where it is.

        A name without an ending gets the format's. Raises OutputError: the name ends otherwise than the format, it is
        taken and `overwrite` is off, there is no such folder, or it can't be written.
        """
        place = Path(path)
        place = place if place.suffix else place.with_suffix(self.suffix)
        if format_named(place.suffix) != self.format:
            raise OutputError(path=str(place), problem="ending", detail=str(place.with_suffix(self.suffix)))
        if not place.parent.is_dir():
            raise OutputError(path=str(place.parent), problem="no_folder")
        write_whole(place, self.data, overwrite=overwrite)
        return place

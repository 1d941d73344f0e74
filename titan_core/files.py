"""Where the command line puts pictures: names from prompts, whole files or none, nothing overwritten unasked."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from titan_core.pictures import Picture

_NAME_CHARACTERS = 48


class OutputError(Exception):
    """A place that pictures can't be put in; the text says what to do."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Output:
    """Names for the pictures of one task.

    path: what `-o` said, a file or a folder; None makes names in the current folder. pictures: how many there will be.
    """

    path: Path | None
    prompt: str
    pictures: int
    overwrite: bool

    def check(self) -> None:
        """Raise OutputError now, before anything is paid for, if the pictures could not be put there."""
        try:
            self._check()
        except OSError as error:
            raise OutputError(f"{self.path} can't be used: {error.strerror}") from error

    def _check(self) -> None:
        folder = self._folder
        if not folder.is_dir():
            raise OutputError(f"there is no folder {folder}: make it first")
        if not os.access(folder, os.W_OK | os.X_OK):
            raise OutputError(f"the folder {folder} can't be written to")
        name = self._name
        if name is None:
            return
        if name.suffix.lower() != ".png":
            raise OutputError(f"pictures come as PNG: write -o {name.with_suffix('.png')}")
        taken = [place for place in map(self._numbered, range(self.pictures)) if place.exists()]
        if taken and not self.overwrite:
            raise OutputError(f"{taken[0]} is already there: name another file, or overwrite it with --force")

    def write(self, picture: Picture) -> Path:
        """Write the file whole or not at all. Returns where it is."""
        place = self._place(picture)
        part = place.with_name(f".titan-{os.getpid()}-{picture.index}.part")  # short: any name that is allowed will do
        try:
            part.write_bytes(picture.data)
            part.replace(place)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise OutputError(f"{place} can't be written: {error.strerror}") from error
        return place

    @property
    def _name(self) -> Path | None:
        """The file that was named, with its ending; None when names are to be made."""
        if self.path is None or self.path.is_dir():
            return None
        return self.path if self.path.suffix else self.path.with_suffix(".png")

    @property
    def _folder(self) -> Path:
        if self.path is None:
            return Path()
        return self.path if self.path.is_dir() else self.path.parent

    def _place(self, picture: Picture) -> Path:
        if self._name is not None:
            return self._numbered(picture.index)
        names = (self._folder / name for name in self._made_names(picture))
        return next(place for place in names if self.overwrite or not place.exists())

    def _numbered(self, index: int) -> Path:
        name = self._name or Path()
        return name if self.pictures == 1 else name.with_stem(f"{name.stem}-{index + 1}")

    def _made_names(self, picture: Picture) -> Iterator[str]:
        words = re.sub(r"[\W_]+", "-", self.prompt.lower())[:_NAME_CHARACTERS].strip("-") or "picture"
        stem = "-".join([words, *([str(picture.seed)] if picture.seed is not None else [])])
        if self.pictures > 1:
            stem += f"-{picture.index + 1}"
        yield stem + picture.suffix
        yield from (f"{stem}-{again}{picture.suffix}" for again in count(2))

"""Where the command line puts pictures: names from words, whole files or none, nothing overwritten unasked."""

import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from titan_core.errors import OutputError
from titan_core.formats import Format, format_named, suffix
from titan_core.pictures import Picture
from titan_core.writing import write_whole

STDOUT = Path("-")
_NAME_CHARACTERS = 48


@dataclass(frozen=True, kw_only=True, slots=True)
class Output:
    """Names for the pictures of one task.

    path: what `-o` said, a file, a folder or `-`; None makes names in the current folder. words: what made names begin
    with. pictures: how many there will be. formats: what they may come as, the likeliest first.
    """

    path: Path | None
    words: str
    pictures: int
    overwrite: bool
    formats: tuple[Format, ...] = ("png",)

    def check(self) -> None:
        """Raise OutputError now, before anything is paid for, if the pictures could not be put there."""
        if self.path == STDOUT:
            self._check_stdout()
            return
        try:
            self._check()
        except OSError as error:
            raise OutputError(path=str(self.path), problem="unusable", detail=error.strerror or str(error)) from error

    def _check_stdout(self) -> None:
        if self.pictures > 1:
            raise OutputError(path="stdout", problem="unusable", detail=f"it takes 1 picture, not {self.pictures}")
        if sys.stdout.isatty():
            raise OutputError(path="stdout", problem="unusable", detail="it is a terminal; name a file, or pipe it on")

    def _check(self) -> None:
        folder = self._folder
        if not folder.is_dir():
            raise OutputError(path=str(folder), problem="no_folder")
        if not os.access(folder, os.W_OK | os.X_OK):
            raise OutputError(path=str(folder), problem="locked")
        name = self._name
        if name is None:
            return
        if format_named(name.suffix) not in self.formats:
            names = " or ".join(str(name.with_suffix(suffix(form))) for form in self.formats)
            raise OutputError(path=str(name), problem="ending", detail=names)
        taken = [place for place in map(self._numbered, range(self.pictures)) if place.exists()]
        if taken and not self.overwrite:
            raise OutputError(path=str(taken[0]), problem="taken")

    def write(self, picture: Picture) -> Path:
        """Write the file whole or not at all. Returns where it is: its ending is the picture's own."""
        place = self._place(picture)
        write_whole(place, picture.data, overwrite=True)
        return place

    @property
    def _name(self) -> Path | None:
        """The file that was named, with its ending; None when names are to be made."""
        if self.path is None or self.path.is_dir():
            return None
        return self.path if self.path.suffix else self.path.with_suffix(suffix(self.formats[0]))

    @property
    def _folder(self) -> Path:
        if self.path is None:
            return Path()
        return self.path if self.path.is_dir() else self.path.parent

    def _place(self, picture: Picture) -> Path:
        if self._name is not None:
            place = self._numbered(picture.index)
            if format_named(place.suffix) == picture.format:
                return place
            return self._free(place.parent, _again(place.stem, picture.suffix))
        return self._free(self._folder, self._made_names(picture))

    def _free(self, folder: Path, names: Iterator[str]) -> Path:
        places = (folder / name for name in names)
        return next(place for place in places if self.overwrite or not place.exists())

    def _numbered(self, index: int) -> Path:
        name = self._name or Path()
        return name if self.pictures == 1 else name.with_stem(f"{name.stem}-{index + 1}")

    def _made_names(self, picture: Picture) -> Iterator[str]:
        words = re.sub(r"[\W_]+", "-", self.words.lower())[:_NAME_CHARACTERS].strip("-") or "picture"
        stem = "-".join([words, *([str(picture.seed)] if picture.seed is not None else [])])
        if self.pictures > 1:
            stem += f"-{picture.index + 1}"
        return _again(stem, picture.suffix)


def _again(stem: str, ending: str) -> Iterator[str]:
    yield stem + ending
    yield from (f"{stem}-{again}{ending}" for again in count(2))

"""Artifacts in a folder, on one machine or on a disk that several share; a folder a job.

Each file is written to a temporary name and renamed, so a killed process leaves nothing half. What is durable is
flushed to disk; every flush holds up the database's, which acks wait for.
"""

import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

from bot.store.keeping import Kept

_TEMPORARY = ".tmp"


class Folder:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, job_id: str, file: str, data: bytes, *, durable: bool = True) -> None:
        path = self._folder / job_id / file
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_suffix(f"{path.suffix}.{os.getpid()}{_TEMPORARY}")
        with temporary.open("wb") as writing:
            writing.write(data)
            if durable:
                writing.flush()
                os.fsync(writing.fileno())
        temporary.rename(path)
        if durable and path.suffix == ".json":  # written after the pictures it tells of: one flush for all their names
            _flush_folder(path.parent)

    def get(self, job_id: str, file: str) -> bytes | None:
        try:
            return (self._folder / job_id / file).read_bytes()
        except FileNotFoundError:
            return None

    def open(self, job_id: str, file: str) -> IO[bytes]:
        return (self._folder / job_id / file).open("rb")

    def size(self, job_id: str, file: str) -> int | None:
        try:
            return (self._folder / job_id / file).stat().st_size
        except FileNotFoundError:
            return None

    def use(self, job_id: str, file: str) -> bool:
        try:
            os.utime(self._folder / job_id / file)
        except FileNotFoundError:
            return False
        return True

    def files(self, job_id: str) -> list[Kept]:
        """What another process takes away meanwhile isn't among them; what one left half written is."""
        return list(_kept(self._folder / job_id))

    def jobs(self) -> Iterator[tuple[str, list[Kept]]]:
        for path in self._folder.glob("*"):
            if path.is_dir():
                yield path.name, list(_kept(path))

    def delete(self, job_id: str, files: Sequence[str]) -> None:
        for file in files:
            (self._folder / job_id / file).unlink(missing_ok=True)

    def drop(self, job_id: str) -> None:
        shutil.rmtree(self._folder / job_id, ignore_errors=True)


def _kept(folder: Path) -> Iterator[Kept]:
    for path in folder.glob("*"):
        try:
            yield Kept(file=path.name, used_at=path.stat().st_mtime)
        except FileNotFoundError:
            continue


def _flush_folder(folder: Path) -> None:
    """Make the renames in it survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

"""Picture files and the manifest that says a draw is complete: the second checkpoint of a draw.

A folder a job. A picture counts once its `.json` stands beside it, the draw once `manifest.json` does. Each is
written to a temporary name and renamed, so a killed process leaves nothing half; pictures and manifest are flushed to
disk, so a complete draw outlives a power cut too. Every flush holds up the database's, which acks wait for.
"""

import json
import os
import shutil
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

MANIFEST = "manifest.json"
WORDING = "wording.json"  # the words that a job is drawn with, where they were translated
SHEET = "sheet.jpg"  # of several pictures, numbered: made again whenever it is wanted


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One drawn picture on disk; `file` is its name in the job's folder."""

    index: int
    file: str
    width: int
    height: int
    seed: int | None
    model_id: str


class Artifacts:
    """The artifacts of all jobs below one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put_part(self, job_id: str, part: Part, data: bytes) -> None:
        _write(self._folder / job_id / part.file, data, durable=True)
        _write(self._folder / job_id / f"{part.index}.json", _encode(asdict(part)), durable=False)

    def put_file(self, job_id: str, file: str, data: bytes) -> None:
        """Write what can be made again."""
        _write(self._folder / job_id / file, data, durable=False)

    def parts(self, job_id: str) -> tuple[Part, ...]:
        """Pictures of this job that are complete on disk, by index."""
        files = (self._folder / job_id).glob("[0-9]*.json")
        return tuple(sorted((Part(**json.loads(file.read_bytes())) for file in files), key=lambda part: part.index))

    def put_manifest(self, job_id: str, manifest: Mapping[str, Any]) -> None:
        _write(self._folder / job_id / MANIFEST, _encode(manifest), durable=True)
        _flush_folder(self._folder / job_id)

    def manifest(self, job_id: str) -> dict[str, Any] | None:
        return self._read(job_id, MANIFEST)

    def put_wording(self, job_id: str, wording: Mapping[str, Any]) -> None:
        _write(self._folder / job_id / WORDING, _encode(wording), durable=True)

    def wording(self, job_id: str) -> dict[str, Any] | None:
        return self._read(job_id, WORDING)

    def path(self, job_id: str, file: str) -> Path:
        return self._folder / job_id / file

    def delete(self, job_id: str, file: str) -> None:
        """Delete one picture's file; what is known of it stays, so that nothing is drawn again."""
        self.path(job_id, file).unlink(missing_ok=True)

    def delete_all(self, job_id: str) -> None:
        """Delete all files of a job that show anything."""
        for path in self._shown(job_id):
            path.unlink(missing_ok=True)

    def has(self, job_id: str, file: str) -> bool:
        """Whether a file is there; being asked for is being used (`drop_unused`)."""
        try:
            os.utime(self.path(job_id, file))
        except FileNotFoundError:
            return False
        return True

    def job_ids(self) -> list[str]:
        """Jobs that there is a folder of."""
        return [path.name for path in self._folder.glob("*") if path.is_dir()]

    def drop(self, job_id: str) -> None:
        """Delete all that is here of a job, also what is known of its pictures: it is never drawn again."""
        shutil.rmtree(self._folder / job_id, ignore_errors=True)

    def drop_unused(self, job_id: str, since: float) -> int:
        """Delete files of a job that show anything and were last used before a time; answer how many."""
        unused = [path for path in self._shown(job_id) if _used_at(path) < since]
        for path in unused:
            path.unlink(missing_ok=True)
        return len(unused)

    def used_at(self, job_id: str) -> float:
        """When something was last put there, in seconds since 1970."""
        return _used_at(self._folder / job_id)

    def _shown(self, job_id: str) -> list[Path]:
        return [path for path in (self._folder / job_id).glob("*") if path.suffix != ".json"]

    def _read(self, job_id: str, file: str) -> dict[str, Any] | None:
        try:
            value: dict[str, Any] = json.loads((self._folder / job_id / file).read_bytes())
        except FileNotFoundError:
            return None
        return value


def _encode(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value).encode()


def _write(path: Path, data: bytes, *, durable: bool) -> None:
    """Write so that a reader sees all of it or nothing; `durable`: also after a power cut."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(f"{path.suffix}.{os.getpid()}.tmp")
    with temporary.open("wb") as file:
        file.write(data)
        if durable:
            file.flush()
            os.fsync(file.fileno())
    temporary.rename(path)


def _flush_folder(folder: Path) -> None:
    """Make the renames in it survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _used_at(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:  # it went meanwhile
        return time.time()

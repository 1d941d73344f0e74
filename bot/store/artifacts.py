"""Picture files and the manifest that says a draw is complete: the checkpoint of a draw.

A picture counts once its `.json` stands beside it, the draw once `manifest.json` does: written in this order, each as a
whole, and before anything is said of it, so that a draw begun again draws only what is missing.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from typing import IO, Any

from bot.store.keeping import Keeper, Kept

MANIFEST = "manifest.json"
WORDING = "wording.json"  # the words that a job is drawn with, where they were translated
SHEET = "sheet.jpg"  # of several pictures, numbered: made again whenever it is wanted


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One drawn picture that is kept; `file` is its name among the job's files."""

    index: int
    file: str
    width: int
    height: int
    seed: int | None
    model_id: str


class Artifacts:
    """The artifacts of all jobs."""

    def __init__(self, keeper: Keeper) -> None:
        self._keeper = keeper

    def put_part(self, job_id: str, part: Part, data: bytes) -> None:
        self._keeper.put(job_id, part.file, data)
        self._keeper.put(job_id, f"{part.index}.json", _encode(asdict(part)), durable=False)

    def put_file(self, job_id: str, file: str, data: bytes) -> None:
        """Write what can be made again."""
        self._keeper.put(job_id, file, data, durable=False)

    def parts(self, job_id: str) -> tuple[Part, ...]:
        """Pictures of this job that are complete, by index."""
        notes = (kept.file for kept in self._keeper.files(job_id) if kept.file.removesuffix(".json").isdecimal())
        found = (self._keeper.get(job_id, note) for note in notes)
        return tuple(sorted((Part(**json.loads(note)) for note in found if note), key=lambda part: part.index))

    def put_manifest(self, job_id: str, manifest: Mapping[str, Any]) -> None:
        self._keeper.put(job_id, MANIFEST, _encode(manifest))

    def manifest(self, job_id: str) -> dict[str, Any] | None:
        return self._read(job_id, MANIFEST)

    def put_wording(self, job_id: str, wording: Mapping[str, Any]) -> None:
        self._keeper.put(job_id, WORDING, _encode(wording))

    def wording(self, job_id: str) -> dict[str, Any] | None:
        return self._read(job_id, WORDING)

    def read(self, job_id: str, file: str) -> bytes | None:
        return self._keeper.get(job_id, file)

    def open(self, job_id: str, file: str) -> AbstractContextManager[IO[bytes]]:
        """To read a file from its beginning; raises FileNotFoundError."""
        return self._keeper.open(job_id, file)

    def size(self, job_id: str, file: str) -> int | None:
        return self._keeper.size(job_id, file)

    def delete(self, job_id: str, file: str) -> None:
        """Delete one picture's file; what is known of it stays, so that nothing is drawn again."""
        self._keeper.delete(job_id, [file])

    def delete_all(self, job_id: str) -> None:
        """Delete all files of a job that show anything."""
        self._keeper.delete(job_id, [kept.file for kept in _shown(self._keeper.files(job_id))])

    def has(self, job_id: str, file: str) -> bool:
        """Whether a file is there; being asked for is being used (`drop_unused`)."""
        return self._keeper.use(job_id, file)

    def jobs(self) -> Iterator[tuple[str, list[Kept]]]:
        """Jobs that something is kept of, with all their files."""
        return self._keeper.jobs()

    def drop(self, job_id: str) -> None:
        """Delete all that is here of a job, also what is known of its pictures: it is never drawn again."""
        self._keeper.drop(job_id)

    def drop_unused(self, job_id: str, files: Sequence[Kept], since: float) -> int:
        """Delete those of a job's files that show anything and were last used before a time; answer how many."""
        unused = [kept.file for kept in _shown(files) if kept.used_at < since]
        if unused:
            self._keeper.delete(job_id, unused)
        return len(unused)

    def _read(self, job_id: str, file: str) -> dict[str, Any] | None:
        data = self._keeper.get(job_id, file)
        return json.loads(data) if data is not None else None


def _shown(files: Sequence[Kept]) -> Iterator[Kept]:
    return (kept for kept in files if not kept.file.endswith(".json"))


def _encode(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value).encode()

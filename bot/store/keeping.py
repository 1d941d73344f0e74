"""What artifacts need of where they are kept: a folder (bot/store/folder.py) or a bucket (bot/store/bucket.py)."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import IO, Protocol


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """One file of a job. `used_at`: when it was written, or last asked for, in seconds since 1970."""

    file: str
    used_at: float


class Keeper(Protocol):
    """Files by job and name. A reader sees all of a file or nothing; what isn't there can be deleted."""

    def put(self, job_id: str, file: str, data: bytes, *, durable: bool = True) -> None:
        """durable: it outlives a power cut, too."""

    def get(self, job_id: str, file: str) -> bytes | None: ...

    def open(self, job_id: str, file: str) -> AbstractContextManager[IO[bytes]]:
        """To read it from its beginning; raises FileNotFoundError."""

    def size(self, job_id: str, file: str) -> int | None: ...

    def use(self, job_id: str, file: str) -> bool:
        """Whether it is there; then it counts as used."""

    def files(self, job_id: str) -> list[Kept]: ...

    def jobs(self) -> Iterator[tuple[str, list[Kept]]]:
        """All there is, job by job, with little in memory."""

    def delete(self, job_id: str, files: Sequence[str]) -> None: ...

    def drop(self, job_id: str) -> None:
        """Delete all of a job."""

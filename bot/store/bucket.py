"""Artifacts in a bucket of Amazon S3, or of a server that speaks as it does, for any number of machines.

An object's name is PREFIX/JOB/FILE: no words and no names of people. A PUT is seen as a whole or not at all. Objects
are private, as S3 makes them: no request of ours names an access list. Source of the errors: the "List of error codes"
in the S3 API reference.
"""

import logging
import random
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from io import BytesIO
from itertools import groupby
from typing import IO, Any, TypeVar

from botocore.exceptions import BotoCoreError, ClientError
from urllib3.exceptions import HTTPError

from bot.store.keeping import Kept
from titan_core.bedrock.sessions import Sessions
from titan_core.retries import RetryPolicy
from titan_core.settings import BedrockSettings

_LOG = logging.getLogger(__name__)
_T = TypeVar("_T")
_CONNECT_SECONDS, _ANSWER_SECONDS = 5.0, 30.0
_PATIENCE = RetryPolicy(first_seconds=0.5, longest_seconds=20.0, patience_seconds=600.0)
_AT_ONCE = 1000  # objects that one request lists or deletes, at most
_SERVER_ERROR = 500
_GONE = frozenset({"NoSuchKey", "404", "NotFound"})
_PASSING = frozenset({"SlowDown", "RequestTimeout", "RequestTimeTooSkewed", "InternalError", "ServiceUnavailable"})
_DAY = 86_400.0


class BucketError(Exception):
    """The bucket says no; `code` is S3's, such as AccessDenied or NoSuchBucket."""

    def __init__(self, code: str) -> None:
        super().__init__(f"the bucket of ARTIFACTS_URL: {code}")
        self.code = code


class BucketUnreachableError(BucketError):
    """It doesn't answer, or has no time: what was asked may be asked again."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Address:
    """Of s3://BUCKET/PREFIX; the prefix ends with a slash, or is empty."""

    bucket: str
    prefix: str


def address_of(url: str) -> Address:
    bucket, _, prefix = url.removeprefix("s3://").partition("/")
    prefix = prefix.strip("/")
    return Address(bucket=bucket, prefix=f"{prefix}/" if prefix else "")


class Bucket:
    """Safe to share between threads; nothing is sent before the first use.

    Credentials, profile and region are those of Bedrock's settings. patience: how long a bucket that doesn't answer is
    asked again: pictures that are paid for wait for it.
    """

    def __init__(  # noqa: PLR0913  # keyword-only, each with its default
        self,
        address: Address,
        settings: BedrockSettings,
        *,
        max_pool_connections: int = 10,
        patience: RetryPolicy = _PATIENCE,
        at_once: int = _AT_ONCE,
        clock: Callable[[], float] = time.time,
    ) -> None:
        quick = replace(settings, connect_timeout_seconds=_CONNECT_SECONDS, read_timeout_seconds=_ANSWER_SECONDS)
        self._sessions = Sessions(quick, max_pool_connections=max_pool_connections)
        self._region = settings.region_name
        self._address = address
        self._patience = patience
        self._at_once = at_once
        self._clock = clock

    def put(self, job_id: str, file: str, data: bytes, *, durable: bool = True) -> None:  # noqa: ARG002  # it always is
        self._ask(lambda s3: s3.put_object(**self._named(job_id, file), Body=data))

    def get(self, job_id: str, file: str) -> bytes | None:
        return self._ask(lambda s3: _body(s3.get_object(**self._named(job_id, file))))

    @contextmanager
    def open(self, job_id: str, file: str) -> Iterator[IO[bytes]]:
        data = self.get(job_id, file)
        if data is None:
            raise FileNotFoundError(f"{job_id}/{file}")
        yield BytesIO(data)

    def size(self, job_id: str, file: str) -> int | None:
        found = self._ask(lambda s3: s3.head_object(**self._named(job_id, file)))
        return None if found is None else int(found["ContentLength"])

    def use(self, job_id: str, file: str) -> bool:
        """Once a day it is copied onto itself, which renews the only time that S3 keeps."""
        found = self._ask(lambda s3: s3.head_object(**self._named(job_id, file)))
        if found is None:
            return False
        if found["LastModified"].timestamp() < self._clock() - _DAY:
            named = self._named(job_id, file)
            renewed = {**named, "CopySource": dict(named), "MetadataDirective": "REPLACE"}
            return self._ask(lambda s3: s3.copy_object(**renewed)) is not None
        return True

    def files(self, job_id: str) -> list[Kept]:
        return [kept for _, kept in self._listed(f"{self._address.prefix}{job_id}/")]

    def jobs(self) -> Iterator[tuple[str, list[Kept]]]:
        """S3 lists by name, and so job by job: a thousand objects a request."""
        for job_id, found in groupby(self._listed(self._address.prefix), key=lambda pair: pair[0]):
            yield job_id, [kept for _, kept in found]

    def delete(self, job_id: str, files: Sequence[str]) -> None:
        for first in range(0, len(files), self._at_once):
            objects = [{"Key": self._key(job_id, file)} for file in files[first : first + self._at_once]]
            self._ask(partial(self._delete, objects))

    def drop(self, job_id: str) -> None:
        self.delete(job_id, [kept.file for kept in self.files(job_id)])

    def close(self) -> None:
        self._sessions.close()

    def prove(self) -> None:
        """Write, read, find and delete an object; raises BucketError with what S3 says to the first that fails."""
        job_id, file = "doctor-was-here", "trial.png"
        self.put(job_id, file, b"a picture")
        self.get(job_id, file)
        self.drop(job_id)

    def _delete(self, objects: list[dict[str, str]], s3: Any) -> bool:  # noqa: ANN401  # boto3 makes its clients' methods at run time
        answer = s3.delete_objects(Bucket=self._address.bucket, Delete={"Objects": objects, "Quiet": True})
        for refused in answer.get("Errors", ()):
            raise _refusal(str(refused.get("Code", "unknown")), 0)
        return True

    def _listed(self, prefix: str) -> Iterator[tuple[str, Kept]]:
        """Job and file of each object; what isn't one of ours by its name is left alone."""
        more: dict[str, Any] = {}
        while True:
            page = self._ask(partial(self._page, {"Prefix": prefix, "MaxKeys": self._at_once, **more})) or {}
            for found in page.get("Contents", ()):
                job_id, _, file = found["Key"].removeprefix(self._address.prefix).partition("/")
                if file and "/" not in file:
                    yield job_id, Kept(file=file, used_at=found["LastModified"].timestamp())
            if not page.get("IsTruncated"):
                return
            more = {"ContinuationToken": page["NextContinuationToken"]}

    def _page(self, asked: dict[str, Any], s3: Any) -> dict[str, Any]:  # noqa: ANN401  # as above
        page: dict[str, Any] = s3.list_objects_v2(Bucket=self._address.bucket, **asked)
        return page

    def _named(self, job_id: str, file: str) -> dict[str, str]:
        return {"Bucket": self._address.bucket, "Key": self._key(job_id, file)}

    def _key(self, job_id: str, file: str) -> str:
        return f"{self._address.prefix}{job_id}/{file}"

    def _ask(self, call: Callable[[Any], _T]) -> _T | None:
        """What it answers, None for an object that isn't there. Raises BucketError."""
        waits = self._patience.waits(random.random)
        while True:
            try:
                with _translated():
                    return call(self._sessions.client("s3", self._region))
            except BucketUnreachableError as error:
                wait = next(waits, None)
                if wait is None:
                    raise
                _LOG.warning("Waiting for %s, again in %.1f s", error, wait, extra={"event": "bucket_lost"})
                time.sleep(wait)
            except FileNotFoundError:
                return None


def _body(answer: dict[str, Any]) -> bytes:
    with closing(answer["Body"]) as body:
        data: bytes = body.read()
    return data


@contextmanager
def _translated() -> Iterator[None]:
    """Foreign errors become ours here, and nowhere else."""
    try:
        yield
    except ClientError as error:
        code = str(error.response.get("Error", {}).get("Code", "unknown"))
        if code in _GONE:
            raise FileNotFoundError from error
        raise _refusal(code, int(error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))) from error
    except (BotoCoreError, HTTPError) as error:
        raise BucketUnreachableError(type(error).__name__) from error


def _refusal(code: str, status: int) -> BucketError:
    passes = code in _PASSING or status >= _SERVER_ERROR
    return (BucketUnreachableError if passes else BucketError)(code)

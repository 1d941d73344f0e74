"""A server that speaks as Amazon S3 does (moto's), a process of the tests' own on a free port."""

import contextlib
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import boto3
import httpx

from sandbox.app_process import free_port
from titan_core.settings import BedrockSettings

_START_SECONDS = 60.0
KEYS = {"AWS_ACCESS_KEY_ID": "AKIAS3TESTS", "AWS_SECRET_ACCESS_KEY": "secret-of-s3-7d1"}


@dataclass(kw_only=True, slots=True)
class S3Server:
    url: str
    process: subprocess.Popen[bytes]
    buckets: int = field(default=0)

    @property
    def settings(self) -> dict[str, str]:
        """What a bot's environment says of it, besides ARTIFACTS_URL."""
        return {"AWS_ENDPOINT_URL_S3": self.url, **KEYS}

    def client(self) -> Any:  # noqa: ANN401  # boto3 makes its clients' methods at run time
        keys = {name.lower(): value for name, value in KEYS.items()}
        return boto3.client("s3", endpoint_url=self.url, region_name="us-east-1", **keys)

    def new_bucket(self) -> str:
        """Make one; its name."""
        self.buckets += 1
        name = f"imagine-tests-{self.buckets}"
        with contextlib.closing(self.client()) as s3:
            s3.create_bucket(Bucket=name)
        return name

    def aws(self) -> BedrockSettings:
        return BedrockSettings(aws=self.settings)


@contextmanager
def s3_server() -> Iterator[S3Server]:
    port = free_port()
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        server = S3Server(url=f"http://127.0.0.1:{port}", process=process)
        try:
            _wait_until_ready(server)
            yield server
        finally:
            process.kill()


def _wait_until_ready(server: S3Server) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while True:
        with contextlib.suppress(httpx.TransportError):
            if httpx.get(f"{server.url}/moto-api/data.json", timeout=5, trust_env=False).is_success:
                return
        assert server.process.poll() is None, "the S3 server ended"
        assert time.monotonic() < deadline, "the S3 server was not ready in time"
        time.sleep(0.05)

"""A scripted Bedrock on port 0: answers as told, in order or by model, and remembers what it was asked."""

import base64
import json
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from typing import Any, Self
from urllib.parse import unquote

from PIL import Image

EOL = "This model version has reached the end of its life. Please refer to the AWS documentation for more details."
FILTERED = (
    "This request has been blocked by our content filters. Our filters automatically flagged this prompt because it "
    "may conflict our AUP or AWS Responsible AI Policy. Please adjust your text prompt to submit a new request."
)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """delay: seconds before it. keep: bytes of the body sent before the connection is cut; None for all."""

    status: int = 200
    body: bytes = b"{}"
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0.0
    keep: int | None = None


@dataclass(frozen=True, kw_only=True)
class Asked:
    method: str
    path: str
    body: Any
    headers: Mapping[str, str]

    @property
    def model_id(self) -> str:
        return unquote(self.path).split("/")[2]


Script = Callable[[Asked], Answer]


def png(width: int = 8, height: int = 8, colour: str = "red") -> bytes:
    file = BytesIO()
    Image.new("RGB", (width, height), colour).save(file, "PNG")
    return file.getvalue()


def in_base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def refusal(status: int, code: str, message: str, **more: Any) -> Answer:  # noqa: ANN401 - passed through
    return Answer(
        status=status, body=json.dumps({"message": message}).encode(), headers={"x-amzn-ErrorType": code}, **more
    )


END_OF_LIFE = refusal(404, "ResourceNotFoundException", EOL)
LEGACY = refusal(404, "ResourceNotFoundException", "This Model is marked by provider as Legacy")
NO_ACCESS = refusal(403, "AccessDeniedException", "You don't have access to the model with the specified model ID.")
WRONG_REGION = refusal(400, "ValidationException", "The provided model identifier is invalid.")
THROTTLED = refusal(429, "ThrottlingException", "Too many requests, please wait before trying again.")
EXPIRED = refusal(403, "ExpiredTokenException", "The security token included in the request is expired")
QUOTA = refusal(400, "ServiceQuotaExceededException", "no more")


def answer(reply: object, **more: Any) -> Answer:  # noqa: ANN401 - passed through
    return Answer(body=json.dumps(reply).encode(), **more)


def stability(seed: int = 7, picture: bytes | None = None, **more: Any) -> Answer:  # noqa: ANN401 - passed through
    images = [in_base64(picture or png())]
    return answer({"seeds": [seed], "finish_reasons": [None], "images": images}, **more)


WITHHELD = answer({"finish_reasons": ["Filter reason: output image"]})


def titan(count: int = 1, error: str | None = None, **more: Any) -> Answer:  # noqa: ANN401 - passed through
    return answer({"images": [in_base64(png(colour=f"rgb({n},0,0)")) for n in range(count)], "error": error}, **more)


def as_asked(asked: Asked) -> Answer:
    """Draws whatever was asked for, as the real thing does when all is well."""
    if "taskType" in asked.body:
        return titan(asked.body["imageGenerationConfig"]["numberOfImages"])
    return stability(seed=asked.body.get("seed", 7))


def by_model(answers: Mapping[str, Answer]) -> Script:
    """Draws, but for the models named."""
    return lambda asked: answers.get(asked.model_id) or as_asked(asked)


def by_seed(answers: Mapping[int, Answer]) -> Script:
    """Draws, but for the seeds named."""
    return lambda asked: answers.get(asked.body["seed"]) or as_asked(asked)


class BedrockWire:
    """`script` answers when nothing is left in the queue of `then`."""

    def __init__(self, script: Script = as_asked) -> None:
        self.script = script
        self.asked: list[Asked] = []
        self.connections = 0
        self._queue: deque[Answer] = deque()
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    @property
    def models(self) -> list[str]:
        return [asked.model_id for asked in self.asked]

    def then(self, *answers: Answer) -> Self:
        self._queue.extend(answers)
        return self

    def reply_to(self, asked: Asked) -> Answer:
        with self._lock:
            self.asked.append(asked)
            queued = self._queue.popleft() if self._queue else None
        return queued or self.script(asked)

    def connected(self) -> None:
        with self._lock:
            self.connections += 1

    @contextmanager
    def running(self) -> Iterator[Self]:
        self._thread.start()
        try:
            yield self
        finally:
            self._server.shutdown()
            self._thread.join()
            self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wire: BedrockWire

    def setup(self) -> None:
        super().setup()
        self.wire.connected()

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self._reply(self.wire.reply_to(self._asked(json.loads(body))))

    def do_GET(self) -> None:
        self._reply(self.wire.reply_to(self._asked(None)))

    def _asked(self, body: object) -> Asked:
        headers = {name.lower(): value for name, value in self.headers.items()}
        return Asked(method=self.command, path=self.path, body=body, headers=headers)

    def _reply(self, given: Answer) -> None:
        time.sleep(given.delay)
        self.send_response(given.status)
        headers = {"x-amzn-RequestId": "req-1", "Content-Length": str(len(given.body)), **given.headers}
        for name, value in headers.items():
            if value:
                self.send_header(name, value)
        self.close_connection = given.keep is not None
        try:
            self.end_headers()
            self.wfile.write(given.body[: given.keep])
        except ConnectionError:  # the other side has given up, as some tests want
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        pass


def _handler(wire: BedrockWire) -> type[BaseHTTPRequestHandler]:
    return type("Handler", (_Handler,), {"wire": wire})

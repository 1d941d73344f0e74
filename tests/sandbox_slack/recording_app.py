"""An app that records what Slack sends to it, and answers as a test says."""

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl


@dataclass(frozen=True, kw_only=True, slots=True)
class Received:
    """One request: header names in lower case."""

    headers: dict[str, str]
    body: bytes

    @property
    def form(self) -> dict[str, str]:
        return dict(parse_qsl(self.body.decode(), keep_blank_values=True))

    @property
    def json(self) -> dict[str, Any]:
        """An event's body, or an interaction's payload."""
        found: dict[str, Any] = json.loads(self.form.get("payload") or self.body)
        return found


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    status: int = 200
    body: str = ""
    content_type: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0


Script = Callable[[Received], Answer]


class RecordingApp:
    def __init__(self) -> None:
        self.received: list[Received] = []
        self.answer: Script = lambda _received: Answer()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/slack/events"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        app = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                received = Received(headers={name.lower(): value for name, value in self.headers.items()}, body=body)
                app.received.append(received)
                answer = app.answer(received)
                time.sleep(answer.delay)
                self.send_response(answer.status)
                self.send_header("content-type", answer.content_type)
                self.send_header("content-length", str(len(answer.body.encode())))
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(answer.body.encode())

            def log_message(
                self,
                format: str,  # noqa: A002  the base class names it
                *arguments: object,
            ) -> None:
                """Quiet."""

        return Handler

"""HTTP for Slack's requests and for whoever asks how the process is."""

import threading
from collections.abc import Callable, Iterable
from http import HTTPStatus
from io import BytesIO
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

import sqlalchemy as sa
from slack_bolt import App
from slack_bolt.adapter.wsgi import SlackRequestHandler
from waitress.server import create_server

from bot.metrics import CONTENT_TYPE
from bot.services import Services
from bot.signed import Doorkeeper

EVENTS_PATH = "/slack/events"
_THREADS = 16
_BODY_BYTES = 1_000_000  # Slack's payloads are far smaller
_CHANNEL_SECONDS = 30
_CONNECTIONS = 2000  # a stranger who opens some hundreds and says nothing keeps nobody out

Wsgi = Callable[[WSGIEnvironment, StartResponse], Iterable[bytes]]


class Front:
    """Our paths: Slack's requests, `/healthz` (alive), `/readyz` (database, queue answer), `/metrics`; installing."""

    def __init__(self, app: App | None, services: Services, signing_secret: str) -> None:
        door = Doorkeeper(signing_secret=signing_secret)
        self._slack = _events(SlackRequestHandler(app, path=EVENTS_PATH), door) if app else None
        self._pages = services.install_pages if app else None
        self._services = services
        self.has_metrics = True
        self.stopping = threading.Event()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO")
        if path == EVENTS_PATH and self._slack:
            return self._slack(environ, start_response)
        if self._pages and self._pages.takes(path):
            return self._pages(environ, start_response)
        if path == "/healthz":
            return _say(start_response, HTTPStatus.OK, "alive")
        if path == "/readyz":
            return self._ready(start_response)
        if path == "/metrics" and self.has_metrics:
            return self._measured(start_response)
        return _say(start_response, HTTPStatus.NOT_FOUND, "nothing here")

    def _ready(self, start_response: StartResponse) -> Iterable[bytes]:
        if self.stopping.is_set():
            return _say(start_response, HTTPStatus.SERVICE_UNAVAILABLE, "stopping")
        try:
            self._services.queue.under_way()
        except sa.exc.SQLAlchemyError:
            return _say(start_response, HTTPStatus.SERVICE_UNAVAILABLE, "the database doesn't answer")
        try:
            self._services.enqueuer.prove()
        except sa.exc.SQLAlchemyError:
            return _say(start_response, HTTPStatus.SERVICE_UNAVAILABLE, "the queue doesn't answer")
        return _say(start_response, HTTPStatus.OK, "ready")

    def _measured(self, start_response: StartResponse) -> Iterable[bytes]:
        text = self._services.metrics.text()
        start_response("200 OK", [("Content-Type", CONTENT_TYPE), ("Content-Length", str(len(text)))])
        return [text]


def _events(slack: Wsgi, door: Doorkeeper) -> Wsgi:
    """Answer before Bolt does what isn't Slack's, or what Bolt has no good answer for."""

    def events(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] != "POST":
            return _say(start_response, HTTPStatus.METHOD_NOT_ALLOWED, "POST only")
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        refusal = door.refusal(environ, body)
        if refusal:
            return _say(start_response, refusal.status, refusal.reason)
        return slack({**environ, "wsgi.input": BytesIO(body)}, start_response)

    return events


def serve(front: Front, port: int) -> Any:  # noqa: ANN401  # waitress names no public class for its server
    """Bind `port` (0 takes a free one); the server's `run()` serves, `effective_port` is where."""
    return create_server(
        front,
        host="0.0.0.0",  # noqa: S104  # Slack comes from outside; behind a load balancer or a tunnel
        port=port,
        threads=_THREADS,
        max_request_body_size=_BODY_BYTES,
        channel_timeout=_CHANNEL_SECONDS,
        connection_limit=_CONNECTIONS,
        asyncore_use_poll=True,  # select() takes no more than 1024 of them
        ident=None,
    )


def _say(start_response: StartResponse, status: HTTPStatus, text: str) -> Iterable[bytes]:
    body = text.encode()
    headers = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body)))]
    start_response(f"{status.value} {status.phrase}", headers)
    return [body]

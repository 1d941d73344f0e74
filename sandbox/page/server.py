"""`Page`: the workspace in the browser, served on a port of its own beside the app's Slack."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from sandbox.page.levers import Levers, NoLevers
from sandbox.page.news import KEPT_LINES, News
from sandbox.serving import ServerThread
from sandbox.slack.control import Control
from sandbox.slack.entities import Json
from sandbox.slack.stage import Stage
from sandbox.slack.state import Call, Delivery

_STATIC = Path(__file__).parent / "static"
_LOOK_SECONDS = 0.05
_SILENCE_SECONDS = 15.0  # then a comment is sent: a connection that is gone is noticed by writing to it
_RETRY_MS = 500  # a page whose connection broke tries again that soon
_NOT_KEPT = {"cache-control": "no-store"}
_BAD = 400
_FORBIDDEN = 403


class _Static(StaticFiles):
    """Asked for each time: modules of two versions don't fit together."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        answer = await super().get_response(path, scope)
        answer.headers["cache-control"] = "no-cache"
        return answer


class _OwnPagesOnly:
    """Refuses what a browser sends for a page of another site: such requests name their origin."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(raw=scope.get("headers", []))
        origin = headers.get("origin", "")
        if origin and urlsplit(origin).netloc != headers.get("host", ""):
            refusal = JSONResponse({"ok": False, "error": f"{origin} may not ask here"}, status_code=_FORBIDDEN)
            await refusal(scope, receive, send)
            return
        await self._app(scope, receive, send)


class Page:
    """Use it as a context manager; the port is bound when it is made, so `url` is final from then on."""

    def __init__(self, stage: Stage, levers: Levers | None = None, *, port: int = 0) -> None:
        """`port` 0 is a free one. Raises OSError if the port is taken."""
        self._stage, self._levers = stage, levers or NoLevers()
        self._is_closing = False
        self._server = ServerThread(self._app(), port=port)

    @property
    def url(self) -> str:
        """`http://127.0.0.1:PORT`."""
        return self._server.url

    def __enter__(self) -> Self:
        self._server.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._is_closing = True
        self._server.stop()

    def _app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/", self._index),
                Route("/stream", self._stream),
                Route("/levers/{name}", self._lever, methods=["POST"]),
                Route("/wire/{kind}/{number:int}", self._wire),
                *Control(self._stage).routes(),
                Mount("/static", _Static(directory=_STATIC)),
            ],
            # A page of another site must not reach in by a name that leads here, nor post from where it is.
            middleware=[
                Middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost"]),
                Middleware(_OwnPagesOnly),
            ],
        )

    async def _index(self, _request: Request) -> Response:
        return FileResponse(_STATIC / "index.html", headers=_NOT_KEPT)

    async def _stream(self, request: Request) -> Response:
        """Server-sent events: what one user's page has to know, each as JSON."""
        try:
            news = News(self._stage.slack, self._levers, request.query_params.get("user", "ada"))
        except KeyError as unknown:
            return _refusal(unknown)
        return StreamingResponse(self._events(news), media_type="text/event-stream", headers=_NOT_KEPT)

    async def _events(self, news: News) -> AsyncIterator[str]:
        yield f"retry: {_RETRY_MS}\n\n"
        silence = 0.0
        while not self._is_closing:
            found = await run_in_threadpool(news.latest)
            if found:
                yield f"data: {json.dumps(found)}\n\n"
            silence = 0.0 if found else silence + _LOOK_SECONDS
            if silence > _SILENCE_SECONDS:
                silence = 0.0
                yield ": still here\n\n"
            await asyncio.sleep(_LOOK_SECONDS)

    async def _lever(self, request: Request) -> Response:
        try:
            body = json.loads(await request.body() or b"{}")
            if not isinstance(body, dict):
                raise TypeError("a lever takes a JSON object")  # noqa: TRY301  # told like the other faults
            await run_in_threadpool(self._levers.pull, request.path_params["name"], body)
        except (KeyError, TypeError, ValueError) as wrong:
            return _refusal(wrong)
        return JSONResponse({"ok": True})

    async def _wire(self, request: Request) -> Response:
        """One entry of the record in full."""
        kind, number = request.path_params["kind"], request.path_params["number"]
        try:
            return JSONResponse(self._entry(kind, number))
        except (KeyError, IndexError):
            return _refusal(KeyError(f"no entry {number} of {kind!r}; there are calls, deliveries and models"))

    def _entry(self, kind: str, number: int) -> Json:
        slack = self._stage.slack
        records: dict[str, Sequence[Call | Delivery]] = {"calls": slack.calls, "deliveries": slack.deliveries}
        if kind != "models":
            return records[kind][number].as_json()
        return {call["number"]: call for call in self._levers.bedrock_calls(KEPT_LINES)}[number]


def _refusal(wrong: Exception) -> Response:
    return JSONResponse({"ok": False, "error": str(wrong.args[0] if wrong.args else wrong)}, status_code=_BAD)

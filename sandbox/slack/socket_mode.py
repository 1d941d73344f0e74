"""Socket Mode: the app calls Slack, and payloads come down the WebSocket."""

import asyncio
import itertools
import json
import threading
from concurrent.futures import Future
from dataclasses import dataclass, field

from starlette.websockets import WebSocket, WebSocketDisconnect

from sandbox.slack.entities import Json
from sandbox.slack.state import Slack

_CONNECTION_SECONDS = 18_060  # what Slack announces, too
_MOST_CONNECTIONS = 10


@dataclass(eq=False, kw_only=True, slots=True)
class Connection:
    """One WebSocket of the app and the envelopes that it has not acknowledged."""

    socket: WebSocket
    loop: asyncio.AbstractEventLoop
    waiting: dict[str, Future[Json]] = field(default_factory=dict)

    def send(self, message: Json) -> None:
        """Send from any thread; ConnectionError if the socket is gone."""
        sent = asyncio.run_coroutine_threadsafe(self.socket.send_text(json.dumps(message)), self.loop)
        try:
            sent.result(timeout=3)
        except (RuntimeError, WebSocketDisconnect, TimeoutError) as lost:
            raise ConnectionError("the WebSocket is closed") from lost


class SocketMode:
    """The app's connections; each payload goes to one of them, in turn."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack
        self._lock = threading.Lock()
        self._tickets: set[str] = set()
        self._connections: list[Connection] = []
        self._turn = itertools.count()

    @property
    def connection_count(self) -> int:
        return len(self._connections)

    def new_url(self) -> str:
        """A `ws://` address that opens one connection."""
        ticket = self._slack.workspace.new_secret()
        self._tickets.add(ticket)
        base = self._slack.workspace.url.replace("http://", "ws://", 1)
        return f"{base}/link/?ticket={ticket}&app_id={self._slack.workspace.app_id}"

    async def endpoint(self, socket: WebSocket) -> None:
        ticket = socket.query_params.get("ticket", "")
        if ticket not in self._tickets:
            await socket.close(code=4001, reason="unknown or used ticket")
            return
        self._tickets.discard(ticket)
        await socket.accept()
        if len(self._connections) >= _MOST_CONNECTIONS:
            await socket.send_text(json.dumps(_disconnect("too_many_websockets")))
            await socket.close()
            return
        await self._serve(Connection(socket=socket, loop=asyncio.get_running_loop()))

    async def _serve(self, connection: Connection) -> None:
        self._connections.append(connection)
        try:
            await connection.socket.send_text(json.dumps(self._hello()))
            while True:
                self._acknowledge(connection, await connection.socket.receive_text())
        except WebSocketDisconnect:
            pass
        finally:
            self._connections.remove(connection)
            for waiting in connection.waiting.values():
                waiting.cancel()

    def _hello(self) -> Json:
        debug = {"host": "sandbox", "build_number": 1, "approximate_connection_time": _CONNECTION_SECONDS}
        info = {"app_id": self._slack.workspace.app_id}
        return {
            "type": "hello",
            "num_connections": self.connection_count,
            "debug_info": debug,
            "connection_info": info,
        }

    def _acknowledge(self, connection: Connection, text: str) -> None:
        try:
            acknowledged = json.loads(text)
        except ValueError:
            return  # Slack, too, takes no notice of what is no envelope
        if isinstance(acknowledged, dict):
            waiting = connection.waiting.pop(str(acknowledged.get("envelope_id")), None)
            if waiting is not None and not waiting.done():
                waiting.set_result(acknowledged.get("payload") or {})

    def deliver(self, envelope: Json) -> Future[Json]:
        """Send an envelope down one connection: the future is its ack's payload. ConnectionError without any."""
        with self._lock:
            connections = list(self._connections)
            if not connections:
                raise ConnectionError("the app has no Socket Mode connection")
            connection = connections[next(self._turn) % len(connections)]
        waiting: Future[Json] = Future()
        connection.waiting[envelope["envelope_id"]] = waiting
        connection.send(envelope)
        return waiting

    def disconnect(self, reason: str) -> None:
        """Tell every connection to go: `warning` only announces it, `refresh_requested` and others close."""
        for connection in list(self._connections):
            connection.send(_disconnect(reason))
            if reason != "warning":
                asyncio.run_coroutine_threadsafe(connection.socket.close(), connection.loop)


def _disconnect(reason: str) -> Json:
    return {"type": "disconnect", "reason": reason, "debug_info": {"host": "sandbox"}}

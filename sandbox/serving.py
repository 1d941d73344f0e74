"""An ASGI app served from a thread of this process, so that tests and demos talk to it over real sockets."""

import contextlib
import socket
import threading
from types import TracebackType
from typing import TYPE_CHECKING, Self

import uvicorn

if TYPE_CHECKING:
    from starlette.types import ASGIApp

_KEEP_ALIVE_SECONDS = 75  # longer than clients pool a connection for: they never meet one that is just closing
_POLL_SECONDS = 0.01


class ServerStartError(RuntimeError):
    """The app did not come up: its start-up failed, or took longer than the limit."""


class ServerThread:
    """uvicorn on 127.0.0.1 in a daemon thread; HTTP/1.1 and WebSocket, no signal handlers.

    Use it as a context manager, or call `start` and `stop`. The socket is bound when the object is made, so `url` is
    final from then on, and a port that is taken raises `OSError` there, in the caller's thread.
    """

    def __init__(self, app: "ASGIApp", *, port: int = 0, start_seconds: float = 10.0) -> None:
        """Bind `port` (0: a free one). `start_seconds` is how long `start` waits for the app to be ready."""
        self._socket = _bind(port)
        self.port: int = self._socket.getsockname()[1]
        self._start_seconds = start_seconds
        self._server = uvicorn.Server(_config(app))
        self._thread = threading.Thread(target=self._run, name=f"server-{self.port}", daemon=True)
        self._ended = threading.Event()

    @property
    def url(self) -> str:
        """`http://127.0.0.1:PORT`, without a trailing slash."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Return once requests are answered.

        Raises `ServerStartError` if the app's start-up fails or takes longer than `start_seconds`.
        """
        self._thread.start()
        waited = 0.0
        while not self._server.started:
            if self._ended.wait(_POLL_SECONDS) or waited > self._start_seconds:
                self.stop()
                raise ServerStartError(f"the server at {self.url} did not start within {self._start_seconds:g} s")
            waited += _POLL_SECONDS

    def stop(self) -> None:
        """Let running requests end (one second at most), close every socket, and join the thread. Can be repeated."""
        self._server.should_exit = True
        if self._thread.is_alive():
            self._thread.join()
        self._socket.close()

    def join(self) -> None:
        """Wait until the server has ended: for programs that stay up until Ctrl-C."""
        while not self._ended.wait(1.0):
            pass

    def _run(self) -> None:
        try:
            with contextlib.suppress(SystemExit):  # uvicorn's way to say that the app's start-up failed
                self._server.run(sockets=[self._socket])
        finally:
            self._ended.set()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()


def _bind(port: int) -> socket.socket:
    # Named TCP, or asyncio doesn't know that it may set TCP_NODELAY, and each answer but the first is 40 ms late.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
    except OSError:
        listener.close()
        raise
    return listener


def _config(app: "ASGIApp") -> uvicorn.Config:
    return uvicorn.Config(
        app,
        loop="asyncio",
        http="h11",
        ws="websockets-sansio",
        log_config=None,  # the process's logging is not ours to set up
        log_level="warning",
        access_log=False,
        timeout_keep_alive=_KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=1,
    )

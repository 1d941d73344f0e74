"""A load balancer of one page: a connection goes to the next backend that takes it."""

import contextlib
import itertools
import socket
import threading
from collections.abc import Sequence
from socketserver import BaseRequestHandler, ThreadingTCPServer
from types import TracebackType
from typing import Self

_CHUNK = 65536
_CONNECT_SECONDS = 1.0


class Balancer:
    """Relays TCP on a free port to `backends`, ports of 127.0.0.1, in turn; closes what none of them takes."""

    def __init__(self, backends: Sequence[int]) -> None:
        turns = itertools.cycle(range(len(backends)))

        class Relay(BaseRequestHandler):
            def handle(self) -> None:
                first = next(turns)
                backend = _first_that_takes([*backends[first:], *backends[:first]])
                if backend:
                    with backend:
                        _relay(self.request, backend)

        self._server = ThreadingTCPServer(("127.0.0.1", 0), Relay, bind_and_activate=False)
        self._server.daemon_threads = True
        self._server.request_queue_size = 128
        self._server.server_bind()
        self._server.server_activate()
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), name="balancer", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def url(self) -> str:
        """Where Slack delivers."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/slack/events"


def _first_that_takes(ports: Sequence[int]) -> socket.socket | None:
    for port in ports:
        with contextlib.suppress(OSError):
            return socket.create_connection(("127.0.0.1", port), _CONNECT_SECONDS)
    return None


def _relay(client: socket.socket, backend: socket.socket) -> None:
    """Both ways, until the backend closes or dies."""
    backend.settimeout(None)
    back = threading.Thread(target=_pump, args=(client, backend), daemon=True)
    back.start()
    _pump(backend, client)
    with contextlib.suppress(OSError):
        client.shutdown(socket.SHUT_RDWR)
    back.join()


def _pump(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(_CHUNK):
            target.sendall(data)
    with contextlib.suppress(OSError):
        target.shutdown(socket.SHUT_WR)

"""`ServerThread`: apps on real sockets, started and stopped inside a test."""

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket
from websockets.sync.client import connect

from sandbox.serving import ServerStartError, ServerThread


async def hello(_request: Request) -> PlainTextResponse:
    return PlainTextResponse("hello")


async def echo(websocket: WebSocket) -> None:
    await websocket.accept()
    await websocket.send_text(await websocket.receive_text())
    await websocket.close()


def make_app() -> Starlette:
    return Starlette(routes=[Route("/", hello), WebSocketRoute("/ws", echo)])


def test_serves_http_and_websocket_on_a_free_port() -> None:
    with ServerThread(make_app()) as server:
        assert httpx.get(server.url).text == "hello"
        with connect(server.url.replace("http", "ws") + "/ws") as websocket:
            websocket.send("echo")
            assert websocket.recv() == "echo"


def test_two_servers_live_side_by_side() -> None:
    with ServerThread(make_app()) as one, ServerThread(make_app()) as two:
        assert one.url != two.url
        assert httpx.get(two.url).status_code == 200


def test_the_port_is_free_again_after_stop() -> None:
    with ServerThread(make_app()) as server, httpx.Client() as client:
        assert client.get(server.url).status_code == 200
    with ServerThread(make_app(), port=server.port) as again:
        assert httpx.get(again.url).text == "hello"


def test_a_taken_port_is_told_to_the_caller() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(OSError, match="in use"):
        ServerThread(make_app(), port=taken.getsockname()[1])


def test_an_app_that_cannot_start_raises() -> None:
    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        raise RuntimeError("no disk")
        yield

    with pytest.raises(ServerStartError, match="did not start"):
        ServerThread(Starlette(lifespan=lifespan)).start()

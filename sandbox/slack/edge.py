"""The edge that every request of the app passes: faults on demand, dropped connections, the record of calls."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from sandbox.slack.entities import Json
from sandbox.slack.errors import SlackError
from sandbox.slack.faults import Fault
from sandbox.slack.state import Call, Slack


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """An answer before it is sent; `arguments` are for the record. Bytes need a content-type among the headers."""

    body: Json | str | bytes
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    arguments: Json = field(default_factory=dict)


class Dropped(Response):
    """No answer: the connection is cut, as by a network fault."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002  ASGI's signature
        cycle = getattr(receive, "__self__", None)  # uvicorn's request cycle: ASGI has no word for "hang up"
        if cycle is None:
            raise ConnectionAbortedError("the server offers no way to drop a connection")
        cycle.transport.abort()
        while (await receive())["type"] != "http.disconnect":
            pass


async def answer(slack: Slack, method: str, request: Request, work: Callable[[bytes], Reply]) -> Response:
    """Run `work` on the request's body under the workspace's lock, unless a fault is due; record what came of it."""
    at, started = time.time(), time.perf_counter()
    try:
        body = await request.body()
    except ClientDisconnect:  # the app died, or gave up, before the request was all here: it never came
        return Response()
    with slack.workspace.lock:
        slack.workspace.settle_shares()
        is_cut_off = slack.faults.is_cut_off
        fault = None if is_cut_off else slack.faults.take(method)
        runs = not is_cut_off and (fault is None or fault.after)
        reply = work(body) if runs else Reply(body="")
    response = Dropped() if is_cut_off else await _response(slack, reply, fault)
    record = Call(
        method=method,
        arguments=reply.arguments,
        status=0 if isinstance(response, Dropped) else response.status_code,
        answer=_recorded_answer(reply, fault, is_cut_off=is_cut_off),
        at=at,
        duration_ms=round((time.perf_counter() - started) * 1000, 3),
        caller=request.path_params.get("caller", ""),
    )
    with slack.workspace.lock:
        slack.calls.append(record)
    return response


async def _response(slack: Slack, reply: Reply, fault: Fault | None) -> Response:
    if fault is None:
        return _plain(reply)
    if fault.how == "hang":
        await slack.faults.hang(fault.seconds)
    if fault.how in {"hang", "drop"}:
        return Dropped()
    if fault.how == "429":
        return _plain(rate_limited(int(fault.seconds)))
    if fault.how.isdecimal():
        return PlainTextResponse(f"HTTP {fault.how}, as asked for", status_code=int(fault.how))
    return _plain(Reply(body=SlackError(fault.how).as_json()))


def _plain(reply: Reply) -> Response:
    if isinstance(reply.body, bytes):
        return Response(reply.body, status_code=reply.status, headers=reply.headers)
    if isinstance(reply.body, str):
        return PlainTextResponse(reply.body, status_code=reply.status, headers=reply.headers)
    return JSONResponse(reply.body, status_code=reply.status, headers=reply.headers)


def rate_limited(seconds: int) -> Reply:
    return Reply(body=SlackError("ratelimited").as_json(), status=429, headers={"Retry-After": str(seconds)})


def _recorded_answer(reply: Reply, fault: Fault | None, *, is_cut_off: bool) -> Json:
    if is_cut_off:
        return {"fault": "unreachable"}
    answered = _as_recorded(reply.body)
    return answered if fault is None else {**answered, "fault": fault.how}


def _as_recorded(body: Json | str | bytes) -> Json:
    if isinstance(body, bytes):
        return {"bytes": len(body)}
    return body if isinstance(body, dict) else {"text": body}

"""`/_sandbox/…`: the people's side and the record of everything, as JSON over HTTP."""

import json
from base64 import b64decode
from collections.abc import Awaitable, Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from sandbox.slack.entities import Json
from sandbox.slack.pictures import kind_of
from sandbox.slack.stage import Stage

Endpoint = Callable[[Request], Awaitable[Response]]


class Control:
    """Each route does what the method of `Stage` with the same name does."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    def routes(self) -> list[Route]:
        stage = self._stage
        actions: dict[str, Callable[[Json], object]] = {
            "command": lambda body: stage.command(**_wanted(body, "user", "channel", "text")).as_json(),
            "mention": lambda body: stage.mention(**_wanted(body, "user", "channel", "text")).as_json(),
            "write": lambda body: stage.write(**_wanted(body, "user", "channel", "text")).as_json(),
            "upload": lambda body: stage.upload(**_with_bytes(body)).as_json(),
            "shortcut": lambda body: stage.shortcut(**_wanted(body, "user", "callback_id")).as_json(),
            "open_home": lambda body: stage.open_home(**_wanted(body, "user")).as_json(),
            "press": lambda body: stage.press(**_wanted(body, "user", "message", "action_id")).as_json(),
            "submit_view": lambda body: stage.submit_view(**_wanted(body, "user", "values")).as_json(),
            "type_in": lambda body: stage.type_in(**_wanted(body, "user", "action_id", "text")).as_json(),
            "fill": lambda body: stage.fill(**_wanted(body, "user", "values")),
            "close_view": lambda body: stage.close_view(**_wanted(body, "user")).as_json(),
            "delete_message": lambda body: stage.delete_message(**_wanted(body, "message")),
            "delete_file": lambda body: stage.delete_file(**_wanted(body, "file_id")),
            "bar_file": lambda body: stage.bar_file(**_wanted(body, "file_id")),
            "install": lambda body: stage.install(**_wanted(body, "manifest")),
            "invite": lambda body: stage.invite(**_wanted(body, "channel")),
            "remove": lambda body: stage.remove(**_wanted(body, "channel")),
            "archive": lambda body: stage.archive(**_wanted(body, "channel")),
            "expire": lambda body: stage.expire(**_wanted(body, "what")),
            "fail": lambda body: stage.fail(**_wanted(body, "method")),
            "unreachable": lambda body: stage.unreachable(**_wanted(body, "seconds")),
            "disconnect": lambda body: stage.disconnect(**_wanted(body, "reason")),
            "settings": lambda body: stage.configure(**body),
            "reset": lambda _body: stage.reset(),
        }
        posts = [Route(f"/_sandbox/{name}", _action(run), methods=["POST"], name=name) for name, run in actions.items()]
        return [
            *posts,
            Route("/_sandbox/conversation", self._conversation),
            Route("/_sandbox/transcript", self._transcript),
            Route("/_sandbox/ephemerals", self._ephemerals),
            Route("/_sandbox/view", self._view),
            Route("/_sandbox/home", self._home),
            Route("/_sandbox/calls", self._calls),
            Route("/_sandbox/deliveries", self._deliveries),
            Route("/_sandbox/files/{id}", self._file),
        ]

    async def _conversation(self, request: Request) -> Response:
        return _found(lambda: self._stage.conversation(request.query_params.get("channel", "general")))

    async def _transcript(self, request: Request) -> Response:
        channel = request.query_params.get("channel", "general")
        try:
            return PlainTextResponse(self._stage.transcript(channel))
        except KeyError as unknown:
            return _bad(unknown)

    async def _ephemerals(self, request: Request) -> Response:
        return _found(lambda: self._stage.ephemerals(request.query_params.get("user", "ada")))

    async def _view(self, request: Request) -> Response:
        return _screen(request, self._stage.view, self._stage.view_text)

    async def _home(self, request: Request) -> Response:
        return _screen(request, self._stage.home, self._stage.home_text)

    async def _calls(self, request: Request) -> Response:
        return _found(lambda: [call.as_json() for call in self._stage.calls(request.query_params.get("method"))])

    async def _deliveries(self, _request: Request) -> Response:
        return _found(lambda: [delivery.as_json() for delivery in self._stage.deliveries()])

    async def _file(self, request: Request) -> Response:
        file = self._stage.workspace.files.get(request.path_params["id"])
        if file is None:
            return JSONResponse({"ok": False, "error": f"no file {request.path_params['id']!r}"}, status_code=404)
        return Response(file.data, media_type=kind_of(file.data).media_type)


def _action(run: Callable[[Json], object]) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        try:
            body = json.loads(await request.body() or b"{}")
            if not isinstance(body, dict):
                raise TypeError("the body must be a JSON object")  # noqa: TRY301  told like the other faults
            return JSONResponse({"ok": True, "result": await run_in_threadpool(run, body)})
        except (KeyError, TypeError, ValueError) as wrong:
            return _bad(wrong)

    return endpoint


def _screen(request: Request, find: Callable[[str], Json | None], read: Callable[[str], str]) -> Response:
    """What a user sees, as JSON (null: nothing is open) or with `as=text` as words."""
    user = request.query_params.get("user", "ada")
    if request.query_params.get("as") != "text":
        return _found(lambda: find(user))
    try:
        return PlainTextResponse(read(user))
    except KeyError as unknown:
        return _bad(unknown)


def _with_bytes(body: Json) -> Json:
    """`data`, one or a list, and `thumb` come in base64."""
    given = _wanted(body, "user", "channel", "data", "name")
    data = given["data"]
    read = b64decode(data) if isinstance(data, str) else [b64decode(one) for one in data]
    return {**given, "data": read, "thumb": b64decode(given.get("thumb", ""))}


def _wanted(body: Json, *names: str) -> Json:
    missing = [name for name in names if name not in body]
    if missing:
        raise ValueError(f"missing: {', '.join(missing)}; needed: {', '.join(names)}")
    return body


def _found(find: Callable[[], object]) -> Response:
    try:
        return JSONResponse(find())
    except KeyError as unknown:
        return _bad(unknown)


def _bad(wrong: Exception) -> Response:
    return JSONResponse({"ok": False, "error": str(wrong.args[0] if wrong.args else wrong)}, status_code=400)

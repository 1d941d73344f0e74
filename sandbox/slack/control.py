"""`/_sandbox/…`: the people's side and the record of everything, as JSON over HTTP."""

import json
from base64 import b64decode
from collections.abc import Awaitable, Callable
from inspect import signature

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from sandbox.slack.entities import Json
from sandbox.slack.pictures import kind_of
from sandbox.slack.stage import Stage
from sandbox.slack.state import Delivery

_NEEDED = {
    "command": ("user", "channel", "text"),
    "mention": ("user", "channel", "text"),
    "write": ("user", "channel", "text"),
    "upload": ("user", "channel", "data", "name"),
    "shortcut": ("user", "callback_id"),
    "open_home": ("user",),
    "uninstall": (),
    "press": ("user", "message", "action_id"),
    "suggest": ("user", "message", "action_id"),
    "react": ("user", "message", "name"),
    "type_in": ("user", "action_id", "text"),
    "fill": ("user", "values"),
    "submit_view": ("user", "values"),
    "close_view": ("user",),
    "delete_message": ("message",),
    "delete_file": ("file_id",),
    "bar_file": ("file_id",),
    "install": ("manifest",),
    "join": ("user", "channel"),
    "invite": ("channel",),
    "remove": ("channel",),
    "archive": ("channel",),
    "expire": ("what",),
    "fail": ("method",),
    "fail_by_chance": ("share",),
    "unreachable": ("seconds",),
    "disconnect": ("reason",),
    "settings": (),
    "reset": (),
}  # fields of the body that a doing can't go without; the others are optional
Endpoint = Callable[[Request], Awaitable[Response]]


class Control:
    """Each route does what the method of `Stage` with the same name does."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    def routes(self) -> list[Route]:
        posts = [
            Route(f"/_sandbox/{name}", _action(self._run(name, needed)), methods=["POST"], name=name)
            for name, needed in _NEEDED.items()
        ]
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

    def _run(self, name: str, needed: tuple[str, ...]) -> Callable[[Json], object]:
        do = getattr(self._stage, "configure" if name == "settings" else name)
        told = set(signature(do).parameters)

        def run(body: Json) -> object:
            # The page always says who does it; some doings are anybody's.
            given = {key: value for key, value in _wanted(body, *needed).items() if key != "user" or key in told}
            found = do(**(_with_bytes(given) if name == "upload" else given))
            return _as_json(found)

        return run

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


def _as_json(found: object) -> object:
    if isinstance(found, list):
        return [_as_json(one) for one in found]
    return found.as_json() if isinstance(found, Delivery) else found


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
    data = body["data"]
    read = b64decode(data) if isinstance(data, str) else [b64decode(one) for one in data]
    return {**body, "data": read, "thumb": b64decode(body.get("thumb", ""))}


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

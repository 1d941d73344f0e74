"""`/_sandbox/…`: ask what was called, and set what comes next, while the sandbox runs."""

import json
from http import HTTPStatus
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.bedrock.answers import json_answer, new_request_id
from sandbox.bedrock.state import SandboxState


class ControlApi:
    """JSON in, JSON out; what can't be done is a 400 with `{"error": …}`, and changes nothing."""

    def __init__(self, state: SandboxState) -> None:
        self._state = state

    def routes(self) -> list[Route]:
        return [
            Route("/_sandbox/calls", self._get_calls, methods=["GET"]),
            Route("/_sandbox/settings", self._get_settings, methods=["GET"]),
            Route("/_sandbox/settings", self._change_settings, methods=["POST"]),
            Route("/_sandbox/next", self._add_faults, methods=["POST"]),
            Route("/_sandbox/reset", self._reset, methods=["POST"]),
        ]

    async def _get_calls(self, _request: Request) -> Response:
        return json_answer(self._state.calls_json(), new_request_id())

    async def _get_settings(self, _request: Request) -> Response:
        return json_answer(self._state.settings_json(), new_request_id())

    async def _change_settings(self, request: Request) -> Response:
        """`{"latency": 2, "lifecycle": {"stability.sd3-5-large-v1:0": "legacy"}, …}`: any part of the settings."""
        try:
            wanted = await _read_object(request)
            lifecycles = wanted.pop("lifecycle", {})
            if not isinstance(lifecycles, dict):
                raise ValueError("lifecycle: an object of model id and state")  # noqa: TRY004, TRY301 - answered below
            self._state.change(lifecycles, **wanted)
        except ValueError as error:
            return _refusal(error)
        return await self._get_settings(request)

    async def _add_faults(self, request: Request) -> Response:
        """`{"fault": "ThrottlingException", "times": 3}`: what the next calls meet."""
        try:
            wanted = await _read_object(request)
            self._state.add_faults(str(wanted.get("fault")), wanted.get("times", 1))
        except ValueError as error:
            return _refusal(error)
        return await self._get_settings(request)

    async def _reset(self, request: Request) -> Response:
        self._state.reset()
        return await self._get_settings(request)


async def _read_object(request: Request) -> dict[str, Any]:
    try:
        value = json.loads(await request.body())
    except ValueError as error:
        raise ValueError(f"the body is no JSON: {error}") from error
    if not isinstance(value, dict):
        raise ValueError("the body is no JSON object")  # noqa: TRY004 - one kind of refusal for all bad bodies
    return value


def _refusal(error: ValueError) -> Response:
    return JSONResponse({"error": str(error)}, HTTPStatus.BAD_REQUEST)

"""HTTP responses as Bedrock sends them."""

import json
import uuid
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from sandbox.bedrock.errors import BedrockError


def new_request_id() -> str:
    return str(uuid.uuid4())


def json_answer(value: Any, request_id: str, status: int = 200) -> Response:  # noqa: ANN401 - any JSON value
    # ASCII only: a request may hold half of a surrogate pair, which UTF-8 has no bytes for.
    content = json.dumps(value, separators=(",", ":")).encode("ascii")
    return Response(content, status, {"x-amzn-RequestId": request_id}, "application/json")


def error_answer(error: BedrockError, request_id: str) -> Response:
    response = json_answer({"message": error.message}, request_id, error.status)
    response.headers["x-amzn-ErrorType"] = error.code
    return response


async def answer_bedrock_error(request: Request, error: Exception) -> Response:
    """Starlette's handler for refusals on the control plane and in routing."""
    if not isinstance(error, BedrockError):
        raise error
    del request
    return error_answer(error, new_request_id())


class CutResponse(Response):
    """A response whose connection breaks half-way through the body that its header announces."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        del scope, receive
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        half = bytes(self.body)[: len(self.body) // 2]
        await send({"type": "http.response.body", "body": half, "more_body": True})

"""The Translate sandbox: TranslateText as AWS JSON 1.1 on `POST /`, and `/_sandbox`.

Source of the wire: botocore's service model of `translate` (protocol `json`, version 1.1, target prefix
`AWSShineFrontendService_20170701`). English that is translated into English comes back as it is; whether AWS does the
same or answers `UnsupportedLanguagePairException` is not documented, and a fault shows the other.
"""

import json
from types import TracebackType
from typing import Any, Self

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.bedrock.answers import CutResponse, new_request_id
from sandbox.bedrock.errors import BedrockError
from sandbox.bedrock.signature import read_caller
from sandbox.serving import ServerThread
from sandbox.translate.dictionary import ENGLISH, WORDS, detect, sketch
from sandbox.translate.errors import NOT_ALLOWED, TranslateError
from sandbox.translate.state import TranslateState

TARGET = "AWSShineFrontendService_20170701.TranslateText"
TEXT_BYTES = 10_000
AUTO = "auto"
_MEMBERS = ("Text", "SourceLanguageCode", "TargetLanguageCode")


def create_app(state: TranslateState) -> Starlette:
    control = _Control(state)
    app = Starlette(
        routes=[
            Route("/", _Translations(state).translate, methods=["POST"]),
            Route("/_sandbox/calls", control.get_calls, methods=["GET"]),
            Route("/_sandbox/next", control.add_faults, methods=["POST"]),
            Route("/_sandbox/reset", control.reset, methods=["POST"]),
        ],
        exception_handlers={TranslateError: _answer_error},
    )
    app.state.sandbox = state
    return app


class _Translations:
    def __init__(self, state: TranslateState) -> None:
        self._state = state

    async def translate(self, request: Request) -> Response:
        _check_caller(request.headers.get("authorization"))
        asked = _read(request.headers.get("x-amz-target", ""), await request.body())
        source = detect(asked["Text"]) if asked["SourceLanguageCode"] == AUTO else asked["SourceLanguageCode"]
        fault = self._state.next_fault()
        self._state.note(
            text=asked["Text"],
            source=asked["SourceLanguageCode"],
            target=asked["TargetLanguageCode"],
            outcome=fault or "ok",
        )
        if fault and fault != "cut":
            raise _fault(fault, source, asked["TargetLanguageCode"])
        _check(asked, source)
        answer = {
            "TranslatedText": sketch(asked["Text"], source),
            "SourceLanguageCode": source,
            "TargetLanguageCode": asked["TargetLanguageCode"],
        }
        kind = CutResponse if fault else Response
        return kind(json.dumps(answer), 200, _headers(), "application/x-amz-json-1.1")


def _check_caller(authorization: str | None) -> None:
    try:
        read_caller(authorization, service="translate")
    except BedrockError as error:
        raise TranslateError(error.code, error.message) from error


def _read(target: str, body: bytes) -> dict[str, str]:
    if target != TARGET:
        raise TranslateError("UnknownOperationException", f"The sandbox has no {target or 'such operation'}.")
    try:
        asked = json.loads(body)
    except ValueError as error:
        raise TranslateError("SerializationException", "The body is no JSON.") from error
    for member in _MEMBERS:
        if not isinstance(asked, dict) or not isinstance(asked.get(member), str) or not asked[member]:
            raise TranslateError("ValidationException", f"Value at '{member}' failed to satisfy constraint: not empty")
    return {member: asked[member] for member in _MEMBERS}


def _check(asked: dict[str, str], source: str) -> None:
    size = len(asked["Text"].encode())
    if size > TEXT_BYTES:
        raise TranslateError(
            "TextSizeLimitExceededException", f"Input text size is {size} bytes; the limit is {TEXT_BYTES} bytes."
        )
    if asked["TargetLanguageCode"] != ENGLISH or source not in {ENGLISH, *WORDS}:
        raise _fault("UnsupportedLanguagePairException", source, asked["TargetLanguageCode"])


def _fault(kind: str, source: str, target: str) -> TranslateError:
    match kind:
        case "DetectedLanguageLowConfidenceException":
            return TranslateError(kind, "The detected language has low confidence.", DetectedLanguageCode=source)
        case "UnsupportedLanguagePairException":
            said = f"Unsupported language pair: {source} to {target}."
            return TranslateError(kind, said, SourceLanguageCode=source, TargetLanguageCode=target)
        case "AccessDeniedException":
            return TranslateError(kind, NOT_ALLOWED.format(action="translate:TranslateText"))
    return TranslateError(kind, f"The sandbox was asked for {kind}.")


async def _answer_error(_request: Request, error: Exception) -> Response:
    if not isinstance(error, TranslateError):
        raise error
    content = json.dumps({"__type": error.kind, "message": error.message, **error.members})
    return Response(content, error.status, _headers(), "application/x-amz-json-1.1")


def _headers() -> dict[str, str]:
    return {"x-amzn-RequestId": new_request_id()}


class _Control:
    """`/_sandbox/…`: JSON in, JSON out; what can't be done is a 400 with `{"error": …}`, and changes nothing."""

    def __init__(self, state: TranslateState) -> None:
        self._state = state

    async def get_calls(self, _request: Request) -> Response:
        return JSONResponse({"calls": self._state.calls})

    async def add_faults(self, request: Request) -> Response:
        """`{"fault": "TooManyRequestsException", "times": 3}`: what the next calls meet."""
        try:
            wanted = json.loads(await request.body())
            if not isinstance(wanted, dict):
                raise ValueError("the body is no JSON object")  # noqa: TRY004, TRY301 - answered below
            self._state.add_faults(str(wanted.get("fault")), wanted.get("times", 1))
        except ValueError as error:
            return JSONResponse({"error": str(error)}, 400)
        return JSONResponse({"ok": True})

    async def reset(self, _request: Request) -> Response:
        self._state.reset()
        return JSONResponse({"ok": True})


class TranslateSandbox:
    """The sandbox in a thread of this process.

    `with TranslateSandbox() as translate:` and then `boto3.client("translate", endpoint_url=translate.url,
    region_name="us-west-2", …)`, any keys; or `AWS_ENDPOINT_URL_TRANSLATE` in the environment.
    """

    def __init__(self, *, port: int = 0) -> None:
        """Bind `port` (0: a free one); `OSError` if it is taken."""
        self.state = TranslateState()
        self._server = ServerThread(create_app(self.state), port=port)

    @property
    def url(self) -> str:
        return self._server.url

    @property
    def calls(self) -> list[dict[str, Any]]:
        """Every TranslateText call since the last reset: text, source, target, outcome."""
        return self.state.calls

    def fault_next(self, fault: str, times: int = 1) -> None:
        """The next `times` calls meet `fault`: a refusal's type, or `cut`."""
        self.state.add_faults(fault, times)

    def reset(self) -> None:
        self.state.reset()

    def start(self) -> None:
        self._server.start()

    def stop(self) -> None:
        self._server.stop()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

"""The way of one `POST /model/{id}/invoke`."""

import asyncio
import json
import logging
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from sandbox.bedrock.access import usable_model
from sandbox.bedrock.answers import CutResponse, error_answer, new_request_id
from sandbox.bedrock.calls import Call, shortened
from sandbox.bedrock.contracts import Contract, parse_body
from sandbox.bedrock.errors import BedrockError, malformed, response_too_large
from sandbox.bedrock.filters import refuses_input, refuses_words
from sandbox.bedrock.guardrails import Guardrail, read_guardrail
from sandbox.bedrock.models import Model
from sandbox.bedrock.orders import Order
from sandbox.bedrock.painter import paint, paint_plain
from sandbox.bedrock.signature import read_caller
from sandbox.bedrock.state import SandboxState

logger = logging.getLogger(__name__)

_FAULT_WORDS: Mapping[str, str] = {
    "ThrottlingException": "Too many requests, please wait before trying again.",
    "ModelNotReadyException": "The model is not ready to serve inference requests. Please try again.",
    "ServiceUnavailableException": "Bedrock is unable to process your request.",
    "InternalServerException": "The system encountered an unexpected error during processing. Try your request again.",
    "ModelTimeoutException": "Model has timed out in processing the request. Try your request again.",
}
_ANSWERED_LATE = frozenset({"cut", "hang"})  # faults that strike after the pictures are drawn and billed
_POLL_SECONDS = 0.05


class Invocations:
    """Answers InvokeModel: refusals at once, pictures after the model's latency, drawn in a pool of threads."""

    def __init__(self, state: SandboxState, painters: ThreadPoolExecutor) -> None:
        self._state = state
        self._painters = painters

    async def invoke(self, request: Request) -> Response:
        call = self._state.begin(request.path_params["model_id"], new_request_id())
        call.connection = request.client.port if request.client else 0
        try:
            # All of it, even for a refusal: a connection is used again only when its request has been read.
            raw = await request.body()
            response = await self._answer(request, raw, call)
        except ClientDisconnect:
            call.outcome = "disconnected"
            response = Response()
        except BedrockError as error:
            call.outcome = error.code
            response = error_answer(error, call.request_id)
        except Exception:
            logger.exception("InvokeModel call %s failed in the sandbox itself", call.request_id)
            call.outcome = "InternalServerException"
            response = error_answer(_sandbox_fault(call), call.request_id)
        call.status = response.status_code
        self._state.end(call)
        return response

    async def _answer(self, request: Request, raw: bytes, call: Call) -> Response:
        began = time.monotonic()
        caller = read_caller(request.headers.get("authorization"))
        call.region, call.access_key_id = caller.region, caller.access_key_id
        model = usable_model(self._state, call.model_id, caller)
        fault = self._state.next_fault(call)
        if fault == "bad_gateway":
            call.outcome = fault
            return Response("<html><body><h1>502 Bad Gateway</h1></body></html>", 502, media_type="text/html")
        if fault and fault not in _ANSWERED_LATE:
            raise BedrockError(fault, _FAULT_WORDS.get(fault, f"{fault}, as the sandbox was told."))
        content = await self._draw(raw, model, call, read_guardrail(request.headers))
        await asyncio.sleep(self._state.latency_seconds(model, call) - (time.monotonic() - began))
        return await self._send(request, content, fault, call)

    async def _draw(self, raw: bytes, model: Model, call: Call, guardrail: Guardrail | None) -> bytes:
        """The response body, drawn and charged for."""
        body = parse_body(raw)
        call.body = shortened(body)
        _contract(_contract_file(model, body)).check(body)
        order = await asyncio.to_thread(model.family.read, body)
        call.seeds = order.seeds
        refusal = _refusal(order, model, guardrail)
        if refusal is not None:
            call.outcome = "withheld"
            return json.dumps(refusal).encode("ascii")
        paint_and_answer = partial(self._paint, order, model, call, guardrail)
        return await asyncio.get_running_loop().run_in_executor(self._painters, paint_and_answer)

    def _paint(self, order: Order, model: Model, call: Call, guardrail: Guardrail | None) -> bytes:
        withheld = self._state.output_filter.withheld_seeds(order)
        draw = paint if self._state.settings.painter == "sketch" else paint_plain
        size = self._state.settings.picture_bytes
        pictures = [None if seed in withheld else draw(order, seed, min_bytes=size) for seed in order.seeds]
        answer = model.family.answer(order, pictures)
        self._state.charge(call, pictures=len(pictures) - len(withheld), price_usd=order.price_usd)
        call.outcome = "withheld" if withheld else "ok"
        content = json.dumps(guardrail.passed(answer) if guardrail else answer).encode("ascii")
        most = model.family.most_response_bytes
        if most is not None and len(content) > most:
            raise response_too_large(len(content), most)
        return content

    async def _send(self, request: Request, content: bytes, fault: str | None, call: Call) -> Response:
        call.outcome = fault or call.outcome
        headers = {"x-amzn-RequestId": call.request_id}
        if fault == "hang":
            await self._hang(request)
            return CutResponse(content, 200, headers, "application/json")
        kind = CutResponse if fault == "cut" else Response
        return kind(content, 200, headers, "application/json")

    async def _hang(self, request: Request) -> None:
        for _ in range(int(self._state.settings.hang_seconds / _POLL_SECONDS)):
            if self._state.closing or await request.is_disconnected():
                return
            await asyncio.sleep(_POLL_SECONDS)


@cache
def _contract(file_name: str) -> Contract:
    return Contract(file_name)


def _contract_file(model: Model, body: Mapping[str, Any]) -> str:
    """The schema for the body's task."""
    if "" in model.contracts:
        return model.contracts[""]
    task = body.get("taskType")
    if task is None:
        raise malformed("#: required key [taskType] not found")
    if str(task) in model.contracts:
        return model.contracts[str(task)]
    if task == "VIRTUAL_TRY_ON":
        raise malformed("#/taskType: VIRTUAL_TRY_ON is documented by AWS, and not drawn by this sandbox")
    raise malformed(f"#/taskType: {task} is not a valid enum value")


def _refusal(order: Order, model: Model, guardrail: Guardrail | None) -> dict[str, Any] | None:
    """The answer without pictures for an order that meets the guardrail or a filter, None for one that doesn't."""
    intervention = guardrail.intervention(order) if guardrail else None
    if intervention:
        return intervention
    if refuses_words(order):
        return model.family.refuse_prompt()
    return model.family.refuse_input() if refuses_input(order) else None


def _sandbox_fault(call: Call) -> BedrockError:
    return BedrockError(
        "InternalServerException",
        f"The sandbox itself failed on this request; its log tells why (request id {call.request_id}).",
    )

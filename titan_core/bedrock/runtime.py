"""InvokeModel: bytes in, bytes out, and errors that say what happened."""

from contextlib import closing
from dataclasses import dataclass, replace
from typing import Any, Self

from titan_core.bedrock.control import Availability, Profile, ask_availability, ask_profiles
from titan_core.bedrock.faults import REQUEST_BYTES, RESPONSE_BYTES, Fault, from_answer, too_much_back
from titan_core.bedrock.sessions import Sessions, translated
from titan_core.errors import RequestTooLargeError
from titan_core.settings import BedrockSettings


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    payload: bytes
    request_id: str | None


class Bedrock:
    """Amazon Bedrock as the settings name it. Safe to share between threads; nothing is sent before the first call.

    max_pool_connections: how many calls can be under way at once without opening connections that are thrown away.
    """

    def __init__(self, settings: BedrockSettings, *, max_pool_connections: int = 10) -> None:
        self.region_name = settings.region_name
        self._guardrail = _guardrail(settings)
        self._sessions = Sessions(settings, max_pool_connections=max_pool_connections)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def close(self) -> None:
        self._sessions.close()

    def invoke(self, model_id: str, body: bytes, region: str | None = None) -> Reply:
        """Send one request, once: no retries, so that nothing is paid for twice.

        Raises RequestTooLargeError over 25,000,000 bytes, ResponseTooLargeError over 16,777,216, and whatever the
        service refuses with as one of `titan_core.errors`.
        """
        if len(body) > REQUEST_BYTES:
            raise RequestTooLargeError(model_id=model_id, field="request", limit=REQUEST_BYTES, value=len(body))
        region = region or self.region_name
        fault = Fault(model_id=model_id, region=region)
        with translated(fault):
            client = self._sessions.client("bedrock-runtime", region)
            response = client.invoke_model(
                modelId=model_id,
                body=body,
                contentType="application/json",
                accept="application/json",
                **self._guardrail,
            )
            return _read(response, fault)

    def availability(self, model_id: str, region: str | None = None) -> Availability:
        """Ask the control plane whether this account can use the model; nothing is drawn or billed.

        Raises EndOfLifeError, NoAccessError, NoCredentialsError and the like by the same table as `invoke`.
        """
        region = region or self.region_name
        with translated(Fault(model_id=model_id, region=region)):
            return ask_availability(self._sessions.client("bedrock", region), model_id)

    def profiles(self, region: str | None = None) -> tuple[Profile, ...]:
        """The cross-region inference profiles that can be called from a region. Raises as `availability` does."""
        region = region or self.region_name
        with translated(Fault(model_id=None, region=region)):
            return ask_profiles(self._sessions.client("bedrock", region))


def _guardrail(settings: BedrockSettings) -> dict[str, str]:
    if settings.guardrail_id is None or settings.guardrail_version is None:
        return {}
    return {"guardrailIdentifier": settings.guardrail_id, "guardrailVersion": settings.guardrail_version}


def _read(response: dict[str, Any], fault: Fault) -> Reply:
    about = response["ResponseMetadata"]
    fault = replace(fault, request_id=about.get("RequestId"))
    with closing(response["body"]) as body:
        size = int(about["HTTPHeaders"].get("content-length", 0))
        if size > RESPONSE_BYTES:
            raise too_much_back(replace(fault, named={"value": str(size)}))
        payload: bytes = body.read()
    if error := from_answer(payload, fault):
        raise error
    return Reply(payload=payload, request_id=fault.request_id)

"""Reading an answer that should be JSON of a known shape, and may not be."""

import binascii
import json
from collections.abc import Mapping

from pybase64 import b64decode

from titan_core.errors import BadResponseError, ContentFilteredError


def read_json(payload: bytes, model_id: str) -> Mapping[str, object]:
    """Raises BadResponseError unless the payload is a JSON object."""
    try:
        reply = json.loads(payload)
    except ValueError as error:
        raise BadResponseError(model_id=model_id, detail="the answer is not JSON") from error
    if not isinstance(reply, dict):
        raise BadResponseError(model_id=model_id, detail="the answer is not a JSON object")
    return reply


def check_guardrail(reply: Mapping[str, object], model_id: str) -> None:
    """Raises ContentFilteredError if the account's own guardrail stepped in. It doesn't say at what."""
    if reply.get("amazon-bedrock-guardrailAction") == "INTERVENED":
        raise ContentFilteredError(model_id=model_id, where="prompt", detail="the guardrail intervened")


def read_list(reply: Mapping[str, object], key: str, model_id: str) -> list[object]:
    """The list under `key`, empty if there is none. Raises BadResponseError if it is something else."""
    value = reply.get(key)
    if value is None:
        return []
    if not isinstance(value, list):
        raise BadResponseError(model_id=model_id, detail=f"`{key}` is not a list")
    return value


def read_base64(value: object, model_id: str) -> bytes:
    if not isinstance(value, str):
        raise BadResponseError(model_id=model_id, detail="a picture is not a string")
    try:
        return b64decode(value)
    except (binascii.Error, ValueError) as error:
        raise BadResponseError(model_id=model_id, detail="a picture is not base64") from error

"""Guardrails on InvokeModel. The sandbox's account has one: `sandbox`, versions `1` and `DRAFT`.

It stops the word `guarded`, in a prompt or in the words for a place.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.bedrock.errors import invalid
from sandbox.bedrock.orders import Order

_IDENTIFIER = re.compile(r"[a-z0-9]+|arn:aws(-[^:]+)?:bedrock:[a-z0-9-]{1,20}:[0-9]{12}:guardrail/[a-z0-9]+")
_VERSIONS = {"1", "DRAFT"}
_NAME = "sandbox"
_WORD = re.compile(r"(?<![\w-])guarded(?![\w-])", re.IGNORECASE)
_ACTION = "amazon-bedrock-guardrailAction"


@dataclass(frozen=True, kw_only=True, slots=True)
class Guardrail:
    """The guardrail of one call; `traced` if its trace was asked for too."""

    traced: bool

    def intervention(self, order: Order) -> dict[str, Any] | None:
        """The response in place of pictures, None if the guardrail has nothing against the order."""
        found = _WORD.search(f"{order.prompt} {order.targets}")
        if not found:
            return None
        return {"images": [], _ACTION: "INTERVENED", **self._trace(found[0])}

    def passed(self, answer: dict[str, Any]) -> dict[str, Any]:
        return {**answer, _ACTION: "NONE", **self._trace(None)}

    def _trace(self, match: str | None) -> dict[str, Any]:
        if not self.traced:
            return {}
        words = [{"match": match, "action": "BLOCKED"}] if match else []
        assessment = {"wordPolicy": {"customWords": words, "managedWordLists": []}} if words else {}
        return {"amazon-bedrock-trace": {"guardrail": {"input": {_NAME: assessment}}}}


def read_guardrail(headers: Mapping[str, str]) -> Guardrail | None:
    """The guardrail that the request names; None if it names none.

    Raises `ValidationException` for an identifier without a version or the other way round, one that is malformed,
    and one that the account doesn't have.
    """
    identifier = headers.get("x-amzn-bedrock-guardrailidentifier", "")
    version = headers.get("x-amzn-bedrock-guardrailversion", "")
    if not identifier and not version:
        return None
    if not identifier or not version:
        raise invalid("guardrailIdentifier and guardrailVersion must be given together.")
    if not _IDENTIFIER.fullmatch(identifier):
        raise invalid("The provided guardrail identifier is invalid.")
    if identifier.rpartition("/")[2] != _NAME or version not in _VERSIONS:
        raise invalid("The guardrail identifier or version provided in the request does not exist.")
    return Guardrail(traced=headers.get("x-amzn-bedrock-trace", "DISABLED").startswith("ENABLED"))

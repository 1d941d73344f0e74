"""What a request must be before Bolt reads it: signed by Slack, fresh, and of Slack's shape.

Bolt parses before it verifies, and fails on what it can't parse: a stranger's half a JSON would be a 500 of ours.
"""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs
from wsgiref.types import WSGIEnvironment

from slack_sdk.signature import SignatureVerifier

_FRESH_SECONDS = 300  # docs.slack.dev/authentication/verifying-requests-from-slack
_TIMESTAMP_DIGITS = 12
_CARRIES = {"event_callback": "event", "view_submission": "view", "view_closed": "view"}  # an object with its own type
_WHO_AND_WHERE = ("enterprise", "team", "user", "channel")  # objects or ids, and some are null


@dataclass(frozen=True, kw_only=True, slots=True)
class Refusal:
    """Why a request is not taken."""

    status: HTTPStatus
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Doorkeeper:
    """Lets in what Slack signed with `signing_secret` within the last five minutes."""

    signing_secret: str
    clock: Callable[[], float] = time.time

    def refusal(self, environ: WSGIEnvironment, body: bytes) -> Refusal | None:
        """Say why a request is refused: 401 if it isn't Slack's, 400 if it makes no sense; None lets it in."""
        timestamp = environ.get("HTTP_X_SLACK_REQUEST_TIMESTAMP", "")
        if not (timestamp.isascii() and timestamp.isdecimal() and len(timestamp) <= _TIMESTAMP_DIGITS):
            return Refusal(status=HTTPStatus.UNAUTHORIZED, reason="no valid timestamp")
        if abs(self.clock() - int(timestamp)) > _FRESH_SECONDS:
            return Refusal(status=HTTPStatus.UNAUTHORIZED, reason="the timestamp is five minutes off")
        if not self._is_signed(timestamp, environ.get("HTTP_X_SLACK_SIGNATURE", ""), body):
            return Refusal(status=HTTPStatus.UNAUTHORIZED, reason="the signature doesn't fit")
        if not _makes_sense(body, environ.get("CONTENT_TYPE", "")):
            return Refusal(status=HTTPStatus.BAD_REQUEST, reason="not a request of Slack's")
        return None

    def _is_signed(self, timestamp: str, signature: str, body: bytes) -> bool:
        try:
            text = body.decode()
        except UnicodeDecodeError:
            return False  # Slack sends UTF-8
        # The comparison takes ASCII only.
        return signature.isascii() and SignatureVerifier(self.signing_secret).is_valid(text, timestamp, signature)


def _makes_sense(body: bytes, content_type: str) -> bool:
    try:
        read = _read(body.decode(), content_type)
    except (ValueError, RecursionError):  # the latter of JSON that is nested ten thousand deep
        return False
    return isinstance(read, dict) and _has_actions(read) and _has_shape(read)


def _read(text: str, content_type: str) -> Any:  # noqa: ANN401  # any JSON value
    if content_type == "application/json" or text.startswith("{"):
        return json.loads(text or "{}")
    fields = parse_qs(text, keep_blank_values=True)
    return json.loads(fields["payload"][-1]) if "payload" in fields else fields


def _has_actions(body: dict[str, Any]) -> bool:
    actions = body.get("actions", [{}])
    return isinstance(actions, list) and bool(actions) and isinstance(actions[0], dict)


def _has_shape(body: dict[str, Any]) -> bool:
    """Bolt reads these before any listener, and takes their shape for granted."""
    kind = body.get("type")
    carried = body.get(_CARRIES[kind]) if isinstance(kind, str) and kind in _CARRIES else {"type": ""}
    authorizations = body.get("authorizations") or []
    return (
        isinstance(carried, dict)
        and isinstance(carried.get("type"), str)
        and isinstance(authorizations, list)
        and all(isinstance(one, dict) for one in authorizations)
        and all(isinstance(body.get(name), dict | str | None) for name in _WHO_AND_WHERE)
    )

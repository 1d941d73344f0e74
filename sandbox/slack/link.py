"""The way from Slack to the app: signed HTTP, or an envelope down a WebSocket; three seconds for the ack."""

import hashlib
import hmac
import json
import time
from concurrent.futures import CancelledError
from dataclasses import dataclass, field
from urllib.parse import urlencode

import httpx

from sandbox.slack.entities import Json
from sandbox.slack.socket_mode import SocketMode
from sandbox.slack.state import Delivery, Slack

ACK_SECONDS = 3.0
TIMED_OUT, FAILED = "operation_timeout", "dispatch_failed"
_OK = 200
_ENVELOPES = {"command": "slash_commands", "interaction": "interactive", "event": "events_api"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Parcel:
    """What is to be delivered. Replace a field to deliver it wrongly: another `signing_secret`, an `age` in seconds
    for its timestamp, a retry's number and reason.
    """

    kind: str
    name: str
    payload: Json = field(repr=False)
    user: str = ""
    channel: str = ""
    signing_secret: str = field(default="", repr=False)
    age: float = 0.0
    retry_num: int = 0
    retry_reason: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Ack:
    """How the app answered: `status` 0 if it did not."""

    status: int = 0
    body: str = ""
    error: str = ""
    headers: dict[str, str] = field(default_factory=dict)


class AppLink:
    """Delivers parcels and records each delivery; any number of threads may deliver at once."""

    def __init__(self, slack: Slack, sockets: SocketMode) -> None:
        self._slack = slack
        self._sockets = sockets
        limits = httpx.Limits(max_connections=None, max_keepalive_connections=0)
        self._http = httpx.Client(timeout=ACK_SECONDS, trust_env=False, limits=limits)

    def close(self) -> None:
        self._http.close()

    def send(self, parcel: Parcel) -> Delivery:
        """Deliver once and wait for the ack. Never raises for the app's faults: they are the delivery's `error`."""
        over_http = bool(self._slack.app_url)
        at, started = time.time(), time.perf_counter()
        ack = self._over_http(parcel) if over_http else self._over_socket(parcel)
        seconds = time.perf_counter() - started
        if not ack.error and seconds > ACK_SECONDS:
            ack = Ack(status=ack.status, error=TIMED_OUT)
        delivery = Delivery(
            kind=parcel.kind,
            name=parcel.name,
            user=parcel.user,
            channel=parcel.channel,
            payload=parcel.payload,
            transport="http" if over_http else "socket",
            at=at,
            ack_ms=round(seconds * 1000, 3),
            status=ack.status,
            ack=ack.body,
            error=ack.error,
            retry_num=parcel.retry_num,
            ack_headers=ack.headers,
        )
        with self._slack.workspace.lock:
            self._slack.deliveries.append(delivery)
        return delivery

    def _over_http(self, parcel: Parcel) -> Ack:
        content_type, body = _encode(parcel)
        secret = parcel.signing_secret or self._slack.credentials.signing_secret
        headers = {"content-type": content_type, **_signature(secret, body, parcel.age), **_retry_headers(parcel)}
        try:
            response = self._http.post(self._slack.app_url, content=body, headers=headers)
        except httpx.TimeoutException:
            return Ack(error=TIMED_OUT)
        except httpx.TransportError:
            return Ack(error=FAILED)
        error = "" if response.status_code == _OK else FAILED
        return Ack(status=response.status_code, body=response.text, error=error, headers=dict(response.headers))

    def _over_socket(self, parcel: Parcel) -> Ack:
        envelope: Json = {
            "envelope_id": self._slack.workspace.new_secret(36).lower(),
            "type": _ENVELOPES[parcel.kind],
            "accepts_response_payload": parcel.kind != "event",
            "payload": parcel.payload,
        }
        if parcel.retry_num:
            envelope |= {"retry_attempt": parcel.retry_num, "retry_reason": parcel.retry_reason}
        try:
            payload = self._sockets.deliver(envelope).result(timeout=ACK_SECONDS)
        except TimeoutError:
            return Ack(error=TIMED_OUT)
        except (ConnectionError, CancelledError):
            return Ack(error=FAILED)
        return Ack(status=_OK, body=json.dumps(payload) if payload else "")


def _encode(parcel: Parcel) -> tuple[str, bytes]:
    if parcel.kind in {"event", "url_verification"}:
        return "application/json", json.dumps(parcel.payload).encode()
    fields = parcel.payload if parcel.kind == "command" else {"payload": json.dumps(parcel.payload)}
    return "application/x-www-form-urlencoded", urlencode(fields).encode()


def _signature(secret: str, body: bytes, age: float) -> dict[str, str]:
    timestamp = str(int(time.time() - age))
    digest = hmac.new(secret.encode(), f"v0:{timestamp}:".encode() + body, hashlib.sha256).hexdigest()
    return {
        "x-slack-request-timestamp": timestamp,
        "x-slack-signature": f"v0={digest}",
        "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
    }


def _retry_headers(parcel: Parcel) -> dict[str, str]:
    if not parcel.retry_num:
        return {}
    return {"x-slack-retry-num": str(parcel.retry_num), "x-slack-retry-reason": parcel.retry_reason}

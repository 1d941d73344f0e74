"""What went over the wire, a line each for the page's record, and each in full for whoever opens it."""

from sandbox.slack.entities import Json
from sandbox.slack.state import Call, Delivery


def delivery_line(sent: Delivery, number: int) -> Json:
    """A command, interaction or event that Slack sent to the app, and how long its ack took."""
    names = ("kind", "name", "user", "channel", "transport", "at", "ack_ms", "status", "error", "retry_num")
    return {"number": number, **{name: getattr(sent, name) for name in names}}


def call_line(call: Call, number: int) -> Json:
    """A Web API call, an upload or a response URL; `error` is Slack's code, or what became of the connection."""
    answered = call.answer.get("error") or call.answer.get("fault") or ""
    error = str(answered) or ("" if 0 < call.status < 400 else f"HTTP {call.status}")  # noqa: PLR2004
    names = ("method", "status", "at", "duration_ms")
    return {"number": number, "error": error, **{name: getattr(call, name) for name in names}}


def model_line(call: Json) -> Json:
    """An InvokeModel call, without its body."""
    names = ("number", "model_id", "started_at", "ended_at", "outcome", "status", "pictures", "charged_usd")
    return {name: call[name] for name in names}

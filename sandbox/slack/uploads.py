"""The upload URL that takes a file's bytes once."""

from dataclasses import replace
from email import message_from_bytes

from starlette.requests import Request
from starlette.responses import Response

from sandbox.slack.edge import Reply, answer
from sandbox.slack.faults import UPLOAD
from sandbox.slack.state import Slack


class Uploads:
    """Takes raw bytes, or a multipart form with one file in it."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack

    async def endpoint(self, request: Request) -> Response:
        content_type = request.headers.get("content-type", "")
        secret = request.path_params["secret"]
        return await answer(self._slack, UPLOAD, request, lambda body: self._take(secret, _file_in(content_type, body)))

    def _take(self, secret: str, data: bytes) -> Reply:
        ticket = self._slack.workspace.tickets.get(secret)
        seen = {"file": ticket.file_id if ticket else "", "length": len(data)}
        if ticket is None or ticket.data is not None:
            return Reply(body="upload ticket unknown or used", status=404, arguments=seen)
        if len(data) != ticket.length:
            wrong = f"{len(data)} bytes came, {ticket.length} were announced"
            return Reply(body=wrong, status=400, arguments=seen)
        self._slack.workspace.tickets[secret] = replace(ticket, data=data)
        return Reply(body=f"OK - {len(data)}", arguments=seen)


def _file_in(content_type: str, body: bytes) -> bytes:
    if not content_type.lower().startswith("multipart/form-data"):
        return body
    form = message_from_bytes(b"content-type: " + content_type.encode() + b"\r\n\r\n" + body)
    for part in form.walk():
        if part.get_filename():
            data = part.get_payload(decode=True)
            return data if isinstance(data, bytes) else b""
    return b""

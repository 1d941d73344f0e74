"""What a bot does in most tests here, in one line each."""

from collections.abc import Callable
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from tests.sandbox_slack.standin_app import flat_picture

GENERAL, CONCEPT, DESIGN = "C0GENERAL1", "C0CONCEPT1", "C0DESIGN01"
SECRET, ATTIC, BETWEEN = "C0SECRET01", "C0ATTIC001", "D0ADABEN01"
ADA, BEN, MINJI, GUS = "U0ADA00001", "U0BEN00001", "U0MINJI001", "U0GUS00001"


def refusal(call: Callable[[], SlackResponse]) -> dict[str, Any]:
    """The answer to a call that Slack must refuse."""
    with pytest.raises(SlackApiError) as caught:
        call()
    answer: dict[str, Any] = caught.value.response.data
    return answer


def upload(client: WebClient, data: bytes | None = None, name: str = "fox.png") -> str:
    """A completed, private upload: its file id."""
    content = flat_picture() if data is None else data
    ticket = client.files_getUploadURLExternal(filename=name, length=len(content))
    assert send_bytes(ticket["upload_url"], content) == 200
    client.files_completeUploadExternal(files=[{"id": ticket["file_id"], "title": name}])
    return str(ticket["file_id"])


def send_bytes(url: str, content: bytes, content_type: str = "application/x-www-form-urlencoded") -> int:
    """POST bytes; the HTTP status."""
    request = Request(url, data=content, method="POST", headers={"content-type": content_type})  # noqa: S310
    try:
        with urlopen(request) as answer:  # noqa: S310
            answer.read()
            return int(answer.status)
    except HTTPError as refused:
        with refused:
            return refused.code


def picture_block(file_id: str) -> dict[str, Any]:
    return {"type": "image", "slack_file": {"id": file_id}, "alt_text": "a red fox"}


def button(action_id: str = "again", value: str = "1", **more: object) -> dict[str, Any]:
    label = {"type": "plain_text", "text": action_id.title()}
    return {"type": "button", "text": label, "action_id": action_id, "value": value, **more}


def actions(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "actions", "elements": list(elements)}


def section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def modal(*blocks: dict[str, Any], **more: object) -> dict[str, Any]:
    title = {"type": "plain_text", "text": "Edit"}
    return {"type": "modal", "callback_id": "edit", "title": title, "blocks": list(blocks), **more}

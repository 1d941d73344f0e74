"""The road of an installation: the question, the browser's way back, the code for a token."""

from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox.slack import SlackSandbox

BACK = "https://bot.example.com/slack/oauth_redirect"
CLIENT = {"client_id": "111.222", "client_secret": "sandbox-client-secret"}
ASKED = {"client_id": "111.222", "scope": "commands,chat:write,channels:read", "redirect_uri": BACK, "state": "s1"}


def client(slack: SlackSandbox, token: str = "") -> WebClient:
    return WebClient(token=token or None, base_url=slack.api_url, retry_handlers=[])


def answered(slack: SlackSandbox, team: str, answer: str = "allow", **changed: str) -> dict[str, list[str]]:
    """What a browser brings back to the app."""
    form = {**ASKED, "team": team, "answer": answer, **changed}
    response = httpx.post(f"{slack.url}/oauth/v2/authorize", data=form, trust_env=False)
    assert response.status_code == 302, response.text
    assert response.headers["location"].startswith(f"{BACK}?")
    return parse_qs(urlsplit(response.headers["location"]).query)


def code_of(slack: SlackSandbox, team: str, **changed: str) -> str:
    return answered(slack, team, **changed)["code"][0]


def refusal(call: object, **arguments: str) -> str:
    with pytest.raises(SlackApiError) as refused:
        call(**arguments)  # type: ignore[operator]
    return str(refused.value.response["error"])


def install(slack: SlackSandbox, team: str) -> str:
    answer = client(slack).oauth_v2_access(**CLIENT, code=code_of(slack, team), redirect_uri=BACK)
    return str(answer["access_token"])

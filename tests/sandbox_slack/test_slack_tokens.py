import httpx
import pytest
from slack_sdk import WebClient

from sandbox.slack import SlackSandbox
from tests.sandbox_slack.calls import ADA, GENERAL, MINJI, refusal


def test_auth_test_says_who_and_lists_the_granted_scopes(client: WebClient) -> None:
    answer = client.auth_test()
    assert answer["user_id"] == "U0IMAGINE1"
    granted = answer.headers["x-oauth-scopes"].split(",")
    assert granted == sorted(granted)
    assert {"commands", "chat:write", "files:write", "users:read"} <= set(granted)


def test_a_call_needs_the_workspaces_token(slack: SlackSandbox) -> None:
    stranger = WebClient(token="xoxb-other", base_url=slack.api_url)
    assert refusal(stranger.auth_test)["error"] == "invalid_auth"
    nobody = WebClient(base_url=slack.api_url)
    assert refusal(nobody.auth_test)["error"] == "not_authed"


def test_app_and_bot_tokens_are_not_interchangeable(slack: SlackSandbox, client: WebClient) -> None:
    swapped = WebClient(token=slack.app_token, base_url=slack.api_url)
    assert refusal(swapped.auth_test)["error"] == "not_allowed_token_type"
    answer = refusal(lambda: client.apps_connections_open(app_token=slack.bot_token))
    assert answer["error"] == "not_allowed_token_type"


@pytest.mark.parametrize(
    ("scope", "method", "arguments"),
    [
        ("chat:write", "chat.postMessage", {"channel": GENERAL, "text": "x"}),
        ("files:write", "files.getUploadURLExternal", {"filename": "x", "length": 1}),
        ("channels:join", "conversations.join", {"channel": GENERAL}),
        ("im:write", "conversations.open", {"users": ADA}),
        ("users:read", "users.info", {"user": ADA}),
        ("files:read", "files.info", {"file": "F0X"}),
        ("channels:history", "conversations.replies", {"channel": GENERAL, "ts": "1.0"}),
        ("reactions:write", "reactions.add", {"channel": GENERAL, "timestamp": "1.0", "name": "eyes"}),
    ],
)
def test_a_method_without_its_scope_says_which_is_needed(
    slack: SlackSandbox, client: WebClient, scope: str, method: str, arguments: dict[str, object]
) -> None:
    slack.workspace.scopes -= {scope}
    answer = refusal(lambda: client.api_call(method, params=arguments))
    assert answer["error"] == "missing_scope"
    assert scope in answer["needed"].split(",")
    assert answer["provided"].split(",") == sorted(slack.workspace.scopes)


def test_users_info_tells_the_locale_only_when_asked(client: WebClient) -> None:
    assert client.users_info(user=MINJI, include_locale=True)["user"]["locale"] == "ko-KR"
    assert "locale" not in client.users_info(user=MINJI)["user"]
    assert refusal(lambda: client.users_info(user="U0NOBODY01"))["error"] == "user_not_found"


def test_a_method_that_slack_does_not_have(client: WebClient) -> None:
    assert refusal(lambda: client.api_call("chat.postPicture"))["error"] == "unknown_method"


def test_reading_methods_take_no_json(slack: SlackSandbox, client: WebClient) -> None:
    answer = refusal(lambda: client.api_call("files.getUploadURLExternal", json={"filename": "x", "length": 1}))
    assert answer["error"] == "missing_argument"
    assert refusal(lambda: client.api_call("users.info", json={"user": ADA}))["error"] == "invalid_arguments"
    assert slack.calls("users.info")[0].status == 200


@pytest.mark.parametrize(
    ("content_type", "body", "error"),
    [
        ("application/json", b"{", "invalid_json"),
        ("application/json", b"[]", "json_not_object"),
        ("text/xml", b"<x/>", "invalid_post_type"),
        ("application/x-www-form-urlencoded", b"text=\xff\xfe%ff", "invalid_form_data"),
        ("application/x-www-form-urlencoded", b"channel=C0GENERAL1&blocks=%7B", "invalid_blocks_format"),
        ("application/json", b'{"channel": ["C0GENERAL1"], "text": "x"}', "invalid_arguments"),
        ("application/json", b'{"text": "x"}', "invalid_arguments"),
    ],
)
def test_a_body_that_slack_cannot_read(slack: SlackSandbox, content_type: str, body: bytes, error: str) -> None:
    headers = {"content-type": content_type, "authorization": f"Bearer {slack.bot_token}"}
    answer = httpx.post(f"{slack.api_url}chat.postMessage", content=body, headers=headers).json()
    assert (answer["ok"], answer["error"]) == (False, error)


def test_the_record_of_calls_holds_no_token(slack: SlackSandbox) -> None:
    body = {"token": slack.bot_token, "channel": GENERAL, "text": "x"}
    assert httpx.post(f"{slack.api_url}chat.postMessage", data=body).json()["ok"]
    (call,) = slack.calls("chat.postMessage")
    assert call.arguments == {"channel": GENERAL, "text": "x"}
    assert slack.bot_token not in str(call.as_json())

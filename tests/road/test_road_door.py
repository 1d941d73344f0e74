"""The public door: what isn't signed by Slack, or is no request of Slack's, makes no job and no 5xx."""

import hashlib
import hmac
import time
from dataclasses import replace

import httpx
import pytest

from tests.road.scenes import Scene

FORM = "application/x-www-form-urlencoded"


@pytest.fixture(autouse=True)
def no_job(scene: Scene) -> object:
    """No test of this file makes a job."""
    before = scene.bot.rows("SELECT count(*) AS n FROM imagine_jobs")
    yield
    assert scene.bot.rows("SELECT count(*) AS n FROM imagine_jobs") == before


def signed(scene: Scene, body: bytes, age: float = 0.0) -> dict[str, str]:
    timestamp = str(int(time.time() - age))
    digest = hmac.new(scene.slack.signing_secret.encode(), f"v0:{timestamp}:".encode() + body, hashlib.sha256)
    return {"x-slack-request-timestamp": timestamp, "x-slack-signature": f"v0={digest.hexdigest()}"}


def post(scene: Scene, body: bytes, headers: dict[str, str], content_type: str = FORM) -> httpx.Response:
    return httpx.post(
        scene.bot.url, content=body, headers={"content-type": content_type, **headers}, timeout=10, trust_env=False
    )


@pytest.mark.parametrize("kind", ["command", "mention"])
def test_another_secrets_signature_is_401(scene: Scene, kind: str) -> None:
    if kind == "command":
        parcel = scene.slack.parcel("ada", "general", "/imagine a red fox")
        assert scene.slack.deliver(replace(parcel, signing_secret="not ours")).status == 401
    else:
        body = b'{"type": "event_callback", "event": {"type": "app_mention", "text": "a fox"}}'
        headers = signed(scene, b"other words")
        assert post(scene, body, headers, "application/json").status_code == 401


@pytest.mark.parametrize("age", [301, 3600, 10**9, -303])
def test_a_timestamp_five_minutes_off_is_401(scene: Scene, age: float) -> None:
    parcel = scene.slack.parcel("ada", "general", "/imagine a red fox")

    assert scene.slack.deliver(replace(parcel, age=age)).status == 401


@pytest.mark.parametrize("missing", ["x-slack-request-timestamp", "x-slack-signature"])
def test_a_missing_header_is_401(scene: Scene, missing: str) -> None:
    headers = signed(scene, b"command=%2Fimagine&text=fox")
    del headers[missing]

    assert post(scene, b"command=%2Fimagine&text=fox", headers).status_code == 401


@pytest.mark.parametrize("timestamp", ["", "soon", "-1", "1e9", "9" * 400, "\xb2"])
def test_a_timestamp_that_is_no_time_is_401(scene: Scene, timestamp: str) -> None:
    headers = {**signed(scene, b"x"), "x-slack-request-timestamp": timestamp}
    encoded = {name.encode(): value.encode("latin-1") for name, value in headers.items()}
    assert httpx.post(scene.bot.url, content=b"x", headers=encoded, timeout=10, trust_env=False).status_code == 401


def test_a_signature_that_is_no_text_is_401(scene: Scene) -> None:
    headers = {b"x-slack-request-timestamp": str(int(time.time())).encode(), b"x-slack-signature": b"v0=\xe9"}

    assert httpx.post(scene.bot.url, content=b"x", headers=headers, timeout=10, trust_env=False).status_code == 401


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"", FORM),
        (b"\x00\xff\xfe", FORM),
        (b"payload=%7Bnot json", FORM),
        (b"payload=[]", FORM),
        (b"payload=%7B%7D", FORM),
        (b"{", "application/json"),
        (b"[1, 2]", "application/json"),
        (b"null", "application/json"),
        (b'{"type": "event_callback"}', "application/json"),
        (b'{"type": "event_callback", "event": []}', "application/json"),
        (b'{"type": "event_callback", "event": {"type": "app_mention"}}', "application/json"),
        (b"command=%2Fimagine", FORM),
        (b"command=%2Fimagine&text=fox&user_id=U1", FORM),
        (b'payload={"type":"block_actions","actions":[]}', FORM),
        (b'payload={"type":"block_actions","actions":[{"action_id":"cancel_job"}],"user":{"id":"U1"}}', FORM),
        (b'payload={"type":"view_submission"}', FORM),
        (b'payload={"type":"view_submission","view":null}', FORM),
        (b'payload={"type":"view_submission","view":{"callback_id":"imagine"}}', FORM),
        (b'payload={"type":"block_actions","actions":[{"action_id":"cancel_job"}],"user":5}', FORM),
        (b'payload={"type":"block_actions","actions":[{"action_id":"cancel_job"}],"team":[]}', FORM),
        (b'{"type": "event_callback", "event": null}', "application/json"),
        (b'{"type": "event_callback", "event": {"type": "app_mention"}, "authorizations": 5}', "application/json"),
        (b'{"type": "event_callback", "event": {"type": "app_mention"}, "authorizations": [5]}', "application/json"),
        (b'{"type": "event_callback", "event": {"type": "app_mention"}, "enterprise": 5}', "application/json"),
    ],
)
def test_garbage_with_a_good_signature_is_no_fault_of_ours(scene: Scene, body: bytes, content_type: str) -> None:
    response = post(scene, body, signed(scene, body), content_type)

    assert response.status_code < 500, response.text


def test_garbage_without_a_signature_is_401(scene: Scene) -> None:
    for body in (b"", b"\x00" * 100, b"{", b"payload=%7B"):
        assert post(scene, body, {"x-slack-request-timestamp": str(int(time.time()))}).status_code == 401


def test_a_body_of_more_than_a_megabyte_is_413(scene: Scene) -> None:
    body = b"text=" + b"x" * 1_100_000

    assert post(scene, body, signed(scene, body)).status_code == 413


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "HEAD"])
def test_another_method_is_405(scene: Scene, method: str) -> None:
    assert httpx.request(method, scene.bot.url, timeout=10, trust_env=False).status_code == 405


@pytest.mark.parametrize("path", ["/", "/slack", "/slack/events/", "/slack/events/../x", "/etc/passwd"])
def test_another_path_is_404(scene: Scene, path: str) -> None:
    assert httpx.post(f"{scene.bot.base_url}{path}", timeout=10, trust_env=False).status_code == 404


def test_health_says_alive_and_ready(scene: Scene) -> None:
    for path, words in (("/healthz", "alive"), ("/readyz", "ready")):
        response = httpx.get(f"{scene.bot.base_url}{path}", timeout=10, trust_env=False)
        assert (response.status_code, response.text) == (200, words)


def test_slacks_check_of_the_request_url_is_answered(scene: Scene) -> None:
    assert scene.slack.people.verify_url().error == ""

"""The doctor on answers of AWS and Slack that the sandboxes don't give."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from sandbox.bedrock import BedrockSandbox
from sandbox.serving import ServerThread
from sandbox.slack import SlackSandbox
from tests.tooling.clinic import Clinic, open_servers

USABLE = {
    "modelId": "stability.stable-image-core-v1:1",
    "agreementAvailability": {"status": "AVAILABLE"},
    "authorizationStatus": "AUTHORIZED",
    "entitlementAvailability": "AVAILABLE",
    "regionAvailability": "AVAILABLE",
}
DETAILS = {"modelArn": "arn:aws:bedrock:us-west-2::foundation-model/core", "modelId": USABLE["modelId"]}


class Script:
    """A server that answers what the test wrote: availability of every model, refusal of every model, auth.test."""

    def __init__(self) -> None:
        self.availability: dict[str, Any] = {}
        self.refusal: tuple[int, str, str] | None = None

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/foundation-models/{model_id:path}", self._details),
                Route("/foundation-model-availability/{model_id:path}", self._availability),
                Route("/api/auth.test", self._auth_test, methods=["POST"]),
            ],
        )

    def _details(self, _request: Request) -> JSONResponse:
        if self.refusal:
            status, code, words = self.refusal
            return JSONResponse({"message": words}, status, headers={"x-amzn-ErrorType": code})
        return JSONResponse({"modelDetails": DETAILS})

    def _availability(self, _request: Request) -> JSONResponse:
        return JSONResponse({**USABLE, **self.availability})

    def _auth_test(self, _request: Request) -> JSONResponse:
        return JSONResponse({"ok": True, "team": "Acme", "user": "imagine"})


@pytest.fixture(scope="module")
def servers() -> Iterator[tuple[SlackSandbox, BedrockSandbox]]:
    with open_servers() as servers:
        yield servers


@pytest.fixture(scope="module")
def script_server() -> Iterator[tuple[Script, ServerThread]]:
    script = Script()
    with ServerThread(script.app()) as server:
        yield script, server


@pytest.fixture
def script(script_server: tuple[Script, ServerThread]) -> Script:
    script, _ = script_server
    script.availability, script.refusal = {}, None
    return script


@pytest.fixture
def clinic(
    servers: tuple[SlackSandbox, BedrockSandbox], script_server: tuple[Script, ServerThread], tmp_path: Path
) -> Clinic:
    clinic = Clinic(*servers, tmp_path / "data")
    clinic.env |= {"BWB_ENDPOINT_URL": script_server[1].url, "IMAGINE_MODELS": "core"}
    return clinic


@pytest.mark.parametrize(
    ("availability", "what"),
    [
        ({"regionAvailability": "NOT_AVAILABLE"}, "Bedrock has no model stability.stable-image-core-v1:1 in us-west-2"),
        ({"agreementAvailability": {"status": "PENDING"}, "entitlementAvailability": "NOT_AVAILABLE"}, "is being made"),
        ({"agreementAvailability": {"status": "ERROR", "errorMessage": "?"}}, "valid payment instrument"),
        ({"authorizationStatus": "NOT_AUTHORIZED"}, "these credentials may not call it"),
    ],
)
def test_each_answer_that_stands_in_the_way_is_a_fault(
    clinic: Clinic, script: Script, availability: dict[str, Any], what: str
) -> None:
    script.availability = availability

    report = clinic.examine()

    assert report.code == 1
    assert what in report.lines("fix")[0]


def test_an_agreement_that_the_first_picture_will_make_stands_in_nobodys_way(clinic: Clinic, script: Script) -> None:
    script.availability = {"agreementAvailability": {"status": "NOT_AVAILABLE"}}

    assert clinic.examine().code == 0


@pytest.mark.parametrize(
    ("refusal", "level", "what"),
    [
        ((404, "ResourceNotFoundException", "This Model is marked by provider as Legacy and …"), "note", "legacy"),
        ((403, "AccessDeniedException", "with an explicit deny in a service control policy"), "fix", "may not use it"),
        ((429, "ThrottlingException", "Too many requests"), "fix", "no answer about it (throttled"),
        ((500, "InternalServerException", "An internal error"), "fix", "no answer about it (unavailable"),
    ],
)
def test_each_refusal_is_told_and_none_crashes(
    clinic: Clinic, script: Script, refusal: tuple[int, str, str], level: str, what: str
) -> None:
    script.refusal = refusal

    report = clinic.examine()

    assert report.code == 1
    assert what in report.lines(level)[0]


@pytest.mark.usefixtures("script")
def test_a_slack_that_tells_no_scopes_is_a_note(clinic: Clinic, script_server: tuple[Script, ServerThread]) -> None:
    report = clinic.examine(
        SLACK_API_URL=f"{script_server[1].url}/api/", SLACK_APP_TOKEN="", SLACK_SIGNING_SECRET="secret"
    )

    assert "Slack: signed in to Acme as imagine" in report.lines("ok")
    assert "didn't say" in report.lines("note")[0]
    assert report.code == 0

"""`python -m bot doctor` on a sandboxed AWS account: each fault that keeps models from drawing, and its one remedy."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sandbox.bedrock import BedrockSandbox
from sandbox.slack import SlackSandbox
from tests.tooling.clinic import Clinic, open_servers

CORE = "stability.stable-image-core-v1:1"
TITAN = "amazon.titan-image-generator-v2:0"


@pytest.fixture(scope="module")
def servers() -> Iterator[tuple[SlackSandbox, BedrockSandbox]]:
    with open_servers() as servers:
        yield servers


@pytest.fixture
def clinic(servers: tuple[SlackSandbox, BedrockSandbox], tmp_path: Path) -> Iterator[Clinic]:
    clinic = Clinic(*servers, tmp_path / "data")
    yield clinic
    clinic.heal()


def test_a_retired_model_is_passed_over_with_its_date_and_needs_no_fixing(clinic: Clinic) -> None:
    report = clinic.examine()

    assert report.lines("note") == ["Titan Image Generator G1 v2: passed over (retired 2026-06-30)"]
    assert report.code == 0


def test_the_first_model_of_the_chain_that_can_draw_is_the_one_that_will(clinic: Clinic) -> None:
    report = clinic.examine(IMAGINE_MODELS="titan-v2,ultra,core")

    assert report.last_line == "Will draw with Stable Image Ultra in us-west-2, about $0.14 a picture (list price)."
    assert "Stable Image Core: ready in us-west-2" in report.lines("ok")


def test_a_retired_model_that_still_answers_is_ready(clinic: Clinic) -> None:
    clinic.bedrock.change({TITAN: "active"})

    report = clinic.examine()

    assert report.last_line.startswith("Will draw with Titan Image Generator G1 v2 in us-west-2, about $0.01 a picture")


def test_a_chain_of_retired_models_asks_for_another_chain(clinic: Clinic) -> None:
    report = clinic.examine(IMAGINE_MODELS="titan-v1,titan-v2,nova-canvas")

    assert report.code == 1
    assert "IMAGINE_MODELS=core" in report.remedy("No model of the chain can draw any more")


def test_a_legacy_model_is_passed_over(clinic: Clinic) -> None:
    clinic.bedrock.change({"stability.stable-image-ultra-v1:1": "legacy"})

    report = clinic.examine(IMAGINE_MODELS="ultra,core")

    assert report.code == 0
    assert report.last_line.startswith("Will draw with Stable Image Core")
    assert report.lines("note")[0].startswith("Stable Image Ultra: passed over (legacy")


@pytest.mark.parametrize(
    ("lifecycle", "what", "remedy"),
    [
        ("no_access_iam", "may not call it", "bedrock:InvokeModel"),
        ("no_access_marketplace", "no AWS Marketplace agreement", "aws-marketplace:Subscribe"),
        ("no_access_payment", "agreement failed", "Payment preferences"),
        ("no_access", "not enabled for this account", "Amazon Bedrock console"),
        ("wrong_region", "Bedrock has no model", "Take core out of IMAGINE_MODELS"),
    ],
)
def test_what_keeps_the_only_model_from_drawing_is_to_be_fixed(
    clinic: Clinic, lifecycle: str, what: str, remedy: str
) -> None:
    clinic.bedrock.change({CORE: lifecycle})

    report = clinic.examine()

    assert report.code == 1
    assert what in report.lines("fix")[0]
    assert remedy in report.remedy(report.lines("fix")[0])


def test_the_same_fault_is_a_note_while_another_model_draws(clinic: Clinic) -> None:
    clinic.bedrock.change({CORE: "no_access_iam"})

    report = clinic.examine(IMAGINE_MODELS="core,ultra")

    assert report.code == 0
    assert "bedrock:InvokeModel" in report.remedy("Stable Image Core: these credentials may not call it")
    assert report.last_line.startswith("Will draw with Stable Image Ultra")


def test_a_region_without_the_model_is_told_the_one_that_has_it(clinic: Clinic) -> None:
    report = clinic.examine(BWB_REGION_NAME="eu-central-1")

    assert report.code == 1
    assert (
        report.remedy("Stable Image Core: not offered in eu-central-1") == "Write BWB_REGION_NAME=us-west-2 into .env."
    )


@pytest.mark.parametrize(
    ("key", "what", "remedy"),
    [
        ("AKIAEXPIRED1", "AWS: the credentials have expired", "aws sso login"),
        ("AKIAINVALID1", "AWS: these access keys are not accepted", "Copy the access key and its secret again"),
    ],
)
def test_credentials_that_aws_refuses_are_one_fault_whatever_the_chain(
    clinic: Clinic, key: str, what: str, remedy: str
) -> None:
    report = clinic.examine(AWS_ACCESS_KEY_ID=key)

    assert report.code == 1
    assert report.lines("fix") == [what]
    assert remedy in report.remedy(what)


def test_missing_credentials_are_told_with_where_to_write_them(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    nowhere = {"AWS_CONFIG_FILE": "/dev/null", "AWS_SHARED_CREDENTIALS_FILE": "/dev/null"}
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")

    report = clinic.examine(AWS_ACCESS_KEY_ID="", AWS_SECRET_ACCESS_KEY="", **nowhere)

    assert report.code == 1
    assert "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY" in report.remedy("AWS: no credentials were found")


def test_a_profile_that_does_not_exist_is_named(clinic: Clinic) -> None:
    report = clinic.examine(BWB_PROFILE_NAME="nobody-of-this-name")

    assert report.code == 1
    assert "BWB_PROFILE_NAME" in report.remedy("nobody-of-this-name")


def test_credentials_that_may_not_ask_are_told_which_rights_the_doctor_needs(clinic: Clinic) -> None:
    clinic.bedrock.change(control_plane=False)

    report = clinic.examine()

    assert report.code == 1
    assert report.lines("note") == ["Titan Image Generator G1 v2: passed over (retired 2026-06-30)"]
    assert "bedrock:GetFoundationModelAvailability" in report.remedy("Stable Image Core: these credentials may not ask")


def test_a_bedrock_that_is_not_there_is_one_fault(clinic: Clinic) -> None:
    report = clinic.examine(BWB_ENDPOINT_URL="http://127.0.0.1:1")

    assert report.code == 1
    assert "BWB_ENDPOINT_URL" in report.remedy("AWS: Amazon Bedrock can't be reached in us-west-2")


def test_a_server_that_is_no_bedrock_is_a_fault_and_no_crash(clinic: Clinic) -> None:
    report = clinic.examine(BWB_ENDPOINT_URL=clinic.slack.url)

    assert report.code == 1
    assert report.lines("fix")

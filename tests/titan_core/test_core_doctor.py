"""`titan doctor`: each model asked about once, nothing drawn, the rights printed."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

import pytest

from tests.titan_core.bedrock_wire import END_OF_LIFE, EXPIRED, Answer, Asked, BedrockWire, answer, refusal
from titan_core.catalog import SERVICES

Titan = Callable[..., int]
Capsys = pytest.CaptureFixture[str]
CORE = "stability.stable-image-core-v1:1"
TITAN = "amazon.titan-image-generator-v2:0"
SD35 = "stability.sd3-5-large-v1:0"
FORBIDDEN = refusal(403, "AccessDeniedException", "User: a is not authorized to perform: bedrock:Get")


class Account:
    """A control plane. `said` changes what it says of a model; `refused` answers instead of saying anything."""

    def __init__(self) -> None:
        self.said: dict[str, dict[str, Any]] = {}
        self.refused: dict[str, Answer] = {}
        self.profiles = [f"{service.model_id}" for service in SERVICES]
        self.profiles_refused: Answer | None = None

    def __call__(self, asked: Asked) -> Answer:
        assert asked.method == "GET"
        path, _, model_id = unquote(asked.path).lstrip("/").partition("/")
        if path.startswith("inference-profiles"):
            return self.profiles_refused or self._profiles()
        if model_id in self.refused:
            return self.refused[model_id]
        said = self.said.get(model_id, {})
        if path == "foundation-models":
            lifecycle = {"status": said.get("lifecycle", "ACTIVE")}
            return answer({"modelDetails": {"modelArn": "arn", "modelId": model_id, "modelLifecycle": lifecycle}})
        return answer(
            {
                "modelId": model_id,
                "agreementAvailability": {"status": said.get("agreement", "AVAILABLE")},
                "authorizationStatus": said.get("authorization", "AUTHORIZED"),
                "entitlementAvailability": said.get("entitlement", "AVAILABLE"),
                "regionAvailability": said.get("region", "AVAILABLE"),
            }
        )

    def _profiles(self) -> Answer:
        arn = "arn:aws:bedrock:us-west-2:123456789012:inference-profile/"
        return answer(
            {
                "inferenceProfileSummaries": [
                    {
                        "inferenceProfileId": name,
                        "inferenceProfileArn": arn + name,
                        "inferenceProfileName": name,
                        "models": [],
                        "status": "ACTIVE",
                        "type": "SYSTEM_DEFINED",
                    }
                    for name in self.profiles
                ]
            }
        )


@pytest.fixture
def account(wire: BedrockWire) -> Account:
    wire.script = account = Account()
    return account


def lines(told: str) -> dict[str, str]:
    """What is said of each model, by its title."""
    said = [line.split(maxsplit=1) for line in told.splitlines() if line.startswith(("  ready", "  no"))]
    return {rest.partition(" (")[0]: f"{state} {rest}" for state, rest in said}


def test_a_healthy_account_can_use_the_chain_and_every_edit_task(
    titan: Titan, account: Account, wire: BedrockWire, capsys: Capsys
) -> None:
    assert account.profiles
    assert titan("doctor") == 0

    told = capsys.readouterr().out
    assert "The chain, asked from us-west-2, first to last:\n  ready Stable Image Core (TextToImage)" in told
    assert len(lines(told)) == len(SERVICES) + 2
    assert all(line.startswith("ready") for line in lines(told).values())
    assert all(asked.method == "GET" for asked in wire.asked)


def test_the_policy_is_for_this_account_and_these_models(titan: Titan, account: Account, capsys: Capsys) -> None:
    assert account.profiles
    assert titan("doctor", "--json") == 0

    told = json.loads(capsys.readouterr().out)
    by_sid = {one["Sid"]: one["Resource"] for one in told["policy"]["Statement"]}
    assert told["account"] == "123456789012"
    assert by_sid["Draw"] == [f"arn:aws:bedrock:us-west-2::foundation-model/{model}" for model in (CORE, SD35)]
    assert (
        f"arn:aws:bedrock:us-west-2:123456789012:inference-profile/{SERVICES[0].model_id}"
        in (by_sid["DrawThroughProfiles"])
    )


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"region": "NOT_AVAILABLE"}, "is not offered in us-west-2"),
        ({"lifecycle": "LEGACY"}, "is legacy and closed"),
        ({"authorization": "NOT_AUTHORIZED"}, "Allow `bedrock:InvokeModel` on this model in IAM."),
        ({"agreement": "ERROR"}, "Add a valid payment instrument"),
        ({"entitlement": "NOT_AVAILABLE", "agreement": "NOT_AVAILABLE"}, "Allow `aws-marketplace:Subscribe`"),
        ({"entitlement": "NOT_AVAILABLE"}, "Enable the model for this account"),
    ],
)
def test_what_keeps_the_chain_from_drawing_is_said(
    titan: Titan, account: Account, capsys: Capsys, said: dict[str, str], expected: str
) -> None:
    account.said[CORE] = said

    assert titan("doctor") == 4

    told = capsys.readouterr()
    assert expected in lines(told.out)["Stable Image Core"]
    assert "No model of the chain can draw this." in told.err


def test_an_agreement_still_to_be_made_is_no_obstacle(titan: Titan, account: Account, capsys: Capsys) -> None:
    account.said["stability.stable-image-inpaint-v1:0"] = {"agreement": "NOT_AVAILABLE"}

    assert titan("doctor") == 0

    line = lines(capsys.readouterr().out)["Stable Image Inpaint"]
    assert line.startswith("ready")
    assert "to be subscribed in AWS Marketplace by its first call" in line


def test_a_service_without_a_profile_here_is_told_where_it_is(titan: Titan, account: Account, capsys: Capsys) -> None:
    account.profiles.remove("us.stability.stable-fast-upscale-v1:0")

    assert titan("doctor") == 0
    assert "It is known in us-east-1, us-east-2" in lines(capsys.readouterr().out)["Stable Fast Upscale"]


def test_profiles_that_may_not_be_listed_say_so_of_the_services_alone(
    titan: Titan, account: Account, capsys: Capsys
) -> None:
    account.profiles_refused = FORBIDDEN

    assert titan("doctor") == 0

    told = lines(capsys.readouterr().out)
    assert told["Stable Image Core"].startswith("ready")
    assert told["Stable Fast Upscale"].startswith("no")


def test_one_model_that_may_not_be_asked_about_hides_no_other(titan: Titan, account: Account, capsys: Capsys) -> None:
    account.refused[SD35] = FORBIDDEN

    assert titan("doctor") == 0
    assert lines(capsys.readouterr().out)["Stable Diffusion 3.5 Large"].startswith("no")


def test_a_retired_model_is_called_so_whatever_else_is_wrong_with_it(
    titan: Titan, account: Account, monkeypatch: pytest.MonkeyPatch, capsys: Capsys
) -> None:
    account.refused = {CORE: END_OF_LIFE, TITAN: FORBIDDEN}
    monkeypatch.setenv("IMAGINE_MODELS", "titan-v2,core,ultra")
    monkeypatch.setenv("IMAGINE_EDIT_MODELS", "off")

    assert titan("doctor") == 0

    out = capsys.readouterr().out
    told = lines(out)
    assert "has reached its end of life" in told["Titan Image Generator G1 v2"]
    assert "has reached its end of life" in told["Stable Image Core"]
    assert told["Stable Image Ultra"].startswith("ready")
    assert "foundation-model/stability.stable-image-ultra-v1:1" in out
    assert "foundation-model/amazon" not in out


def test_a_retired_model_that_still_draws_is_ready(
    titan: Titan, account: Account, monkeypatch: pytest.MonkeyPatch, capsys: Capsys
) -> None:
    assert not account.refused
    monkeypatch.setenv("IMAGINE_MODELS", "titan-v2")

    assert titan("doctor") == 0
    assert lines(capsys.readouterr().out)["Titan Image Generator G1 v2"].startswith("ready")


@pytest.mark.parametrize("edit_models", ["auto", "off"])
def test_credentials_that_are_not_taken_end_it_at_once(
    titan: Titan, wire: BedrockWire, monkeypatch: pytest.MonkeyPatch, capsys: Capsys, edit_models: str
) -> None:
    monkeypatch.setenv("IMAGINE_EDIT_MODELS", edit_models)
    wire.script = lambda _: EXPIRED

    assert titan("doctor") == 4
    assert "The AWS credentials have expired" in capsys.readouterr().err
    assert len(wire.asked) == 1

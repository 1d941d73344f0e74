"""Who may call what: lifecycles, regions, keys, and the control plane that tells about them."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest
from botocore.exceptions import ClientError

from sandbox.bedrock import BedrockSandbox

Invoke = Callable[..., dict[str, Any]]

TITAN_V1 = "amazon.titan-image-generator-v1"
TITAN = "amazon.titan-image-generator-v2:0"
NOVA = "amazon.nova-canvas-v1:0"
CORE = "stability.stable-image-core-v1:1"

END_OF_LIFE = (
    "This model version has reached the end of its life. Please refer to the AWS documentation for more details."
)


def refusal(call: Callable[[], object]) -> tuple[str, int, str]:
    """Code, HTTP status and message of the error that the call meets."""
    with pytest.raises(ClientError) as refused:
        call()
    answer: Any = refused.value.response
    assert answer["ResponseMetadata"]["RequestId"]
    return answer["Error"]["Code"], answer["ResponseMetadata"]["HTTPStatusCode"], answer["Error"]["Message"]


class TestLifecycle:
    @pytest.mark.parametrize("model_id", [TITAN_V1, TITAN, NOVA])
    def test_titan_and_nova_are_past_their_end_of_life_by_default(self, invoke: Invoke, model_id: str) -> None:
        refused = refusal(lambda: invoke(model_id, taskType="TEXT_IMAGE", textToImageParams={"text": "a fox"}))

        assert refused == ("ResourceNotFoundException", 404, END_OF_LIFE)

    @pytest.mark.parametrize(
        ("lifecycle", "expected"),
        [
            ("end_of_life", ("ResourceNotFoundException", 404, "reached the end of its life")),
            ("legacy", ("ResourceNotFoundException", 404, "marked by provider as Legacy")),
            (
                "no_access",
                ("AccessDeniedException", 403, "You don't have access to the model with the specified"),
            ),
            ("no_access_iam", ("AccessDeniedException", 403, "not authorized to perform: bedrock:InvokeModel")),
            ("no_access_marketplace", ("AccessDeniedException", 403, "aws-marketplace:ViewSubscriptions")),
            ("no_access_payment", ("AccessDeniedException", 403, "INVALID_PAYMENT_INSTRUMENT")),
            ("wrong_region", ("ValidationException", 400, "The provided model identifier is invalid.")),
        ],
    )
    def test_each_state_has_its_refusal(
        self, bedrock: BedrockSandbox, invoke: Invoke, lifecycle: str, expected: tuple[str, int, str]
    ) -> None:
        bedrock.change({CORE: lifecycle})

        refused = refusal(lambda: invoke(CORE, prompt="a fox"))

        assert refused[:2] == expected[:2]
        assert expected[2] in refused[2]
        assert bedrock.calls[0]["outcome"] == expected[0]

    @pytest.mark.parametrize(("model_id", "region"), [(CORE, "us-east-1"), ("us.stability.none-v1:0", "us-west-2")])
    def test_no_such_model_in_this_region(self, invoke: Invoke, model_id: str, region: str) -> None:
        refused = refusal(lambda: invoke(model_id, region, prompt="a fox"))

        assert refused == ("ValidationException", 400, "The provided model identifier is invalid.")

    def test_an_arn_names_its_model(self, invoke: Invoke) -> None:
        assert invoke(f"arn:aws:bedrock:us-west-2::foundation-model/{CORE}", prompt="a fox")["images"]

    def test_a_model_kept_alive_draws_after_a_reset(self) -> None:
        sandbox = BedrockSandbox(alive=[TITAN])
        sandbox.change({TITAN: "legacy"})
        sandbox.reset()

        assert sandbox.state.settings_json()["lifecycle"][TITAN] == "active"
        sandbox.stop()

    def test_an_unknown_model_cannot_be_kept_alive(self) -> None:
        with pytest.raises(ValueError, match="titan: the sandbox has no such model; it has amazon"):
            BedrockSandbox(alive=["titan"])


class TestKeys:
    @pytest.mark.parametrize(
        ("key", "code", "words"),
        [
            ("AKIAEXPIRED", "ExpiredTokenException", "The security token included in the request is expired"),
            ("ASIAEXPIRED7", "ExpiredTokenException", "The security token included in the request is expired"),
            ("AKIAINVALID", "UnrecognizedClientException", "The security token included in the request is invalid."),
        ],
    )
    @pytest.mark.parametrize("service", ["bedrock", "bedrock-runtime"])
    def test_expired_and_unknown_keys_are_refused_everywhere(
        self, make_client: Callable[..., Any], service: str, key: str, code: str, words: str
    ) -> None:
        client = make_client(service, aws_access_key_id=key)
        call = client.list_foundation_models if service == "bedrock" else lambda: client.invoke_model(modelId=CORE)

        assert refusal(call) == (code, 403, words)

    @pytest.mark.parametrize(
        ("authorization", "status", "code"),
        [
            (None, 403, "MissingAuthenticationTokenException"),
            ("Bearer token", 403, "MissingAuthenticationTokenException"),
            ("AWS4-HMAC-SHA256 nothing", 400, "IncompleteSignatureException"),
            (
                (
                    "AWS4-HMAC-SHA256 Credential=AKIA/20261122/us-west-2/s3/aws4_request, "
                    "SignedHeaders=host, Signature=00ff"
                ),
                403,
                "InvalidSignatureException",
            ),
        ],
    )
    def test_a_request_without_a_signature_for_bedrock_is_refused(
        self, bedrock: BedrockSandbox, authorization: str | None, status: int, code: str
    ) -> None:
        headers = {"Authorization": authorization} if authorization else {}
        answer = httpx.post(f"{bedrock.url}/model/{CORE}/invoke", json={"prompt": "a fox"}, headers=headers)

        assert (answer.status_code, answer.headers["x-amzn-ErrorType"]) == (status, code)
        assert answer.json()["message"]
        assert answer.headers["x-amzn-RequestId"]

    def test_an_unknown_operation_names_what_there_is(self, bedrock: BedrockSandbox) -> None:
        answer = httpx.post(f"{bedrock.url}/model/{CORE}/converse")

        assert (answer.status_code, answer.headers["x-amzn-ErrorType"]) == (404, "UnknownOperationException")
        assert "POST /model/{id}/invoke" in answer.json()["message"]


class TestControlPlane:
    def test_lists_what_can_be_called_in_the_region(
        self, bedrock: BedrockSandbox, make_client: Callable[..., Any]
    ) -> None:
        west = make_client("bedrock").list_foundation_models(byOutputModality="IMAGE")["modelSummaries"]
        bedrock.change({TITAN: "legacy"})
        east = make_client("bedrock", region_name="us-east-1").list_foundation_models()["modelSummaries"]

        assert {model["providerName"] for model in west} == {"Stability AI"}
        assert len(west) == 16
        assert {kind for model in west for kind in model["inferenceTypesSupported"]} == {
            "ON_DEMAND",
            "INFERENCE_PROFILE",
        }
        amazon = [model for model in east if model["providerName"] == "Amazon"]
        assert [(model["modelId"], model["modelLifecycle"]["status"]) for model in amazon] == [(TITAN, "LEGACY")]
        assert amazon[0]["modelLifecycle"]["endOfLifeTime"].year == 2026

    def test_filters_by_provider(self, make_client: Callable[..., Any]) -> None:
        client = make_client("bedrock")

        assert len(client.list_foundation_models(byProvider="stability ai")["modelSummaries"]) == 16
        assert len(client.list_foundation_models(byInferenceType="ON_DEMAND")["modelSummaries"]) == 3
        assert client.list_foundation_models(byProvider="Amazon")["modelSummaries"] == []
        assert client.list_foundation_models(byOutputModality="TEXT")["modelSummaries"] == []
        assert client.list_foundation_models(byInferenceType="PROVISIONED")["modelSummaries"] == []

    def test_a_model_past_its_end_is_not_found(self, make_client: Callable[..., Any]) -> None:
        client = make_client("bedrock")

        gone = ("ResourceNotFoundException", 404, END_OF_LIFE)
        assert refusal(lambda: client.get_foundation_model(modelIdentifier=TITAN)) == gone
        assert refusal(lambda: client.get_foundation_model_availability(modelId=TITAN)) == gone

    def test_an_unknown_model_has_no_availability(self, make_client: Callable[..., Any]) -> None:
        refused = refusal(
            lambda: make_client("bedrock").get_foundation_model_availability(modelId="stability.none-v1:0")
        )

        assert refused == ("ValidationException", 400, "The provided model identifier is invalid.")

    def test_details_of_an_active_model(self, make_client: Callable[..., Any]) -> None:
        details = make_client("bedrock").get_foundation_model(modelIdentifier=CORE)["modelDetails"]

        assert details["modelName"] == "Stable Image Core"
        assert details["modelLifecycle"] == {"status": "ACTIVE"}

    @pytest.mark.parametrize(
        ("lifecycle", "expected"),  # agreement, authorization, entitlement, region
        [
            ("active", ("AVAILABLE", "AUTHORIZED", "AVAILABLE", "AVAILABLE")),
            ("no_access", ("AVAILABLE", "AUTHORIZED", "NOT_AVAILABLE", "AVAILABLE")),
            ("no_access_iam", ("AVAILABLE", "NOT_AUTHORIZED", "AVAILABLE", "AVAILABLE")),
            ("no_access_marketplace", ("NOT_AVAILABLE", "AUTHORIZED", "NOT_AVAILABLE", "AVAILABLE")),
            ("no_access_payment", ("ERROR", "AUTHORIZED", "NOT_AVAILABLE", "AVAILABLE")),
            ("wrong_region", ("AVAILABLE", "AUTHORIZED", "AVAILABLE", "NOT_AVAILABLE")),
        ],
    )
    def test_availability_is_true_to_the_lifecycle(
        self, bedrock: BedrockSandbox, make_client: Callable[..., Any], lifecycle: str, expected: tuple[str, ...]
    ) -> None:
        bedrock.change({CORE: lifecycle})

        told = make_client("bedrock").get_foundation_model_availability(modelId=CORE)

        assert told["agreementAvailability"]["status"] == expected[0]
        assert told["authorizationStatus"] == expected[1]
        assert told["entitlementAvailability"] == expected[2]
        assert told["regionAvailability"] == expected[3]

    def test_rights_to_the_control_plane_can_be_taken_away(
        self, bedrock: BedrockSandbox, make_client: Callable[..., Any]
    ) -> None:
        bedrock.change(control_plane=False)

        code, status, message = refusal(make_client("bedrock").list_foundation_models)

        assert (code, status) == ("AccessDeniedException", 403)
        assert "not authorized to perform: bedrock:ListFoundationModels" in message

"""How the image services are reached, what they cost, and what guardrails and filters say to them."""

import json
from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest
from botocore.exceptions import ClientError
from PIL import Image

from sandbox.bedrock import BedrockSandbox
from sandbox.bedrock.catalog import PROFILES
from tests.sandbox_bedrock.scenery import CORE, NOVA, TITAN, encoded, mask, scene, service

Invoke = Callable[..., dict[str, Any]]
MakeClient = Callable[..., Any]

ERASE = "stable-image-erase-object"
PICTURE = encoded(scene())
MASK = encoded(mask((256, 256), (50, 50, 100, 100), inside=255))
P: dict[str, object] = {"prompt": "a fox"}
S: dict[str, object] = {"image": PICTURE}
M: dict[str, object] = {"mask": MASK}

SERVICES: dict[str, tuple[float, dict[str, object]]] = {
    "stable-creative-upscale": (0.60, {**P, **S, "output_format": "jpeg"}),
    "stable-conservative-upscale": (0.40, {**P, **S, "output_format": "webp"}),
    "stable-fast-upscale": (0.03, S),
    "stable-image-inpaint": (0.07, {**P, **S, **M}),
    "stable-outpaint": (0.06, {**S, "left": 8}),
    "stable-image-search-recolor": (0.07, {**P, **S, "select_prompt": "sky"}),
    "stable-image-search-replace": (0.07, {**P, **S, "search_prompt": "sky"}),
    "stable-image-erase-object": (0.07, {**S, **M}),
    "stable-image-remove-background": (0.07, S),
    "stable-image-control-sketch": (0.07, {**P, **S}),
    "stable-image-control-structure": (0.07, {**P, **S}),
    "stable-image-style-guide": (0.07, {**P, **S}),
    "stable-style-transfer": (0.08, {"init_image": PICTURE, "style_image": PICTURE}),
}


@pytest.fixture(autouse=True)
def alive(bedrock: BedrockSandbox) -> None:
    bedrock.change({TITAN: "active", NOVA: "active"}, painter="plain")


def refusal(call: Callable[[], object]) -> tuple[str, str]:
    with pytest.raises(ClientError) as refused:
        call()
    answer: Any = refused.value.response
    return answer["Error"]["Code"], answer["Error"]["Message"]


class TestProfiles:
    def test_there_are_thirteen(self) -> None:
        assert set(PROFILES) == {service(key) for key in SERVICES}

    @pytest.mark.parametrize("key", SERVICES)
    def test_each_draws_by_its_profile_and_costs_its_list_price(
        self, bedrock: BedrockSandbox, invoke: Invoke, key: str
    ) -> None:
        price, body = SERVICES[key]

        answer = invoke(service(key), "us-east-2", **body)

        assert (len(answer["images"]), answer["finish_reasons"], len(answer["seeds"])) == (1, [None], 1)
        assert (bedrock.calls[0]["model_id"], bedrock.totals["charged_usd"]) == (service(key), price)

    @pytest.mark.parametrize("name", ["{}", "arn:aws:bedrock:us-west-2::foundation-model/{}"])
    def test_by_the_models_own_id_it_is_not_to_be_had(self, invoke: Invoke, name: str) -> None:
        model_id = f"stability.{ERASE}-v1:0"

        assert refusal(lambda: invoke(name.format(model_id), image=PICTURE)) == (
            "ValidationException",
            (
                f"Invocation of model ID {model_id} with on-demand throughput isn\N{RIGHT SINGLE QUOTATION MARK}t "
                "supported. Retry your request with the ID or ARN of an inference profile that contains this model."
            ),
        )

    def test_the_profiles_arn_names_it_too(self, invoke: Invoke) -> None:
        arn = f"arn:aws:bedrock:us-west-2:123456789012:inference-profile/{service(ERASE)}"

        assert invoke(arn, image=PICTURE, mask=MASK)["images"]

    @pytest.mark.parametrize(("model_id", "region"), [(service(ERASE), "eu-west-1"), (f"us.{CORE}", "us-west-2")])
    def test_there_are_no_others(self, invoke: Invoke, model_id: str, region: str) -> None:
        refused = refusal(lambda: invoke(model_id, region, image=PICTURE))

        assert refused == ("ValidationException", "The provided model identifier is invalid.")

    def test_a_service_has_a_lifecycle_by_either_id(self, bedrock: BedrockSandbox, invoke: Invoke) -> None:
        bedrock.change({service(ERASE): "no_access_marketplace"})

        code, words = refusal(lambda: invoke(service(ERASE), image=PICTURE, mask=MASK))

        assert code == "AccessDeniedException"
        assert "aws-marketplace:Subscribe" in words
        assert bedrock.state.settings_json()["lifecycle"][f"stability.{ERASE}-v1:0"] == "no_access_marketplace"

    @pytest.mark.parametrize(
        ("region", "count"), [("us-east-1", 13), ("us-east-2", 13), ("us-west-2", 13), ("eu-west-1", 0)]
    )
    def test_they_are_listed_where_they_can_be_called(self, make_client: MakeClient, region: str, count: int) -> None:
        told = make_client("bedrock", region_name=region).list_inference_profiles()["inferenceProfileSummaries"]

        assert len(told) == count
        assert all(profile["status"] == "ACTIVE" and len(profile["models"]) == 3 for profile in told)
        assert all(f"bedrock:{region}:" in profile["inferenceProfileArn"] for profile in told)

    def test_lists_come_in_pages(self, make_client: MakeClient) -> None:
        pages = (
            make_client("bedrock").get_paginator("list_inference_profiles").paginate(PaginationConfig={"PageSize": 5})
        )
        sizes = [len(page["inferenceProfileSummaries"]) for page in pages]

        assert sizes == [5, 5, 3]

    def test_an_account_has_made_none_of_its_own(self, make_client: MakeClient) -> None:
        told = make_client("bedrock").list_inference_profiles(typeEquals="APPLICATION")

        assert told["inferenceProfileSummaries"] == []

    def test_details_of_one(self, make_client: MakeClient) -> None:
        told = make_client("bedrock").get_inference_profile(inferenceProfileIdentifier=service(ERASE))

        assert told["inferenceProfileId"] == service(ERASE)
        assert told["models"][0]["modelArn"] == f"arn:aws:bedrock:us-east-1::foundation-model/stability.{ERASE}-v1:0"

    def test_rights_to_the_list_can_be_taken_away(self, bedrock: BedrockSandbox, make_client: MakeClient) -> None:
        bedrock.change(control_plane=False)

        code, words = refusal(make_client("bedrock").list_inference_profiles)

        assert code == "AccessDeniedException"
        assert "not authorized to perform: bedrock:ListInferenceProfiles" in words


class TestFilters:
    MAGENTA = encoded(Image.new("RGB", (256, 256), "magenta"), "JPEG")

    def test_a_magenta_picture_is_refused_inside_a_200_by_stability(
        self, bedrock: BedrockSandbox, invoke: Invoke
    ) -> None:
        answer = invoke(service("stable-image-remove-background"), image=self.MAGENTA)

        assert answer == {"finish_reasons": ["Filter reason: input image"]}
        assert bedrock.totals["charged_usd"] == 0

    @pytest.mark.parametrize(("model_id", "region"), [(TITAN, "us-west-2"), (NOVA, "us-east-1")])
    def test_a_magenta_picture_is_an_error_of_titan_and_nova(self, invoke: Invoke, model_id: str, region: str) -> None:
        params = {"image": self.MAGENTA}
        code, words = refusal(
            lambda: invoke(model_id, region, taskType="BACKGROUND_REMOVAL", backgroundRemovalParams=params)
        )

        assert code == "ValidationException"
        assert words.endswith("content filters. Please adjust your input image to submit a new request.")

    def test_words_for_a_place_are_filtered_like_a_prompt(self, invoke: Invoke) -> None:
        answer = invoke(
            service("stable-image-search-replace"), image=PICTURE, prompt="a fox", search_prompt="forbidden"
        )

        assert answer == {"finish_reasons": ["Filter reason: prompt"]}


class TestGuardrails:
    @pytest.fixture
    def guarded(self, make_client: MakeClient) -> Callable[..., dict[str, Any]]:
        client = make_client()

        def call(prompt: str, **options: str) -> dict[str, Any]:
            answer = client.invoke_model(modelId=CORE, body=json.dumps({"prompt": prompt}), **options)
            with closing(answer["body"]) as stream:
                content: dict[str, Any] = json.loads(stream.read())
            return content

        return call

    @pytest.mark.parametrize("version", ["1", "DRAFT"])
    def test_it_stops_its_word_and_nothing_is_charged(
        self, bedrock: BedrockSandbox, guarded: Callable[..., dict[str, Any]], version: str
    ) -> None:
        answer = guarded("a Guarded fox", guardrailIdentifier="sandbox", guardrailVersion=version)

        assert answer == {"images": [], "amazon-bedrock-guardrailAction": "INTERVENED"}
        assert (bedrock.calls[0]["outcome"], bedrock.totals["charged_usd"]) == ("withheld", 0)

    def test_it_lets_other_words_pass_and_says_so(self, guarded: Callable[..., dict[str, Any]]) -> None:
        answer = guarded("a fox", guardrailIdentifier="sandbox", guardrailVersion="1", trace="ENABLED")

        assert answer["amazon-bedrock-guardrailAction"] == "NONE"
        assert answer["amazon-bedrock-trace"] == {"guardrail": {"input": {"sandbox": {}}}}
        assert answer["images"]

    def test_a_trace_names_the_word(self, guarded: Callable[..., dict[str, Any]]) -> None:
        answer = guarded("guarded", guardrailIdentifier="sandbox", guardrailVersion="1", trace="ENABLED")

        policy = answer["amazon-bedrock-trace"]["guardrail"]["input"]["sandbox"]["wordPolicy"]
        assert policy["customWords"] == [{"match": "guarded", "action": "BLOCKED"}]

    def test_without_it_the_word_means_nothing(self, guarded: Callable[..., dict[str, Any]]) -> None:
        assert set(guarded("a guarded fox")) == {"seeds", "finish_reasons", "images"}

    @pytest.mark.parametrize(
        ("options", "words"),
        [
            (("SANDBOX", "1"), "The provided guardrail identifier is invalid."),
            (("other", "1"), "The guardrail identifier or version provided in the request does not exist."),
            (("sandbox", "2"), "The guardrail identifier or version provided in the request does not exist."),
            (("sandbox", ""), "guardrailIdentifier and guardrailVersion must be given together."),
        ],
    )
    def test_one_that_there_is_not_is_refused(
        self, guarded: Callable[..., dict[str, Any]], options: tuple[str, str], words: str
    ) -> None:
        refused = refusal(lambda: guarded("a fox", guardrailIdentifier=options[0], guardrailVersion=options[1]))

        assert refused == ("ValidationException", words)

"""InvokeModel by boto3: what each model takes and gives, and how AWS words a refusal."""

import base64
import io
from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from sandbox.bedrock import BedrockSandbox
from sandbox.bedrock.contracts import Contract, parse_body
from sandbox.bedrock.errors import BedrockError

Invoke = Callable[..., dict[str, Any]]

TITAN_V1 = "amazon.titan-image-generator-v1"
TITAN = "amazon.titan-image-generator-v2:0"
NOVA = "amazon.nova-canvas-v1:0"
CORE = "stability.stable-image-core-v1:1"
ULTRA = "stability.stable-image-ultra-v1:1"
SD35 = "stability.sd3-5-large-v1:0"

SIZES = [
    *[(1024, 1024), (768, 768), (512, 512), (768, 1152), (384, 576), (1152, 768), (576, 384), (768, 1280), (384, 640)],
    *[(1280, 768), (640, 384), (896, 1152), (448, 576), (1152, 896), (576, 448), (768, 1408), (384, 704), (1408, 768)],
    *[(704, 384), (640, 1408), (320, 704), (1408, 640), (704, 320), (1152, 640), (1173, 640)],
]


def titan_body(text: str = "a red fox", /, **config: object) -> dict[str, Any]:
    return {"taskType": "TEXT_IMAGE", "textToImageParams": {"text": text}, "imageGenerationConfig": config}


def opened(picture: str) -> Image.Image:
    return Image.open(io.BytesIO(base64.b64decode(picture, validate=True)))


@pytest.fixture
def alive(bedrock: BedrockSandbox) -> BedrockSandbox:
    bedrock.change({TITAN_V1: "active", TITAN: "active", NOVA: "active"}, painter="plain")
    return bedrock


@pytest.mark.usefixtures("alive")
class TestTitan:
    @pytest.mark.parametrize(("width", "height"), SIZES)
    def test_each_of_the_25_sizes_gives_a_png_of_that_size(self, invoke: Invoke, width: int, height: int) -> None:
        answer = invoke(TITAN, **titan_body(width=width, height=height))

        assert answer["error"] is None
        assert [opened(picture).size for picture in answer["images"]] == [(width, height)]
        assert opened(answer["images"][0]).format == "PNG"

    def test_a_batch_gives_as_many_pictures_with_seeds_counted_up(
        self, bedrock: BedrockSandbox, invoke: Invoke
    ) -> None:
        answer = invoke(TITAN_V1, **titan_body(width=512, height=512, numberOfImages=5, seed=7, cfgScale=1.1))

        assert len(set(answer["images"])) == 5
        assert bedrock.calls[0]["seeds"] == (7, 8, 9, 10, 11)

    def test_the_configuration_can_be_left_out(self, invoke: Invoke) -> None:
        answer = invoke(TITAN, taskType="TEXT_IMAGE", textToImageParams={"text": "a fox", "negativeText": "dogs"})

        assert opened(answer["images"][0]).size == (1024, 1024)

    @pytest.mark.parametrize(
        ("body", "violation"),
        [
            (titan_body("x" * 536), "#/textToImageParams/text: expected maxLength: 512, actual: 536"),
            (titan_body(""), "#/textToImageParams/text: expected minLength: 1, actual: 0"),
            (
                {"taskType": "TEXT_IMAGE", "textToImageParams": {"text": "x", "images": []}},
                "#/textToImageParams: extraneous key [images] is not permitted",
            ),
            ({"taskType": "TEXT_IMAGE", "textToImageParams": {}}, "#/textToImageParams: required key [text] not found"),
            ({"taskType": "TEXT_IMAGE"}, "#: required key [textToImageParams] not found"),
            (titan_body(numberOfImages=6), "#/imageGenerationConfig/numberOfImages: 6 is not less or equal to 5"),
            (titan_body(cfgScale=1), "#/imageGenerationConfig/cfgScale: 1 is not greater or equal to 1.1"),
            (
                titan_body(seed=2147483647),
                "#/imageGenerationConfig/seed: 2147483647 is not less or equal to 2147483646",
            ),
            (titan_body(quality="best"), "#/imageGenerationConfig/quality: best is not a valid enum value"),
            (titan_body(seed="7"), "#/imageGenerationConfig/seed: expected type: Integer, found: String"),
            (titan_body(seed="7", cfgScale=11), "2 schema violations found"),
            (
                titan_body(width=1024, height=1000),
                (
                    "#/imageGenerationConfig: width and height must be one of the 25 documented pairs, "
                    "such as 1024 x 1024, 1152 x 768 or 512 x 512"
                ),
            ),
            ({"taskType": "DRAW", "textToImageParams": {"text": "x"}}, "#/taskType: DRAW is not a valid enum value"),
            ({}, "#: required key [taskType] not found"),
            (
                {"taskType": "VIRTUAL_TRY_ON"},
                "#/taskType: VIRTUAL_TRY_ON is documented by AWS, and not drawn by this sandbox",
            ),
        ],
    )
    def test_a_body_that_breaks_the_contract_is_refused(
        self, bedrock: BedrockSandbox, invoke: Invoke, body: dict[str, Any], violation: str
    ) -> None:
        with pytest.raises(ClientError) as refused:
            invoke(TITAN, **body)

        assert refused.value.response["Error"]["Code"] == "ValidationException"
        assert refused.value.response["Error"]["Message"] == (
            f"Malformed input request: {violation}, please reformat your input and try again."
        )
        assert refused.value.response["ResponseMetadata"]["HTTPStatusCode"] == 400
        assert bedrock.totals["charged_usd"] == 0


@pytest.mark.usefixtures("alive")
class TestNova:
    def test_free_sizes_and_long_prompts(self, invoke: Invoke) -> None:
        answer = invoke(NOVA, "us-east-1", **titan_body("x" * 1024, width=1600, height=400))

        assert opened(answer["images"][0]).size == (1600, 400)

    @pytest.mark.parametrize(
        ("config", "violation"),
        [
            ({"width": 321, "height": 320}, "321 is not a multiple of 16"),
            ({"width": 304, "height": 320}, "304 is not greater or equal to 320"),
            ({"width": 2048, "height": 320}, "at most 4:1, not 2048:320"),
            ({"width": 4096, "height": 4096}, "at most 4194304 pixels"),
        ],
    )
    def test_sizes_out_of_bounds_are_refused(self, invoke: Invoke, config: dict[str, int], violation: str) -> None:
        with pytest.raises(ClientError, match=violation):
            invoke(NOVA, "us-east-1", **titan_body(**config))


class TestStability:
    @pytest.mark.parametrize("model_id", [CORE, ULTRA, SD35])
    def test_one_picture_with_its_seed_and_no_finish_reason(self, invoke: Invoke, model_id: str) -> None:
        answer = invoke(model_id, prompt="a fox", negative_prompt="dogs", aspect_ratio="16:9", seed=7)

        assert answer["seeds"] == [7]
        assert answer["finish_reasons"] == [None]
        assert opened(answer["images"][0]).size == (1344, 768)

    def test_seed_0_draws_any(self, invoke: Invoke) -> None:
        seeds = {invoke(CORE, prompt="a fox", seed=0)["seeds"][0] for _ in range(2)}

        assert len(seeds) == 2
        assert 0 not in seeds

    @pytest.mark.parametrize(("model_id", "kind"), [(CORE, "jpeg"), (SD35, "webp"), (ULTRA, "png")])
    def test_the_asked_format_is_drawn(self, invoke: Invoke, model_id: str, kind: str) -> None:
        assert opened(invoke(model_id, prompt="a fox", output_format=kind)["images"][0]).format == kind.upper()

    @pytest.mark.parametrize(
        ("model_id", "extra", "violation"),
        [
            (CORE, {"aspect_ratio": "2:1"}, "#/aspect_ratio: 2:1 is not a valid enum value"),
            (CORE, {"mode": "text-to-image"}, "extraneous key [mode] is not permitted"),
            (ULTRA, {"strength": 0.35}, "extraneous key [strength] is not permitted"),
            (ULTRA, {"output_format": "PNG"}, "#/output_format: PNG is not a valid enum value"),
            (SD35, {"cfg_scale": 5}, "extraneous key [cfg_scale] is not permitted"),
            (SD35, {"seed": 4294967295}, "4294967295 is not less or equal to 4294967294"),
            (SD35, {"image": "…"}, "#/image: is allowed with mode image-to-image only"),
        ],
    )
    def test_what_the_live_model_rejects_is_refused(
        self, invoke: Invoke, model_id: str, extra: dict[str, object], violation: str
    ) -> None:
        with pytest.raises(ClientError) as refused:
            invoke(model_id, prompt="a fox", **extra)

        assert violation in refused.value.response["Error"]["Message"]

    def test_text_to_image_may_be_said_to_sd35(self, invoke: Invoke) -> None:
        assert invoke(SD35, prompt="a fox", mode="text-to-image")["finish_reasons"] == [None]


class TestBodies:
    @pytest.mark.parametrize(
        ("raw", "message"),
        [
            (b"", "Malformed input request, please reformat"),
            (b"{'prompt': 1}", "Malformed input request, please reformat"),
            (b'{"cfgScale": NaN}', "Malformed input request, please reformat"),
            (b"[" * 100_000, "Malformed input request, please reformat"),
            (b"[]", "#: expected type: JSONObject, found: JSONArray"),
            (b" " * 25_000_001, "Member must have length less than or equal to 25000000"),
        ],
    )
    def test_a_body_that_is_no_json_object_is_refused(self, raw: bytes, message: str) -> None:
        with pytest.raises(BedrockError) as refused:
            parse_body(raw)

        assert message in refused.value.message

    @given(
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(
                    st.sampled_from(["taskType", "textToImageParams", "imageGenerationConfig", "text", "seed", "width"])
                    | st.text(max_size=4),
                    inner,
                    max_size=4,
                )
            ),
            max_leaves=12,
        )
    )
    @settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    def test_any_json_is_taken_or_refused_in_words(self, body: object) -> None:
        try:
            Contract("titan-v2.text-image.json").check(body)
        except BedrockError as refusal:
            assert refusal.message.startswith("Malformed input request: ")  # noqa: PT017 - both ways are right

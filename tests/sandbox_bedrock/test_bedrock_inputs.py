"""The image services' bodies and pictures: what each takes, and how it refuses the rest."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from sandbox.bedrock import BedrockSandbox
from sandbox.bedrock.catalog import MODELS
from sandbox.bedrock.contracts import Contract
from sandbox.bedrock.errors import BedrockError
from tests.sandbox_bedrock.scenery import SD35, encoded, malformed, refusal, scene, service

Invoke = Callable[..., dict[str, Any]]

PICTURE = encoded(scene())
PROMPT = {"prompt": "x"}
NO_MARGIN = "#: at least one of left, right, up and down must be greater than 0"


@pytest.fixture(autouse=True)
def plain(bedrock: BedrockSandbox) -> None:
    bedrock.change(painter="plain")


class TestStabilitysServices:
    @pytest.mark.parametrize(
        ("key", "more", "violation"),
        [
            ("stable-image-inpaint", {}, "#: required key [prompt] not found"),
            ("stable-image-inpaint", PROMPT, "#: needs a mask, or an image with transparent pixels"),
            ("stable-image-inpaint", {**PROMPT, "grow_mask": 21}, "#/grow_mask: 21 is not less or equal to 20"),
            ("stable-image-erase-object", PROMPT, "#: extraneous key [prompt] is not permitted"),
            ("stable-outpaint", {}, NO_MARGIN),
            ("stable-outpaint", {"left": 0, "up": 0}, NO_MARGIN),
            ("stable-outpaint", {"left": 2001}, "#/left: 2001 is not less or equal to 2000"),
            (
                "stable-outpaint",
                {"left": 9, "negative_prompt": "x"},
                "#: extraneous key [negative_prompt] is not permitted",
            ),
            ("stable-fast-upscale", {"seed": 1}, "#: extraneous key [seed] is not permitted"),
            ("stable-creative-upscale", {**PROMPT, "creativity": 0.6}, "#/creativity: 0.6 is not less or equal to 0.5"),
            (
                "stable-conservative-upscale",
                {**PROMPT, "style_preset": "anime"},
                "#: extraneous key [style_preset] is not permitted",
            ),
            ("stable-image-search-replace", PROMPT, "#: required key [search_prompt] not found"),
            ("stable-image-search-recolor", PROMPT, "#: required key [select_prompt] not found"),
            ("stable-image-remove-background", PROMPT, "#: extraneous key [prompt] is not permitted"),
            (
                "stable-image-control-sketch",
                {**PROMPT, "control_strength": 1.1},
                "#/control_strength: 1.1 is not less or equal to 1",
            ),
            (
                "stable-image-control-structure",
                {**PROMPT, "style_preset": "cubist"},
                "#/style_preset: cubist is not a valid enum value",
            ),
            (
                "stable-image-style-guide",
                {**PROMPT, "aspect_ratio": "4:3"},
                "#/aspect_ratio: 4:3 is not a valid enum value",
            ),
        ],
    )
    def test_a_body_that_breaks_the_contract_is_refused(
        self, bedrock: BedrockSandbox, invoke: Invoke, key: str, more: dict[str, object], violation: str
    ) -> None:
        assert refusal(invoke, service(key), {"image": PICTURE, **more}) == malformed(violation)
        assert bedrock.totals["charged_usd"] == 0

    @pytest.mark.parametrize(
        ("body", "violation"),
        [
            ({"init_image": PICTURE}, "#: required key [style_image] not found"),
            (
                {"init_image": PICTURE, "style_image": PICTURE, "change_strength": 0},
                "#/change_strength: 0 is not greater or equal to 0.1",
            ),
        ],
    )
    def test_a_style_transfer_takes_two_pictures(self, invoke: Invoke, body: dict[str, object], violation: str) -> None:
        assert refusal(invoke, service("stable-style-transfer"), body) == malformed(violation)

    @pytest.mark.parametrize(
        ("key", "size", "violation"),
        [
            ("stable-image-remove-background", (63, 64), "each side must be at least 64 pixels, not 63 x 64 pixels"),
            (
                "stable-image-remove-background",
                (3072, 3073),
                "must have at most 9437184 pixels, not 9440256 (3072 x 3073 pixels)",
            ),
            (
                "stable-image-remove-background",
                (251, 100),
                "the ratio of its sides must be at most 2.5:1, not 251 x 100 pixels",
            ),
            ("stable-fast-upscale", (1537, 700), "each side must be at most 1536 pixels, not 1537 x 700 pixels"),
            ("stable-fast-upscale", (31, 64), "each side must be at least 32 pixels, not 31 x 64 pixels"),
            ("stable-fast-upscale", (1025, 1024), "must have at most 1048576 pixels, not 1049600 (1025 x 1024 pixels)"),
            (
                "stable-creative-upscale",
                (1025, 1024),
                "must have at most 1048576 pixels, not 1049600 (1025 x 1024 pixels)",
            ),
        ],
    )
    def test_a_picture_out_of_bounds_is_refused_with_the_numbers(
        self, invoke: Invoke, key: str, size: tuple[int, int], violation: str
    ) -> None:
        body: dict[str, object] = {"image": encoded(Image.new("RGB", size)), **(PROMPT if "creative" in key else {})}

        assert refusal(invoke, service(key), body) == malformed(f"#/image: {violation}")

    @pytest.mark.parametrize("size", [(64, 64), (160, 64), (3072, 3072), (100, 250)])
    def test_a_picture_just_inside_the_bounds_is_taken(self, invoke: Invoke, size: tuple[int, int]) -> None:
        answer = invoke(
            service("stable-image-control-sketch"),
            image=encoded(Image.new("RGB", size)),
            prompt="x",
            output_format="jpeg",
        )

        assert answer["finish_reasons"] == [None]

    @pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
    def test_three_formats_are_taken(self, invoke: Invoke, kind: str) -> None:
        answer = invoke(service("stable-fast-upscale"), image=encoded(scene(), kind))

        assert answer["finish_reasons"] == [None]

    def test_image_to_image_needs_its_image_and_strength(self, invoke: Invoke) -> None:
        body: dict[str, object] = {"prompt": "x", "mode": "image-to-image", "image": PICTURE}

        assert refusal(invoke, SD35, body) == malformed("#: required key [strength] not found")
        assert refusal(invoke, SD35, {**body, "strength": 0.5, "aspect_ratio": "1:1"}) == malformed(
            "#/aspect_ratio: is allowed with mode text-to-image only"
        )

    def test_a_response_over_the_cap_does_not_arrive_and_was_paid_for(
        self, bedrock: BedrockSandbox, invoke: Invoke
    ) -> None:
        bedrock.change(picture_bytes=13_000_000)

        refused = refusal(invoke, service("stable-fast-upscale"), {"image": encoded(scene(64, 64))})

        assert refused.startswith('{"detail":"Response payload size 17')
        assert refused.endswith(' bytes exceeds the maximum allowed size of 16777216 bytes"}')
        assert bedrock.totals["charged_usd"] == 0.03


class TestEveryContract:
    CONTRACTS = sorted({name for model in MODELS.values() for name in model.contracts.values()})

    @given(data=st.data())
    @settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    def test_any_json_is_taken_or_refused_in_words(self, data: st.DataObject) -> None:
        contract = Contract(data.draw(st.sampled_from(self.CONTRACTS)))
        leaf = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8)
        params = st.dictionaries(st.sampled_from(_KEYS), leaf | st.lists(leaf, max_size=3), max_size=6)
        body = data.draw(st.dictionaries(st.sampled_from(_KEYS), leaf | params, max_size=6))
        try:
            contract.check(body)
        except BedrockError as refusal:
            assert refusal.message.startswith("Malformed input request: ")  # noqa: PT017 - both ways are right


_KEYS = [
    *("taskType", "textToImageParams", "inPaintingParams", "outPaintingParams", "imageVariationParams", "images"),
    *("colorGuidedGenerationParams", "colors", "backgroundRemovalParams", "imageGenerationConfig", "maskPrompt"),
    *(
        "maskImage",
        "image",
        "text",
        "conditionImage",
        "controlMode",
        "prompt",
        "mask",
        "left",
        "up",
        "mode",
        "strength",
    ),
    *("aspect_ratio", "search_prompt", "init_image", "style_image", "grow_mask", "seed", "width", "height"),
]

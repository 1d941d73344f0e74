"""Masks, seen in pixels: what each contract changes and, byte for byte, what it leaves."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageStat

from sandbox.bedrock import BedrockSandbox
from tests.sandbox_bedrock.scenery import (
    NOVA,
    TITAN,
    TITAN_V1,
    changed,
    encoded,
    first,
    is_only,
    mask,
    opened,
    scene,
    service,
)

Invoke = Callable[..., dict[str, Any]]

BOX = (64, 80, 160, 192)
SOURCE = scene()
SIZE = SOURCE.size


@pytest.fixture(autouse=True)
def alive(bedrock: BedrockSandbox) -> None:
    bedrock.change({TITAN_V1: "active", TITAN: "active", NOVA: "active"})


def titan(invoke: Invoke, task: str, params: Mapping[str, object], model_id: str = TITAN, **config: object) -> Any:  # noqa: ANN401 - JSON
    key = "inPaintingParams" if task == "INPAINTING" else "outPaintingParams"
    region = "us-east-1" if model_id == NOVA else "us-west-2"
    return invoke(model_id, region, taskType=task, **{key: params}, imageGenerationConfig=config)


class TestTitansMasks:
    """Black is the inside: inpainting changes it, outpainting keeps it."""

    @pytest.mark.parametrize("model_id", [TITAN_V1, TITAN, NOVA])
    @pytest.mark.parametrize("text", [{}, {"text": "a red balloon"}])
    def test_inpainting_changes_black_and_nothing_else(
        self, invoke: Invoke, model_id: str, text: dict[str, str]
    ) -> None:
        params = {"image": encoded(SOURCE), "maskImage": encoded(mask(SIZE, BOX, inside=0)), **text}

        painted = first(titan(invoke, "INPAINTING", params, model_id))

        assert is_only(changed(SOURCE, painted), BOX)

    @pytest.mark.parametrize("model_id", [TITAN_V1, TITAN, NOVA])
    def test_precise_outpainting_changes_white_and_nothing_else(self, invoke: Invoke, model_id: str) -> None:
        white = mask(SIZE, BOX, inside=255)
        params = {"image": encoded(SOURCE), "text": "mars", "outPaintingMode": "PRECISE", "maskImage": encoded(white)}

        painted = first(titan(invoke, "OUTPAINTING", params, model_id))

        assert is_only(changed(SOURCE, painted), BOX)

    def test_default_outpainting_may_touch_the_edge_of_what_it_keeps(self, invoke: Invoke) -> None:
        params = {"image": encoded(SOURCE), "text": "mars", "maskImage": encoded(mask(SIZE, BOX, inside=0))}

        kept = ImageChops.invert(changed(SOURCE, first(titan(invoke, "OUTPAINTING", params))))

        assert kept.getbbox() == (68, 84, 156, 188)

    @pytest.mark.parametrize("task", ["INPAINTING", "OUTPAINTING"])
    def test_a_mask_prompt_finds_the_same_place_for_both_tasks_and_gives_it_back(
        self, invoke: Invoke, task: str
    ) -> None:
        params = {"image": encoded(SOURCE), "text": "a balloon", "maskPrompt": "the red square", "returnMask": True}
        mode = {"outPaintingMode": "PRECISE"} if task == "OUTPAINTING" else {}

        answer = titan(invoke, task, {**params, **mode})

        white, edited = opened(answer["maskImage"]).convert("L"), changed(SOURCE, first(answer))
        inside = ImageChops.invert(white)
        assert edited.tobytes() == (inside if task == "INPAINTING" else white).tobytes()
        assert 0.05 < ImageStat.Stat(inside).mean[0] / 255 < 0.4

    def test_a_mask_without_an_inside_changes_nothing(self, invoke: Invoke) -> None:
        params = {"image": encoded(SOURCE), "maskImage": encoded(Image.new("L", SIZE, 255)), "text": "a fox"}

        assert first(titan(invoke, "INPAINTING", params)).tobytes() == SOURCE.tobytes()

    def test_a_batch_of_edits_is_a_batch_of_different_pictures(self, invoke: Invoke) -> None:
        params = {"image": encoded(SOURCE), "maskImage": encoded(mask(SIZE, BOX, inside=0)), "text": "a fox"}

        assert len(set(titan(invoke, "INPAINTING", params, numberOfImages=3)["images"])) == 3


class TestStabilitysMasks:
    """White is what is edited."""

    @pytest.mark.parametrize(("key", "words"), [("inpaint", {"prompt": "a red balloon"}), ("erase-object", {})])
    def test_white_is_changed_and_nothing_else(self, invoke: Invoke, key: str, words: dict[str, str]) -> None:
        white = encoded(mask(SIZE, BOX, inside=255))

        answer = invoke(service(f"stable-image-{key}"), image=encoded(SOURCE), mask=white, grow_mask=0, **words)

        assert is_only(changed(SOURCE, first(answer)), BOX)

    def test_the_mask_grows_by_five_pixels_unless_said_otherwise(self, invoke: Invoke) -> None:
        def touched(**more: int) -> object:
            body = {"image": encoded(SOURCE), "mask": encoded(mask(SIZE, BOX, inside=255)), "prompt": "a fox"}
            return changed(SOURCE, first(invoke(service("stable-image-inpaint"), **body, **more))).getbbox()

        assert touched() == (59, 75, 165, 197)
        assert touched(grow_mask=20) == (44, 60, 180, 212)

    def test_a_mask_of_another_size_is_fitted(self, invoke: Invoke) -> None:
        small = encoded(mask((128, 128), (32, 40, 80, 96), inside=255))

        answer = invoke(service("stable-image-inpaint"), image=encoded(SOURCE), mask=small, prompt="a fox", grow_mask=0)

        assert changed(SOURCE, first(answer)).getbbox() == BOX

    @pytest.mark.parametrize(("key", "words"), [("inpaint", {"prompt": "a fox"}), ("erase-object", {})])
    def test_transparent_pixels_stand_for_a_mask(self, invoke: Invoke, key: str, words: dict[str, str]) -> None:
        holed = SOURCE.convert("RGBA")
        holed.putalpha(mask(SIZE, BOX, inside=0).convert("L"))

        answer = invoke(service(f"stable-image-{key}"), image=encoded(holed), grow_mask=0, **words)

        assert is_only(changed(SOURCE, first(answer)), BOX)

    @pytest.mark.parametrize(
        ("key", "words"),
        [
            ("search-replace", {"prompt": "a robot", "search_prompt": "the cat"}),
            ("search-recolor", {"prompt": "green", "select_prompt": "the cat"}),
        ],
    )
    def test_a_thing_searched_for_is_changed_and_most_of_the_picture_is_not(
        self, invoke: Invoke, key: str, words: dict[str, str]
    ) -> None:
        answer = invoke(service(f"stable-image-{key}"), image=encoded(SOURCE), **words)

        share = ImageStat.Stat(changed(SOURCE, first(answer))).mean[0] / 255
        assert 0.05 < share < 0.5

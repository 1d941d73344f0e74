"""What each edit does to the picture that is handed in, seen in its pixels."""

from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageStat

from sandbox.bedrock import BedrockSandbox
from tests.sandbox_bedrock.scenery import (
    SD35,
    TITAN,
    encoded,
    first,
    scene,
    service,
)

Invoke = Callable[..., dict[str, Any]]

SOURCE = scene()


@pytest.fixture(autouse=True)
def alive(bedrock: BedrockSandbox) -> None:
    bedrock.change({TITAN: "active"})


def distance(one: Image.Image, other: Image.Image) -> float:
    """Mean difference of a channel, 0 to 255."""
    other = other.convert("RGB").resize(one.size)
    return sum(ImageStat.Stat(ImageChops.difference(one.convert("RGB"), other)).mean) / 3


def varied(invoke: Invoke, **params: object) -> dict[str, Any]:
    config = {"width": 512, "height": 512, "numberOfImages": 2}
    return invoke(TITAN, taskType="IMAGE_VARIATION", imageVariationParams=params, imageGenerationConfig=config)


class TestEdits:
    def test_outpainting_puts_margins_around_the_picture_as_it_was(self, invoke: Invoke) -> None:
        answer = invoke(service("stable-outpaint"), image=encoded(SOURCE), left=100, down=50, prompt="a forest")

        extended = first(answer)
        assert extended.size == (356, 306)
        assert extended.crop((100, 0, 356, 256)).tobytes() == SOURCE.tobytes()
        assert distance(extended.crop((0, 0, 100, 306)), Image.new("RGB", (100, 306))) > 20

    @pytest.mark.parametrize("kind", ["png", "webp"])
    def test_a_cutout_is_transparent_around_its_subject(self, invoke: Invoke, kind: str) -> None:
        subject = Image.new("RGB", (300, 200), "white")
        subject.paste((200, 30, 30), (100, 50, 200, 150))

        answer = invoke(service("stable-image-remove-background"), image=encoded(subject), output_format=kind)

        alpha = first(answer).getchannel("A")
        assert (alpha.size, first(answer).format) == ((300, 200), kind.upper())
        assert [alpha.getpixel(spot) for spot in ((5, 5), (295, 195), (150, 100))] == [0, 0, 255]

    def test_titan_cuts_out_too(self, invoke: Invoke) -> None:
        answer = invoke(TITAN, taskType="BACKGROUND_REMOVAL", backgroundRemovalParams={"image": encoded(SOURCE)})

        assert first(answer).getchannel("A").getextrema() == (0, 255)

    def test_a_cutout_as_jpeg_is_on_white(self, invoke: Invoke) -> None:
        answer = invoke(service("stable-image-remove-background"), image=encoded(SOURCE), output_format="jpeg")

        assert (first(answer).mode, first(answer).getpixel((2, 2))) == ("RGB", (255, 255, 255))

    @pytest.mark.parametrize(
        ("key", "words", "size"),
        [
            ("fast", {}, (384, 256)),
            ("conservative", {"prompt": "a scene"}, (3808, 2544)),
            ("creative", {"prompt": "a scene"}, (3856, 2568)),
        ],
    )
    def test_an_upscale_is_the_same_picture_larger(
        self, invoke: Invoke, key: str, words: dict[str, str], size: tuple[int, int]
    ) -> None:
        source = scene(96, 64)

        answer = invoke(service(f"stable-{key}-upscale"), image=encoded(source), output_format="jpeg", **words)

        assert first(answer).size == size
        assert distance(source, first(answer)) < 20

    def test_a_larger_similarity_is_nearer_to_the_source(self, invoke: Invoke) -> None:
        far, near = (varied(invoke, images=[encoded(SOURCE)], similarityStrength=strength) for strength in (0.2, 1.0))

        assert distance(SOURCE, first(near)) < distance(SOURCE, first(far)) / 3
        assert near["images"][0] != near["images"][1]

    def test_a_variation_of_two_pictures_shows_both(self, invoke: Invoke) -> None:
        dark, bright = Image.new("RGB", (256, 256)), Image.new("RGB", (256, 256), "white")
        answer = varied(invoke, images=[encoded(dark), encoded(bright)], similarityStrength=1.0)

        assert 100 < ImageStat.Stat(first(answer).convert("L")).mean[0] < 155

    def test_strength_0_keeps_the_picture_and_1_ignores_it(self, invoke: Invoke) -> None:
        source = scene(1024, 1024)

        def drawn(image: Image.Image, strength: float) -> Image.Image:
            body = {"mode": "image-to-image", "image": encoded(image), "strength": strength}
            return first(invoke(SD35, prompt="a fox", seed=7, **body))

        assert drawn(source, 0).tobytes() == source.tobytes()
        assert drawn(source, 1).tobytes() == drawn(Image.new("RGB", (1024, 1024)), 1).tobytes()

    def test_colours_that_were_given_are_all_there_are(self, invoke: Invoke) -> None:
        params = {"text": "a fox", "colors": ["#000000", "#00ff00"]}
        config = {"width": 512, "height": 512}

        answer = invoke(
            TITAN, taskType="COLOR_GUIDED_GENERATION", colorGuidedGenerationParams=params, imageGenerationConfig=config
        )

        red, green, blue = first(answer).split()
        assert (red.getextrema(), blue.getextrema()) == ((0, 0), (0, 0))
        assert ImageStat.Stat(green).stddev[0] > 20

    def test_one_colour_is_given_dark_and_light_and_takes_after_the_reference(self, invoke: Invoke) -> None:
        config = {"width": 512, "height": 512}

        def drawn(reference: Image.Image) -> Image.Image:
            params = {"text": "a fox", "colors": ["#0000ff"], "referenceImage": encoded(reference)}
            body = {"colorGuidedGenerationParams": params, "imageGenerationConfig": config}
            return first(invoke(TITAN, taskType="COLOR_GUIDED_GENERATION", **body))

        one, other = drawn(SOURCE), drawn(SOURCE.transpose(Image.Transpose.FLIP_LEFT_RIGHT))
        assert ImageStat.Stat(one).mean[2] > ImageStat.Stat(one).mean[0] + 50
        assert distance(one, other) > 5

    def test_a_recolouring_without_the_name_of_a_colour_takes_one_from_the_prompts_sketch(self, invoke: Invoke) -> None:
        body = {"image": encoded(SOURCE), "select_prompt": "the sky", "prompt": "like a forest"}

        assert distance(SOURCE, first(invoke(service("stable-image-search-recolor"), **body))) > 1

    def test_a_style_of_one_flat_colour_lends_its_shades(self, invoke: Invoke) -> None:
        body = {"init_image": encoded(SOURCE), "style_image": encoded(Image.new("RGB", (64, 64), (0, 200, 0)))}
        red, _, blue = first(invoke(service("stable-style-transfer"), **body, change_strength=1)).split()

        assert red.tobytes() == blue.tobytes()

    @pytest.mark.parametrize("key", ["control-sketch", "control-structure"])
    def test_more_control_is_nearer_to_the_shapes_handed_in(self, invoke: Invoke, key: str) -> None:
        other = encoded(scene().transpose(Image.Transpose.FLIP_LEFT_RIGHT))

        def effect(strength: float) -> float:
            pair = (
                first(
                    invoke(
                        service(f"stable-image-{key}"), image=image, prompt="a fox", seed=7, control_strength=strength
                    )
                )
                for image in (encoded(SOURCE), other)
            )
            return distance(*pair)

        assert effect(0) == 0
        assert effect(0.4) < effect(1)

    @pytest.mark.parametrize("mode", ["CANNY_EDGE", "SEGMENTATION"])
    def test_titans_condition_image_shows_in_the_size_asked_for(self, invoke: Invoke, mode: str) -> None:
        config = {"width": 512, "height": 512}
        params = {"text": "a fox"}

        def drawn(**more: object) -> Image.Image:
            body = {"textToImageParams": {**params, **more}, "imageGenerationConfig": config}
            return first(invoke(TITAN, taskType="TEXT_IMAGE", **body))

        conditioned = drawn(conditionImage=encoded(SOURCE), controlMode=mode, controlStrength=1.0)

        assert conditioned.size == (512, 512)
        assert distance(conditioned, drawn()) > 5
        assert drawn(conditionImage=encoded(SOURCE), controlMode=mode, controlStrength=0).tobytes() == drawn().tobytes()

    def test_a_style_guide_lends_its_colours(self, invoke: Invoke) -> None:
        red = Image.merge("RGB", (Image.linear_gradient("L"), Image.new("L", (256, 256)), Image.new("L", (256, 256))))

        answer = invoke(
            service("stable-image-style-guide"), image=encoded(red), prompt="a fox", fidelity=1, aspect_ratio="16:9"
        )

        assert first(answer).size == (1344, 768)
        assert first(answer).getchannel("B").getextrema() == (0, 0)

    def test_a_style_transfer_keeps_the_first_picture_and_takes_the_seconds_colours(self, invoke: Invoke) -> None:
        green = Image.merge("RGB", (Image.new("L", (256, 256)), Image.linear_gradient("L"), Image.new("L", (256, 256))))
        body = {"init_image": encoded(SOURCE), "style_image": encoded(green)}

        full = first(invoke(service("stable-style-transfer"), **body, change_strength=1))
        none = first(invoke(service("stable-style-transfer"), **body, style_strength=0))

        assert full.getchannel("R").getextrema() == (0, 0)
        assert none.tobytes() == SOURCE.tobytes()

    def test_a_seed_repeats_an_edit(self, invoke: Invoke) -> None:
        body = {"image": encoded(SOURCE), "prompt": "a robot", "search_prompt": "sky", "seed": 7}
        one, other = (invoke(service("stable-image-search-replace"), **body) for _ in range(2))

        assert one == other
        assert one["seeds"] == [7]

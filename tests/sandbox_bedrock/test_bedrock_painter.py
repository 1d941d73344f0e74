"""The painter: the same order gives the same picture, other words another one, and any text paints."""

import io
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageStat

from sandbox.bedrock.orders import Order
from sandbox.bedrock.painter import paint, vocabulary
from sandbox.bedrock.painter.lettering import legible
from sandbox.bedrock.painter.scene import read_scene

TWO_OF_THEM = (
    "daguerreotype of robot and cowboy standing side-by-side, directly facing the camera, steampunk, western town in "
    "the background, long shot, sepia tone"
)
CALICO = (
    "photograph of a calico cat, cyberpunk, futuristic cityscape in the background, low angle, long shot, "
    'neon sign on building "CALICO CORP", Epic, photorealistic, 4K'
)


KNOWN_WORDS = [
    *vocabulary.SUBJECTS,
    *vocabulary.BACKDROPS,
    *vocabulary.MEDIA,
    *vocabulary.STYLES,
    *vocabulary.PALETTES,
    *vocabulary.LIGHTS,
    *vocabulary.HUES,
    *vocabulary.NEUTRALS,
    *vocabulary.LONG_SHOT,
    *vocabulary.CLOSE_UP,
    *vocabulary.LOW_ANGLE,
    *vocabulary.HIGH_ANGLE,
    '"NEON"',
    '"The Doctor is in"',
]


def painted(prompt: str, negative: str = "", *, seed: int = 1, side: int = 256) -> bytes:
    order = Order(
        prompt=prompt,
        negative_prompt=negative,
        width=side,
        height=side,
        seeds=(seed,),
        output_format="png",
        price_usd=0.0,
    )
    return paint(order, seed)


def difference(one: bytes, other: bytes) -> float:
    """Mean difference of a channel, 0 to 255."""
    pictures = (Image.open(io.BytesIO(data)).convert("RGB") for data in (one, other))
    return sum(ImageStat.Stat(ImageChops.difference(*pictures)).mean) / 3


class TestPictures:
    def test_the_same_order_and_seed_give_the_same_bytes(self) -> None:
        assert painted(CALICO) == painted(CALICO)

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("a fox", "a cat"),
            ("Doctor", "Painting of a doctor"),
            ("a doctor, close-up", "a doctor, long shot"),
            ("a doctor, low-angle shot", "a doctor, high angle"),
            ("a doctor, dim lighting", "a doctor, golden hour"),
            ("a doctor, blue and purple color scheme", "a doctor, pastel"),
            ("a doctor", 'a doctor, sign reading "The Doctor is in"'),
            ("a fox, watercolor", "a fox, pencil sketch"),
            ("quantum teapot", "velvet teapot"),
        ],
    )
    def test_each_element_of_a_prompt_changes_the_picture(self, one: str, other: str) -> None:
        assert difference(painted(one), painted(other)) > 3

    def test_another_seed_gives_another_picture(self) -> None:
        assert difference(painted("a fox", seed=1), painted("a fox", seed=2)) > 3

    def test_a_negative_prompt_takes_things_away(self) -> None:
        assert difference(painted("a doctor"), painted("a doctor", "people")) > 3
        assert difference(painted("a doctor", side=768), painted("a doctor", "Stethoscope", side=768)) > 0

    @pytest.mark.parametrize(("width", "height"), [(320, 704), (1536, 640), (2048, 1024), (64, 64)])
    def test_the_picture_has_the_asked_size(self, width: int, height: int) -> None:
        order = Order(
            prompt=TWO_OF_THEM,
            negative_prompt="",
            width=width,
            height=height,
            seeds=(1,),
            output_format="png",
            price_usd=0.0,
        )
        assert Image.open(io.BytesIO(paint(order, 1))).size == (width, height)

    @pytest.mark.parametrize("prompt", [TWO_OF_THEM, CALICO])
    def test_a_picture_of_1024_takes_less_than_300_ms(self, prompt: str) -> None:
        painted(prompt, side=1024)
        spent = []
        for _ in range(3):
            began = time.thread_time()
            painted(prompt, side=1024)
            spent.append(time.thread_time() - began)

        assert min(spent) < 0.3

    @given(prompt=st.text(max_size=200), negative=st.text(max_size=40), seed=st.integers(0, 2**32 - 1))
    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    def test_any_text_paints(self, prompt: str, negative: str, seed: int) -> None:
        assert painted(prompt, negative, seed=seed, side=128).startswith(b"\x89PNG")

    @given(
        words=st.lists(
            st.sampled_from(KNOWN_WORDS),
            max_size=8,
        )
    )
    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    def test_any_words_it_knows_paint_together(self, words: list[str]) -> None:
        assert painted(" ".join(words), side=128).startswith(b"\x89PNG")


class TestReading:
    def test_the_first_prompt_of_the_demo(self) -> None:
        scene = read_scene(TWO_OF_THEM, "")

        assert scene.subjects == ("robot", "cowboy")
        assert (scene.medium, scene.backdrop, scene.shot, scene.palette) == ("daguerreotype", "town", "long", "sepia")
        assert scene.styles == {"steampunk"}

    def test_the_second_prompt_of_the_demo(self) -> None:
        scene = read_scene(CALICO, "people, text errors")

        assert (scene.subjects, scene.coats["cat"]) == (("cat",), "calico")
        assert (scene.medium, scene.backdrop, scene.angle, scene.palette) == ("photo", "skyline", "low", "neon")
        assert scene.lettering == "CALICO CORP"

    @pytest.mark.parametrize(
        ("prompt", "negative", "subjects"),
        [
            ("a cowboy and a cat", "people", ("cat",)),
            ("two dogs and a fox", "", ("dog", "fox")),
            ("a cat and a dog", "animals", ()),
            ("a catalog of foxgloves", "", ()),
            ("고양이를 그려줘", "", ("cat",)),
            ("portrait", "", ("person",)),
            ("portrait of a wizard", "", ("wizard",)),
        ],
    )
    def test_subjects_are_whole_words_that_nobody_excluded(
        self, prompt: str, negative: str, subjects: tuple[str, ...]
    ) -> None:
        assert read_scene(prompt, negative).subjects == subjects

    def test_lettering_goes_when_text_is_unwanted(self) -> None:
        assert read_scene('a sign "OPEN"', "text").lettering == ""

    def test_letters_that_the_font_lacks_lose_their_accents_or_are_left_out(self) -> None:
        assert legible("CAFÉ 한국 \n NOIR") == "CAFE NOIR"

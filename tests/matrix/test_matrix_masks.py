"""Masks through the whole road, by pixels: each contract's own colours, both of ours, both directions."""

import io
from collections.abc import Callable

import pytest
from PIL import Image, ImageChops

from sandbox.bedrock import BedrockSandbox
from tests.matrix.wishes import BOX, HEIGHT, PICTURE, SCENERY, WIDTH, WISHES, box_of
from titan_core import MODELS, Erase, ImageClient, Inpainting, Mask, Model, Outpainting, OutpaintingMode, Task, find

ClientOf = Callable[[Model], ImageClient]

TITANS = ("titan-v1", "titan-v2", "nova-canvas")
INSIDE = box_of("white", "black").convert("L")
OUTSIDE = ImageChops.invert(INSIDE)


def changed(other: Image.Image) -> Image.Image:
    """White where a picture differs from the one handed in."""
    bands = ImageChops.difference(SCENERY, other.convert("RGB")).split()
    return ImageChops.lighter(ImageChops.lighter(bands[0], bands[1]), bands[2]).point([0] + [255] * 255)


def drawn(client_of: ClientOf, alias: str, task: Task) -> Image.Image:
    (picture,) = client_of(find(alias, MODELS)).generate(task).pictures
    return Image.open(io.BytesIO(picture.data))


@pytest.fixture(autouse=True)
def fresh(bedrock: BedrockSandbox) -> None:
    """Sketches are painted, nothing is left of another test."""
    bedrock.change(painter="sketch")


@pytest.fixture(params=["white", "black"])
def mask(request: pytest.FixtureRequest) -> Mask:
    """The box is to be edited, in either colour."""
    page = box_of("white", "black") if request.param == "white" else box_of("black", "white")
    return Mask.of(page, edit_colour=request.param)


@pytest.mark.parametrize("alias", [*TITANS, "inpaint"])
def test_inpainting_changes_every_pixel_inside_and_none_outside(client_of: ClientOf, mask: Mask, alias: str) -> None:
    painted = drawn(client_of, alias, Inpainting(image=PICTURE, mask_image=mask, prompt="a fox"))

    assert changed(painted).tobytes() == INSIDE.tobytes()


@pytest.mark.parametrize("alias", [*TITANS, "erase"])
@pytest.mark.parametrize("kind", [Erase, Inpainting])
def test_erasing_changes_every_pixel_inside_and_none_outside(
    client_of: ClientOf, mask: Mask, alias: str, kind: type[Erase] | type[Inpainting]
) -> None:
    painted = drawn(client_of, alias, kind(image=PICTURE, mask_image=mask))

    assert changed(painted).tobytes() == INSIDE.tobytes()


@pytest.mark.parametrize("alias", [*TITANS, "inpaint"])
def test_precise_outpainting_changes_every_pixel_that_is_to_be_edited_and_none_other(
    client_of: ClientOf, mask: Mask, alias: str
) -> None:
    task = Outpainting(image=PICTURE, mask_image=mask.inverted(), prompt="mars", mode=OutpaintingMode.PRECISE)

    assert changed(drawn(client_of, alias, task)).tobytes() == OUTSIDE.tobytes()


def test_a_kept_box_is_carried_on_around_by_outpaint(client_of: ClientOf, bedrock: BedrockSandbox) -> None:
    painted = drawn(client_of, "outpaint", WISHES["paint around a box"])

    sent = bedrock.calls[0]["body"]
    assert [sent.get(side) for side in ("left", "up", "right", "down")] == [96, 80, WIDTH - 224, HEIGHT - 240]
    assert painted.size == (WIDTH, HEIGHT)
    assert painted.convert("RGB").crop(BOX).tobytes() == SCENERY.crop(BOX).tobytes()
    assert changed(painted).crop((0, 0, WIDTH, BOX[1])).histogram()[255] > WIDTH * BOX[1] * 0.9


@pytest.mark.parametrize("alias", [*TITANS, "outpaint"])
def test_margins_are_added_where_they_were_asked_for(client_of: ClientOf, alias: str) -> None:
    task = Outpainting(image=PICTURE, left=64, down=32, prompt="a forest", mode=OutpaintingMode.PRECISE)

    extended = drawn(client_of, alias, task)

    assert extended.size == (WIDTH + 64, HEIGHT + 32)
    assert extended.convert("RGB").crop((64, 0, WIDTH + 64, HEIGHT)).tobytes() == SCENERY.tobytes()


def test_two_calls_keep_what_stands_in_front_and_draw_what_is_behind(
    client_of: ClientOf, bedrock: BedrockSandbox
) -> None:
    task = Outpainting(image=PICTURE, mask_prompt="the red square", prompt="mars", mode=OutpaintingMode.PRECISE)

    painted = changed(drawn(client_of, "inpaint", task))

    assert [call["model_id"] for call in bedrock.calls] == [
        "us.stability.stable-image-remove-background-v1:0",
        "us.stability.stable-image-inpaint-v1:0",
    ]
    assert [painted.getpixel(spot) for spot in ((4, 4), (WIDTH - 4, HEIGHT - 4), (190, 180))] == [255, 255, 0]


@pytest.mark.parametrize("alias", [*TITANS, "search-replace"])
def test_words_for_a_place_change_a_part_and_leave_the_rest(client_of: ClientOf, alias: str) -> None:
    painted = changed(drawn(client_of, alias, WISHES["paint over words"]))

    share = painted.histogram()[255] / (WIDTH * HEIGHT)
    assert 0.05 < share < 0.5

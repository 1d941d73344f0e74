"""What the form says of what stands in it: advice, faults, prices, and no field that is missing."""

import json

import pytest

from bot.listeners.edits import start_of_picture
from bot.locale import words_for
from bot.orders.filling import Fault, Filled, request_of
from bot.orders.order import Order
from bot.orders.origin import Origin
from bot.prompt_line import Request
from bot.store.pictures import PictureId, StoredPicture
from bot.views.form.faults import fault_text
from bot.views.form.preview import Outlook, preview
from bot.views.form.view import Face, Form, Shown, faults_by_block, form_view
from tests.bot.job_rows import job
from titan_core.catalog import find
from titan_core.errors import InvalidTaskError
from titan_core.results import Estimate
from titan_core.tasks import TextToImage

EN = words_for("en")


def advice(prompt: str, negative_prompt: str = "", model: str = "core") -> str:
    request = Request(prompt=prompt, negative_prompt=negative_prompt)
    usd = find(model).prices[0].standard
    estimate = Estimate(usd=usd, model=find(model), at_most=usd)
    return json.dumps(preview(Outlook(found=request, estimate=estimate), EN, "/imagine"), ensure_ascii=False)


def only_fault(filled: Filled) -> str:
    found = request_of(filled)
    assert isinstance(found, tuple)
    (fault,) = found
    return fault_text(fault, EN, "/imagine")


def test_words_that_are_too_long_for_the_model_are_counted() -> None:
    assert "Titan Image Generator G1 v2 takes 512 characters of words; these are 600." in advice(
        "x" * 600, model="titan-v2"
    )
    assert "characters" not in advice("x" * 600)


def test_what_is_unwanted_is_written_without_a_no() -> None:
    assert "write “dogs” without a no" in advice("a fox", "no dogs")


def test_a_line_that_is_too_long_to_copy_is_not_shown() -> None:
    assert "/imagine" in advice("x " * 1000)
    assert "/imagine" not in advice("x " * 2000)


def test_flags_without_a_counterpart_are_named() -> None:
    found = request_of(Filled(prompt="a fox --chaos 20"))
    assert isinstance(found, Request)

    shown = json.dumps(preview(Outlook(found=found), EN, "/imagine"))
    assert "has no counterpart here" in shown
    assert "No model that is there can draw this" in shown


def test_elements_that_are_too_long_together_are_counted() -> None:
    elements = dict.fromkeys(("subject", "medium", "style", "shot"), "x" * 3000)

    assert "10,000 characters are allowed here; these are 12" in only_fault(Filled(elements=elements))


def test_things_that_are_unwanted_in_two_places_are_counted_together() -> None:
    filled = Filled(prompt=f"a fox --no {'x' * 6000}", negative_prompt="y" * 6000)

    assert "10,000 characters are allowed here; these are 12,002" in only_fault(filled)


def test_a_fault_between_fields_is_said_without_a_range() -> None:
    problem = InvalidTaskError(field="size", value="1", reason="conflict", allowed=("aspect_ratio",))

    assert "another field" in fault_text(Fault(field="size", problem=problem), EN, "/imagine")


def test_faults_of_the_words_stand_at_the_subject_in_the_builder() -> None:
    problem = InvalidTaskError(field="prompt", value="", reason="empty")
    faults = (Fault(field="prompt", problem=problem), Fault(field="light", problem=problem))

    assert set(faults_by_block(Shown(draft="1", face=Face.PLAIN), faults, EN, "/")) == {"form_prompt.1"}
    in_builder = faults_by_block(Shown(draft="1", face=Face.BUILDER, round=4), faults, EN, "/")
    assert set(in_builder) == {"form_subject.4", "form_light.4"}


@pytest.mark.parametrize(("length", "fields"), [(100, 1), (2600, 2), (3100, 2), (9900, 4)])
def test_there_is_always_room_to_go_on(length: int, fields: int) -> None:
    filled = Filled(prompt="x" * length)
    form = Form(
        shown=Shown(draft="1", face=Face.PLAIN),
        filled=filled,
        origin=Origin(),
        outlook=Outlook(found=request_of(filled)),
    )
    blocks = form_view(form, EN, "/imagine")["blocks"]

    assert sum(str(block.get("block_id")).startswith("form_prompt") for block in blocks) == fields


def test_a_shape_that_cannot_be_read_is_shown_as_it_was_typed() -> None:
    filled = Filled(prompt="x", aspect_ratio="wide")
    form = Form(
        shown=Shown(draft="1", face=Face.PLAIN),
        filled=filled,
        origin=Origin(),
        outlook=Outlook(found=request_of(filled)),
    )

    assert '"wide"' in json.dumps(form_view(form, EN, "/imagine"))


def test_one_of_several_pictures_is_edited_with_its_own_seed() -> None:
    picture = stored(Order.of(TextToImage(prompt="a fox", seed=7, number_of_images=3)), seed=9)

    alone, together = (start_of_picture(picture, is_alone=is_alone) for is_alone in (True, False))
    assert (alone.seed, alone.number_of_images) == ("9", "")
    assert (together.seed, together.number_of_images) == ("7", "3")


def stored(order: Order, *, seed: int) -> StoredPicture:
    row = job(request=order.to_json())
    return StoredPicture(
        id=PictureId(job_id=row.id, index=2),
        job=row,
        file="2.png",
        slack_file_id=None,
        width=1024,
        height=1024,
        seed=seed,
        model_id="stability.stable-image-core-v1:1",
        drawn_at=0.0,
        deleted_at=None,
    )

"""What is made of a picture, and of what was made of it: orders alone, nothing is drawn."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.orders.deriving import (
    SIDES,
    cut_out,
    drawn_again,
    extended,
    order_of,
    recolored,
    replaced,
    rerolled,
    restyled,
    upscaled,
    varied,
)
from bot.orders.order import SEVERAL, Action, Order, Source
from bot.store.pictures import PictureId, StoredPicture
from tests.bot.job_rows import job
from titan_core.tasks import (
    ImageVariation,
    Outpainting,
    Quality,
    SearchAndReplace,
    Size,
    StructureControl,
    TextToImage,
    UpscaleMode,
)

_NUMBERS = itertools.count(1)
FOX = TextToImage(prompt="a red fox at a red door", negative_prompt="dogs", seed=7, quality=Quality.PREMIUM)


def picture(order: Order, width: int = 1024, height: int = 768, index: int = 0) -> StoredPicture:
    row = job(request=order.to_json(), id=f"{next(_NUMBERS):012x}")
    return StoredPicture(
        id=PictureId(job_id=row.id, index=index),
        job=row,
        file=f"{index}.png",
        slack_file_id=None,
        width=width,
        height=height,
        seed=order.seed,
        model_id="stability.stable-image-core-v1:1",
        drawn_at=1.0,
        deleted_at=None,
    )


def fox() -> StoredPicture:
    return picture(Order.of(FOX))


def test_a_reroll_is_the_same_line_with_another_seed() -> None:
    order = rerolled(picture(Order.of(replace(FOX, number_of_images=4))), seed=9, is_alone=False)

    assert order.sketch() == replace(FOX, seed=9, number_of_images=4)
    assert order.action is Action.REROLL


def test_a_reroll_of_one_picture_out_of_four_draws_one() -> None:
    order = rerolled(picture(Order.of(replace(FOX, number_of_images=4))), seed=9, is_alone=True)

    assert order.number_of_images == 1


def test_a_reroll_of_a_derived_picture_repeats_the_derivation_from_the_same_source() -> None:
    first = fox()
    second = picture(replaced(first, search="door", by="gate"))
    again = rerolled(second, seed=9, is_alone=True)

    assert isinstance(again.sketch(), SearchAndReplace)
    assert again.sources == {"image": Source(picture=first.id)}
    assert again.parent == second.id
    assert again.prompt == "a red fox at a red gate"


def test_a_variation_starts_from_the_picture_with_its_words_and_else_draws_them_anew() -> None:
    source = fox()
    order = varied(source, seed=9)
    task = order.sketch()

    assert isinstance(task, ImageVariation)
    assert (task.prompt, task.negative_prompt, task.seed, task.quality) == (FOX.prompt, "dogs", 9, Quality.PREMIUM)
    assert order.sources == {SEVERAL: Source(picture=source.id)}
    assert order.words_only().sketch() == replace(FOX, seed=9)  # the old seed would draw the old picture


def test_what_was_cut_out_is_varied_by_the_words_of_the_picture_it_was_cut_from() -> None:
    order = varied(picture(cut_out(fox())), seed=9)
    words = order.words_only().sketch()

    assert order.prompt == FOX.prompt
    assert isinstance(words, TextToImage)
    assert str(words.aspect_ratio) == "4:3"


@pytest.mark.parametrize("mode", UpscaleMode)
def test_upscalers_that_draw_anew_are_told_what_is_seen(mode: UpscaleMode) -> None:
    order = upscaled(fox(), mode)

    assert order.asked.get("prompt", "") == ("" if mode is UpscaleMode.FAST else FOX.prompt)
    assert order.prompt == FOX.prompt


def test_zooming_out_adds_a_share_of_the_pictures_own_sides_on_each() -> None:
    task = extended(fox(), sides=SIDES, share=0.5).sketch()

    assert isinstance(task, Outpainting)
    assert task.margins == {"left": 512, "right": 512, "up": 384, "down": 384}
    assert task.prompt == FOX.prompt


def test_an_extension_to_one_side_leaves_the_others_and_stays_within_the_models_margin() -> None:
    task = extended(picture(Order.of(FOX), 4096, 4096), sides=["right"], share=1, words="a forest").sketch()

    assert isinstance(task, Outpainting)
    assert task.margins == {"right": 2000}
    assert task.prompt.endswith(", a forest")


@pytest.mark.parametrize(
    ("search", "seen"),
    [
        ("RED door", r"a red fox at a \g<0> gate"),
        ("the lamp", r"a red fox at a red door, \g<0> gate"),
        ("ox", r"a red fox at a red door, \g<0> gate"),
    ],
)
def test_what_was_replaced_is_no_longer_named(search: str, seen: str) -> None:
    assert replaced(fox(), search=search, by=r"\g<0> gate").prompt == seen


def test_a_recolouring_is_remembered_in_words() -> None:
    order = recolored(fox(), what="door", colors="blue")

    assert order.asked["prompt"] == "blue"
    assert order.prompt == f"{FOX.prompt}, door in blue"


def test_a_restyling_keeps_the_layout_or_else_draws_its_words_in_the_pictures_shape() -> None:
    order = restyled(fox(), style="as a woodcut", seed=9)
    task, words = order.sketch(), order.words_only().sketch()

    assert isinstance(task, StructureControl)
    assert isinstance(words, TextToImage)
    assert task.prompt == words.prompt == f"{FOX.prompt}, as a woodcut"
    assert str(words.aspect_ratio) == "4:3"
    assert order.seed == words.seed == 9


def test_words_too_many_for_a_prompt_leave_the_new_ones_whole() -> None:
    order = restyled(picture(Order.of(TextToImage(prompt="x" * 10_000))), style="as a woodcut", seed=1)

    assert len(order.prompt) == 10_000
    assert order.prompt.endswith("x, as a woodcut")


def test_the_model_that_was_named_stays_named() -> None:
    assert varied(picture(Order.of(FOX, model="ultra")), seed=1).model == "ultra"


def test_what_is_made_of_a_posted_preview_is_for_all() -> None:
    assert not rerolled(picture(Order.of(FOX, private=True)), seed=1, is_alone=True).private


def test_what_failed_is_drawn_again_with_its_seed() -> None:
    order = varied(fox(), seed=9)

    assert drawn_again(order, is_source_gone=False) == order


def test_what_lost_its_source_is_drawn_again_from_words_with_its_seed() -> None:
    source = fox()
    vary = drawn_again(varied(source, seed=9), is_source_gone=True)
    replacement = drawn_again(replaced(source, search="door", by="gate").with_seed(9), is_source_gone=True)

    for order, prompt in ((vary, FOX.prompt), (replacement, "a red fox at a red gate")):
        assert order is not None
        assert (order.sources, order.parent, order.prompt, order.seed) == ({}, None, prompt, 9)


def test_a_picture_of_ours_whose_file_is_gone_is_drawn_again_itself_to_go_on_from() -> None:
    source = picture(Order.of(replace(FOX, seed=7, number_of_images=4), model="ultra", private=True))
    for lost in (varied(source, seed=9), upscaled(source, UpscaleMode.FAST), cut_out(source)):
        order = drawn_again(lost.with_seed(9), is_source_gone=True, source=source)

        assert order is not None
        assert order.sketch() == replace(FOX, seed=7)
        assert (order.model, order.parent, order.private) == ("ultra", None, False)


def test_new_words_about_a_picture_that_is_gone_are_drawn_rather_than_the_old_ones() -> None:
    order = drawn_again(restyled(fox(), style="as a woodcut", seed=9), is_source_gone=True, source=fox())

    assert order is not None
    assert order.prompt == f"{FOX.prompt}, as a woodcut"


def test_what_lost_its_source_and_has_no_words_cannot_be_drawn_again() -> None:
    wordless = Order(
        asked={"task": "BackgroundRemoval"}, sources={"image": Source(file_id="F1")}, action=Action.CUT_OUT
    )
    assert drawn_again(wordless, is_source_gone=True) is None


words = st.text(min_size=1, max_size=40).filter(str.strip)
long_words = words | st.just("long " * 600)
seeds = st.integers(0, 4_294_967_294)
sides = st.sets(st.sampled_from(SIDES), min_size=1)
starts = st.builds(
    TextToImage,
    prompt=st.text(min_size=1, max_size=60).filter(str.strip) | st.just("x" * 10_000),
    negative_prompt=st.text(max_size=20),
    size=st.none() | st.builds(Size, st.integers(64, 4096), st.integers(64, 4096)),
    seed=st.none() | seeds,
    number_of_images=st.integers(1, 5),
    cfg_scale=st.none() | st.floats(1.1, 10),
    quality=st.sampled_from(Quality),
)


def derivations(source: StoredPicture) -> st.SearchStrategy[Order]:
    own = st.just(source)
    return st.one_of(
        st.builds(lambda seed, alone: rerolled(source, seed=seed, is_alone=alone), seeds, st.booleans()),
        st.builds(varied, own, seed=seeds),
        st.builds(upscaled, own, st.sampled_from(UpscaleMode)),
        st.builds(cut_out, own),
        st.builds(extended, own, sides=sides, share=st.floats(0.01, 1), words=st.just("") | long_words),
        st.builds(replaced, own, search=words, by=long_words),
        st.builds(recolored, own, what=words, colors=long_words),
        st.builds(restyled, own, style=long_words, seed=seeds),
    )


@given(data=st.data(), start=starts | st.none(), width=st.integers(64, 12_000), height=st.integers(64, 12_000))
def test_anything_made_of_anything_made_of_anything_can_be_drawn_again_and_written_down(
    data: st.DataObject, start: TextToImage | None, width: int, height: int
) -> None:
    shared = Order(asked={"task": "ImageVariation"}, sources={SEVERAL: Source(file_id="F1")}, action=Action.VARY)
    source = picture(Order.of(start) if start else shared, width, height)
    for _ in range(3):
        order = data.draw(derivations(source))
        assert order.parent == source.id
        assert order.words_only().sketch()
        assert Order.from_json(order.to_json()) == order
        source = picture(order, width, height)
        assert order_of(source) == order

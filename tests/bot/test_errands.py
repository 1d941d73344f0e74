"""Errands as JSON, whose claims they share; the line of an order; the view of its parameters at its edges."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.locale import LANGUAGES, words_for
from bot.orders.errand import Errand, ErrandKind
from bot.orders.lines import line_of_one, typed_line
from bot.orders.order import SEVERAL, Action, Order, Source, stand_in
from bot.prompt_line import Asking, parse
from bot.store.jobs import Job, State
from bot.store.people import Person
from bot.store.pictures import PictureId, StoredPicture
from bot.views.parameters import parameters_view
from titan_core.parameters import asked_of
from titan_core.tasks import AspectRatio, ImageVariation, Size, TextToImage

ADA, BEN = Person(team_id="T1", user_id="U1"), Person(team_id="T1", user_id="U2")
PICTURE = PictureId(job_id="0123456789ab", index=0)
VIEW_BYTES, VIEW_BLOCKS = 250_000, 100


def errand(kind: ErrandKind, person: Person = ADA, **more: object) -> Errand:
    given: dict[str, object] = {"channel_id": "C1", "thread_ts": "1.0", **more}
    return Errand(
        id=f"{kind}:{person.user_id}",
        kind=kind,
        picture=PICTURE,
        person=person,
        seen_channel_id="C1",
        seen_ts="1.0",
        **given,  # type: ignore[arg-type]  # Errand's own
    )


def stored(order: Order, *, index: int = 0, seed: int | None = 7) -> StoredPicture:
    job = Job(
        id=PICTURE.job_id,
        intent="i",
        team_id="T1",
        channel_id="C1",
        thread_ts=None,
        user_id="U1",
        command="/imagine",
        response_url=None,
        response_url_uses=0,
        request=order.to_json(),
        state=State.DELIVERED,
        turn=1,
        asked_at=0.0,
        outcome={"price_usd": "0.04", "parts": [{}], "redrawn": False},
    )
    return StoredPicture(
        id=replace(PICTURE, index=index),
        job=job,
        file=f"{index}.png",
        slack_file_id=None,
        width=1024,
        height=1024,
        seed=seed,
        model_id="stability.stable-image-core-v1:1",
        drawn_at=1_790_000_000.0,
        deleted_at=None,
    )


@pytest.mark.parametrize("kind", ErrandKind)
def test_an_errand_is_the_same_after_json(kind: ErrandKind) -> None:
    one = errand(kind, view_id="V1", is_confirmed=True)
    assert Errand.from_json(json.loads(json.dumps(one.to_json()))) == one


@pytest.mark.parametrize("kind", [ErrandKind.PICK, ErrandKind.SHOW, ErrandKind.POST])
def test_of_two_people_who_ask_for_the_same_in_one_place_one_is_enough(kind: ErrandKind) -> None:
    assert errand(kind).claim == errand(kind, BEN).claim
    assert errand(kind).claim != errand(kind, channel_id="C2").claim
    assert errand(kind).claim != errand(kind, is_whole=True).claim


@pytest.mark.parametrize("kind", [ErrandKind.SEND, ErrandKind.FILE])
def test_what_each_person_may_have_again_is_claimed_by_nobody_else(kind: ErrandKind) -> None:
    assert errand(kind).claim != errand(kind, BEN).claim


prompts = st.lists(st.from_regex(r"[a-z가-힣]{2,8}", fullmatch=True), min_size=2, max_size=9).map(" ".join)
shapes = st.builds(AspectRatio, st.integers(1, 50), st.integers(1, 50))
sizes = st.builds(Size, st.sampled_from([512, 1024]), st.sampled_from([512, 768, 1024]))


@settings(deadline=None, max_examples=60)
@given(prompt=prompts, no=prompts | st.just(""), shape=st.none() | shapes | sizes, seed=st.integers(0, 4294967294))
def test_the_line_of_an_order_asks_for_it_again(
    prompt: str, no: str, shape: AspectRatio | Size | None, seed: int
) -> None:
    field = "size" if isinstance(shape, Size) else "aspect_ratio"
    task = TextToImage(prompt=prompt, negative_prompt=no, seed=seed, number_of_images=2, **{field: shape})  # type: ignore[arg-type]  # one of the two
    line = typed_line(Order.of(task, model="core"))
    assert line is not None
    read = parse(line)
    assert isinstance(read, Asking)
    assert (read.requests[0].task(), read.requests[0].model) == (task, "core")


def test_a_picture_made_of_another_has_no_line() -> None:
    task = ImageVariation(images=(stand_in(),), prompt="a red fox")
    order = Order(asked=asked_of(task), sources={SEVERAL: Source(picture=PICTURE)}, action=Action.VARY, parent=PICTURE)
    assert typed_line(order) is None
    assert line_of_one(stored(order), [stored(order)]) is None


def test_one_of_several_is_drawn_alone_by_its_own_seed_and_with_the_others_where_they_share_one() -> None:
    order = Order.of(TextToImage(prompt="a fox", number_of_images=2, seed=7))
    own = [stored(order, index=0, seed=7), stored(order, index=1, seed=8)]
    shared = [stored(order, index=0, seed=7), stored(order, index=1, seed=7)]

    assert line_of_one(own[1], own) == "a fox --seed 8"
    assert line_of_one(shared[1], shared) == "a fox --n 2 --seed 7"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("letter", ["x", "한", "🦊", "א", "x "])
def test_the_parameters_of_the_longest_prompts_fit_a_view(language: str, letter: str) -> None:
    longest = (letter * 10_000)[:10_000]
    order = Order.of(TextToImage(prompt=longest, negative_prompt=longest, size=Size(1024, 1024), cfg_scale=7.5))
    view = parameters_view(stored(order), [stored(order)], [], words_for(language))

    assert len(json.dumps(view)) < VIEW_BYTES
    assert len(view["blocks"]) <= VIEW_BLOCKS
    shown = "".join(
        element["text"]
        for block in view["blocks"]
        for section in block["elements"]
        if section["type"] == "rich_text_section"
        for element in section["elements"]
    )
    assert shown.count(longest) == 2

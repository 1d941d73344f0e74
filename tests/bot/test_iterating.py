"""A line that goes on from a picture: what is appended, what is replaced, what goes in."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.orders.iterating import USUAL_KEEP, Basis, drawn_over, request_of, similarity
from bot.orders.order import SEVERAL, Action, Order, Source, stand_in
from bot.orders.threads import Threads
from bot.prompt_line import Asking, Problem, Request, parse
from bot.store.database import Database
from bot.store.jobs import Jobs, State
from bot.store.people import Person
from bot.store.pictures import PictureId, Pictures, StoredPicture
from bot.store.posts import Posts
from tests.bot.job_rows import ADA, GENERAL, TEAM, add, job
from titan_core.parameters import asked_of
from titan_core.tasks import AspectRatio, BackgroundRemoval, ImageVariation, TextToImage

ROOT = "1700000000.000100"


def drawn(order: Order, *, width: int = 1024, height: int = 1024, seed: int | None = 7) -> StoredPicture:
    row = job(request=order.to_json(), state=State.DELIVERED)
    return StoredPicture(
        id=PictureId(job_id=row.id, index=0),
        job=row,
        file="0.png",
        slack_file_id=None,
        width=width,
        height=height,
        seed=seed,
        model_id="amazon.titan-image-generator-v2:0",
        drawn_at=1_000_000.0,
        deleted_at=None,
    )


FOX = Order.of(TextToImage(prompt="a red fox", negative_prompt="dogs", seed=3, number_of_images=4))


def going_on(picture: StoredPicture, line: str) -> Order:
    """What a line in the picture's thread asks for."""
    basis = Basis(words=request_of(picture.job, picture), picture=picture)
    parsed = parse(line, onto=basis.words)
    assert isinstance(parsed, Asking), parsed
    return basis.order(parsed.requests[0])


def test_words_are_appended_and_what_must_stay_out_is_added_once() -> None:
    order = going_on(drawn(FOX), "in snow --no people, dogs")

    assert order.prompt == "a red fox, in snow"
    assert order.negative_prompt == "dogs, people"


def test_flags_replace_its_flags_and_others_stay() -> None:
    wide = Order.of(TextToImage(prompt="a fox", aspect_ratio=None, cfg_scale=5.0, seed=3), model="nova-canvas")
    order = going_on(drawn(wide), "--cfg 8 --ar 3:2")

    assert order.asked["cfg_scale"] == "8.0"
    assert order.asked["aspect_ratio"] == "3:2"
    assert order.model == "nova-canvas"


def test_a_shape_that_the_picture_did_not_get_is_not_asked_for_again() -> None:
    wide = Order.of(TextToImage(prompt="a fox", aspect_ratio=AspectRatio(16, 9)))

    assert going_on(drawn(wide, width=1344, height=768), "in snow").asked["aspect_ratio"] == "16:9"
    square = going_on(drawn(wide, width=1024, height=1024), "in snow")
    assert "aspect_ratio" not in {**square.asked, **(square.otherwise or {})}
    odd = going_on(drawn(wide, width=1216, height=832), "in snow")
    assert "aspect_ratio" not in odd.asked
    assert odd.words_only().asked["aspect_ratio"] == "3:2"


def test_it_has_the_pictures_own_seed_unless_the_line_has_one() -> None:
    picture = drawn(FOX, seed=5)

    assert going_on(picture, "in snow").seed == 5
    assert going_on(picture, "in snow --seed 9").seed == 9


def test_one_picture_goes_on_as_one_picture() -> None:
    assert going_on(drawn(FOX), "in snow").number_of_images == 1
    assert going_on(drawn(FOX), "in snow --n 3").number_of_images == 3


def test_the_picture_goes_in_and_its_words_are_drawn_where_no_model_takes_it() -> None:
    picture = drawn(FOX)
    order = going_on(picture, "in snow")

    assert order.sources == {SEVERAL: Source(picture=picture.id)}
    assert (order.action, order.parent) == (Action.ITERATE, picture.id)
    assert isinstance(order.sketch(), ImageVariation)
    words = order.words_only()
    assert (words.prompt, words.seed, dict(words.sources)) == ("a red fox, in snow", 7, {})


@pytest.mark.parametrize(("keep", "strength"), [(1, 0.208), (30, 0.45), (60, None), (None, None), (80, 0.85), (100, 1)])
def test_keep_says_how_much_of_it_stays(keep: int | None, strength: float | None) -> None:
    assert similarity(keep) == strength


@given(st.integers(0, 99))
def test_more_kept_is_never_less_alike(keep: int) -> None:
    usual = 0.7
    here, more = (similarity(it) or usual for it in (keep, keep + 1))

    assert 0.2 <= here <= more <= 1.0
    assert usual == (similarity(USUAL_KEEP) or usual)


def test_keep_0_is_words_alone_with_the_same_seed() -> None:
    picture = drawn(FOX)
    order = going_on(picture, "in snow --keep 0")

    assert (dict(order.sources), order.seed, order.parent) == ({}, 7, picture.id)
    assert isinstance(order.sketch(), TextToImage)


def test_new_leaves_the_picture_aside() -> None:
    order = going_on(drawn(FOX), "a hen --new")

    assert (order.prompt, order.action, order.parent, order.seed) == ("a hen", Action.IMAGINE, None, None)


def test_words_that_grow_past_the_limit_are_a_problem_before_anything_is_spent() -> None:
    picture = drawn(Order.of(TextToImage(prompt="x" * 9_990)))
    parsed = parse("in a snowy landscape", onto=request_of(picture.job))

    assert isinstance(parsed, Problem)
    assert parsed.code == "too_long"


def test_the_words_of_a_wide_picture_are_drawn_wide_though_nobody_said_so() -> None:
    asked = asked_of(ImageVariation(images=(stand_in(),), prompt="a fox"))
    wide = Order(asked=asked, sources={SEVERAL: Source(file_id="F0000000001")})

    assert going_on(drawn(wide, width=1536, height=1024), "in snow").words_only().asked["aspect_ratio"] == "3:2"


def test_a_picture_without_words_has_those_of_the_line() -> None:
    cut = Order(asked=asked_of(BackgroundRemoval(image=stand_in())), sources={"image": Source(file_id="F0000000001")})

    assert going_on(drawn(cut, seed=None), "in snow").prompt == "in snow"


def test_a_picture_of_somebody_goes_in_and_there_is_nothing_to_draw_without_it() -> None:
    source = Source(file_id="F0000000001", name="cat.png", user_id=ADA)
    order = drawn_over(Request(prompt="in snow", keep=90), source)

    assert order.sources == {SEVERAL: source}
    assert order.otherwise is None
    assert drawn_over(Request(prompt="in snow", keep=0), source).sources == {}


TURNS = st.lists(
    st.sampled_from(
        [
            "in snow",
            "--ar 3:2",
            "--no people",
            "--keep 0",
            "--keep 100",
            "with a hat --seed 4",
            "--n 2",
            "눈 속에서",
            "a: b",
        ]
    ),
    min_size=1,
    max_size=6,
)


@given(turns=TURNS, width=st.integers(64, 4096), height=st.integers(64, 4096))
def test_any_turns_build_orders_that_keep_all_words_that_were_said(turns: list[str], width: int, height: int) -> None:
    picture = drawn(FOX)
    for turn in turns:
        order = going_on(picture, turn)
        assert Order.from_json(order.to_json()) == order
        assert order.prompt.startswith("a red fox")
        picture = drawn(order, width=width, height=height)
    assert all(turn in order_prompt(picture) for turn in turns if turn in {"in snow", "눈 속에서", "a: b"})


def order_prompt(picture: StoredPicture) -> str:
    return Order.from_json(picture.job.request).prompt


@pytest.fixture
def threads(database: Database, jobs: Jobs) -> Threads:
    return Threads(jobs=jobs, pictures=Pictures(database), posts=Posts(database))


ADA_HERE = Person(team_id=TEAM, user_id=ADA)


def shown(
    database: Database, prompt: str, *, at: float = 1.0, index: int | None = None, team_id: str = TEAM
) -> PictureId:
    """A picture that was drawn and stands in the thread."""
    order = Order.of(TextToImage(prompt=prompt, seed=7))
    row = job(request=order.to_json(), state=State.DELIVERED, thread_ts=ROOT, asked_at=at, team_id=team_id)
    add(database, row)
    picture = PictureId(job_id=row.id, index=index or 0)
    drawn_row = {"job_id": row.id, "index": picture.index, "file": "0.png", "width": 1024, "height": 1024, "seed": 7}
    Pictures(database).keep([{**drawn_row, "model_id": "a model", "drawn_at": at}])
    Posts(database, clock=lambda: at).add(
        channel_id=GENERAL, ts=f"{at}", team_id=row.team_id, thread_ts=ROOT, job_id=row.id, index=index, user_id=ADA,
        file_id=None,
    )  # fmt: skip
    return picture


def being_drawn(database: Database, prompt: str, *, at: float, **changes: Any) -> None:  # noqa: ANN401  # a job's fields
    request = replace(Order.of(TextToImage(prompt=prompt, seed=9)), private=changes.pop("private", False)).to_json()
    add(database, job(**{"request": request, "state": State.DRAWING, "thread_ts": ROOT, "asked_at": at, **changes}))


def test_a_thread_is_about_its_newest_picture(threads: Threads, database: Database) -> None:
    shown(database, "a red fox", at=1.0)
    newest = shown(database, "a red fox in snow", at=2.0, index=2)
    basis = threads.basis(ADA_HERE, GENERAL, ROOT)

    assert basis.picture is not None
    assert basis.picture.id == newest
    assert basis.words is not None
    assert basis.words.prompt == "a red fox in snow"


def test_words_that_are_being_drawn_count_before_their_picture_is_there(threads: Threads, database: Database) -> None:
    picture = shown(database, "a red fox", at=1.0)
    being_drawn(database, "a red fox, in snow", at=2.0)
    basis = threads.basis(ADA_HERE, GENERAL, ROOT)

    assert basis.words is not None
    assert (basis.words.prompt, basis.words.seed) == ("a red fox, in snow", 9)
    assert basis.picture is not None
    assert basis.picture.id == picture


def test_words_under_a_placeholder_count_too(threads: Threads, database: Database) -> None:
    being_drawn(database, "a red fox", at=1.0, thread_ts=None, place_channel_id=GENERAL, place_ts=ROOT)
    basis = threads.basis(ADA_HERE, GENERAL, ROOT)

    assert basis.words is not None
    assert basis.order(basis.words).action is Action.ITERATE


@pytest.mark.parametrize("changes", [{"private": True}, {"cancelled_by": ADA}, {"state": State.REFUSED}])
def test_what_nobody_is_to_see_is_no_beginning(threads: Threads, database: Database, changes: dict[str, Any]) -> None:
    being_drawn(database, "a secret fox", at=1.0, **changes)

    assert threads.basis(ADA_HERE, GENERAL, ROOT) == Basis()


def test_deleted_and_foreign_pictures_are_no_beginning(threads: Threads, database: Database) -> None:
    Pictures(database).delete(shown(database, "a red fox", at=1.0))
    assert threads.basis(ADA_HERE, GENERAL, ROOT) == Basis()

    shown(database, "another workspace's fox", at=2.0, team_id="T0OTHER001")
    assert threads.basis(ADA_HERE, GENERAL, ROOT) == Basis()


def test_outside_a_thread_nothing_is_gone_on_from(threads: Threads, database: Database) -> None:
    shown(database, "a red fox")

    assert threads.basis(ADA_HERE, GENERAL, None) == Basis()

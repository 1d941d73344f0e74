"""Of several pictures some may fail: what is told of them, and the order that draws the rest."""

from collections.abc import Collection
from typing import Any

import pytest

from bot.locale import words_for
from bot.orders.order import Order
from bot.orders.rest import missing, rest_of
from bot.views.aside import aside
from tests.bot.job_rows import job
from tests.road.scenes import said
from titan_core.tasks import TextToImage

FAILED = {"refused": False, "code": "throttled", "values": {"model_id": "core"}, "reference": "ab12cd34"}
HIGHEST_SEED = 4_294_967_294


def order(count: int = 4, seed: int = 40) -> Order:
    return Order.of(TextToImage(prompt="a fox", seed=seed, number_of_images=count))


def outcome(drawn: Collection[int], *, withheld: int = 0, rest: Any = FAILED) -> dict[str, Any]:  # noqa: ANN401  # JSON
    return {"parts": [{"index": index} for index in drawn], "withheld": withheld, "rest": rest}


@pytest.mark.parametrize(
    ("drawn", "count", "seed"),
    [
        ([0, 1, 2], 1, 43),
        ([0, 2, 3], 1, 41),
        ([1, 2, 3], 1, 40),
        ([0, 3], 2, 41),
        ([1, 3], 2, None),
        ([1], 3, None),
    ],
)
def test_what_is_missing_is_drawn_with_its_own_seeds_where_they_follow_one_another(
    drawn: list[int], count: int, seed: int | None
) -> None:
    rest = rest_of(order(), outcome(drawn))

    assert (rest.number_of_images, rest.seed) == (count, seed)
    assert rest.prompt == "a fox"


def test_what_a_filter_kept_back_is_not_drawn_again() -> None:
    rest = rest_of(order(), outcome([0, 1], withheld=1))

    assert (rest.number_of_images, rest.seed) == (1, None)


def test_seeds_end_somewhere() -> None:
    assert rest_of(order(2, HIGHEST_SEED), outcome([0])).seed is None


def test_what_was_redrawn_from_words_goes_on_from_words() -> None:
    words = order(2)
    wanted = Order.of(TextToImage(prompt="as the picture", number_of_images=2), otherwise=words.asked)

    assert rest_of(wanted, {**outcome([0]), "redrawn": True}).prompt == words.prompt


def test_a_whole_draw_and_one_of_an_older_version_miss_nothing() -> None:
    assert missing(order(), outcome([0, 1, 2, 3], rest=None)) == 0
    assert missing(order(), {"parts": [{"index": 0}], "withheld": 3}) == 0


@pytest.mark.parametrize(
    ("language", "told", "button"),
    [
        ("en", "3 of 4 pictures drawn and charged, 1 missing.", "Draw the rest"),
        ("ko", "그림 4장 중 3장을 그렸고 그만큼 비용이 들었어요. 1장이 빠졌어요.", "나머지 그리기"),
    ],
)
def test_the_asker_is_told_what_is_missing_why_and_how_to_have_it_drawn(language: str, told: str, button: str) -> None:
    it = job(request=order().to_json())
    news = {"about": "delivered", "losses": [], **outcome([0, 1, 3])}

    message = aside(it, news, words_for(language))

    assert message
    assert said(message).startswith(told)
    (pressed,) = message["blocks"][-1]["elements"]
    assert (pressed["text"]["text"], pressed["value"]) == (button, it.id)

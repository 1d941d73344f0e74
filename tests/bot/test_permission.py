"""What rules say to orders, each from both sides; what is always kept out stands in what is drawn, once."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.orders.asked import Asked
from bot.orders.order import SEVERAL, Order, Source
from bot.rules.permission import Rules, with_unwanted
from bot.rules.refusal import Refusal, RefusalCode
from bot.rules.rules import ChannelRules, WorkspaceRules
from bot.rules.standing import Standing, standing_of
from bot.store.people import Person
from bot.store.pictures import PictureId
from titan_core.catalog import MODELS, Model, find
from titan_core.tasks import TextToImage

ADA = Person(team_id="T1", user_id="U1")
TITAN, CORE, REPLACE = (find(name, MODELS) for name in ("titan-v2", "core", "search-replace"))
PICTURE = Source(picture=PictureId(job_id="0" * 12, index=0))
FOX = Order.of(TextToImage(prompt="a red fox", negative_prompt="guns"))
REPLACED = Order(
    asked={"task": "SearchAndReplace", "search_prompt": "the hat", "prompt": "a gun"},
    sources={"image": PICTURE},
    about="a fox in a hat",
)
VARIED = Order(
    asked={"task": "ImageVariation"}, sources={SEVERAL: PICTURE}, otherwise={"task": "TextToImage", "prompt": "a gun"}
)
CUT_OUT = Order(asked={"task": "BackgroundRemoval"}, sources={"image": PICTURE}, about="a gun on a table")


def asked(order: Order = FOX) -> Asked:
    return Asked(
        intent="1", person=ADA, channel_id="C1", thread_ts=None, command="/imagine", response_url=None, order=order
    )


def models_for(order: Order) -> Sequence[Model]:
    if order.model:
        return [find(order.model)]
    return [TITAN, CORE] if order.asked["task"] == "TextToImage" else [REPLACE]


def refusal(order: Order = FOX, channel: ChannelRules | None = None, **workspace: Any) -> Refusal | None:  # noqa: ANN401  # any rule
    rules = Rules(workspace=WorkspaceRules(**workspace), channel=channel or ChannelRules())
    return rules.refusal_of(asked(order), models_for)


@pytest.mark.parametrize(
    ("rules", "code"),
    [
        ({"is_stopped": True}, RefusalCode.STOPPED),
        ({"channels": ("C2",)}, RefusalCode.CHANNEL),
        ({"channels": ("C1", "C2")}, None),
        ({"closed_channels": ("C1",)}, RefusalCode.CHANNEL),
        ({"closed_channels": ("C2",)}, None),
        ({"channels": ("C1",), "closed_channels": ("C1",)}, RefusalCode.CHANNEL),
        ({"people": ("U2",)}, RefusalCode.PERSON),
        ({"people": ("U1",)}, None),
        ({"closed_people": ("U1",)}, RefusalCode.PERSON),
        ({"tasks": ("ImageVariation",)}, RefusalCode.TASK),
        ({"tasks": ("TextToImage",)}, None),
        ({"channel": ChannelRules(tasks=("ImageVariation",)), "tasks": ("TextToImage",)}, RefusalCode.TASK),
        ({"models": (REPLACE.model_id,)}, RefusalCode.MODEL),
        ({"models": (CORE.model_id,)}, None),
        ({"channel": ChannelRules(models=(TITAN.model_id,)), "models": (CORE.model_id,)}, RefusalCode.MODEL),
        ({"refused_words": ("fox",)}, RefusalCode.WORDS),
        ({"channel": ChannelRules(refused_words=("Red Fox",))}, RefusalCode.WORDS),
        ({"refused_words": ("guns", "ox")}, None),  # to keep something out is no offence
    ],
)
def test_each_rule_from_both_sides(rules: dict[str, Any], code: RefusalCode | None) -> None:
    found = refusal(**rules)
    assert (found.code if found else None) is code


@pytest.mark.parametrize("order", [REPLACED, VARIED, CUT_OUT])
def test_refused_words_are_looked_for_in_whatever_is_read_or_shown(order: Order) -> None:
    found = refusal(order, refused_words=("gun",))
    assert found == Refusal(code=RefusalCode.WORDS, values={"where": "workspace"})
    assert refusal(order, refused_words=("rifle",)) is None


def test_a_named_model_must_be_allowed_and_those_that_are_are_told() -> None:
    named = Order.of(TextToImage(prompt="a red fox"), model="titan-v2")

    assert refusal(named, models=(CORE.model_id, TITAN.model_id)) is None
    found = refusal(named, models=(CORE.model_id,))
    assert found
    assert found.values == {"name": TITAN.title, "allowed": "core"}


def test_a_task_that_no_model_can_do_is_no_matter_of_rules() -> None:
    rules = Rules(workspace=WorkspaceRules(models=(CORE.model_id,)), channel=ChannelRules())
    assert rules.refusal_of(asked(), lambda _order: []) is None


@pytest.mark.parametrize(
    ("standing", "by_default", "where_guests_may", "where_external_may"),
    [
        (Standing.MEMBER, None, None, None),
        (Standing.GUEST, RefusalCode.GUEST, None, RefusalCode.GUEST),
        (Standing.EXTERNAL, RefusalCode.EXTERNAL, RefusalCode.EXTERNAL, None),
        (None, RefusalCode.UNSURE, RefusalCode.UNSURE, RefusalCode.UNSURE),
    ],
)
def test_guests_and_others_may_not_unless_it_is_said(
    standing: Standing | None,
    by_default: RefusalCode | None,
    where_guests_may: RefusalCode | None,
    where_external_may: RefusalCode | None,
) -> None:
    for guests, external, code in (
        (False, False, by_default),
        (True, False, where_guests_may),
        (False, True, where_external_may),
        (True, True, None),
    ):
        rules = Rules(workspace=WorkspaceRules(guests=guests, external=external), channel=ChannelRules())
        found = rules.refusal_of_standing(standing)
        assert (found.code if found else None) is code


@pytest.mark.parametrize(
    ("user", "standing"),
    [
        ({"team_id": "T1"}, Standing.MEMBER),
        ({}, Standing.MEMBER),
        ({"team_id": "T1", "is_restricted": True}, Standing.GUEST),
        ({"team_id": "T1", "is_restricted": True, "is_ultra_restricted": True}, Standing.GUEST),
        ({"team_id": "T2"}, Standing.EXTERNAL),
        ({"team_id": "T2", "is_restricted": True}, Standing.EXTERNAL),
        ({"team_id": "T2", "enterprise_user": {"teams": ["T1", "T2"]}}, Standing.MEMBER),
        ({"is_stranger": True}, Standing.EXTERNAL),
        ({"team_id": "T1", "deleted": True}, Standing.GONE),
    ],
)
def test_who_somebody_is_by_slacks_words(user: dict[str, Any], standing: Standing) -> None:
    assert standing_of(ADA, user) is standing


def test_what_is_kept_out_comes_before_the_own_words_once() -> None:
    order = with_unwanted(with_unwanted(FOX, "blood, gore", 512), "blood, gore", 512)

    assert order.negative_prompt == "blood, gore, guns"
    assert order.prompt == FOX.prompt


def test_what_is_kept_out_stands_in_what_is_drawn_otherwise_too() -> None:
    order = with_unwanted(VARIED, "blood", 512)

    assert order.negative_prompt == "blood"
    assert order.words_only().negative_prompt == "blood"


def test_a_task_without_words_for_it_stays_as_it_is() -> None:
    assert with_unwanted(CUT_OUT, "blood", 512) == CUT_OUT


@given(own=st.lists(st.text("abc ", min_size=1, max_size=30), max_size=40), unwanted=st.text("def ,", max_size=200))
def test_the_rules_words_survive_whole_and_all_of_it_fits(own: list[str], unwanted: str) -> None:
    order = with_unwanted(Order.of(TextToImage(prompt="a fox", negative_prompt=", ".join(own))), unwanted, 256)

    assert order.negative_prompt.startswith(unwanted)
    assert not unwanted or len(order.negative_prompt) <= 256

"""What the intake decides without asking anybody: scripts, defaults, what lines share, the words on buttons."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.intake.defaults import with_defaults, with_unwanted
from bot.intake.scripts import is_mostly_foreign
from bot.locale import LANGUAGES, words_for
from bot.orders.order import Order
from bot.orders.roster import Standing, roster_of
from bot.prompt_line import Asking, Problem, Request, Word, parse
from bot.store.database import Database
from bot.store.drafts import Drafts
from bot.store.jobs import State
from bot.store.line import Wait
from bot.store.people import Person
from bot.store.preferences import ChannelPreferences, UserPreferences
from bot.store.queue import Others, Queue
from bot.views.asking import Question, question_message, told_apart
from bot.views.doors import door_message
from bot.views.mending import Mending, mending_message
from bot.views.message import Message
from bot.views.models import models_message
from bot.views.queue import Entry, queue_message
from sandbox.slack.block_kit import check_blocks
from tests.bot.job_rows import ADA, BEN, GENERAL, TEAM, add, job
from tests.bot.lines import one
from titan_core.catalog import CATALOG, find
from titan_core.client import ImageClient
from titan_core.settings import BedrockSettings
from titan_core.tasks import AspectRatio, TextToImage

EN = words_for("en")
PERSON = Person(team_id=TEAM, user_id=ADA)
LONG = ("<!channel> `x` *b* 👩‍👩‍👧 붉은 여우 ثعلب أحمر " * 300)[:10_000]


@pytest.mark.parametrize(
    ("prompt", "is_foreign"),
    [
        ("a red fox", False),
        ("붉은 여우", True),
        ("赤い狐", True),
        ("ثعلب أحمر", True),
        ("рыжая лиса", True),
        ("un renard roux à l'œil vert", False),
        ("con cáo đỏ trong tuyết trắng", False),
        ("\uff46\uff4f\uff58", False),  # full-width, as Korean keyboards type it
        ("a neon sign 서울", False),
        ("네온사인 neon", False),
        ("네온사인과 neon", True),
        ('a neon sign "서울의 밤은 길다"', False),
        ('간판 "SEOUL NIGHTS ARE LONG"', True),
        ('a sign "서울 without its end', False),
        ("🦊 --- 7", False),
        ("", False),
    ],
)
def test_a_prompt_is_foreign_if_most_letters_outside_quotes_are_of_another_script(
    prompt: str,
    is_foreign: bool,  # noqa: FBT001  a table's column
) -> None:
    assert is_mostly_foreign(prompt) is is_foreign


@given(st.text())
def test_no_text_at_all_is_too_odd_to_be_looked_at(prompt: str) -> None:
    assert is_mostly_foreign(prompt) in {True, False}


def test_defaults_fill_only_what_the_line_leaves_open() -> None:
    own = UserPreferences(aspect_ratio="16:9", model="core", number_of_images=2)

    assert with_defaults(one("a fox"), own) == one("a fox --ar 16:9 --model core --n 2")
    assert with_defaults(one("a fox --ar 2:3 --model ultra --n 1"), own) == one("a fox --ar 2:3 --model ultra --n 1")
    assert with_defaults(one("a fox --size 512x512"), own) == one("a fox --size 512x512 --model core --n 2")


def test_a_persons_own_defaults_come_before_the_channels() -> None:
    own, channel = UserPreferences(aspect_ratio="16:9"), ChannelPreferences(aspect_ratio="2:3", number_of_images=3)

    filled = with_defaults(one("a fox"), own, channel)
    assert (filled.aspect_ratio, filled.number_of_images) == (AspectRatio(16, 9), 3)


@pytest.mark.parametrize("left", [{"model": "dall-e-2"}, {"aspect_ratio": "wide"}, {"number_of_images": 9}])
def test_a_default_that_nothing_can_be_made_of_is_passed_over(left: dict[str, Any]) -> None:
    assert with_defaults(one("a fox"), UserPreferences(**left)) == one("a fox")
    assert with_defaults(one("a fox"), UserPreferences(**left), ChannelPreferences(model="core")).model == "core"


def test_what_is_never_wanted_is_added_once() -> None:
    own, channel = UserPreferences(negative_prompt="text, people"), ChannelPreferences(negative_prompt="Text,  dogs, ")

    assert with_unwanted(one("a fox"), own, channel).negative_prompt == "text, people, dogs"
    assert with_unwanted(one("a fox --no PEOPLE, cats"), own, channel).negative_prompt == "PEOPLE, cats, text, dogs"
    assert with_unwanted(one("a fox --no cats")) == one("a fox --no cats")


def test_what_is_never_wanted_gives_way_to_a_line_that_has_no_room_for_it() -> None:
    full = Request(prompt="a fox", negative_prompt="x" * 9_999)

    assert with_unwanted(full, UserPreferences(negative_prompt="people")) == full


@given(st.lists(st.text("ab ", max_size=90), min_size=1, max_size=20))
def test_lines_told_apart_are_as_many_and_differ_where_they_differed(lines: list[str]) -> None:
    apart = told_apart(lines)
    assert len(apart) == len(lines)
    assert len(set(apart)) == len(set(lines))


def test_lines_with_a_long_beginning_in_common_are_shown_from_where_they_differ() -> None:
    common = "a detailed oil painting of an old harbour at dawn, with fishing boats and gulls, in"

    apart = told_apart([f"{common} blue", f"{common} red"])
    assert apart == ["… boats and gulls, in blue", "… boats and gulls, in red"]
    assert told_apart(["a red fox", "a blue fox"]) == ["a red fox", "a blue fox"]


def problem_of(text: str) -> Problem:
    problem = parse(text)
    assert not isinstance(problem, Asking | Word)
    return problem


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("a fox --sead 7", "Draw with --seed 7"),
        ("a fox --sead 7 --ar 2:3", "Draw with --seed 7"),
        ("a fox --negatve two-headed dogs, text --ar 2:3", "Draw with --no two-headed dogs, text"),
        ("--sead 7 a fox", "Draw with --seed 7"),
        ("--privat a fox", "Draw with --private"),
        ("poppies--ar 2:3", "Draw with --ar 2:3"),
        ("poppies - - ar 2:3", "Draw with --ar 2:3"),
        ("a fox -no dogs", "Draw with --no dogs"),
        ("a {curly fox", "Draw with the brace as a sign"),
    ],
)
def test_the_button_says_what_is_put_right(line: str, label: str) -> None:
    mending = Mending(draft="d", problem=problem_of(line), is_right=True)

    buttons = mending_message(mending, EN, "/draw")["blocks"][-1]["elements"]
    assert [button["text"]["text"] for button in buttons] == [label, "Edit"]


def test_the_same_intent_of_a_person_is_one_draft(database: Database) -> None:
    drafts = Drafts(database)
    ben = Person(team_id=TEAM, user_id=BEN)
    first = drafts.put("batch", PERSON, {"a": 1}, intent="command:1")

    assert drafts.put("batch", PERSON, {"a": 2}, intent="command:1") == first
    others = {drafts.put("batch", ben, {}, intent="command:1"), drafts.put("line", PERSON, {}, intent="command:1")}
    assert len({first, *others, drafts.put("batch", PERSON, {}), drafts.put("batch", PERSON, {})}) == 5
    found = drafts.find(first, "batch", PERSON)
    assert found
    assert found.payload == {"a": 1}
    assert drafts.find(first, "batch", ben) is None


def test_the_queue_is_ones_own_in_the_order_of_turns_and_of_others_a_number(database: Database) -> None:
    second, first = job(turn=2, asked_at=1.0), job(turn=1, asked_at=2.0, channel_id="C0OTHER001")
    over, cancelled = job(state=State.DELIVERED), job(state=State.DRAWING, cancelled_by=ADA)
    threaded = job(turn=3, thread_ts="1.5", state=State.SHOWING)
    others = [job(user_id=BEN, state=State.DRAWING), job(user_id=BEN), job(team_id="T0OTHER001")]
    add(database, second, first, over, cancelled, threaded, *others)
    queue = Queue(database)

    assert [it.id for it in queue.of(PERSON)] == [first.id, second.id, threaded.id]
    assert queue.of_others(PERSON) == Others(waiting=2, drawing=1)
    prompts = ["something else", second.request["asked"]["prompt"]]
    assert [it.id for it in queue.in_place(PERSON, GENERAL, None, prompts)] == [second.id]
    assert [it.id for it in queue.in_place(PERSON, GENERAL, "1.5", prompts)] == [threaded.id]
    assert not queue.in_place(PERSON, GENERAL, None, ["something else"])
    assert queue.made_by(first.intent) == first
    assert queue.made_by("command:never") is None


def test_the_roster_tells_who_draws_who_is_retired_and_what_else_could_be_named() -> None:
    with ImageClient.from_settings(BedrockSettings()) as client:
        roster = roster_of(client)

    assert [(seat.model.alias, seat.standing) for seat in roster.chain] == [
        ("titan-v2", Standing.RETIRED),
        ("core", Standing.UNTRIED),
    ]
    assert roster.drawing == roster.chain[1]
    assert roster.chain[1].usd == Decimal("0.04")
    assert {seat.model for seat in (*roster.chain, *roster.named)} == set(CATALOG)
    assert len(roster.edits) == 7


def test_where_no_model_edits_no_edits_are_offered() -> None:
    with ImageClient.from_settings(BedrockSettings(models=(find("core"),), edit_models=())) as client:
        message = models_message(roster_of(client), EN, "/draw")

    assert "No model is there for changing pictures" in message["text"]


def messages(language: str) -> dict[str, Message]:
    """One of each, with all that people can write in it."""
    words = words_for(language)
    long = job(request=Order.of(TextToImage(prompt=LONG, seed=7)).to_json(), state=State.DRAWING)
    waiting = job(request=Order.of(TextToImage(prompt=LONG, seed=7)).to_json())
    wait = Wait(ahead=3, seconds=70.0)
    entries = [Entry(job=it, wait=wait) for it in (long, waiting) * 20]
    lines = [f"{LONG} {number}" for number in range(20)]
    batch = Question(draft="d", lines=lines, usd=Decimal("2.8"), is_dear=True, wait=wait, is_foreign=True)
    single = Question(draft="d", lines=[LONG], usd=None, wait=Wait(ahead=0, seconds=0.0), is_foreign=True, edit="e")
    with ImageClient.from_settings(BedrockSettings()) as client:
        roster = roster_of(client)
    return {
        "batch": question_message(batch, [f"`{LONG[:90]}`"] * 5, words),
        "single": question_message(single, [], words),
        "queue": queue_message(entries, Others(waiting=1, drawing=2), words, "said"),
        "no queue": queue_message([], Others(waiting=0, drawing=0), words),
        "models": models_message(roster, words, "/draw"),
        **{word: door_message(word, words, "/draw") for word in (Word.FORM, Word.HISTORY, Word.SETTINGS)},
        **{
            name: mending_message(Mending(draft="d", problem=problem_of(line), is_right=True), words, "/draw")
            for name, line in {"flag": f"{LONG[:9_000]} --sead 7", "value": f"a fox --no {LONG} --sead 7"}.items()
        },
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_stays_within_slacks_limits_and_acts_on_nobodys_words(language: str) -> None:
    for name, message in messages(language).items():
        check_blocks(message["blocks"], limit=50, is_file_ready=lambda _file: True)
        assert len(message["text"]) <= 40_000, name
        assert "<!channel>" not in message["text"], name
        assert not any("mrkdwn" in str(block) for block in message["blocks"]), name

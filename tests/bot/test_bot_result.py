"""The picture's message: what all see of it, and that nothing in it acts."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.locale import words_for
from bot.orders.offers import Offer
from bot.orders.order import Action
from bot.store.line import Wait
from bot.store.pictures import PictureId
from bot.views.aside import aside
from bot.views.buttons import CANCEL, DISCARD, EDIT, MORE, PICK, POST, REROLL, SAVE, SHUFFLE, VARY
from bot.views.line import in_line, place_in_line
from bot.views.parentage import Parentage, parentage_line
from bot.views.placeholder import not_drawn, placeholder
from bot.views.result import ALT_TEXT_LIMIT, PROMPT_LIMIT, Result, Shown, alt_text, result_message
from bot.views.text import escape_mrkdwn
from sandbox.slack.block_kit import check_blocks
from tests.bot.job_rows import job
from tests.road.scenes import said

ENGLISH, KOREAN = words_for("en"), words_for("ko")
PROMPTS = st.one_of(
    st.text(min_size=1, max_size=3000), st.from_regex(r"(<[!@#]\w+>|\*\w+\*|@here| |https://\w+\.\w+){1,20}")
)


def shown(index: int, seed: int | None = 7) -> Shown:
    return Shown(id=PictureId(job_id="0123456789ab", index=index), width=1024, height=1024, seed=seed)


def result(prompt: str, count: int = 1, seed: int | None = 7, **more: Any) -> Result:  # noqa: ANN401  # Result's own
    facts: dict[str, Any] = {
        "user_id": "U0ADA00001",
        "prompt": prompt,
        "model_title": "Stable Image Core",
        "pictures": [shown(index, seed) for index in range(count)],
        "file_id": "F00000001",
        "offer": Offer(vary=True),
    }
    return Result(**{**facts, **more})


def buttons(message: Any) -> list[Any]:  # noqa: ANN401  # JSON
    return [element for block in message["blocks"] if block["type"] == "actions" for element in block["elements"]]


def mrkdwn(value: Any) -> list[str]:  # noqa: ANN401  # JSON
    """Texts that Slack would read as markup."""
    if isinstance(value, dict):
        own = [value["text"]] if value.get("type") == "mrkdwn" else []
        return own + [text for field in value.values() for text in mrkdwn(field)]
    return [text for item in value for text in mrkdwn(item)] if isinstance(value, list) else []


@given(prompt=PROMPTS)
@example(prompt="\u202eثعلب " * 1_500)
@example(prompt="여우 👩\u200d🎨 " * 1_200)
def test_any_prompt_makes_a_message_that_slack_takes(prompt: str) -> None:
    origin = Parentage(action=Action.REROLL, user_id="U0BEN00001", link="https://a.slack.com/archives/C1/p1")
    more: dict[str, Any] = {
        "parents": [origin],
        "line": f"/imagine {prompt}",
        "offer": Offer(vary=True, reroll_usd=Decimal(1)),
    }
    for count, preview in ((1, ""), (5, ""), (3, "C0GENERAL1")):
        message = result_message(result(prompt, count, preview_for=preview, **more), ENGLISH)
        blocks = message["blocks"]
        check_blocks(blocks, limit=50, is_file_ready=lambda _file: True)
        assert len(message["text"]) <= 4000
        assert all(len(block["alt_text"]) <= ALT_TEXT_LIMIT for block in blocks if block["type"] == "image")


@given(prompt=PROMPTS)
def test_no_prompt_acts_in_blocks_or_fallback_text(prompt: str) -> None:
    message = result_message(result(prompt), ENGLISH)

    assert mrkdwn(message["blocks"]) == ["<@U0ADA00001>"]
    words = message["text"].removeprefix("Picture for <@U0ADA00001>")
    assert "<" not in words
    assert ">" not in words


@given(prompt=PROMPTS)
def test_the_prompt_below_the_picture_is_short(prompt: str) -> None:
    asked = result_message(result(prompt), ENGLISH)["blocks"][1]

    assert len(asked["elements"][1]["text"]) <= PROMPT_LIMIT


@given(text=st.text())
def test_escaped_text_has_no_angle_brackets_and_no_bare_ampersand(text: str) -> None:
    escaped = escape_mrkdwn(text)

    assert not {"<", ">"} & set(escaped)
    assert escaped.count("&") == sum(escaped.count(entity) for entity in ("&amp;", "&lt;", "&gt;"))


def test_a_long_prompt_leaves_room_for_the_places_of_all_numbers() -> None:
    for words in (ENGLISH, KOREAN):
        alt = alt_text(result("여우 🦊 ثعلب " * 1100, 5), words)

        assert len(alt) <= ALT_TEXT_LIMIT
        assert all(f"{number} " in alt[-100:] for number in range(1, 6))


def test_a_picture_without_words_is_described_all_the_same() -> None:
    message = result_message(result(""), ENGLISH)

    assert message["blocks"][0]["alt_text"] == "AI-generated picture"
    assert message["text"] == "Picture for <@U0ADA00001>"
    assert message["blocks"][1]["elements"] == [{"type": "mrkdwn", "text": "<@U0ADA00001>"}]


def test_numbers_are_the_pictures_own_where_the_filter_kept_one_back() -> None:
    message = result_message(result("a fox", pictures=[shown(0), shown(2), shown(3)]), ENGLISH)

    assert "numbered: 1 top left, 3 top right, 4 bottom" in message["blocks"][0]["alt_text"]
    picks = [button for button in buttons(message) if button["action_id"].startswith(PICK)]
    assert [button["action_id"] for button in picks] == [f"{PICK}_1", f"{PICK}_3", f"{PICK}_4"]
    assert [button["value"] for button in picks] == [str(shown(index).id) for index in (0, 2, 3)]


def test_one_picture_has_one_row_and_vary_only_where_a_model_is_there_for_it() -> None:
    for vary in (True, False):
        row = buttons(result_message(result("a fox", offer=Offer(vary=vary)), ENGLISH))

        expected = [REROLL, *([VARY] if vary else []), EDIT, SAVE, MORE]
        assert [button["action_id"] for button in row] == expected
        assert {button["value"] for button in row} == {"0123456789ab.0"}


def test_a_dear_press_asks_first_and_names_its_price() -> None:
    dear = Offer(vary=True, reroll_usd=Decimal("0.7"))
    reroll, *others = buttons(result_message(result("a fox", offer=dear), ENGLISH))

    assert "$0.70" in reroll["confirm"]["title"]["text"]
    assert not any("confirm" in button for button in others)


def test_a_preview_says_who_sees_it_and_asks_before_it_is_discarded() -> None:
    message = result_message(result("a fox", preview_for="C0GENERAL1", preview_name="general"), ENGLISH)

    assert "Only you can see this. Post shows it in <#C0GENERAL1>." in said(message)
    post, shuffle, discard = buttons(message)
    assert [button["action_id"] for button in (post, shuffle, discard)] == [POST, SHUFFLE, DISCARD]
    assert post["text"]["text"] == "Post to #general"
    assert discard["confirm"]
    assert discard["style"] == "danger"


def test_what_was_typed_is_shown_where_flags_have_changed() -> None:
    message = result_message(result("a fox", line="/imagine a fox --ar 2:3 --seed 7"), ENGLISH)

    assert message["blocks"][1]["elements"][1]["text"] == "/imagine a fox --ar 2:3 --seed 7"


@pytest.mark.parametrize("action", [action for action in Action if action is not Action.IMAGINE])
def test_each_derivation_says_what_was_done_and_to_whose_picture(action: Action) -> None:
    linked = Parentage(action=action, user_id="U0BEN00001", link="https://a.slack.com/archives/C1/p1")
    unknown = Parentage(action=action)

    assert parentage_line(linked, ENGLISH).endswith(
        "from <https://a.slack.com/archives/C1/p1|this picture> by <@U0BEN00001>"
    )
    assert parentage_line(unknown, ENGLISH).endswith("from another picture")
    assert parentage_line(linked, ENGLISH) != parentage_line(linked, KOREAN)


def test_a_picture_redrawn_from_words_says_so_among_its_facts() -> None:
    drawn = result_message(result("a fox", redrawn=True), ENGLISH)["blocks"][2]

    assert drawn["elements"][0]["text"].endswith("seed 7 · redrawn from words")


def test_what_the_picture_shows_comes_first_and_that_it_is_generated_second() -> None:
    (image, *_) = result_message(result("a red fox"), ENGLISH)["blocks"]

    assert image["alt_text"] == "a red fox. AI-generated picture"
    assert result_message(result("여우"), KOREAN)["blocks"][0]["alt_text"].startswith("여우")


def test_a_model_that_tells_no_seed_has_none_in_its_line() -> None:
    drawn = result_message(result("a fox", seed=None), ENGLISH)["blocks"][2]

    assert drawn["elements"][0]["text"] == "Stable Image Core · 1024x1024"


def test_placeholders_hold_nothing_of_the_prompt() -> None:
    for build in (placeholder, not_drawn):
        for words in (ENGLISH, KOREAN):
            message = build(job(), words)
            assert "fox" not in str(message)
            assert "<@U0ADA00001>" in message["text"]


def test_a_place_in_line_has_a_button_that_names_the_job() -> None:
    message = in_line("abc123", Wait(ahead=3, seconds=20.0), ENGLISH)

    (button,) = message["blocks"][-1]["elements"]
    assert message["text"] == "3rd in line, about 20 seconds."
    assert (button["action_id"], button["value"]) == (CANCEL, "abc123")
    check_blocks(message["blocks"], limit=50, is_file_ready=lambda _file: True)


def test_a_long_wait_is_told_in_minutes_and_a_short_one_never_as_nothing() -> None:
    assert place_in_line(Wait(ahead=4, seconds=61.0, sample=20), ENGLISH) == (
        "4th in line, about 1 minute (from the last 20 pictures)."
    )
    assert "about 5 seconds" in in_line("a", Wait(ahead=1, seconds=0.2), ENGLISH)["text"]
    assert "about 3 minutes" in in_line("a", Wait(ahead=21, seconds=170.0), ENGLISH)["text"]
    assert "21st" in in_line("a", Wait(ahead=21, seconds=170.0), ENGLISH)["text"]


def test_a_picture_that_says_it_all_has_no_aside() -> None:
    assert aside(job(), {"about": "delivered", "withheld": 0, "losses": []}, ENGLISH) is None


def test_each_reason_for_another_place_has_its_words() -> None:
    told = {}
    for moved in ("is_archived", "channel_not_found", "restricted_action"):
        placed = job(place_channel_id="D1", place_ts="1.0", place_moved=moved)
        message = aside(placed, {"about": "delivered", "withheld": 0, "losses": []}, ENGLISH)
        assert message
        told[moved] = said(message)

    assert "archived" in told["is_archived"]
    assert "/invite @Imagine" in told["channel_not_found"]
    assert "restricted" in told["restricted_action"]

"""The picture's message: what all see of it, and that nothing in it acts."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.locale import words_for
from bot.store.line import Wait
from bot.views.aside import aside
from bot.views.buttons import CANCEL
from bot.views.line import in_line
from bot.views.placeholder import not_drawn, placeholder
from bot.views.result import ALT_TEXT_LIMIT, PROMPT_LIMIT, Result, Shown, result_message
from bot.views.text import escape_mrkdwn
from sandbox.slack.block_kit import check_blocks
from tests.bot.job_rows import job
from tests.road.scenes import said

ENGLISH, KOREAN = words_for("en"), words_for("ko")
PROMPTS = st.one_of(
    st.text(min_size=1, max_size=3000), st.from_regex(r"(<[!@#]\w+>|\*\w+\*|@here| |https://\w+\.\w+){1,20}")
)


def result(prompt: str, count: int = 1, seed: int | None = 7) -> Result:
    pictures = [Shown(file_id=f"F0000000{n}", width=1024, height=1024, seed=seed) for n in range(count)]
    return Result(user_id="U0ADA00001", prompt=prompt, model_title="Stable Image Core", pictures=pictures)


def mrkdwn(value: Any) -> list[str]:  # noqa: ANN401  # JSON
    """Texts that Slack would read as markup."""
    if isinstance(value, dict):
        own = [value["text"]] if value.get("type") == "mrkdwn" else []
        return own + [text for field in value.values() for text in mrkdwn(field)]
    return [text for item in value for text in mrkdwn(item)] if isinstance(value, list) else []


@given(prompt=PROMPTS)
def test_any_prompt_makes_a_message_that_slack_takes(prompt: str) -> None:
    for count in (1, 5):
        blocks = result_message(result(prompt, count), ENGLISH)["blocks"]
        check_blocks(blocks, limit=50, is_file_ready=lambda _file: True)
        assert all(len(block["alt_text"]) <= ALT_TEXT_LIMIT for block in blocks if block["type"] == "image")


@given(prompt=PROMPTS)
def test_no_prompt_acts_in_blocks_or_fallback_text(prompt: str) -> None:
    message = result_message(result(prompt), ENGLISH)

    assert mrkdwn(message["blocks"]) == ["<@U0ADA00001>"]
    words = message["text"].removeprefix("Picture for <@U0ADA00001>: ")
    assert "<" not in words
    assert ">" not in words


@given(prompt=PROMPTS)
def test_the_prompt_below_the_picture_is_short(prompt: str) -> None:
    asked = result_message(result(prompt), ENGLISH)["blocks"][-2]

    assert len(asked["elements"][1]["text"]) <= PROMPT_LIMIT


@given(text=st.text())
def test_escaped_text_has_no_angle_brackets_and_no_bare_ampersand(text: str) -> None:
    escaped = escape_mrkdwn(text)

    assert not {"<", ">"} & set(escaped)
    assert escaped.count("&") == sum(escaped.count(entity) for entity in ("&amp;", "&lt;", "&gt;"))


def test_what_the_picture_shows_comes_first_and_that_it_is_generated_second() -> None:
    (image, *_) = result_message(result("a red fox"), ENGLISH)["blocks"]

    assert image["alt_text"] == "a red fox. AI-generated picture"
    assert result_message(result("여우"), KOREAN)["blocks"][0]["alt_text"].startswith("여우")


def test_a_model_that_tells_no_seed_has_none_in_its_line() -> None:
    drawn = result_message(result("a fox", seed=None), ENGLISH)["blocks"][-1]

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
    assert "about 5 seconds" in in_line("a", Wait(ahead=1, seconds=0.2), ENGLISH)["text"]
    assert "about 3 minutes" in in_line("a", Wait(ahead=21, seconds=170.0), ENGLISH)["text"]
    assert "21st" in in_line("a", Wait(ahead=21, seconds=170.0), ENGLISH)["text"]


def test_a_picture_that_says_it_all_has_no_aside() -> None:
    assert aside(job(), {"about": "delivered", "moved": None, "withheld": 0, "losses": []}, ENGLISH) is None


def test_each_reason_for_another_place_has_its_words() -> None:
    told = {}
    for moved in ("is_archived", "channel_not_found", "restricted_action"):
        message = aside(job(), {"about": "delivered", "moved": moved, "withheld": 0, "losses": []}, ENGLISH)
        assert message
        told[moved] = said(message)

    assert "archived" in told["is_archived"]
    assert "/invite @Imagine" in told["channel_not_found"]
    assert "restricted" in told["restricted_action"]

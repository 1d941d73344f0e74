"""What people are told of limits: exact, in both languages, in a form that Slack takes."""

import itertools
import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.locale import LANGUAGES, words_for
from bot.rules.limits import Limit, Period, Scope, Unit
from bot.rules.refusal import Refusal, RefusalCode
from bot.store.allowance import Left
from bot.views.message import Message
from bot.views.notices.limits import left_part
from bot.views.notices.notice import notice
from bot.views.notices.refusals import refusal_message
from sandbox.plain_text import PlainText
from sandbox.slack.block_kit import check_blocks

REFILLS = 1_700_092_800.0
DATE = re.compile(r"<!date\^1700092800\^\{date_short_pretty\}, \{time\}\|(.*?)>")
READ = PlainText({}, lambda _: "a file")


def over(limit: str, **changes: str) -> Refusal:
    values = {
        "limit": limit, "used": "18", "left": "2", "wanted": "4", "orders": "1", "refills_at": str(REFILLS),
        "channel_id": "", "seconds": "25",
    }  # fmt: skip
    code = RefusalCode.TOO_FAST if "minute" in limit else RefusalCode.OVER_LIMIT
    return Refusal(code=code, values={**values, **changes})


def read(message: Message) -> list[str]:
    """As it stands on a screen."""
    return READ.lines(message["blocks"])


@pytest.mark.parametrize(
    ("refusal", "lines"),
    [
        (
            over("person 20 pictures/day"),
            [("Not drawn: this takes 4 pictures, and what is left is 2 pictures."
             " The limit is 20 pictures a day for each person; used: 18 pictures."),
             "It refills 2023-11-16 00:00 UTC.", "Fewer would fit now: `--n 2`."],
        ),
        (
            over("person 20 pictures/day", orders="4", left="1", used="19"),
            [("Not drawn: this takes 4 pictures, and what is left is 1 picture."
             " The limit is 20 pictures a day for each person; used: 19 pictures."),
             "It refills 2023-11-16 00:00 UTC.", "1 picture would fit now: draw fewer at once."],
        ),
        (
            over("person 20 pictures/month", left="0", used="20"),
            ["Not drawn: the limit is used up: 20 pictures a month for each person.",
             "It refills 2023-11-16 00:00 UTC."],
        ),
        (
            over("channel 5 pictures/day", left="0", used="5", channel_id="C1"),
            ["Not drawn: the limit is used up: 5 pictures a day for each channel.",
             "This channel has this limit of its own.", "It refills 2023-11-16 00:00 UTC."],
        ),
        (
            over("person 3 pictures/day", left="3", used="0", wanted="5", refills_at=""),
            ["Not drawn: this takes 5 pictures, more than the whole limit: 3 pictures a day for each person.",
             "Fewer would fit now: `--n 3`."],
        ),
        (
            over("person 0 pictures/day", left="0", used="0", refills_at=""),
            ["Not drawn: the limit is 0 pictures a day for each person, so none is allowed."],
        ),
        (
            over("workspace $50/month", left="0.100000", used="49.900000", wanted="0.12"),
            [("Not drawn: this takes up to $0.12, and what is left is $0.10."
             " The limit is $50.00 a month for the workspace; used: $49.90."),
             "It refills 2023-11-16 00:00 UTC.", "Fewer pictures or a cheaper model may fit: see `--n` and `--model`."],
        ),
        (
            over("person 4 pictures/minute", used="4", left="0", wanted="1"),
            ["Not drawn: 4 pictures in the last minute. The limit is 4 pictures a minute for each person.",
             "Again in 25 seconds."],
        ),
    ],
)  # fmt: skip
def test_who_is_over_a_limit_hears_what_it_is_and_what_would_fit(refusal: Refusal, lines: list[str]) -> None:
    message = refusal_message(refusal, words_for("en"))
    assert DATE.sub(r"\1", message["text"]).split("\n") == [*lines, "Nothing was spent."]
    assert "".join(read(message)) == "".join([*lines, "Nothing was spent."]).replace("`", "")


@pytest.mark.parametrize(
    ("limit", "left", "channel_id", "line"),
    [
        ("person 20 pictures/day", "3", "", "3 of 20 pictures left today, about $0.04 a picture."),
        ("person 1 pictures/month", "1", "", "1 of 1 picture left this month, about $0.04 a picture."),
        ("person $1/day", "0.100000", "", "$0.10 of $1.00 left today, about $0.04 a picture."),
        ("person 5 pictures/day", "2", "C1", "2 of 5 pictures left today in this channel, about $0.04 a picture."),
        ("person 5 pictures/month", "2", "C1",
         "2 of 5 pictures left this month in this channel, about $0.04 a picture."),
        ("person 5 pictures/day", "0", "",
         "Used up now: 5 pictures a day for each person. It refills 2023-11-16 00:00 UTC."),
    ],
)  # fmt: skip
def test_who_has_little_left_hears_how_much(limit: str, left: str, channel_id: str, line: str) -> None:
    found = Left(
        limit=Limit.parse(limit), left=Decimal(left), refills_at=REFILLS, each=Decimal("0.04"), channel_id=channel_id
    )
    assert read(notice([left_part(found, words_for("en"))])) == [line]


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=20)
@given(st.integers(0, 9_999_999), st.integers(0, 99), st.integers(1, 99), st.booleans())
def test_whatever_is_refused_slack_takes_the_words(
    language: str, amount: int, left: int, orders: int, is_own: bool  # noqa: FBT001  # drawn
) -> None:  # fmt: skip
    for scope, unit, period, refills_at in itertools.product(Scope, Unit, Period, (str(REFILLS), "")):
        limit = Limit(scope=scope, unit=unit, period=period, amount=Decimal(amount))
        values = {
            "limit": str(limit), "used": str(amount), "left": str(left), "wanted": str(left + 1),
            "orders": str(orders), "refills_at": refills_at, "channel_id": "C1" if is_own else "", "seconds": "1",
        }  # fmt: skip
        for code in (RefusalCode.OVER_LIMIT, RefusalCode.TOO_FAST):
            message = refusal_message(Refusal(code=code, values=values), words_for(language), "d1")
            assert message["text"]
            check_blocks(message["blocks"], limit=50, is_file_ready=bool)

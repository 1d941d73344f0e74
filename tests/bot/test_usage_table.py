"""The table of a month: a spreadsheet reads it, and nothing in it runs."""

import csv
import io
from dataclasses import replace
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.usage_table import month_csv
from bot.store.ledger import Entry, EntryState

SEOUL = ZoneInfo("Asia/Seoul")
ENTRY = Entry(
    job_id="faceb00c0001",
    team_id="T0SANDBOX1",
    channel_id="C0GENERAL1",
    user_id="U0MINJI001",
    task="TextToImage",
    model_id="stability.stable-image-core-v1:1",
    pictures=3,
    reserved=Decimal("0.120000"),
    spent=Decimal("0.080000"),
    unknown_pictures=1,
    unknown=Decimal("0.040000"),
    state=EntryState.UNKNOWN,
    reserved_at=1_767_192_000.0,
    ended_at=1_767_193_200.0,  # 2025-12-31 15:00 UTC
)


def read(table: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(table.decode("utf-8-sig"), newline="")))


def test_a_row_has_all_of_an_entry_in_the_workspaces_time() -> None:
    (row,) = read(month_csv([ENTRY], {"U0MINJI001": "김민지"}, {"C0GENERAL1": "general"}, SEOUL))

    assert row == {
        "date": "2026-01-01 00:00:00",
        "person": "U0MINJI001",
        "name": "김민지",
        "channel": "C0GENERAL1",
        "channel name": "general",
        "task": "TextToImage",
        "model": "Stable Image Core",
        "pictures": "3",
        "reserved usd": "0.120000",
        "spent usd": "0.080000",
        "perhaps not billed usd": "0.040000",
        "state": "unknown",
    }


def test_excel_is_told_that_it_is_utf_8() -> None:
    assert month_csv([ENTRY], {}, {}, SEOUL).startswith(b"\xef\xbb\xbfdate,")


@pytest.mark.parametrize(
    ("channel_id", "told"), [("C0HIDDEN001", ("", "not seen")), ("D0MINJI001", ("", "direct message"))]
)
def test_places_that_the_reader_does_not_see_have_neither_id_nor_name(channel_id: str, told: tuple[str, str]) -> None:
    (row,) = read(month_csv([replace(ENTRY, channel_id=channel_id)], {}, {"D0MINJI001": ""}, SEOUL))

    assert (row["channel"], row["channel name"]) == told


def test_what_is_open_is_dated_by_when_it_began_and_nobody_drew_it() -> None:
    entry = replace(ENTRY, model_id=None, ended_at=None, state=EntryState.RESERVED)

    (row,) = read(month_csv([entry], {}, {}, SEOUL))

    assert (row["date"], row["model"], row["name"]) == ("2025-12-31 23:40:00", "", "")


@given(st.text(st.characters(exclude_categories=["Cs"])), st.sampled_from(["", "=", "+", "-", "@", "\t", "\r", "\n"]))
def test_no_name_is_a_formula_and_each_is_read_back(name: str, start: str) -> None:
    table = month_csv([ENTRY], {"U0MINJI001": start + name}, {"C0GENERAL1": start + name}, SEOUL)

    (row,) = read(table)

    assert row["name"] == row["channel name"]
    assert row["name"].removeprefix("'").removeprefix("'") == (start + name).removeprefix("'").removeprefix("'")
    assert not row["name"].startswith(("=", "+", "-", "@", "\t", "\r", "\n"))

"""Which pictures are listed for whom, in which order, and by which words they are found."""

from dataclasses import replace
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.store.database import Database
from bot.store.history import Cursor, History, Look
from bot.store.jobs import State
from bot.store.people import Person
from bot.store.pictures import PictureId, Pictures
from bot.store.posts import Posts
from bot.store.saves import Saves
from bot.store.words import searchable
from tests.bot.hung_pictures import hang
from tests.bot.job_rows import ADA, BEN, GENERAL, TEAM, add, job

DESIGN, HIDDEN, ADAS, BENS = "C0DESIGN01", "C0HIDDEN01", "D0ADA00001", "D0BEN00001"
ada, ben = Person(team_id=TEAM, user_id=ADA), Person(team_id=TEAM, user_id=BEN)
MINE = Look(person=ada, channels=frozenset({GENERAL, DESIGN, ADAS}), is_mine=True)
ALL = replace(MINE, is_mine=False)


@pytest.fixture
def history(database: Database) -> History:
    return History(database)


def found(history: History, look: Look) -> list[str]:
    return [entry.picture.job.request["asked"]["prompt"] for entry in history.page(look, 50).entries]


def test_the_newest_come_first(history: History, database: Database) -> None:
    for prompt in ("a fox", "a hen", "an owl"):
        hang(database, prompt)

    assert found(history, MINE) == ["an owl", "a hen", "a fox"]


@pytest.mark.parametrize("count", [0, 1, 3, 4, 6, 7, 12])
def test_pages_hold_every_picture_once_forth_and_back(history: History, database: Database, count: int) -> None:
    hung = [hang(database, f"picture {number}") for number in range(count)][::-1]

    forth, cursor = [], None
    while True:
        page = history.page(MINE, 3, cursor)
        forth.append([entry.picture.id for entry in page.entries])
        if page.older is None:
            break
        cursor = page.older
    assert list(chain(*forth)) == hung

    back = [forth[-1]]
    while page.newer:
        page = history.page(MINE, 3, page.newer)
        back.append([entry.picture.id for entry in page.entries])
    assert back[-1] == hung[:3], "the first page is whole again"
    assert page.newer is None


def test_pictures_of_one_moment_are_all_listed(history: History, database: Database) -> None:
    hung = {hang(database, "twin", drawn_at=5.0) for _ in range(5)}

    first = history.page(MINE, 3)
    second = history.page(MINE, 3, first.older)

    assert {entry.picture.id for entry in [*first.entries, *second.entries]} == hung


def test_a_conversation_out_of_sight_lists_nothing_not_even_ones_own(history: History, database: Database) -> None:
    hang(database, "hidden", place_channel_id=HIDDEN)
    hang(database, "another's direct message", place_channel_id=BENS, user_id=BEN)

    assert found(history, MINE) == found(history, ALL) == []
    assert found(history, replace(ALL, channel_id=HIDDEN)) == []


def test_where_it_stands_counts_not_where_it_was_asked_for(history: History, database: Database) -> None:
    hang(database, "moved to ada's own", channel_id=HIDDEN, place_channel_id=ADAS)
    hang(database, "moved to ben's own", channel_id=GENERAL, place_channel_id=BENS, user_id=BEN)

    assert found(history, ALL) == ["moved to ada's own"]


def test_what_others_asked_for_is_listed_once_it_is_shown(history: History, database: Database) -> None:
    hang(database, "ben's", user_id=BEN)
    hang(database, "ben's, cancelled", user_id=BEN, state=State.CANCELLED)
    hang(database, "ben's, on its way", user_id=BEN, state=State.SHOWING)
    hang(database, "ada's, cancelled", state=State.CANCELLED)

    assert found(history, ALL) == ["ada's, cancelled", "ben's"]
    assert found(history, MINE) == ["ada's, cancelled"]


def test_another_workspace_is_another_world(history: History, database: Database) -> None:
    hang(database, "elsewhere", team_id="T0OTHER001")

    assert found(history, ALL) == found(history, MINE) == []


def test_several_of_a_request_are_one_entry_until_the_last_is_deleted(history: History, database: Database) -> None:
    first = hang(database, "four", count=4)
    pictures = Pictures(database)

    assert [entry.count for entry in history.page(MINE, 9).entries] == [4]
    pictures.delete(first)
    (entry,) = history.page(MINE, 9).entries
    assert (entry.picture.id.index, entry.count) == (1, 3)
    for index in (1, 2, 3):
        pictures.delete(PictureId(job_id=first.job_id, index=index))
    assert history.page(MINE, 9).entries == []


def test_saved_are_single_pictures_and_each_persons_own(history: History, database: Database) -> None:
    first = hang(database, "four", count=4, user_id=BEN)
    hang(database, "unsaved")
    third = PictureId(job_id=first.job_id, index=2)
    Saves(database).toggle(ada, third)

    saved = replace(ALL, is_saved=True)

    assert [entry.picture.id for entry in history.page(saved, 9).entries] == [third]
    assert history.page(replace(saved, person=ben), 9).entries == []


def test_an_entry_leads_to_the_message_where_it_was_made_and_to_none_out_of_sight(
    history: History, database: Database
) -> None:
    picture = hang(database, "a fox", file_id="F0ORIGINAL")
    posts, job_id = Posts(database), picture.job_id
    post = {"team_id": TEAM, "thread_ts": None, "job_id": job_id, "user_id": ADA, "index": None, "file_id": "F1"}
    posts.add(channel_id=HIDDEN, ts="0.1", **post)
    (entry,) = history.page(MINE, 9).entries
    assert (entry.post, entry.file_id) == (None, "F0ORIGINAL")

    posts.add(channel_id=DESIGN, ts="0.2", **post)
    posts.add(channel_id=GENERAL, ts=str(entry.picture.job.place_ts), **post)
    (entry,) = history.page(MINE, 9).entries
    assert entry.post
    assert entry.post.channel_id == GENERAL


def test_a_sheet_shows_a_request_and_a_picked_picture_shows_itself(history: History, database: Database) -> None:
    picture = hang(database, "two", count=2)
    (before,) = history.page(MINE, 9).entries
    post = {"team_id": TEAM, "thread_ts": None, "job_id": picture.job_id, "user_id": ADA}
    posts = Posts(database)
    posts.add(channel_id=GENERAL, ts=str(before.picture.job.place_ts), index=None, file_id="F0SHEET", **post)
    posts.add(channel_id=GENERAL, ts="9.9", index=0, file_id="F0PICKED", **post)
    Saves(database).toggle(ada, picture)

    assert before.file_id is None
    assert [entry.file_id for entry in history.page(MINE, 9).entries] == ["F0SHEET"]
    assert [entry.file_id for entry in history.page(replace(ALL, is_saved=True), 9).entries] == ["F0PICKED"]


@pytest.mark.parametrize(
    ("words", "is_found"),
    [
        ("fox", True),
        ("FOX snow", True),
        ("snow red", True),
        ("ox", True),
        ("여우", True),
        ("\uff26\uff2f\uff38", True),  # full-width
        ("stra\u00dfe", True),
        ("STRASSE", True),
        ("cafe\u0301", True),
        ("fox cat", False),
        ("100%", True),
        ("100_", False),
        ("%", True),
        ("", True),
        ("   ", True),
    ],
)
def test_all_words_must_stand_in_the_prompt_however_they_are_written(
    history: History, database: Database, words: str, *, is_found: bool
) -> None:
    hang(database, "A red Fox in SNOW, 100% 여우가 Straße CAFÉ")

    assert bool(found(history, replace(ALL, words=words))) is is_found


def test_what_stands_for_a_derived_picture_finds_it(history: History, database: Database) -> None:
    request = {"asked": {"prompt": "a hat"}, "about": "a heron with a hat", "sources": {}, "parent": None}
    hang(database, "not this", request=request)

    assert history.page(replace(ALL, words="heron"), 9).entries


def test_places_are_those_of_ones_own_pictures_that_can_be_seen(history: History, database: Database) -> None:
    hang(database, "a", place_channel_id=DESIGN)
    hang(database, "b")
    hang(database, "c", place_channel_id=HIDDEN)
    hang(database, "d", place_channel_id=ADAS, user_id=BEN)
    Pictures(database).delete(hang(database, "e", place_channel_id=ADAS))

    assert history.places_of(ada, MINE.channels) == [GENERAL, DESIGN]


def test_what_came_to_nothing_is_listed_until_it_is_taken_up_again(history: History, database: Database) -> None:
    ends = [State.REFUSED, State.FAILED, State.CANCELLED, State.DELIVERED, State.WAITING]
    rows = [job(state=state, asked_at=float(number)) for number, state in enumerate(ends)]
    again = job(intent=f"again:{rows[1].id}", state=State.WAITING)
    add(database, *rows, again, job(state=State.FAILED, user_id=BEN))

    listed = history.came_to_nothing(ada, 10, "again:")

    assert [one.id for one in listed] == [rows[2].id, rows[0].id]
    assert [one.id for one in history.came_to_nothing(ada, 1, "again:")] == [rows[2].id]


@given(
    drawn_at=st.floats(min_value=0, max_value=1e10),
    job_id=st.from_regex(r"[0-9a-f]{12}", fullmatch=True),
    index=st.integers(0, 9),
    is_newer=st.booleans(),
)
def test_a_cursor_reads_what_it_wrote(drawn_at: float, job_id: str, index: int, *, is_newer: bool) -> None:
    cursor = Cursor(drawn_at=drawn_at, job_id=job_id, index=index, is_newer=is_newer)

    assert Cursor.parse(str(cursor)) == cursor


@settings(max_examples=50)
@given(written=st.text(max_size=40))
def test_any_other_cursor_is_the_first_page(written: str) -> None:
    assert Cursor.parse(written) is None or "_" in written


@given(text=st.text(max_size=60))
def test_what_is_searchable_stays_so(text: str) -> None:
    assert searchable(searchable(text)) == searchable(text)

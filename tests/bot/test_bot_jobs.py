"""A job's moves: each happens once, whoever races for it."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.store.database import Database
from bot.store.jobs import UNFINISHED, Jobs, Place, State
from bot.store.line import Line
from tests.bot.job_rows import ADA, BEN, add, job
from tests.titan_core.clocks import Clock


@pytest.mark.parametrize("state", list(State))
def test_only_a_waiting_job_is_cancelled_for_nothing(database: Database, jobs: Jobs, state: State) -> None:
    it = job(state=state)
    add(database, it)

    assert jobs.cancel_waiting(it.id, ADA) is (state is State.WAITING)


@pytest.mark.parametrize("state", list(State))
def test_a_cancel_is_heeded_until_the_picture_is_being_shown(database: Database, jobs: Jobs, state: State) -> None:
    it = job(state=state)
    add(database, it)

    assert jobs.cancel_drawing(it.id, ADA) is (state in {State.DRAWING, State.ANSWERED})


def test_a_press_and_a_worker_never_both_win(database: Database, jobs: Jobs) -> None:
    for _ in range(20):
        it = job(state=State.ANSWERED)
        add(database, it)
        with ThreadPoolExecutor(2) as threads:
            cancelled = threads.submit(jobs.cancel_drawing, it.id, ADA)
            shown = threads.submit(jobs.begin_showing, it.id)

        assert cancelled.result() is (shown.result().state is State.ANSWERED)


def test_what_is_being_shown_is_shown_after_a_crash_too(database: Database, jobs: Jobs) -> None:
    it = job(state=State.ANSWERED)
    add(database, it)

    assert [jobs.begin_showing(it.id).state for _ in range(2)] == [State.SHOWING] * 2


def test_a_job_ends_once(database: Database, jobs: Jobs) -> None:
    it = job(state=State.SHOWING)
    add(database, it)

    assert [jobs.finish(it.id, State.DELIVERED), jobs.finish(it.id, State.FAILED)] == [True, False]
    assert jobs.get(it.id).state is State.DELIVERED


def test_a_cancelled_job_is_not_begun_and_a_cut_off_one_is_begun_again(database: Database, clock: Clock) -> None:
    line = Line(database, 2, clock=clock)
    cancelled, cut_off = job(state=State.CANCELLED), job(state=State.DRAWING, drawing_at=5.0)
    add(database, cancelled, cut_off)

    assert [line.begin(cancelled), line.begin(cut_off)] == [False, True]
    assert Jobs(database).get(cut_off.id).drawing_at == 5.0


def test_who_begins_a_job_posts_its_message_unless_another_does_or_it_stands(database: Database) -> None:
    line, jobs = Line(database, 2), Jobs(database)
    free, claimed, placed = job(), job(placing_by="w-2/b"), job(place_channel_id="C1", place_ts="1.0")
    add(database, free, claimed, placed)

    for it in (free, free, claimed, placed):  # the first is begun again after a lost answer
        assert line.begin(it, "w-1/a")
    assert [jobs.get(it.id).placing_by for it in (free, claimed, placed)] == ["w-1/a", "w-2/b", None]


def test_one_poster_at_a_time_and_a_place_is_for_good(database: Database, jobs: Jobs) -> None:
    it = job()
    add(database, it)

    assert [jobs.claim_placing(it.id, "w-1"), jobs.claim_placing(it.id, "w-2")] == [True, False]
    jobs.drop_placing("w-1")
    assert jobs.claim_placing(it.id, "w-2")
    jobs.note_place(it.id, Place(channel_id="C1", ts="1.0", moved=None))
    assert not jobs.claim_placing(it.id, "w-3")
    assert jobs.get(it.id).place == Place(channel_id="C1", ts="1.0", moved=None)


def test_a_claim_made_again_is_the_same_claim_and_dropped_with_its_executor(database: Database, jobs: Jobs) -> None:
    it = job()
    add(database, it)

    claims = ["w-1/first", "w-1/first", "w-1/second", "w-2/first"]
    assert [jobs.claim_placing(it.id, claim) for claim in claims] == [True, True, False, False]
    jobs.drop_placing("w-2")
    assert not jobs.claim_placing(it.id, "w-2/first")
    jobs.drop_placing("w-1")
    assert jobs.claim_placing(it.id, "w-2/first")


def test_a_response_url_is_used_five_times_and_no_more(database: Database, jobs: Jobs) -> None:
    it = job()
    add(database, it)

    assert [jobs.take_response_url(it.id, 5) for _ in range(6)] == [True] * 5 + [False]


def test_deaths_count_against_what_was_being_drawn_and_alone_apart(database: Database, jobs: Jobs) -> None:
    drawing, alone, waiting = job(state=State.DRAWING), job(state=State.DRAWING, alone=True), job()
    add(database, drawing, alone, waiting)
    for _ in range(4):
        jobs.draw_alone(alone.id)
        jobs.note_cut_off([drawing.id, alone.id, waiting.id])

    counts = [(jobs.get(it.id).cut_off, jobs.get(it.id).cut_off_alone) for it in (drawing, alone, waiting)]
    assert counts == [(4, 0), (4, 4), (0, 0)]
    assert [it.id for it in jobs.cut_off_alone(4)] == [alone.id]


def test_a_death_counts_as_alone_only_while_the_job_was_drawn_alone(database: Database, jobs: Jobs) -> None:
    it = job(state=State.DRAWING)
    add(database, it)
    jobs.draw_alone(it.id)
    for _ in range(4):  # the first while it was drawn alone, the others while it waited for that
        jobs.note_cut_off([it.id])

    assert (jobs.get(it.id).cut_off, jobs.get(it.id).cut_off_alone) == (4, 1)


def test_places_in_line_count_all_that_is_ahead_beyond_the_free_slots(database: Database, clock: Clock) -> None:
    line = Line(database, 2, clock=clock)
    drawing = [job(state=State.DRAWING, user_id=BEN) for _ in range(2)]
    waiting = [job(turn=turn, asked_at=clock.now + turn) for turn in (1, 2, 3)]
    add(database, *drawing, *waiting)

    assert [line.wait(it).ahead for it in waiting] == [1, 2, 3]


def test_with_a_free_slot_nobody_is_ahead(database: Database, clock: Clock) -> None:
    it = job()
    add(database, job(state=State.DRAWING), it)

    assert Line(database, 2, clock=clock).wait(it).ahead == 0


def test_a_job_that_was_begun_meanwhile_is_not_ahead_of_itself(database: Database, clock: Clock) -> None:
    line, it = Line(database, 1, clock=clock), job()
    add(database, it)
    line.begin(it)

    assert line.wait(it).ahead == 0


def test_the_wait_is_estimated_from_the_last_draws(database: Database, clock: Clock) -> None:
    done = [job(state=State.DELIVERED, drawing_at=at, drawn_at=at + 4.0) for at in (10.0, 20.0)]
    it = job(turn=2)
    add(database, *done, job(state=State.DRAWING), job(state=State.DRAWING), job(turn=1), it)

    wait = Line(database, 2, clock=clock).wait(it)
    assert (wait.ahead, wait.seconds) == (2, 4.0)


def test_a_newcomers_turn_comes_right_behind_the_one_served_now(database: Database, clock: Clock) -> None:
    line = Line(database, 2, clock=clock)
    hog, newcomer = job(user_id=BEN).person, job(user_id=ADA).person
    with database.write() as connection:
        turns = [line.join(connection, hog) for _ in range(30)]
    line.begin(job(turn=3))
    with database.write() as connection:
        assert line.join(connection, newcomer) == 4

    assert turns == list(range(1, 31))


def test_every_state_is_finished_or_can_be_finished() -> None:
    assert set(UNFINISHED) == {State.WAITING, State.DRAWING, State.ANSWERED, State.SHOWING, State.REVIEWING}

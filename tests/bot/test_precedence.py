"""Requests go before jobs, and jobs go on."""

import threading

from bot.store.database import Database
from bot.store.precedence import Precedence

_LONG = 60.0


def test_a_job_waits_while_somebody_is_answered_and_goes_on_then() -> None:
    precedence = Precedence(patience=_LONG)
    asked, passed = threading.Event(), threading.Event()

    def job() -> None:
        asked.set()
        precedence.let_pass()
        passed.set()

    with precedence.answering():
        thread = threading.Thread(target=job)
        thread.start()
        assert asked.wait(_LONG)
        assert not passed.wait(0.05)
    assert passed.wait(_LONG)
    thread.join()


def test_who_answers_waits_for_nobody() -> None:
    precedence = Precedence(patience=_LONG)
    with precedence.answering():
        precedence.let_pass()


def test_a_job_goes_on_however_many_are_answered() -> None:
    precedence = Precedence(patience=0.01)
    with precedence.answering():
        thread = threading.Thread(target=precedence.let_pass)
        thread.start()
        thread.join(_LONG)
        assert not thread.is_alive()


def test_transactions_of_answers_and_of_jobs_both_come_to_their_end(database: Database) -> None:
    wrote = threading.Event()

    def job() -> None:
        with database.write():
            wrote.set()

    with database.precedence.answering():
        thread = threading.Thread(target=job)
        thread.start()
        with database.write():
            pass
    assert wrote.wait(_LONG)
    thread.join()

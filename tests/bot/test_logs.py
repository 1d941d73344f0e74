"""The log: what stands in a line, as text and as JSON."""

import json
import logging
import subprocess
import sys

from bot.logs import JsonLines, TextLines, about

_BROKEN = "from bot import logs; logs.begin('json'); {}"


def line(formatter: logging.Formatter, message: str, **extra: object) -> str:
    record = logging.makeLogRecord({"msg": message, "levelno": logging.INFO, "levelname": "INFO", "name": "bot.here"})
    vars(record).update(extra)
    return formatter.format(record)


def test_a_json_line_says_when_how_grave_where_what_and_all_that_it_is_about() -> None:
    with about(request_id="ab12", team_id=""):
        told = json.loads(line(JsonLines(), "Not drawn: zäh", event="not_drawn", job_id="3f9a"))

    assert told.pop("time").endswith("+00:00")
    assert told == {
        "level": "info",
        "logger": "bot.here",
        "message": "Not drawn: zäh",
        "request_id": "ab12",
        "event": "not_drawn",
        "job_id": "3f9a",
    }


def test_what_a_line_is_about_ends_with_the_work() -> None:
    with about(job_id="outer"), about(job_id="inner"):
        pass

    assert "job_id" not in json.loads(line(JsonLines(), "later"))


def test_a_line_of_text_ends_with_the_job_before_any_traceback() -> None:
    trace = (ValueError, ValueError("why"), None)
    told = line(TextLines("%(message)s"), "Job failed", job_id="3f9a", exc_info=trace)

    assert told.splitlines() == ["Job failed (job 3f9a)", "ValueError: why"]


def test_what_nobody_catches_is_one_line_with_a_reference() -> None:
    for broken in ("1 / 0", "import threading; threading.Thread(target=lambda: 1 / 0).start()"):
        done = subprocess.run(
            [sys.executable, "-c", _BROKEN.format(broken)], capture_output=True, text=True, check=False
        )
        (only,) = done.stderr.splitlines()
        told = json.loads(only)

        assert (told["event"], told["level"], len(told["reference"])) == ("uncaught", "critical", 8)
        assert "ZeroDivisionError" in told["exception"]

"""The log: a line an event on standard error, as text for people or as JSON for what collects logs."""

import json
import logging
import secrets
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from types import MappingProxyType, TracebackType
from typing import Any

FORMATS = ("text", "json")
_LOG = logging.getLogger(__name__)
_TEXT = "%(asctime)s %(levelname)s %(message)s"
# Lowest levels; below those of the libraries stands what they were asked and answered, or nothing of use.
LEVELS = {
    "": logging.WARNING,  # all that isn't named here
    "alembic": logging.WARNING,  # INFO: each step of each migration; the bot says what was moved
    "bot": logging.INFO,
    "boto3": logging.WARNING,
    "botocore": logging.WARNING,  # DEBUG: bodies of requests, with prompts
    "dbos": logging.WARNING,  # INFO: each workflow that is begun again
    "slack_bolt": logging.WARNING,  # INFO: bodies of requests
    "slack_sdk": logging.WARNING,  # DEBUG: bodies of calls, with prompts
    "slack_sdk.web": logging.CRITICAL,  # ERROR: the beginning of an answer; bot/delivery/slack_calls.py tells of these
    "sqlalchemy": logging.WARNING,  # INFO: statements with what they are given
    "titan_core": logging.INFO,
    "urllib3": logging.ERROR,  # WARNING: addresses, of which response_urls are secrets
    "waitress": logging.WARNING,  # INFO: who hung up
    "waitress.queue": logging.ERROR,  # WARNING: a line a request, when many come at once
}
_OWN = frozenset({*vars(logging.makeLogRecord({})), "message", "asctime", "taskName"})
_DBOS = {"executorID": "executor_id", "operationUUID": "workflow_id", "applicationID": "", "applicationVersion": ""}
_ABOUT: ContextVar[Mapping[str, str]] = ContextVar("about", default=MappingProxyType({}))  # can't change


def begin(form: str) -> None:
    """Log from INFO on, in one of `FORMATS`; what nobody catches is logged too, with a reference."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if form == "json" else TextLines(_TEXT))
    logging.basicConfig(handlers=[handler])
    for name, level in LEVELS.items():
        logging.getLogger(name).setLevel(level)
    engine = logging.getLogger("dbos")
    engine.handlers, engine.propagate = [handler], False  # it would bring one of its own, in a format of its own
    engine.addFilter(_tells_no_values)
    sys.excepthook = _uncaught
    threading.excepthook = _uncaught_in_thread


@contextmanager
def about(**values: str) -> Iterator[None]:
    """Say in each line that is logged within, on this thread, what it is about: `job_id`, `team_id`, `request_id`."""
    token = _ABOUT.set({**_ABOUT.get(), **{name: value for name, value in values.items() if value}})
    try:
        yield
    finally:
        _ABOUT.reset(token)


class TextLines(logging.Formatter):
    """The job's id stands at the end, since the runbook searches for it."""

    def format(self, record: logging.LogRecord) -> str:
        line, newline, trace = super().format(record).partition("\n")
        job_id = _told(record).get("job_id")
        return f"{line} (job {job_id}){newline}{trace}" if job_id else f"{line}{newline}{trace}"


class JsonLines(logging.Formatter):
    """One object a line: `time` (UTC), `level`, `logger`, `message`, then `event` and what else the event is about.

    `exception` holds a traceback, where there is one.
    """

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **_told(record),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def _told(record: logging.LogRecord) -> dict[str, Any]:
    """What the line is about: by its thread's work, and by its own `extra`."""
    own = {_DBOS.get(name, name): value for name, value in vars(record).items() if name not in _OWN}
    return {**_ABOUT.get(), **{name: value for name, value in own.items() if name}}


def _tells_no_values(record: logging.LogRecord) -> bool:
    """DBOS prints what it can't keep, be it a prompt; it raises that, too, and the job fails with a reference."""
    return record.module != "_serialization"


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    reference = secrets.token_hex(4)
    extra = {"event": "uncaught", "reference": reference}
    _LOG.critical("Failed [%s]", reference, exc_info=(kind, error, trace), extra=extra)


def _uncaught_in_thread(failed: threading.ExceptHookArgs) -> None:
    if failed.exc_value is not None:
        _uncaught(failed.exc_type, failed.exc_value, failed.exc_traceback)

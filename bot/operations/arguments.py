"""What can be asked of `python -m bot jobs` and `python -m bot stats`."""

import argparse
import re
import time
from datetime import UTC, datetime

from bot.store.jobs import State

_MOST = 1000
_AGO = re.compile(r"(\d{1,4})([mhd])", re.ASCII)
_SECONDS = {"m": 60, "h": 3600, "d": 86400}


def add_operations(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    _add_jobs(commands)
    stats = commands.add_parser("stats", help="pictures, dollars, queue and waits, today and this month")
    stats.add_argument("--team", default="", help="only this workspace's, such as T012AB3CD")
    stats.add_argument("--json", action="store_true", help="print JSON")


def _add_jobs(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    verbs = commands.add_parser("jobs", help="what was asked for: list, look into, retry, cancel").add_subparsers(
        dest="verb", required=True
    )
    listed = verbs.add_parser("list", help="jobs, newest first, without their prompts")
    states = ", ".join(State)
    listed.add_argument("--state", type=_state, help=f"only those in this state: {states}")
    listed.add_argument("--team", default="", help="only this workspace's, such as T012AB3CD")
    listed.add_argument("--since", type=_since, default=0.0, help="asked for since then: 90m, 12h, 7d, or 2026-11-22")
    listed.add_argument("--limit", type=_limit, default=20, help=f"how many at most (20), up to {_MOST}")
    shown = verbs.add_parser("show", help="all that is known of one, its calls and the job engine's steps included")
    retried = verbs.add_parser("retry", help="begin one again that has failed; what is drawn isn't paid for twice")
    cancelled = verbs.add_parser("cancel", help="what the Cancel button does, for its asker")
    for parser in (shown, retried, cancelled):
        parser.add_argument("id", help="the job's id, as list prints it")
    for parser in (listed, shown):
        parser.add_argument("--json", action="store_true", help="print JSON")
        parser.add_argument("--prompts", action="store_true", help="print prompts, too: they are people's own words")


def _state(text: str) -> State:
    try:
        return State(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"one of {', '.join(State)}, not {text!r}") from error


def _since(text: str) -> float:
    if found := _AGO.fullmatch(text):
        return time.time() - int(found[1]) * _SECONDS[found[2]]
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC).timestamp()
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"a time such as 90m, 12h, 7d or 2026-11-22 (UTC), not {text!r}") from error


def _limit(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 0 < int(text) <= _MOST):
        raise argparse.ArgumentTypeError(f"a whole number from 1 to {_MOST}, not {text!r}")
    return int(text)

"""Runs one of these commands."""

import argparse
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TextIO
from zoneinfo import ZoneInfo

from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from bot.jobs.again import Again, NotRetriedError
from bot.jobs.engine_tables import engine_versions
from bot.operations.cancelling import NotCancelledError, cancelled
from bot.operations.listing import Wanted, listed
from bot.operations.showing import shown
from bot.operations.stats import report
from bot.settings import RuleSettings
from bot.store.database import Database
from bot.store.jobs import Job, Jobs
from titan_core.errors import SettingsError

EXIT_DONE, EXIT_FIX, EXIT_UNUSABLE = 0, 1, 2


class CommandError(Exception):
    """What was wrong, and what to do."""


def run(arguments: argparse.Namespace, env: Mapping[str, str], *, out: TextIO, err: TextIO) -> int:
    """0 if it was done, 1 if the job or the database doesn't allow it, 2 if the arguments can't be used.

    Raises SettingsError.
    """
    settings = RuleSettings.from_env(env)
    verb = "stats" if arguments.command == "stats" else arguments.verb
    try:
        with opened(settings.database_url) as database:
            out.write(f"{_COMMANDS[verb](database, settings, arguments)}\n")
    except CommandError as error:
        err.write(f"{error}\n")
        return EXIT_UNUSABLE
    except (NotRetriedError, NotCancelledError) as error:
        err.write(f"{error}\n")
        return EXIT_FIX
    except DBAPIError as error:
        told = str(error.orig).partition("\n")[0]
        err.write(f"The database doesn't answer as it should ({told}): `python -m bot doctor` says what to do.\n")
        return EXIT_FIX
    return EXIT_DONE


@contextmanager
def opened(url: str) -> Iterator[Database]:
    """A database that stands already: looking must not make one, nor move it to another version."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and not Path(parsed.database or "").exists():
        raise CommandError(
            f"There is no database {parsed.database}: start the bot once, or name the one it uses by DATABASE_URL or"
            " DATA_DIR."
        )
    database = Database(url)
    try:
        database.prove()
        if refusal := database.refusal(at_start=False):
            raise SettingsError(problems=(str(refusal),))
        if not database.standing().is_current or not engine_versions(database)[0]:
            raise CommandError(f"{database.name} isn't at this release's version: run `python -m bot migrate` first.")
        yield database
    finally:
        database.dispose()


def _job(database: Database, arguments: argparse.Namespace) -> Job:
    job = Jobs(database).find(arguments.id)
    if job is None:
        raise CommandError(f"There is no job {arguments.id!r} here: `python -m bot jobs list` prints their ids.")
    return job


def _list(database: Database, _settings: RuleSettings, arguments: argparse.Namespace) -> str:
    wanted = Wanted(state=arguments.state, team_id=arguments.team, since=arguments.since, limit=arguments.limit)
    return listed(database, wanted, is_json=arguments.json, has_prompts=arguments.prompts)


def _show(database: Database, _settings: RuleSettings, arguments: argparse.Namespace) -> str:
    return shown(database, _job(database, arguments), is_json=arguments.json, has_prompts=arguments.prompts)


def _retry(database: Database, _settings: RuleSettings, arguments: argparse.Namespace) -> str:
    job = _job(database, arguments)
    with closing(Again(database)) as again:
        is_drawn = again.retry(job)
    if is_drawn:
        return "Begun again: it is drawn and paid for already, so only its delivery is tried. A worker takes it up."
    return "Begun again: it waits to be drawn. What is drawn of it already isn't paid for again."


def _cancel(database: Database, _settings: RuleSettings, arguments: argparse.Namespace) -> str:
    return cancelled(database, _job(database, arguments))


def _stats(database: Database, settings: RuleSettings, arguments: argparse.Namespace) -> str:
    return report(database, ZoneInfo(settings.timezone), team_id=arguments.team, is_json=arguments.json)


_COMMANDS: Mapping[str, Callable[[Database, RuleSettings, argparse.Namespace], str]] = {
    "list": _list,
    "show": _show,
    "retry": _retry,
    "cancel": _cancel,
    "stats": _stats,
}

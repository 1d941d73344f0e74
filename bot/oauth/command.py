"""`python -m bot workspaces`: who has installed the app, and their tokens under another key."""

import argparse
from collections.abc import Mapping
from typing import TextIO

from sqlalchemy.exc import DBAPIError

from bot.oauth import settings as oauth_settings
from bot.oauth.installations import Installations
from bot.oauth.making import make_installations
from bot.operations.plain import table
from bot.operations.run import EXIT_DONE, EXIT_FIX, EXIT_UNUSABLE, CommandError, opened
from bot.settings import RuleSettings
from titan_core.errors import SettingsError

_HEAD = ("id", "name", "since", "installed by", "for")


def run(arguments: argparse.Namespace, env: Mapping[str, str], *, out: TextIO, err: TextIO) -> int:
    """0 if it was done, 1 if a key is missing or the database fails, 2 if there is no database yet.

    Raises SettingsError.
    """
    problems: list[str] = []
    settings, url = oauth_settings.read(env, problems), RuleSettings.from_env(env).database_url
    if problems:
        raise SettingsError(problems=tuple(problems))
    if settings is None:
        out.write("One workspace is served, by SLACK_BOT_TOKEN: no tokens are kept.\n")
        return EXIT_DONE
    try:
        with opened(url) as database:
            installations = make_installations(settings, database)
            return _listed(installations, out) if arguments.verb == "list" else _rotated(installations, out, err)
    except CommandError as error:
        err.write(f"{error}\n")
        return EXIT_UNUSABLE
    except DBAPIError as error:
        told = str(error.orig).partition("\n")[0]
        err.write(f"The database doesn't answer as it should ({told}): `python -m bot doctor` says what to do.\n")
        return EXIT_FIX


def _listed(installations: Installations, out: TextIO) -> int:
    rows = [
        (one.id, one.name or "-", f"{one.installed_at:%Y-%m-%d %H:%M}", one.by, one.what)
        for one in installations.installed()
    ]
    out.write("\n".join(table(_HEAD, rows)) + "\n" if rows else "No workspace has added the app yet.\n")
    return EXIT_DONE


def _rotated(installations: Installations, out: TextIO, err: TextIO) -> int:
    done, lost = installations.seal_again()
    them = "installation's tokens are" if done == 1 else "installations' tokens are"
    out.write(
        f"{done} {them} kept with the first of SLACK_TOKEN_KEYS now. The others may go, once all processes have started"
        " anew with the first.\n"
    )
    if not lost:
        return EXIT_DONE
    err.write(
        f"No key reads the tokens of {', '.join(lost)}: put back the one that they were kept with and run this again,"
        " or let them add the app again.\n"
    )
    return EXIT_FIX

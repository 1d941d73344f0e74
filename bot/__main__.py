"""`python -m bot run|web|worker|migrate|doctor|manifest|workspaces|rules|jobs|stats`."""

import argparse
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from bot import interpreter, logs, manifest
from bot.operations.arguments import add_operations
from bot.rules_command.arguments import add_rules
from bot.settings import RuleSettings, Settings
from bot.store.keepers import prove_bucket
from titan_core.errors import SettingsError
from titan_core.settings import environment
from titan_core.version import VERSION

_DOTENV = "IMAGINE_DOTENV"


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Exit codes: 0 well, 1 something needs fixing, 2 arguments or settings can't be used."""
    arguments = _parser().parse_args(argv)
    if arguments.command == "manifest":
        return _manifest(arguments)
    try:
        if of_the_shell := _OF_THE_SHELL.get(arguments.command):
            return of_the_shell(arguments)
        if arguments.command == "migrate":
            return _migrate(only_check=arguments.check)
        settings = Settings.from_env(_environment())
        return _with_settings(arguments.command, settings)
    except SettingsError as error:
        print(
            "The settings can't be used:", *(f"  - {problem}" for problem in error.problems), sep="\n", file=sys.stderr
        )
        return 2


def _rules(arguments: argparse.Namespace) -> int:
    from bot.rules_command.run import run  # noqa: PLC0415  # its database takes a while to import, too

    return run(arguments, _environment(), out=sys.stdout, err=sys.stderr)


def _operations(arguments: argparse.Namespace) -> int:
    from bot.operations.run import run  # noqa: PLC0415  # the job engine, too

    return run(arguments, _environment(), out=sys.stdout, err=sys.stderr)


def _workspaces(arguments: argparse.Namespace) -> int:
    from bot.oauth.command import run  # noqa: PLC0415  # its database, too

    return run(arguments, _environment(), out=sys.stdout, err=sys.stderr)


_OF_THE_SHELL = {"rules": _rules, "jobs": _operations, "stats": _operations, "workspaces": _workspaces}


def _migrate(*, only_check: bool) -> int:
    from bot import migrating  # noqa: PLC0415  # the job engine, too

    url = RuleSettings.from_env(_environment()).database_url  # a release is brought in without Slack's tokens
    return migrating.run(url, only_check=only_check, out=sys.stdout, err=sys.stderr)


def _environment() -> dict[str, str]:
    named = environment(None).get(_DOTENV, ".env")
    return dict(environment(Path(named)))


def _with_settings(command: str, settings: Settings) -> int:
    if command == "doctor":
        from bot import doctor  # noqa: PLC0415  # as below

        return doctor.run(settings, out=sys.stdout)
    # While it starts, as if killed: it has promised nothing yet. The first process of a container would not hear it.
    signal.signal(signal.SIGTERM, lambda _number, _frame: os._exit(0))
    interpreter.prepare()
    # The job engine takes half a second to import, which `doctor` and `manifest` needn't wait for.
    from bot import running  # noqa: PLC0415

    logs.begin(settings.log_format)
    if settings.artifacts_url:
        prove_bucket(settings)
    commands = {"run": running.run, "web": running.web, "worker": running.worker}
    return commands[command](settings)


def _manifest(arguments: argparse.Namespace) -> int:
    try:
        print(manifest.render(arguments.url, arguments.slash_command, oauth=arguments.oauth), end="")
    except manifest.ManifestError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bot", description="Imagine: pictures from Amazon Bedrock in Slack."
    )
    parser.add_argument("--version", action="version", version=f"imagine {VERSION}")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("run", help="receive from Slack and draw, in one process")
    commands.add_parser("web", help="only receive; workers draw")
    commands.add_parser("worker", help="only draw and deliver")
    moved = commands.add_parser("migrate", help="bring the database to this release's version; say what was done")
    moved.add_argument("--check", action="store_true", help="change nothing; exit with 1 if something is to be done")
    commands.add_parser("doctor", help="check tokens, AWS, models and disk; say what to fix")
    printed = commands.add_parser("manifest", help="print the Slack app's manifest")
    printed.add_argument("--url", help="the bot's public https address: receive over HTTP instead of Socket Mode")
    printed.add_argument("--command", dest="slash_command", help="another name for /imagine, such as /draw")
    printed.add_argument("--oauth", action="store_true", help="for many workspaces, which install the app at --url")
    verbs = commands.add_parser("workspaces", help="who has installed the app, where many are served").add_subparsers(
        dest="verb", required=True
    )
    verbs.add_parser("list", help="the workspaces and organizations: since when, and who installed it")
    verbs.add_parser("rotate-keys", help="keep all their tokens with the first of SLACK_TOKEN_KEYS")
    add_rules(commands)
    add_operations(commands)
    return parser


if __name__ == "__main__":
    os.umask(0o077)  # database, pictures, exports: whatever is written is its owner's alone
    sys.exit(main())

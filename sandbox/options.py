"""What `python -m sandbox` can be told on its command line."""

import argparse
from collections.abc import Sequence
from urllib.parse import urlsplit

from sandbox.once import DIRECT
from sandbox.slack import seed
from sandbox.staying import PAGE_PORT
from sandbox.version import VERSION

SOCKET = "socket"  # --app-url: the app connects, by Socket Mode
SLACK_PORT = 4700  # of the Slack sandbox, for an app that somebody runs: its settings hold from run to run
_MAX_PORT = 65_535


def read_options(arguments: Sequence[str] | None, *, pictures: str) -> argparse.Namespace:
    """The options, each with its default; SystemExit 2 and a sentence for those that make no sense.

    `pictures` is the folder for what `--once` drew.
    """
    parser = _parser(pictures)
    options = parser.parse_args(arguments)
    if options.app_url and options.app_command:
        parser.error("--app-url is for an app that runs already, --app-command starts one: take one of the two")
    if options.app_url and options.once:
        parser.error("--once follows an app that the sandbox starts itself: take it without --app-url")
    if options.app_url and options.socket and options.app_url != SOCKET:
        parser.error("--socket is for an app that connects, --app-url for one that listens; or say --app-url socket")
    options.socket = options.socket or options.app_url == SOCKET
    if options.port is None:
        options.port = SLACK_PORT if options.app_url else 0
    return options


def _parser(pictures: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m sandbox",
        description="A Slack workspace without Slack, an Amazon Bedrock without AWS, and the bot in it: "
        "kept running with a page in the browser, or commands followed from typing to picture.",
    )
    parser.add_argument("--version", action="version", version=f"sandbox {VERSION}")
    _add_once(parser.add_argument_group("follow commands, then end"), pictures)
    _add_app(parser.add_argument_group("another Slack app"))
    _add_surroundings(parser.add_argument_group("around the app"))
    return parser


def _add_once(group: argparse._ArgumentGroup, pictures: str) -> None:
    people = [person.name for person in seed.PEOPLE]
    places = [channel.name for channel in seed.channels() if not channel.is_archived]
    add = group.add_argument
    add("--once", action="append", metavar="COMMAND", help="type this command, wait for its picture, end; repeatable")
    add("--user", default="ada", choices=people, help="who types; default ada. minji and junho read Korean")
    add("--channel", default="general", choices=[*places, DIRECT], help="where; default general")
    add("--out", default=pictures, metavar="DIR", help="where the pictures go; default var/sandbox/pictures")
    add("--timeout", type=_seconds, default=60.0, metavar="S", help="seconds to wait for a picture; default 60")


def _add_app(group: argparse._ArgumentGroup) -> None:
    add = group.add_argument
    add("--app-command", metavar="COMMAND", help="run this app instead of `python -m bot run`, with its environment")
    add(
        "--app-url",
        type=_app_url,
        metavar="URL",
        help="start no app: deliver to the one that you run at this Request URL (http://127.0.0.1:3000/slack/events); "
        "`socket`: it connects by Socket Mode",
    )
    add(
        "--manifest",
        metavar="FILE",
        help="hold Slack to this app manifest (YAML or JSON): commands, scopes, events, shortcuts; default the bot's, "
        "and none for another app",
    )


def _add_surroundings(group: argparse._ArgumentGroup) -> None:
    add = group.add_argument
    add("--socket", action="store_true", help="the app connects by Socket Mode instead of listening on HTTP")
    add("--latency", type=_seconds, default=0.0, metavar="S", help="seconds that the model takes; default 0")
    add("--titan-alive", action="store_true", help="Titan draws, as before its end of life on 2026-06-30")
    add("--translate", action="store_true", help="prompts go through Amazon Translate: a dictionary of demo words")
    add(
        "--port",
        type=_port,
        help=f"the Slack sandbox's port, 0 for a free one; default a free one, {SLACK_PORT} with --app-url",
    )
    add("--bedrock-port", type=_port, default=0, metavar="PORT", help="the Bedrock sandbox's port; default a free one")
    add("--no-browser", dest="browser", action="store_false", help="don't open the page by itself")
    add("--page-port", type=_port, default=PAGE_PORT, metavar="PORT", help=f"the page's port; default {PAGE_PORT}")


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of seconds, 0 or more")
    return seconds


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > _MAX_PORT:
        raise argparse.ArgumentTypeError(f"a port is a number from 0 to {_MAX_PORT}, not {text!r}")
    return int(text)


def _app_url(text: str) -> str:
    if text == SOCKET:
        return text
    try:
        found = urlsplit(text)
        is_url = found.scheme in {"http", "https"} and bool(found.hostname) and (found.port or 1) > 0
    except ValueError:  # a port that is none
        is_url = False
    if not is_url:
        raise argparse.ArgumentTypeError(
            f"{text!r} is neither where your app listens, such as http://127.0.0.1:3000/slack/events, nor `socket`"
        )
    return text

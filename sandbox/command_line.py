"""`python -m sandbox`: both sandboxes and the bot, kept running, or commands followed from typing to picture."""

import argparse
import contextlib
import shlex
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NoReturn

import yaml

from sandbox.app_process import BOT_COMMAND, ROOT, AppProcess, AppSetup, AppStartError
from sandbox.bedrock import BedrockSandbox
from sandbox.once import DIRECT, Drawn, NotDrawnError, Once
from sandbox.slack import SlackSandbox, seed
from sandbox.slack.entities import File
from sandbox.slack.pictures import kind_of
from sandbox.staying import PAGE_PORT, stay_up
from sandbox.transcript import conversation_text
from sandbox.translate import TranslateSandbox

_VAR = ROOT / "var" / "sandbox"
_TITAN = ("amazon.titan-image-generator-v1", "amazon.titan-image-generator-v2:0")
_INTERRUPTED = 130
_DAY = 86_400.0  # seconds


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code 0: every command got its picture, or what was kept running was ended; else 1 with the reason."""
    options = _parser().parse_args(arguments)
    data_dir = _new_folder()
    try:
        with _sigterm_like_ctrl_c():
            code = _run(options, data_dir)
    except AppStartError as error:
        code = _complain(f"The app did not start: {error}")
    except OSError as error:
        code = _complain(f"The sandbox could not start: {error}")
    except KeyboardInterrupt:
        code = _INTERRUPTED if options.once else 0
    if code == 0:
        shutil.rmtree(data_dir, ignore_errors=True)
    return code


def _new_folder() -> Path:
    """A folder for this run: the workspace begins anew, and so does the app. Failed runs' folders go after a day."""
    _VAR.mkdir(parents=True, exist_ok=True)
    for folder in _VAR.glob("run-*"):
        with contextlib.suppress(FileNotFoundError):  # another run was quicker
            if time.time() - folder.stat().st_mtime > _DAY:
                shutil.rmtree(folder, ignore_errors=True)
    return Path(tempfile.mkdtemp(prefix="run-", dir=_VAR))


def _run(options: argparse.Namespace, data_dir: Path) -> int:
    alive = _TITAN if options.titan_alive else ()
    with (
        BedrockSandbox(port=0, latency=options.latency, alive=alive) as bedrock,
        TranslateSandbox() as translate,
        SlackSandbox(options.port) as slack,
        _app(options, slack, bedrock, translate, data_dir) as app,
    ):
        manifest = _manifest_of(options)
        slack.install(yaml.safe_load(manifest.read_text("utf-8")) if manifest else None)
        if options.once:
            return _run_once(options, slack, app)
        return stay_up(slack, bedrock, app, page_port=options.page_port)


def _manifest_of(options: argparse.Namespace) -> Path | None:
    """The one that was named, or the bot's own; none for another app that named none."""
    if options.manifest:
        return Path(options.manifest)
    return None if options.app_command else ROOT / "manifest.yml"


@contextlib.contextmanager
def _app(
    options: argparse.Namespace,
    slack: SlackSandbox,
    bedrock: BedrockSandbox,
    translate: TranslateSandbox,
    data_dir: Path,
) -> Iterator[AppProcess]:
    setup = AppSetup(
        command=shlex.split(options.app_command) if options.app_command else BOT_COMMAND,
        data_dir=data_dir,
        slack_api_url=slack.api_url,
        bedrock_url=bedrock.url,
        bot_token=slack.bot_token,
        signing_secret=slack.signing_secret,
        app_token=slack.app_token if options.socket else "",
        translate_url=translate.url if options.translate else "",
    )
    slack.app_url = "" if options.socket else setup.url
    with AppProcess(setup, has_connection=lambda: slack.connection_count > 0) as app:
        yield app


def _run_once(options: argparse.Namespace, slack: SlackSandbox, app: AppProcess) -> int:
    once = Once(slack, user=options.user, channel=options.channel, has_ended=lambda: app.has_ended)
    timeout = options.timeout + 2 * options.latency
    drawn: list[Drawn] = []
    reason = ""
    for line in options.once:
        try:
            drawn.append(once.draw(line, timeout=timeout, patience=options.latency))
        except (NotDrawnError, KeyError, ValueError) as error:
            reason = f"{line}\n  failed: {error.args[0]}"
            break
    _report(options, slack, drawn)
    if reason:
        return _complain(f"{reason}\n\nThe end of the app's log, {app.log}:\n{app.log_tail()}")
    return 0


def _report(options: argparse.Namespace, slack: SlackSandbox, drawn: list[Drawn]) -> None:
    """The conversations, then each command's timings and where its pictures lie."""
    places = dict.fromkeys([options.channel, *(result.channel for result in drawn)])
    ids = dict.fromkeys(slack.workspace.channel(place).id for place in places if place != DIRECT)
    for place in ids:
        _say(conversation_text(slack.slack, place))
    for line, result in zip(options.once, drawn, strict=False):
        _say(line)
        _say(f"  acknowledged after {result.delivery.ack_ms:.0f} ms, picture visible after {result.seconds:.1f} s")
        for file in result.files:
            _say(f"  {_write(file, Path(options.out))}")
        _say("")


def _write(file: File, folder: Path) -> Path:
    """The picture in the folder, under its own name and id; the path as short as it can be said from here."""
    folder.mkdir(parents=True, exist_ok=True)
    name = Path(file.name)
    path = (folder / f"{name.stem}-{file.id}.{kind_of(file.data).filetype}").resolve()
    path.write_bytes(file.data)
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    add = parser.add_argument
    add("--once", action="append", metavar="COMMAND", help="type this command, wait for its picture, end; repeatable")
    add("--socket", action="store_true", help="the app connects by Socket Mode instead of listening on HTTP")
    people = [person.name for person in seed.PEOPLE]
    places = [channel.name for channel in seed.channels() if not channel.is_archived]
    add("--user", default="ada", choices=people, help="who types; default ada. minji and junho read Korean")
    add("--channel", default="general", choices=[*places, DIRECT], help="where; default general")
    add(
        "--out",
        default=str(_VAR / "pictures"),
        metavar="DIR",
        help="where the pictures go; default var/sandbox/pictures",
    )
    add("--latency", type=_seconds, default=0.0, metavar="S", help="seconds that the model takes; default 0")
    add("--timeout", type=_seconds, default=60.0, metavar="S", help="seconds to wait for a picture; default 60")
    add("--titan-alive", action="store_true", help="Titan draws, as before its end of life on 2026-06-30")
    add("--translate", action="store_true", help="prompts go through Amazon Translate: a dictionary of demo words")
    add("--port", type=int, default=0, help="the Slack sandbox's port; default: a free one")
    add("--page-port", type=int, default=PAGE_PORT, metavar="PORT", help=f"the page's port; default {PAGE_PORT}")
    add(
        "--app-command",
        metavar="COMMAND",
        help="run this app instead of `python -m bot run`, with the same environment",
    )
    add(
        "--manifest",
        metavar="FILE",
        help="hold Slack to this app manifest's scopes, events and shortcuts; default the bot's",
    )
    return parser


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of seconds, 0 or more")
    return seconds


@contextlib.contextmanager
def _sigterm_like_ctrl_c() -> Iterator[None]:
    before = signal.signal(signal.SIGTERM, _interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _interrupt(_number: int, _frame: object) -> NoReturn:
    raise KeyboardInterrupt


def _complain(reason: str) -> int:
    sys.stderr.write(f"{reason}\n")
    return 1


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()

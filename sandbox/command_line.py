"""`python -m sandbox`: both sandboxes and the bot, kept running, or commands followed from typing to picture."""

import argparse
import contextlib
import errno
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
from sandbox.levers import TITAN
from sandbox.once import DIRECT, Drawn, NotDrawnError, Once
from sandbox.options import SOCKET, read_options
from sandbox.slack import SlackSandbox
from sandbox.slack.entities import File
from sandbox.slack.methods.registry import ALL_SCOPES
from sandbox.slack.pictures import kind_of
from sandbox.staying import stay_up
from sandbox.transcript import conversation_text
from sandbox.translate import TranslateSandbox

_VAR = ROOT / "var" / "sandbox"
_INTERRUPTED = 130
_DAY = 86_400.0  # seconds


class ManifestError(RuntimeError):
    """The manifest that was named is none; the message names the file and what is wrong."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code 0: every command got its picture, or what was kept running was ended; else 1 with the reason."""
    options = read_options(arguments, pictures=str(_VAR / "pictures"))
    data_dir = _new_folder()
    try:
        with _sigterm_like_ctrl_c():
            code = _run(options, data_dir)
    except AppStartError as error:
        code = _complain(f"The app did not start: {error}")
    except (OSError, ManifestError) as error:
        is_taken = isinstance(error, OSError) and error.errno == errno.EADDRINUSE
        advice = "; choose another with --port, --bedrock-port or --page-port" if is_taken else ""
        code = _complain(f"The sandbox could not start: {error}{advice}")
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
    alive = TITAN if options.titan_alive else ()
    with (
        BedrockSandbox(port=options.bedrock_port, latency=options.latency, alive=alive) as bedrock,
        TranslateSandbox() as translate,
        SlackSandbox(options.port) as slack,
    ):
        _install(options, slack)
        if options.app_url:
            slack.app_url = "" if options.app_url == SOCKET else options.app_url
            return stay_up(slack, bedrock, None, page_port=options.page_port, opens_browser=options.browser)
        with _app(options, slack, bedrock, translate, data_dir) as app:
            if options.once:
                return _run_once(options, slack, app)
            return stay_up(slack, bedrock, app, page_port=options.page_port, opens_browser=options.browser)


def _install(options: argparse.Namespace, slack: SlackSandbox) -> None:
    """By the manifest that was named, or the bot's own. Another app without one has every event and every scope."""
    is_ours = not (options.app_command or options.app_url)
    file = Path(options.manifest) if options.manifest else ROOT / "manifest.yml" if is_ours else None
    if file is None:
        slack.workspace.grant(ALL_SCOPES)
        slack.workspace.name_bot("your_app", "Your app")
        return
    try:
        manifest = yaml.safe_load(file.read_text("utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as unreadable:
        raise ManifestError(f"{file} is neither YAML nor JSON: {unreadable}") from unreadable
    if not isinstance(manifest, dict):
        raise ManifestError(f"{file} is no app manifest: that has features, oauth_config and settings")
    try:
        slack.install(manifest)
    except ValueError as unusable:
        raise ManifestError(f"{file}: {unusable}") from unusable


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

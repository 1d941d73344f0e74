"""The sandbox kept running: the page in the browser, and how to do the same from a shell."""

import contextlib
import sys
import time
import webbrowser
from typing import NoReturn

from sandbox.app_process import AppProcess
from sandbox.bedrock import BedrockSandbox
from sandbox.levers import SandboxLevers
from sandbox.own_app import how_to_connect
from sandbox.page import Page
from sandbox.slack import SlackSandbox

PAGE_PORT = 4600
_LOOK_SECONDS = 0.2

_KEPT_RUNNING = """\
A Slack workspace without Slack, and the bot in it: {bot}.

  Open     {page}   (the channels in your browser)
  Slack    {slack}   (people: ada, ben, chloe, olga the owner, gus a guest, minji and junho in Korean;
           channels: {channels})
  Bedrock  {bedrock}   (sketches instead of a model's pictures)
  Log      {log}

Type a command:
  curl {slack}/_sandbox/command -d '{{"user": "ada", "channel": "general", "text": "/imagine a red fox in the snow"}}'
Read the channel:
  curl '{slack}/_sandbox/transcript?channel=general'
What the bot did:  curl {slack}/_sandbox/calls     What it was sent:  curl {slack}/_sandbox/deliveries

Ctrl-C ends it.
"""


def stay_up(
    slack: SlackSandbox, bedrock: BedrockSandbox, app: AppProcess | None, *, page_port: int, opens_browser: bool
) -> NoReturn:
    """Serve the page until Ctrl-C. An app that ends by itself is told of, and can be started again from the page.

    None: somebody else runs the app, and is told how.
    """
    with _page(slack, SandboxLevers(slack, bedrock, app), page_port) as page:
        _say(_kept_running(slack, bedrock, app, page.url) if app else how_to_connect(slack, bedrock, page.url))
        if opens_browser:
            _show(page.url)
        while True:
            _wait_for(app, "ended")
            if app:
                sys.stderr.write(f"The app ended by itself; the page can restart it.\n{app.log_tail()}\n")
            _wait_for(app, "running")


def _show(url: str) -> None:
    """In the browser of whoever looks on: none where a program does, none that lives in the terminal."""
    with contextlib.suppress(webbrowser.Error):
        if sys.stdout.isatty() and type(browser := webbrowser.get()) is not webbrowser.GenericBrowser:
            browser.open(url)


def _wait_for(app: AppProcess | None, state: str) -> None:
    while app is None or app.state != state:
        time.sleep(_LOOK_SECONDS)


def _kept_running(slack: SlackSandbox, bedrock: BedrockSandbox, app: AppProcess, page_url: str) -> str:
    channels = ", ".join(channel.name for channel in slack.workspace.channels.values() if channel.name)
    bot = f"at {slack.app_url}" if slack.app_url else "by Socket Mode"
    places = {"page": page_url, "slack": slack.url, "bedrock": bedrock.url}
    return _KEPT_RUNNING.format(bot=bot, log=app.log, channels=channels, **places)


def _say(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


def _page(slack: SlackSandbox, levers: SandboxLevers, port: int) -> Page:
    """At the usual port; where another sandbox has it, at a free one."""
    try:
        return Page(slack, levers, port=port)
    except OSError:
        if port != PAGE_PORT:
            raise
        return Page(slack, levers)

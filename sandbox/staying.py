"""The sandbox kept running: the page in the browser, and how to do the same from a shell."""

import sys
import time

from sandbox.app_process import AppProcess
from sandbox.bedrock import BedrockSandbox
from sandbox.own_app import how_to_connect
from sandbox.page import Page
from sandbox.slack import SlackSandbox

PAGE_PORT = 4600

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


def stay_up(slack: SlackSandbox, bedrock: BedrockSandbox, app: AppProcess | None, *, page_port: int) -> int:
    """Serve the page until Ctrl-C, or until the app ends by itself: then 1, with the end of its log.

    None: somebody else runs the app, and is told how.
    """
    with _page(slack, page_port) as page:
        _say(_kept_running(slack, bedrock, app, page.url) if app else how_to_connect(slack, bedrock, page.url))
        while app is None or not app.has_ended:
            time.sleep(0.2)
    sys.stderr.write(f"The app ended by itself:\n{app.log_tail()}\n")
    return 1


def _kept_running(slack: SlackSandbox, bedrock: BedrockSandbox, app: AppProcess, page_url: str) -> str:
    channels = ", ".join(channel.name for channel in slack.workspace.channels.values() if channel.name)
    bot = f"at {slack.app_url}" if slack.app_url else "by Socket Mode"
    places = {"page": page_url, "slack": slack.url, "bedrock": bedrock.url}
    return _KEPT_RUNNING.format(bot=bot, log=app.log, channels=channels, **places)


def _say(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


def _page(slack: SlackSandbox, port: int) -> Page:
    """At the usual port; where another sandbox has it, at a free one."""
    try:
        return Page(slack, port=port)
    except OSError:
        if port != PAGE_PORT:
            raise
        return Page(slack)

"""All that stands behind the page: a workspace, models, and the bot as a process of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from sandbox.app_process import BOT_COMMAND, ROOT, AppProcess, AppSetup
from sandbox.bedrock import BedrockSandbox
from sandbox.levers import SandboxLevers
from sandbox.page import Page
from sandbox.slack import SlackSandbox

_IDLE_SECONDS = 30.0


@dataclass(frozen=True, kw_only=True, slots=True)
class House:
    """As `python -m sandbox` starts it, with the page at `url`."""

    slack: SlackSandbox
    bedrock: BedrockSandbox
    app: AppProcess
    url: str

    def tidy(self) -> None:
        """Nothing said, nothing broken, everything quick."""
        if self.app.has_ended:
            self.app.start()
        self.slack.unreachable(0)
        self.bedrock.change(latency=0, throttle_fraction=0)
        self.slack.wait_for(self._is_idle, _IDLE_SECONDS, "the models to be idle")
        self.slack.reset()
        self.bedrock.reset()

    def drawings(self) -> list[dict[str, Any]]:
        """Calls to models that drew."""
        return [call for call in self.bedrock.calls if call["outcome"] == "ok"]

    def _is_idle(self) -> bool:
        return not self.bedrock.totals["in_flight"]


@contextmanager
def open_house(folder: Path) -> Iterator[House]:
    """Ready to be used; `folder` holds the bot's data and log."""
    with BedrockSandbox() as bedrock, SlackSandbox(file_delay=0.1) as slack:
        slack.install(yaml.safe_load((ROOT / "manifest.yml").read_text("utf-8")))
        setup = AppSetup(
            command=BOT_COMMAND,
            data_dir=folder,
            slack_api_url=slack.api_url,
            bedrock_url=bedrock.url,
            bot_token=slack.bot_token,
            signing_secret=slack.signing_secret,
        )
        slack.app_url = setup.url
        with (
            AppProcess(setup, has_connection=lambda: False) as app,
            Page(slack, SandboxLevers(slack, bedrock, app)) as page,
        ):
            yield House(slack=slack, bedrock=bedrock, app=app, url=page.url)

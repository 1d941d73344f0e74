"""The doctor at work on a sandboxed workspace and account."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot import doctor, manifest
from bot.settings import Settings
from sandbox.bedrock import BedrockSandbox
from sandbox.slack import SlackSandbox

TODAY = date(2026, 11, 22)


@dataclass(frozen=True, kw_only=True)
class Report:
    """The exit code and what was written."""

    code: int
    text: str

    @property
    def last_line(self) -> str:
        return self.text.splitlines()[-1]

    def lines(self, level: str) -> list[str]:
        """What was found at this level, without the remedies."""
        return [line.removeprefix(level).strip() for line in self.text.splitlines() if line.startswith(f"{level} ")]

    def remedy(self, part: str) -> str:
        """The remedy under the one line that holds `part`."""
        lines = self.text.splitlines()
        (at,) = [number for number, line in enumerate(lines) if part in line]
        assert lines[at + 1].startswith("      To do: "), f"no remedy under {lines[at]!r}"
        return lines[at + 1].removeprefix("      To do: ")


class Clinic:
    """A bot's environment that is all right; `examine` takes what shall be different in it."""

    def __init__(self, slack: SlackSandbox, bedrock: BedrockSandbox, data_dir: Path) -> None:
        self.slack = slack
        self.bedrock = bedrock
        self.data_dir = data_dir
        slack.workspace.scopes = self._scopes = frozenset(manifest.scopes())
        self.env = {
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_APP_TOKEN": slack.app_token,
            "SLACK_API_URL": slack.api_url,
            "BWB_ENDPOINT_URL": bedrock.url,
            "AWS_ACCESS_KEY_ID": "AKIASANDBOX",
            "AWS_SECRET_ACCESS_KEY": "sandbox",
            "DATA_DIR": str(data_dir),
        }

    def heal(self) -> None:
        """Take back every fault that a test gave to Slack or Bedrock."""
        self.slack.slack.faults.clear()
        self.slack.workspace.scopes = self._scopes
        self.bedrock.reset()

    def examine(self, **changes: str) -> Report:
        settings = Settings.from_env({**self.env, **changes})
        out = io.StringIO()
        code = doctor.run(settings, out=out, today=TODAY)
        return Report(code=code, text=out.getvalue())


@contextmanager
def open_servers() -> Iterator[tuple[SlackSandbox, BedrockSandbox]]:
    with SlackSandbox(tiers=False) as slack, BedrockSandbox() as bedrock:
        yield slack, bedrock

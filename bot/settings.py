"""What the bot is told by its environment, read once and checked together."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, Self

from bot.oauth.settings import OAuthSettings
from bot.rules.limits import Limit
from bot.settings_reader import Reader
from titan_core.errors import SettingsError
from titan_core.settings import BedrockSettings


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """One bot's settings; `SettingsError.problems` of `from_env` names every fault at once, with what to write."""

    slack_bot_token: str = field(repr=False)
    slack_signing_secret: str = field(repr=False)
    slack_app_token: str = field(repr=False)
    slack_api_url: str
    oauth: OAuthSettings | None  # many workspaces, each with its own token; then none of the bot's above
    port: int
    data_dir: Path
    artifacts_url: str  # s3://…; empty: a folder in data_dir
    data_is_shared: bool  # somebody has said where, so that `web` and `worker` can meet there
    database_url: str = field(repr=False)
    language: str
    worker_concurrency: int
    requests_per_minute: int
    metrics_port: int | None
    shutdown_grace: int  # seconds
    log_format: str  # one of bot.logs.FORMATS
    confirm_usd: Decimal
    prices: Mapping[str, Decimal]  # by model id, of one picture, instead of the list's
    admins: tuple[str, ...]
    limits: tuple[Limit, ...]
    timezone: str  # an IANA name, of days and months in limits
    retention_days: int
    artifact_days: int
    translate: bool
    bedrock: BedrockSettings

    @property
    def socket_mode(self) -> bool:
        return bool(self.slack_app_token)

    @property
    def artifacts_dir(self) -> Path:
        return self.data_dir / "artifacts"

    @property
    def of_rules(self) -> "RuleSettings":
        return RuleSettings(
            database_url=self.database_url,
            limits=self.limits,
            timezone=self.timezone,
            retention_days=self.retention_days,
        )

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> "Settings":
        """Read `env`; raise `SettingsError` with every problem found."""
        reader = Reader(env)
        return cls(**_sound(reader, reader.values()))


@dataclass(frozen=True, kw_only=True, slots=True)
class RuleSettings:
    """As much of them as rules need, which the command line reads without tokens."""

    database_url: str = field(repr=False)
    limits: tuple[Limit, ...]
    timezone: str
    retention_days: int

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> Self:
        """Read `env`; raise `SettingsError` with every problem found."""
        reader = Reader(env)
        return cls(**_sound(reader, reader.rule_values()))


def _sound(reader: Reader, values: dict[str, Any]) -> dict[str, Any]:
    if reader.problems:
        raise SettingsError(problems=tuple(reader.problems))
    return values

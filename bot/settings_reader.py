"""What the environment says, checked value by value; every fault is kept, with what to write."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from bot.locale import LANGUAGES
from bot.logs import FORMATS
from bot.oauth import settings as oauth_settings
from bot.rules.limits import Limit, LimitsError, parse_limits
from titan_core.catalog import MODELS, find
from titan_core.errors import SettingsError, UnknownModelError
from titan_core.settings import BedrockSettings

_DOLLARS = re.compile(r"\d{1,6}(\.\d{1,4})?")
_POSTGRESQL = frozenset({"postgres", "postgresql", "postgresql+psycopg"})
_BUCKET = re.compile(r"s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/[\w./=-]*)?", re.ASCII)
_USER_ID = re.compile(r"[UW][A-Z0-9]{2,20}")
DEFAULT_DATA_DIR = "var"
DEFAULT_SLACK_API_URL = "https://slack.com/api/"


class Reader:
    """Reads `env`; `problems` says what is wrong with it."""

    def __init__(self, env: Mapping[str, str]) -> None:
        self._env = env
        self.problems: list[str] = []

    def values(self) -> dict[str, Any]:
        """What `Settings` holds."""
        bedrock = self._bedrock()
        return {
            **self._tokens(),
            "oauth": oauth_settings.read(self._env, self.problems),
            **self.rule_values(),
            "slack_api_url": self._slack_api_url(),
            "port": self._whole("PORT", 3000, 0, 65535),
            "data_dir": self._data_dir(),
            "artifacts_url": self._artifacts_url(),
            "data_is_shared": bool(self._text("DATA_DIR", "") or self._text("DATABASE_URL", "")),
            "language": self._language(),
            "worker_concurrency": self._whole("WORKER_CONCURRENCY", 8, 1, 256),
            "requests_per_minute": self._whole("REQUESTS_PER_MINUTE", 60, 1, 10_000),
            "metrics_port": self._whole("METRICS_PORT", 0, 0, 65535) or None,
            "shutdown_grace": self._whole("SHUTDOWN_GRACE", 25, 0, 3600),
            "log_format": self._log_format(),
            "confirm_usd": self._dollars("IMAGINE_CONFIRM_USD", "0.10"),
            "prices": self._prices(),
            "admins": self._admins(),
            "artifact_days": self._whole("ARTIFACT_DAYS", 30, 1, 3650),
            "translate": self._translate(),
            "bedrock": bedrock,
        }

    def rule_values(self) -> dict[str, Any]:
        """What rules need: where they are kept, and what holds where none is set."""
        return {
            "database_url": self._database_url(self._data_dir()),
            "limits": self._limits(),
            "timezone": self._timezone(),
            "retention_days": self._whole("RETENTION_DAYS", 90, 1, 3650),
        }

    def _data_dir(self) -> Path:
        return Path(self._text("DATA_DIR", DEFAULT_DATA_DIR))

    def _text(self, name: str, default: str) -> str:
        return self._env.get(name, "").strip() or default

    def _tokens(self) -> dict[str, str]:
        bot, app = self._text("SLACK_BOT_TOKEN", ""), self._text("SLACK_APP_TOKEN", "")
        secret = self._text("SLACK_SIGNING_SECRET", "")
        if oauth_settings.is_asked_for(self._env):  # which says itself what fits to it
            return {"slack_bot_token": "", "slack_signing_secret": secret, "slack_app_token": ""}
        if bot.startswith("xapp-") and app.startswith("xoxb-"):
            self.problems.append(
                "SLACK_BOT_TOKEN and SLACK_APP_TOKEN are swapped: write xoxb-… in the first, xapp-… in the second"
            )
            return {}
        self._token("SLACK_BOT_TOKEN", bot, "xoxb-", "OAuth & Permissions → Bot User OAuth Token")
        if app:
            self._token("SLACK_APP_TOKEN", app, "xapp-", "Basic Information → App-Level Tokens")
        elif not secret:
            self.problems.append(
                "SLACK_APP_TOKEN is missing: write the xapp-… token of Basic Information → App-Level Tokens"
                " (Socket Mode, no public URL), or SLACK_SIGNING_SECRET of Basic Information → App Credentials"
                " to receive over HTTP",
            )
        return {"slack_bot_token": bot, "slack_signing_secret": secret, "slack_app_token": app}

    def _token(self, name: str, value: str, prefix: str, where: str) -> None:
        if not value:
            self.problems.append(f"{name} is missing: write the {prefix}… token of {where}")
        elif not value.startswith(prefix):
            kind = value[:5] if value[:5] in {"xoxb-", "xoxp-", "xapp-"} else "something else"
            self.problems.append(f"{name} must start with {prefix}, this is {kind}: copy it from {where}")

    def _slack_api_url(self) -> str:
        url = self._text("SLACK_API_URL", DEFAULT_SLACK_API_URL)
        if urlsplit(url).scheme not in {"http", "https"}:
            self.problems.append(f"SLACK_API_URL must be a web address such as {DEFAULT_SLACK_API_URL}")
        return url if url.endswith("/") else f"{url}/"

    def _database_url(self, data_dir: Path) -> str:
        url = self._text("DATABASE_URL", f"sqlite:///{data_dir / 'imagine.sqlite'}")
        if url.startswith("sqlite:///"):
            return url
        written, colon, rest = url.partition("://")
        url = f"postgresql+psycopg{colon}{rest}"
        if written not in _POSTGRESQL or not _names_database(url):
            self.problems.append(
                "DATABASE_URL must be postgresql://USER:PASSWORD@HOST:PORT/DATABASE, with /, @, : and % in the password"
                " written as %2F, %40, %3A and %25, or sqlite:///FILE: unset it to use a file in DATA_DIR"
            )
        return url

    def _language(self) -> str:
        language = self._text("IMAGINE_LANGUAGE", "en")
        if language not in LANGUAGES:
            self.problems.append(f"IMAGINE_LANGUAGE must be one of {', '.join(LANGUAGES)}, this is {language!r}")
        return language

    def _whole(self, name: str, default: int, low: int, high: int) -> int:
        text = self._text(name, str(default))
        if text.isdecimal() and low <= int(text) <= high:
            return int(text)
        self.problems.append(f"{name} must be a whole number from {low} to {high}, this is {text!r}")
        return default

    def _dollars(self, name: str, default: str) -> Decimal:
        text = self._text(name, default)
        if not _DOLLARS.fullmatch(text):
            self.problems.append(f"{name} must be an amount in US dollars such as {default}, this is {text!r}")
            return Decimal(default)
        return Decimal(text)

    def _prices(self) -> dict[str, Decimal]:
        prices: dict[str, Decimal] = {}
        for written in filter(None, map(str.strip, self._text("IMAGINE_PRICES", "").split(","))):
            name, _, usd = (part.strip() for part in written.partition("="))
            if not _DOLLARS.fullmatch(usd):
                self.problems.append(
                    f"IMAGINE_PRICES must be models with US dollars for a picture, such as core=0.03,ultra=0.12, this"
                    f" holds {written!r}"
                )
                continue
            self._price(prices, name, Decimal(usd))
        return prices

    def _price(self, prices: dict[str, Decimal], name: str, usd: Decimal) -> None:
        try:
            model_id = find(name, MODELS).model_id
        except UnknownModelError as error:
            self.problems.append(f"IMAGINE_PRICES: {error}")
            return
        if model_id in prices:
            self.problems.append(f"IMAGINE_PRICES names {model_id} twice: leave one of the two out")
        prices[model_id] = usd

    def _admins(self) -> tuple[str, ...]:
        named = tuple(filter(None, re.split(r"[\s,]+", self._text("IMAGINE_ADMINS", ""))))
        wrong = [name for name in named if not _USER_ID.fullmatch(name)]
        if wrong:
            self.problems.append(
                f"IMAGINE_ADMINS must be Slack user ids such as U012AB3CD, this holds {', '.join(wrong)}:"
                " copy them from a profile → ⋮ → Copy member ID",
            )
        return named

    def _limits(self) -> tuple[Limit, ...]:
        try:
            return parse_limits(self._text("IMAGINE_LIMITS", ""))
        except LimitsError as error:
            self.problems.append(
                "IMAGINE_LIMITS must be limits such as person 20 pictures/day, channel $5/day, workspace $50/month (of"
                " a person, channel or workspace; pictures or US dollars; a minute, day or month), this holds"
                f" {error.written!r}"
            )
            return ()

    def _timezone(self) -> str:
        name = self._text("IMAGINE_TIMEZONE", "UTC")
        if name not in available_timezones():
            self.problems.append(f"IMAGINE_TIMEZONE must be a time zone such as Asia/Seoul, this is {name!r}")
            return "UTC"
        return name

    def _log_format(self) -> str:
        text = self._text("LOG_FORMAT", "text")
        if text not in FORMATS:
            self.problems.append(f"LOG_FORMAT must be one of {', '.join(FORMATS)}, this is {text!r}")
        return text

    def _translate(self) -> bool:
        text = self._text("TRANSLATE", "off")
        if text not in {"off", "aws"}:
            self.problems.append(f"TRANSLATE must be aws (Amazon Translate) or off, this is {text!r}")
        return text == "aws"

    def _artifacts_url(self) -> str:
        url = self._text("ARTIFACTS_URL", "")
        if url and not _BUCKET.fullmatch(url):
            self.problems.append(
                f"ARTIFACTS_URL must be s3://BUCKET or s3://BUCKET/PREFIX, this is {url!r}: unset it to keep pictures"
                " in DATA_DIR"
            )
        return url

    def _bedrock(self) -> BedrockSettings | None:
        return self._collect(lambda: BedrockSettings.from_env(self._env))

    def _collect(self, read: Callable[[], BedrockSettings]) -> BedrockSettings | None:
        try:
            return read()
        except SettingsError as error:
            self.problems.extend(error.problems)
            return None


def _names_database(url: str) -> bool:
    try:
        database = make_url(url).database or "@"
    except (ArgumentError, ValueError):  # it tells of what it couldn't read, which may be the password
        return False
    return not {"@", "/"} & set(database)  # left over of a password that holds them

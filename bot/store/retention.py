"""How long prompts and pictures are kept."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.rules.limits import Period, window
from bot.store.rules import RuleBook

DAY = 24 * 3600.0  # seconds


@dataclass(frozen=True, kw_only=True, slots=True)
class Retention:
    """days, timezone: where a workspace has set none of its own."""

    rules: RuleBook
    days: int
    timezone: str
    clock: Callable[[], float] = time.time

    def days_of(self, team_id: str) -> int:
        """For how many days a workspace's prompts and pictures are kept."""
        return self.rules.of_workspace(team_id).retention_days or self.days

    def is_over(self, team_id: str, ts: str) -> bool:
        """Whether a message (Slack's `ts`) is older than that."""
        whole, _, rest = ts.partition(".")
        is_ts = whole.isdecimal() and rest.isdecimal()
        return is_ts and float(ts) < self.clock() - self.days_of(team_id) * DAY

    def month_start(self, team_id: str) -> float:
        """When this month began in the workspace's time zone, in seconds since 1970."""
        zone = ZoneInfo(self.rules.of_workspace(team_id).timezone or self.timezone)
        return window(Period.MONTH, self.clock(), zone).start

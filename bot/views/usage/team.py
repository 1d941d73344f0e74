"""A workspace's month, for its admins: sums alone, without a word of what was asked for or a private place's name."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.locale import Words
from bot.rules.months import Month
from bot.store.erasure import NOBODY
from bot.store.usage import MonthSums, Used, together
from bot.views.buttons import button
from bot.views.message import Message
from bot.views.modal import View, modal, plain
from bot.views.notices.notice import notice
from bot.views.usage.sums import first_lines, reserved_lines, sum_text, unknown_lines

CHOOSE_MONTH, SEND_REPORT = "choose_usage_month", "send_usage_report"
_DIRECT = "D"
_MONTHS = 100  # options of a select

Block = dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class TeamUsage:
    """month: one of `months`, the newest first. seen: the conversations whose names the admin may read.

    reserved: being drawn now. zone: of days and months. said: what came of a press.
    """

    month: Month
    months: Sequence[Month]
    sums: MonthSums
    reserved: Used
    seen: frozenset[str]
    zone: str
    said: str = ""


def team_view(team: TeamUsage, words: Words) -> View:
    sums, total = team.sums, team.sums.total
    lines = [
        sum_text(total, words),
        *unknown_lines(total, words),
        *(reserved_lines(team.reserved, words) if team.month == team.months[0] else []),
    ]
    lists = (
        (words("By person"), person_lines(sums.by_person, words)),
        (words("By channel"), _place_lines(sums.by_channel, team.seen, words)),
        (words("By model"), [f"{used.what}: {sum_text(used, words)}" for used in sums.by_model]),
    )
    blocks = [
        *([_context(team.said)] if team.said else []),
        _select(team),
        {"type": "section", "text": plain("\n".join(lines))},
        *(_listed(title, first_lines(found, words)) for title, found in lists if found),
        *_days(team, words),
        _report(words),
        _context(words("Prices are those of the list; days and months are those of {zone}.", zone=team.zone)),
    ]
    return modal(words("Workspace's usage"), blocks, words, private_metadata=str(team.month))


def month_of(view: View) -> Month:
    return Month.parse(view["private_metadata"])


def waiting_view(words: Words) -> View:
    """Shown until Slack has said who is an admin."""
    return modal(words("Workspace's usage"), [{"type": "section", "text": plain(words("One moment …"))}], words)


def being_sent(words: Words) -> str:
    return words("Chart and table are on their way. If nothing comes within a minute, press again.")


def for_admins(words: Words) -> View:
    """A kind no."""
    said: Message = notice([
        words("Only admins of this workspace can see what all of it has used."),
        words("What you have used yourself is in `{command}`.", command="/imagine usage"),
    ])  # fmt: skip
    return modal(words("Workspace's usage"), said["blocks"], words)


def person_lines(by_person: Sequence[Used], words: Words) -> list[str]:
    """In mrkdwn; who had their data erased is named no more."""
    names = {NOBODY: words("Erased people")}
    return [f"{names.get(used.what, f'<@{used.what}>')}: {sum_text(used, words)}" for used in by_person]


def _place_lines(by_channel: Sequence[Used], seen: frozenset[str], words: Words) -> list[str]:
    """In mrkdwn; direct messages and what the reader can't see are a line each, whatever their number."""
    direct = [used for used in by_channel if used.what.startswith(_DIRECT)]
    named = [used for used in by_channel if used.what in seen and used not in direct]
    others = [used for used in by_channel if used not in direct and used not in named]
    lumps = [
        (words("Direct messages"), direct),
        (
            words.plural("{n} conversation that you don't see", "{n} conversations that you don't see", len(others)),
            others,
        ),
    ]
    lines = [(f"<#{used.what}>", used) for used in named] + [(name, together(used)) for name, used in lumps if used]
    return [f"{name}: {sum_text(used, words)}" for name, used in sorted(lines, key=lambda line: -line[1].usd)]


def _days(team: TeamUsage, words: Words) -> list[Block]:
    days = [used for used in team.sums.by_day if used.pictures]
    lines = [f"{team.month}-{int(used.what):02}: {sum_text(used, words)}" for used in days]
    return [_listed(words("By day"), lines)] if lines else []


def _select(team: TeamUsage) -> Block:
    options = [{"text": plain(str(month)), "value": str(month)} for month in team.months[:_MONTHS]]
    chosen = {"text": plain(str(team.month)), "value": str(team.month)}
    element = {"type": "static_select", "action_id": CHOOSE_MONTH, "options": options, "initial_option": chosen}
    return {"type": "actions", "elements": [element]}


def _report(words: Words) -> Block:
    label = words("Send a chart and a table (CSV) of this month to our direct messages")
    return {"type": "actions", "elements": [button(words("Send me chart and CSV"), SEND_REPORT, "report", label=label)]}


def _listed(title: str, lines: Iterable[str]) -> Block:
    text = "\n".join([f"*{title}*", *(f"• {line}" for line in lines)])
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def _context(text: str) -> Block:
    return {"type": "context", "elements": [plain(text)]}

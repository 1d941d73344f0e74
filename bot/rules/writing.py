"""Rules as the command line and JSON files write them: by name, in text or lists of texts."""

import difflib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from typing import Any

from bot.rules.limits import Limit, LimitsError, Scope, parse_limits, write_limits
from bot.rules.rules import ChannelRules, WorkspaceRules
from bot.rules.timezones import UnknownTimezoneError, find_timezone
from titan_core.catalog import MODELS, find
from titan_core.errors import UnknownModelError
from titan_core.tasks import TASKS

Kind = type[WorkspaceRules] | type[ChannelRules]
_CHANNEL, _USER = re.compile(r"[CG][A-Z0-9]{2,20}"), re.compile(r"[UW][A-Z0-9]{2,20}")
_FLAGS = {"yes": True, "on": True, "true": True, "no": False, "off": False, "false": False}
_MOST_DAYS = 3650
_TASK_NAMES = {task.__name__.casefold(): task.__name__ for task in TASKS}


class RuleError(ValueError):
    """What was wrong with a rule, what is allowed, what to do."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """field: of WorkspaceRules and ChannelRules. item: reads each of several; whole: reads a single value."""

    field: str
    about: str
    item: Callable[[str], str] | None = None
    whole: Callable[[str], Any] | None = None

    @property
    def name(self) -> str:
        """As people write it: `refused-words`, `stopped`."""
        return self.field.removeprefix("is_").replace("_", "-")


def rules_of(kind: Kind) -> dict[str, Rule]:
    """By name, those that a workspace or a channel has."""
    known = {field.name for field in fields(kind)}
    return {rule.name: rule for rule in _RULES if rule.field in known}


def rule_named(kind: Kind, name: str) -> Rule:
    """Raises RuleError with the names there are."""
    known = rules_of(kind)
    found = known.get(name.strip().casefold().replace("_", "-"))
    if found is None:
        whose = "a channel" if kind is ChannelRules else "a workspace"
        near = difflib.get_close_matches(name.casefold(), known, n=1)
        hint = f": did you mean {near[0]}?" if near else ""
        raise RuleError(f"{name!r} is no rule of {whose}{hint} There are {', '.join(known)}.")
    return found


def read_rule(kind: Kind, rule: Rule, written: str | Sequence[str]) -> Any:  # noqa: ANN401  # a field's value
    """A rule's value; a text that names several has them parted by commas or lines. Raises RuleError."""
    if rule.item is not None:
        several = re.split(r"[,\n]", written) if isinstance(written, str) else written
        return tuple(dict.fromkeys(rule.item(one.strip()) for one in several if one.strip()))
    if rule.whole is None or not isinstance(written, str):
        raise RuleError(f"{rule.name} is one text: {rule.about}.")
    value = rule.whole(written.strip())
    if kind is ChannelRules and rule.field == "limits":
        _check_channel_limits(value)
    return value


def default_of(kind: Kind, rule: Rule) -> Any:  # noqa: ANN401  # a field's value
    """What it is where nobody has set it."""
    (default,) = (field.default for field in fields(kind) if field.name == rule.field)
    return None if default is MISSING else default


def to_document(rules: WorkspaceRules | ChannelRules) -> dict[str, Any]:
    """By name, what is set: values as JSON has them."""
    kind, stored = type(rules), rules.to_json()
    return {
        name: stored[rule.field]
        for name, rule in rules_of(kind).items()
        if getattr(rules, rule.field) != default_of(kind, rule)
    }


def from_document(kind: Kind, document: Mapping[str, Any]) -> WorkspaceRules | ChannelRules:
    """What `to_document` wrote. Raises RuleError."""
    values = {}
    for name, value in document.items():
        rule = rule_named(kind, name)
        try:
            values[rule.field] = read_rule(kind, rule, _as_text(value))
        except (RuleError, TypeError) as error:
            raise RuleError(f"{name}: {error}") from error
    return kind(**values)


def written(value: object) -> str:
    """For people to read, and to write again."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        limits = [one for one in value if isinstance(one, Limit)]
        return write_limits(tuple(limits)) if limits else ", ".join(map(str, value))
    return "" if value is None else str(value)


def _as_text(value: object) -> str | list[str]:
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return value
    if isinstance(value, bool | str):
        return written(value)
    if isinstance(value, int):
        return str(value)
    raise RuleError("a text, a list of texts, a whole number, or true or false was expected")


def _limits(text: str) -> tuple[Limit, ...]:
    try:
        return parse_limits("" if text.casefold() == "none" else text)
    except LimitsError as error:
        raise RuleError(
            f"{error.written!r} is no limit: write such as person 20 pictures/day, channel $5/day, workspace $50/month,"
            " parted by commas (of a person, channel or workspace; a minute, day or month), or none"
        ) from error


def _check_channel_limits(limits: tuple[Limit, ...]) -> None:
    if any(limit.scope is Scope.WORKSPACE for limit in limits):
        raise RuleError("a channel's own limits are of a person or of the channel: set the workspace's without one")


def _timezone(text: str) -> str:
    try:
        return find_timezone(text)
    except UnknownTimezoneError as error:
        hint = f": did you mean {', '.join(error.nearest)}?" if error.nearest else ""
        raise RuleError(f"{error}{hint}") from error


def _flag(text: str) -> bool:
    if text.casefold() not in _FLAGS:
        raise RuleError(f"write yes or no, not {text!r}")
    return _FLAGS[text.casefold()]


def _channel(text: str) -> str:
    if not _CHANNEL.fullmatch(text):
        raise RuleError(f"{text!r} is no channel's id such as C012AB3CD: copy it from the channel's details in Slack")
    return text


def _user(text: str) -> str:
    if not _USER.fullmatch(text):
        raise RuleError(f"{text!r} is no user's id such as U012AB3CD: copy it from a profile → ⋮ → Copy member ID")
    return text


def _model(text: str) -> str:
    try:
        return find(text, MODELS).model_id
    except UnknownModelError as error:
        raise RuleError(str(error)) from error


def _task(text: str) -> str:
    if text.casefold() not in _TASK_NAMES:
        raise RuleError(f"{text!r} is no kind of drawing: there are {', '.join(_TASK_NAMES.values())}")
    return _TASK_NAMES[text.casefold()]


def _days(text: str) -> int:
    if not (text.isdecimal() and 0 < int(text) <= _MOST_DAYS):
        raise RuleError(f"write a whole number of days from 1 to {_MOST_DAYS}, not {text!r}")
    return int(text)


def _words(text: str) -> str:
    return " ".join(text.split())


_RULES = (
    Rule(field="limits", about="person 20 pictures/day, workspace $50/month; none for no limit", whole=_limits),
    Rule(field="timezone", about="where days and months begin: Asia/Seoul, or a large city", whole=_timezone),
    Rule(field="is_stopped", about="yes: nobody draws", whole=_flag),
    Rule(field="channels", about="pictures only in these: channel ids", item=_channel),
    Rule(field="closed_channels", about="no pictures in these: channel ids", item=_channel),
    Rule(field="people", about="only these draw: user ids", item=_user),
    Rule(field="closed_people", about="these don't draw: user ids", item=_user),
    Rule(field="refused_words", about="words and phrases that no prompt may hold", item=_words),
    Rule(field="unwanted", about="always kept out of pictures, as with --no", whole=_words),
    Rule(field="models", about="only these draw: names as in `/imagine models`", item=_model),
    Rule(field="tasks", about=f"only these: {', '.join(_TASK_NAMES.values())}", item=_task),
    Rule(field="guests", about="yes: guests may draw", whole=_flag),
    Rule(field="external", about="yes: people of other workspaces may draw", whole=_flag),
    Rule(field="retention_days", about="days that prompts and pictures are kept, 1 to 3650", whole=_days),
    Rule(field="review_channel", about="where each picture waits for approval: a channel id", whole=_channel),
    Rule(field="admins_channel", about="where admins are asked: a channel id", whole=_channel),
    Rule(field="is_reviewed", about="yes: this channel's pictures wait for approval; no: they don't", whole=_flag),
)

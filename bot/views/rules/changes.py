"""What the audit has noted, in words. Refused words are only counted."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.locale import Words, msgid
from bot.rules.limits import LimitsError, parse_limits
from bot.store.audit import COMMAND_LINE, Noted
from bot.views.rules.limits import amount_text, key_of, limit_text
from bot.views.rules.names import label, model_name, task_name
from bot.views.text import clip, escape_mrkdwn

_TEXT = 200
_SHOWN = 20


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """How people, channels and what admins wrote are shown."""

    user: Callable[[str], str]
    channel: Callable[[str], str]
    text: Callable[[str], str]

    def any(self, value: str) -> str:
        """What a row is about: an id of any kind."""
        if value.startswith(("U", "W")):
            return self.user(value)
        return self.channel(value) if value.startswith(("C", "G")) else self.text(value)


IN_SLACK = Shown(user="<@{}>".format, channel="<#{}>".format, text=escape_mrkdwn)
IN_TERMINAL = Shown(user=str, channel=str, text=str)

_WHAT = {
    "approved": msgid("Approved once what {about} had asked for"),
    "declined": msgid("Declined what {about} had asked for"),
    "limit_raised": msgid("Raised the limit that {about} had met"),
    "picture_approved": msgid("Approved a picture: {about}"),
    "picture_rejected": msgid("Rejected a picture: {about}"),
    "data_erased": msgid("Erased the data of {about}"),
    "retention": msgid("Deleted what was older than it may be kept"),
}


def title(noted: Noted, words: Words, shown: Shown) -> str:
    """What was done."""
    about = shown.any(noted.about)
    if noted.what == "rules_changed":
        return words("Rules of {channel}", channel=about) if about else words("Rules of the workspace")
    worded = _WHAT.get(noted.what)
    return words(worded, about=about) if worded else shown.text(f"{noted.what} {noted.about}".strip())


def who(noted: Noted, words: Words, shown: Shown) -> str:
    return words("the command line") if noted.by == COMMAND_LINE else shown.any(noted.by)


def changes(noted: Noted, words: Words, shown: Shown) -> list[str]:
    """A line for each change of a rule, two for what was added and taken out; nothing for other rows."""
    if noted.what != "rules_changed":
        return []
    return [
        said for rule, (before, after) in noted.details.items() for said in _worded(rule, before, after, words, shown)
    ]


def _worded(rule: str, before: Any, after: Any, words: Words, shown: Shown) -> Iterator[str]:  # noqa: ANN401  # JSON
    if rule == "limits":
        yield from _limits(before, after, words)
    elif rule == "refused_words":
        yield from _counted(before, after, words)
    elif isinstance(after, list):
        yield from _listed(rule, before, after, words, shown)
    else:
        was, now = _value(rule, before, words, shown), _value(rule, after, words, shown)
        yield words("{rule}: {now} (before: {was})", rule=label(rule, words), now=now, was=was)


def _limits(before: str | None, after: str | None, words: Words) -> Iterator[str]:
    try:
        was, now = ({key_of(limit): limit for limit in parse_limits(text or "")} for text in (before, after))
    except LimitsError:  # of another release
        yield words("Limits were changed")
        return
    if after is None:
        yield words("Limits: as in the bot's settings")
        return
    if before is None:
        yield words("Limits are set here from now on, no longer by the bot's settings:")
    for key, limit in now.items():
        if key not in was:
            yield words("New limit: {limit}", limit=limit_text(limit, words))
        elif was[key] != limit:
            said = limit_text(limit, words)
            yield words("Limit: {limit} (before: {amount})", limit=said, amount=amount_text(was[key], words))
    for key in was.keys() - now.keys():
        yield words("No longer a limit: {limit}", limit=limit_text(was[key], words))


def _counted(before: Sequence[str], after: Sequence[str], words: Words) -> Iterator[str]:
    added, removed = len(set(after) - set(before)), len(set(before) - set(after))
    if added:
        yield words.plural("{n} refused word or phrase added", "{n} refused words or phrases added", added)
    if removed:
        yield words.plural("{n} refused word or phrase removed", "{n} refused words or phrases removed", removed)


def _listed(rule: str, before: Sequence[str], after: Sequence[str], words: Words, shown: Shown) -> Iterator[str]:
    added = [_value(rule, one, words, shown) for one in after if one not in before][:_SHOWN]
    removed = [_value(rule, one, words, shown) for one in before if one not in after][:_SHOWN]
    if added:
        yield words("{rule}: added {names}", rule=label(rule, words), names=", ".join(added))
    if removed:
        yield words("{rule}: removed {names}", rule=label(rule, words), names=", ".join(removed))


def _value(rule: str, value: Any, words: Words, shown: Shown) -> str:  # noqa: ANN401  # JSON
    if value is None or value == "":
        return words("not set")
    if isinstance(value, bool):
        return words("yes") if value else words("no")
    reader = _VALUES.get(rule)
    return reader(value, words, shown) if reader else shown.text(clip(str(value), _TEXT))


def _channel(value: str, _words: Words, shown: Shown) -> str:
    return shown.channel(value)


def _user(value: str, _words: Words, shown: Shown) -> str:
    return shown.user(value)


def _model(value: str, _words: Words, shown: Shown) -> str:
    return shown.text(model_name(value))


def _task(value: str, words: Words, shown: Shown) -> str:
    return shown.text(task_name(value, words))


_VALUES: Mapping[str, Callable[[str, Words, Shown], str]] = {
    "channels": _channel,
    "closed_channels": _channel,
    "review_channel": _channel,
    "admins_channel": _channel,
    "people": _user,
    "closed_people": _user,
    "models": _model,
    "tasks": _task,
}

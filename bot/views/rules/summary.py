"""Each part of the rules in a line or two, as it is now: mrkdwn."""

from collections.abc import Sequence

from bot.locale import Words
from bot.rules.limits import Limit
from bot.rules.rules import WorkspaceRules
from bot.settings import RuleSettings
from bot.views.rules.limits import limit_text
from bot.views.rules.names import label, model_name, task_name
from bot.views.text import clip, escape_mrkdwn

_SHOWN = 5
_TEXT = 200


def limits_summary(rules: WorkspaceRules, settings: RuleSettings, words: Words) -> str:
    limits = settings.limits if rules.limits is None else rules.limits
    said = limits_text(limits, words) if limits else words("None: anybody may draw as much as they like.")
    zone = words("Days begin at midnight in {zone}.", zone=rules.timezone or settings.timezone)
    return f"{said}\n{zone}"


def limits_text(limits: Sequence[Limit], words: Words) -> str:
    return "; ".join(limit_text(limit, words) for limit in limits)


def who_summary(rules: WorkspaceRules, words: Words) -> str:
    lists = [
        _listed("channels", [f"<#{channel}>" for channel in rules.channels], words),
        _listed("closed_channels", [f"<#{channel}>" for channel in rules.closed_channels], words),
        _listed("people", [f"<@{person}>" for person in rules.people], words),
        _listed("closed_people", [f"<@{person}>" for person in rules.closed_people], words),
    ]
    others = [label(name, words) for name in ("guests", "external") if getattr(rules, name)]
    closed = [] if others else [words("Neither guests nor people of other workspaces draw.")]
    everybody = [] if any(lists) else [words("Everybody draws, in every channel.")]
    return "\n".join([*everybody, *filter(None, lists), *others, *closed])


def words_summary(rules: WorkspaceRules, words: Words) -> str:
    count = len(rules.refused_words)
    refused = words.plural("{n} word or phrase is refused.", "{n} words and phrases are refused.", count)
    return "\n".join([refused if count else words("No words are refused."), *_unwanted(rules.unwanted, words)])


def models_summary(rules: WorkspaceRules, words: Words) -> str:
    lists = [
        _listed("models", [escape_mrkdwn(model_name(model)) for model in rules.models], words),
        _listed("tasks", [task_name(task, words) for task in rules.tasks], words),
    ]
    return "\n".join(filter(None, lists)) or words("All models and all kinds of drawing.")


def keeping_summary(rules: WorkspaceRules, settings: RuleSettings, words: Words) -> str:
    days = settings.retention_days if rules.retention_days is None else rules.retention_days
    asked, review = rules.admins_channel, rules.review_channel
    kept = words.plural(
        "Prompts and pictures are kept for {n} day.", "Prompts and pictures are kept for {n} days.", days
    )
    seen, told = words("Pictures appear at once, without approval."), words("Admins are asked in direct messages.")
    if review:
        seen = words("Each picture waits for approval in {channel}.", channel=f"<#{review}>")
    if asked:
        told = words("Admins are asked in {channel}.", channel=f"<#{asked}>")
    return f"{kept}\n{seen}\n{told}"


def _unwanted(text: str, words: Words) -> list[str]:
    if not text:
        return []
    return [words("Always kept out of pictures: {text}", text=escape_mrkdwn(clip(text, _TEXT)))]


def _listed(rule: str, names: Sequence[str], words: Words) -> str:
    """A rule with what it names; nothing where it names nothing."""
    return f"{label(rule, words)}: {some(names, words)}" if names else ""


def some(names: Sequence[str], words: Words) -> str:
    rest = len(names) - _SHOWN
    more = [words.plural("and {n} more", "and {n} more", rest)] if rest > 0 else []
    return ", ".join([*names[:_SHOWN], *more])

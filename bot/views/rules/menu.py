"""The rules of the workspace as they are, with a button to change each part, and the way to a channel's own."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.locale import Words
from bot.rules.rules import WorkspaceRules
from bot.settings import RuleSettings
from bot.views.buttons import button, confirmation
from bot.views.modal import View, modal, plain
from bot.views.rules.about import Section
from bot.views.rules.summary import (
    keeping_summary,
    limits_summary,
    models_summary,
    some,
    who_summary,
    words_summary,
)
from bot.views.text import clip

CHANGE = "change_rules"  # the value is a Section's
STOP, GO_ON = "stop_drawing", "let_drawing_go_on"
CHOOSE_CHANNEL, THIS_CHANNEL = "choose_channel_rules", "open_channel_rules"  # the value is the channel's id
OPEN_AUDIT = "open_audit"
_TEXT = 3000

Block = dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class RulesMenu:
    """channels: ids of those with rules of their own that the reader can see. said: what came of a change."""

    rules: WorkspaceRules
    settings: RuleSettings
    channels: Sequence[str] = ()
    said: str = ""


def menu_view(menu: RulesMenu, words: Words) -> View:
    """Some ten blocks."""
    rules, settings = menu.rules, menu.settings
    rows = [
        (Section.LIMITS, words("Limits"), limits_summary(rules, settings, words)),
        (Section.WHO, words("Who draws, and where"), who_summary(rules, words)),
        (Section.WORDS, words("Words"), words_summary(rules, words)),
        (Section.MODELS, words("Models and kinds of drawing"), models_summary(rules, words)),
        (Section.KEEPING, words("Keeping, approval, admins"), keeping_summary(rules, settings, words)),
    ]
    blocks = [
        *([{"type": "section", "text": plain(menu.said)}] if menu.said else []),
        _stop(words, is_stopped=rules.is_stopped),
        *(_row(section, title, summary, words) for section, title, summary in rows),
        *_channels(menu.channels, words),
        {"type": "actions", "elements": [button(words("Who changed what"), OPEN_AUDIT, "open")]},
    ]
    return modal(words("Rules"), blocks, words)


def _stop(words: Words, *, is_stopped: bool) -> Block:
    if is_stopped:
        go_on = button(words("Let drawing go on"), GO_ON, "go", style="primary")
        return _section(words("Drawing is stopped for everyone."), go_on)
    ask = confirmation(
        words("Stop drawing?"),
        words("Nobody can draw until an admin lets it go on. What is being drawn now is finished."),
        words("Stop"),
        words("Go on drawing"),
    )
    stop = button(words("Stop drawing"), STOP, "stop", style="danger", confirm={**ask, "style": "danger"})
    return _section(
        words("Drawing is on. A rule holds from the moment it is saved; what is empty limits nothing."), stop
    )


def _row(section: Section, title: str, summary: str, words: Words) -> Block:
    change = button(words("Change"), CHANGE, section.value, label=words("Change: {title}", title=title))
    return _section(f"*{title}*\n{summary}", change)


def _channels(channels: Sequence[str], words: Words) -> list[Block]:
    there = some([f"<#{channel}>" for channel in channels], words) if channels else words("None has any yet.")
    title = words("A channel's own rules")
    select = {
        "type": "conversations_select",
        "action_id": CHOOSE_CHANNEL,
        "placeholder": plain(words("Choose a channel")),
        "filter": {"include": ["public", "private"]},
    }
    text = {"type": "mrkdwn", "text": clip(f"*{title}*\n{there}", _TEXT)}
    return [{"type": "section", "text": text}, {"type": "actions", "elements": [select]}]


def _section(text: str, accessory: Block) -> Block:
    return {"type": "section", "text": {"type": "mrkdwn", "text": clip(text, _TEXT)}, "accessory": accessory}

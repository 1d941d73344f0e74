"""A channel's settings: for those who may change them a form, for others a view."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.locale import Words
from bot.store.preferences import ChannelPreferences
from bot.views.buttons import button
from bot.views.message import Message
from bot.views.modal import View, modal, plain
from bot.views.notices.notice import notice
from bot.views.rules.menu import THIS_CHANNEL
from bot.views.settings.fields import default_fields, language_field, menu, values_in
from bot.views.settings.presets import preset_blocks

CALLBACK = "channel_settings"
_FLAT = "channel"

Block = dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class ChannelSettings:
    """may_change: whether the reader is an admin, or has made the channel. is_admin: whether for its rules, too."""

    channel_id: str
    kept: ChannelPreferences
    presets: Mapping[str, str]
    may_change: bool
    is_admin: bool = False


def channel_view(settings: ChannelSettings, words: Words) -> View:
    """Up to 33 blocks."""
    presets = preset_blocks(settings.presets, words, is_own=False, may_change=settings.may_change)
    if not settings.may_change:
        return _modal(settings.channel_id, [*_who(settings.channel_id, words), *presets], words)
    blocks = [*_own(settings, words), *presets, *(_rules(settings.channel_id, words) if settings.is_admin else [])]
    return _modal(settings.channel_id, blocks, words, callback_id=CALLBACK, submit=plain(words("Save")))


def waiting_view(channel_id: str, words: Words) -> View:
    """Shown until Slack has said who may change what."""
    return _modal(channel_id, [{"type": "section", "text": plain(words("One moment …"))}], words)


def said_about(channel_id: str, message: Message, words: Words) -> View:
    """A word on what came of it."""
    return _modal(channel_id, message["blocks"], words)


def saved(words: Words) -> Message:
    return notice([words("Saved. It counts from the next picture on.")])


def unseen(words: Words) -> Message:
    return notice(
        [words("That is no channel that both of us can see. In a private one, type `/invite @Imagine` first.")]
    )


def refused(words: Words) -> Message:
    return notice([words("Only admins and whoever made the channel can change this. Nothing was changed.")])


def channel_of(view: View) -> str:
    """The channel that a view of this file, or a preset's form, is about; "" for none."""
    return str(json.loads(view.get("private_metadata") or "{}").get("channel_id", ""))


def channel_preferences(view: View, negative_prompt: str) -> ChannelPreferences:
    """What stands in the fields."""
    values = values_in(view)
    number = values.get("number_of_images", "")
    return ChannelPreferences(
        aspect_ratio=values.get("aspect_ratio", ""),
        model=values.get("model", ""),
        number_of_images=int(number) if number else None,
        negative_prompt=negative_prompt,
        language=values.get("language", ""),
        results_flat=values.get("results") == _FLAT,
    )


def _own(settings: ChannelSettings, words: Words) -> list[Block]:
    kept = settings.kept
    where = [("thread", words("In the picture's thread")), (_FLAT, words("In the channel"))]
    about = words("For <#{channel}>: a person's own settings come first.", channel=settings.channel_id)
    return [
        {"type": "context", "elements": [{"type": "mrkdwn", "text": about}]},
        *default_fields(kept, words),
        language_field(words("Language of what all see"), words("As in the workspace"), kept.language),
        menu("results", words("What buttons make is shown"), where, _FLAT if kept.results_flat else "thread"),
    ]


def _rules(channel_id: str, words: Words) -> list[Block]:
    return [{"type": "actions", "elements": [button(words("Rules of this channel"), THIS_CHANNEL, channel_id)]}]


def _who(channel_id: str, words: Words) -> list[Block]:
    said = words("Admins and whoever made <#{channel}> can change its settings.", channel=channel_id)
    return [{"type": "section", "text": {"type": "mrkdwn", "text": said}}]


def _modal(channel_id: str, blocks: list[Block], words: Words, **more: object) -> View:
    metadata = json.dumps({"channel_id": channel_id})
    return modal(words("Channel settings"), blocks, words, private_metadata=metadata, **more)

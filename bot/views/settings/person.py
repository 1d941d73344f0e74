"""A person's settings."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from bot.locale import Words
from bot.store.preferences import Tell, UserPreferences
from bot.views.buttons import OPEN_RULES, button
from bot.views.modal import View, modal, plain
from bot.views.privacy import my_data
from bot.views.settings.fields import default_fields, language_field, menu, tick, values_in
from bot.views.settings.presets import preset_blocks

CALLBACK = "own_settings"
CHOOSE_CHANNEL, THIS_CHANNEL = "choose_channel_settings", "open_channel_settings"

Block = dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnSettings:
    """channel_id: where they were opened; "" nowhere, or in a direct message. is_admin: whether that is known."""

    kept: UserPreferences
    presets: Mapping[str, str]
    channel_id: str = ""
    is_admin: bool = False


def own_view(settings: OwnSettings, words: Words) -> View:
    """Up to 42 blocks."""
    blocks = [
        *_own(settings.kept, words),
        *preset_blocks(settings.presets, words, is_own=True),
        {"type": "header", "text": plain(words("A channel"))},
        _channel(settings.channel_id, words),
        *my_data(words),
        *(_rules(words) if settings.is_admin else []),
    ]
    return modal(
        words("Settings"),
        blocks,
        words,
        callback_id=CALLBACK,
        submit=plain(words("Save")),
        private_metadata=json.dumps({"opened_in": settings.channel_id}),
    )


def opened_in(view: View) -> str:
    return str(json.loads(view.get("private_metadata") or "{}").get("opened_in", ""))


def own_preferences(view: View, negative_prompt: str) -> UserPreferences:
    """What stands in the fields; what is never in a picture has been read already."""
    values = values_in(view)
    number, tell = values.get("number_of_images", ""), values.get("tell", "")
    return UserPreferences(
        aspect_ratio=values.get("aspect_ratio", ""),
        model=values.get("model", ""),
        number_of_images=int(number) if number else None,
        negative_prompt=negative_prompt,
        language=values.get("language", ""),
        tell=cast("Tell", tell or "slow"),
        english_only=bool(values.get("english_only")),
    )


def _own(kept: UserPreferences, words: Words) -> list[Block]:
    about = words("What a line says beats what is chosen here; what is never in a picture is always added.")
    tell = [
        ("slow", words("When it took more than a minute")),
        ("always", words("Always")),
        ("never", words("Never")),
    ]
    return [
        {"type": "context", "elements": [plain(about)]},
        *default_fields(kept, words),
        language_field(words("Language I speak with you"), words("As in your Slack"), kept.language),
        menu("tell", words("Tell me in a direct message when a picture is done"), tell, kept.tell),
        tick(
            "english_only",
            words("Prompts in other languages"),
            words("Draw them without asking"),
            ticked=kept.english_only,
        ),
    ]


def _rules(words: Words) -> list[Block]:
    opener = button(words("Rules"), OPEN_RULES, "open", label=words("Rules: limits, words, who may draw"))
    return [{"type": "header", "text": plain(words("The workspace"))}, {"type": "actions", "elements": [opener]}]


def _channel(channel_id: str, words: Words) -> Block:
    """Slack's own menu lists the conversations that this person can see."""
    select = {
        "type": "conversations_select",
        "action_id": CHOOSE_CHANNEL,
        "placeholder": plain(words("Settings of a channel")),
        "filter": {"include": ["public", "private"]},
    }
    here = [button(words("The channel you are in"), THIS_CHANNEL, channel_id)] if channel_id else []
    return {"type": "actions", "elements": [*here, select]}

"""The view that asks to which channel, and the one that asks again before what was made in private is shown."""

import json
from typing import Any

from bot.locale import Words
from bot.orders.errand import Errand
from bot.views.buttons import button
from bot.views.modal import View, modal, plain

TARGET = "send_target"
SEND_NOW = "send_now"
SEND_ANYWAY = "send_anyway"
_TARGET_BLOCK = "send_target_block"


def send_view(metadata: str, picture: str, words: Words) -> View:
    """Choose a channel that one sees; `metadata` is `about` of the press (bot/listeners/presses.py)."""
    select = {
        "type": "conversations_select",
        "action_id": TARGET,
        "placeholder": plain(words("Choose a channel")),
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
    }
    send = button(words("Send"), SEND_NOW, picture, style="primary")
    blocks = [
        _section(words("To which channel? It is posted there with your name.")),
        {"type": "actions", "block_id": _TARGET_BLOCK, "elements": [select, send]},
    ]
    return modal(words("Send to a channel"), blocks, words, private_metadata=metadata)


def chosen(view: dict[str, Any]) -> str:
    """The channel that is chosen in `send_view`, "" for none."""
    state = view["state"]["values"].get(_TARGET_BLOCK, {}).get(TARGET, {})
    return str(state.get("selected_conversation") or "")


def not_chosen_view(metadata: str, picture: str, words: Words) -> View:
    view = send_view(metadata, picture, words)
    return {**view, "blocks": [*view["blocks"], _section(words("Choose a channel first."))]}


def ask_view(errand: Errand, words: Words) -> View:
    """Ask plainly: everyone there will see what was made where few do."""
    everyone = words(
        "This picture was made in a private conversation. Everyone in <#{channel}> will see it and its prompt.",
        channel=errand.channel_id,
    )
    anyway = button(words("Post it there"), SEND_ANYWAY, str(errand.picture), style="danger")
    metadata = {
        "picture": str(errand.picture),
        "channel_id": errand.seen_channel_id,
        "message_ts": errand.seen_ts,
        "target": errand.channel_id,
    }
    blocks = [_section(everyone), {"type": "actions", "elements": [anyway]}]
    return modal(words("Send to a channel"), blocks, words, private_metadata=json.dumps(metadata))


def _section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}

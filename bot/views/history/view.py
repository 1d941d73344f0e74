"""The history: a search over the pictures that its reader may see, newest first."""

import json
from collections.abc import Collection
from typing import Any

from bot.locale import Words
from bot.views.history.entries import Wall, wall_blocks
from bot.views.modal import View, modal, plain

CALLBACK = "history"
SEARCH = "search_history"
SEARCH_BLOCK = "search"
LONGEST = 300  # characters to search for

Block = dict[str, Any]


def history_view(searched: str, wall: Wall | None, reader: str, words: Words, gone: Collection[str] = ()) -> View:
    """Up to 27 blocks. wall: None while it is looked for; gone: files that Slack no longer has."""
    found = [_line(words("Looking …"))] if wall is None else _found(searched, wall, reader, words, gone)
    return modal(
        words("History"),
        [_search(searched, words), *found],
        words,
        callback_id=CALLBACK,
        submit=plain(words("Search")),
        private_metadata=json.dumps({"words": searched}),
    )


def searched_in(view: View) -> str:
    """What the list that is shown was searched for."""
    return str(json.loads(view.get("private_metadata") or "{}").get("words", ""))


def typed_in(view: View) -> str:
    """What stands in the field now."""
    field = view["state"]["values"].get(SEARCH_BLOCK, {}).get(SEARCH, {})
    return str(field.get("value") or "")[:LONGEST]


def _search(searched: str, words: Words) -> Block:
    element = {
        "type": "plain_text_input",
        "action_id": SEARCH,
        "max_length": LONGEST,
        "placeholder": plain(words("Words of a prompt, then Enter")),
        "dispatch_action_config": {"trigger_actions_on": ["on_enter_pressed"]},
        **({"initial_value": searched} if searched else {}),
    }
    label = plain(words("Search your pictures and those of the conversations you are in"))
    return {
        "type": "input",
        "block_id": SEARCH_BLOCK,
        "dispatch_action": True,
        "optional": True,
        "label": label,
        "element": element,
    }


def _found(searched: str, wall: Wall, reader: str, words: Words, gone: Collection[str]) -> list[Block]:
    return wall_blocks(wall, reader, words, gone) or [_line(_nothing(searched, wall, words))]


def _nothing(searched: str, wall: Wall, words: Words) -> str:
    if not wall.is_known:
        return words(
            "Slack doesn't say right now which conversations you can see, so nothing is listed. Search again in a"
            " minute. If it stays so, ask an admin to grant the app channels:read and groups:read."
        )
    if searched:
        return words(
            "Nothing found. All the words must stand in a prompt, in any order; parts of words count, too. Fewer words"
            " find more."
        )
    return words("No pictures yet.")


def _line(text: str) -> Block:
    return {"type": "section", "text": plain(text)}

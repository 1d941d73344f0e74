"""The Home tab: a person's pictures, their requests that came to nothing, what they have used."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.locale import Words
from bot.store.jobs import Job
from bot.store.people import Person
from bot.store.usage import Used
from bot.views.buttons import OPEN_FORM, OPEN_HISTORY, OPEN_RULES, OPEN_SETTINGS, button
from bot.views.history.entries import Wall, wall_blocks
from bot.views.home.requests import request_blocks
from bot.views.modal import View, plain
from bot.views.notices.notice import notice
from bot.views.text import clip
from bot.views.usage.own import Own, own_parts, team_button
from bot.views.usage.sums import sum_text

SEARCH = "search_from_home"
SHOW = "show_in_home"  # a select: ALL, SAVED or a channel's id
ALL, SAVED = "all", "saved"
_OPTIONS = 100
_OPTION = 75
_HOME = "home"

Block = dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Home:
    """What stands in it. show: as the select has it; places: of their pictures, ids with names.

    own: what they have used. team: all of the workspace's this month, for admins alone.
    """

    reader: Person
    show: str
    wall: Wall
    places: Mapping[str, str]
    came_to_nothing: Sequence[Job]
    own: Own
    team: Used | None


def home_view(home: Home, words: Words, command: str, gone: Collection[str] = ()) -> View:
    """Fewer than 100 blocks. gone: files that Slack no longer has."""
    blocks = [_doors(words, is_admin=home.team is not None), _search(words), *_pictures(home, words, command, gone)]
    if home.came_to_nothing:
        blocks += [_header(words("Came to nothing")), *request_blocks(home.came_to_nothing, words)]
    blocks += [_header(words("What you have used")), *notice(own_parts(home.own, words))["blocks"]]
    if home.team:
        blocks += [_header(words("This workspace")), *_team(home.team, words)]
    return {"type": "home", "private_metadata": json.dumps({"show": home.show}), "blocks": blocks}


def _doors(words: Words, *, is_admin: bool) -> Block:
    rules = words("Rules: limits, words, who may draw")
    elements = [
        button(words("Draw a picture"), OPEN_FORM, _HOME, style="primary"),
        button(words("History"), OPEN_HISTORY, _HOME, label=words("History: your pictures and those around you")),
        button(words("Settings"), OPEN_SETTINGS, _HOME, label=words("Settings: defaults, language, presets")),
        *([button(words("Rules"), OPEN_RULES, _HOME, label=rules)] if is_admin else []),
    ]
    return {"type": "actions", "elements": elements}


def _team(month: Used, words: Words) -> list[Block]:
    text = words("This month: {sum}", sum=sum_text(month, words))
    return [{"type": "section", "text": plain(text), "accessory": team_button(words)}]


def _search(words: Words) -> Block:
    element = {
        "type": "plain_text_input",
        "action_id": SEARCH,
        "max_length": 300,
        "placeholder": plain(words("Words of a prompt, then Enter")),
        "dispatch_action_config": {"trigger_actions_on": ["on_enter_pressed"]},
    }
    label = plain(words("Search pictures"))
    return {"type": "input", "dispatch_action": True, "optional": True, "label": label, "element": element}


def _pictures(home: Home, words: Words, command: str, gone: Collection[str]) -> list[Block]:
    shown = wall_blocks(home.wall, home.reader.user_id, words, gone)
    select = [_select(home, words)] if home.places or home.show != ALL else []
    return [_header(words("Your pictures")), *select, *(shown or [_nothing(home, words, command)])]


def _nothing(home: Home, words: Words, command: str) -> Block:
    if not home.wall.is_known:
        said = words(
            "Slack doesn't say right now which conversations you can see, so no pictures are listed. Open this tab"
            " again in a minute. If it stays so, ask an admin to grant the app channels:read and groups:read."
        )
    elif home.show == SAVED:
        said = words("Nothing saved yet. “☆ Save” under a picture puts it here, for you alone.")
    elif home.show != ALL:
        said = words("No pictures of yours stand there any more.")
    else:
        said = words(
            "No pictures yet. Draw your first one with the button above, or type {command} and a few words in any"
            " channel.",
            command=command,
        )
    return {"type": "section", "text": plain(said)}


def _select(home: Home, words: Words) -> Block:
    places = {place: f"#{name}" if name else words("Direct messages") for place, name in home.places.items()}
    if home.show not in {ALL, SAVED, *places}:
        places = {home.show: words("Another channel"), **places}
    texts = {ALL: words("Everywhere"), SAVED: words("Saved"), **places}
    options = [_option(value, text) for value, text in list(texts.items())[:_OPTIONS]]
    chosen = next((option for option in options if option["value"] == home.show), options[0])
    element = {
        "type": "static_select",
        "action_id": SHOW,
        "placeholder": plain(words("Which pictures")),
        "options": options,
        "initial_option": chosen,
    }
    return {"type": "actions", "elements": [element]}


def _option(value: str, text: str) -> Block:
    return {"text": plain(clip(text, _OPTION)), "value": value}


def _header(text: str) -> Block:
    return {"type": "header", "text": plain(text)}

"""The form behind “Use this picture”: which picture, what to make of it, each with its price."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.locale import Words, msgid
from bot.orders.doings import Price
from bot.orders.order import Action
from bot.orders.shared_files import SharedPicture, Unusable
from bot.views.message import Message
from bot.views.modal import View, modal, plain
from bot.views.more.sizes import price_words
from bot.views.notices.notice import notice, shown
from bot.views.notices.shared import preview_line, unusable_line, unusable_notice
from bot.views.text import clip
from titan_core.tasks import PROMPT_CHARACTERS

FORM = "use_picture_form"  # callback_id
PICTURE, DOING, WORDS = "picture", "doing", "words"  # block_id and action_id alike
_TYPED = min(3000, PROMPT_CHARACTERS)  # characters: Slack's limit of a field
_OPTION = 75  # characters: Slack's limit of an option
_DOINGS: Mapping[Action, tuple[str, str]] = {
    Action.VARY: (msgid("Vary"), msgid("Another picture like it, led by your words")),
    Action.EXTEND: (msgid("Extend"), msgid("Zoom out: a quarter more on every side")),
    Action.CUT_OUT: (msgid("Cut out"), msgid("Take the background away")),
    Action.UPSCALE: (msgid("Upscale"), msgid("The same picture, four times as wide and high")),
    Action.RESTYLE: (msgid("Restyle"), msgid("Keep the layout and draw it by your words")),
}
Block = dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """What the form depends on: the pictures with what can be made of each, and the files that can't be used."""

    pictures: tuple[SharedPicture, ...]
    offers: tuple[Mapping[Action, Price], ...]
    unusable: tuple[Unusable, ...] = ()

    @property
    def prices(self) -> Mapping[Action, Price]:
        """What is offered of any of them, in the order of the form."""
        known = {action: price for offer in reversed(self.offers) for action, price in offer.items()}
        return {action: known[action] for action in _DOINGS if action in known}


@dataclass(frozen=True, kw_only=True, slots=True)
class Chosen:
    """What was answered; `picture` counts from 0."""

    picture: int
    action: Action
    words: str


def looking_view(words: Words) -> View:
    """What stands there while Slack is asked about the files."""
    return _said([words("Looking at the picture …")], words)


def nothing_view(words: Words) -> View:
    """The message has no picture that could be used."""
    said = words("I see no picture in this message that I could use.")
    how = words("I can use pictures that were shared as files in Slack, not those from a web address.")
    return _said([said, how], words)


def no_model_view(words: Words) -> View:
    """No model is there for any of it."""
    return _said([words("No model that is set up here can start from this picture. An admin can add some.")], words)


def unusable_view(file: Unusable, words: Words, *, is_direct: bool) -> View:
    return _view(unusable_notice(file, words, is_direct=is_direct)["blocks"], words)


def choose_again(words: Words) -> Message:
    """The view did not open within the three seconds that Slack gives."""
    return notice([words("Slack didn't open it in time. Please choose “Use this picture” once more.")])


def use_picture_view(choice: Choice, draft_id: str, words: Words) -> View:
    """Build the form; there are one or more pictures, and one or more things to make of them."""
    blocks: list[Block] = [*notice(_lead(choice, words))["blocks"]]
    if len(choice.pictures) > 1:
        blocks.append(_input(PICTURE, words("Which one?"), _pictures(choice, words)))
    blocks.append(_input(DOING, words("What to make of it"), _doings(choice, words)))
    blocks.append(_words_field(words))
    return _view(blocks, words, callback_id=FORM, private_metadata=draft_id, submit=plain(words("Draw it")))


def chosen_in(state: Mapping[str, Any]) -> Chosen | None:
    """What a submission's `state.values` say; None for what this form never sends."""
    picture, doing = _selected(state, PICTURE) or "0", _selected(state, DOING)
    written = state.get(WORDS, {}).get(WORDS, {}).get("value") or ""
    if not picture.isdecimal() or doing not in {action.value for action in _DOINGS}:
        return None
    return Chosen(picture=int(picture), action=Action(doing), words=str(written).strip())


def problems_in(chosen: Chosen, choice: Choice, words: Words) -> dict[str, str]:
    """What is wrong beside which field."""
    if chosen.action not in choice.offers[chosen.picture]:
        return {DOING: words("No model that is set up here can do that with a picture of this shape.")}
    if chosen.action is Action.RESTYLE and not chosen.words:
        return {WORDS: words("Say in a few words what it shall look like.")}
    return {}


def _lead(choice: Choice, words: Words) -> list[str]:
    previews = [preview_line(picture, words) for picture in choice.pictures if picture.source.thumbnail]
    lead = words("What I draw stands in the message's thread and says whose picture it was made from.")
    return [lead, *previews, *(unusable_line(file, words) for file in choice.unusable)]


def _pictures(choice: Choice, words: Words) -> Block:
    options = [_option(str(index), _name(index, it, words)) for index, it in enumerate(choice.pictures)]
    return {"type": "static_select", "options": options, "initial_option": options[0]}


def _name(index: int, picture: SharedPicture, words: Words) -> str:
    name = shown(picture.source.name) or words("Picture {number}", number=index + 1)
    return f"{index + 1} · {name}"


def _doings(choice: Choice, words: Words) -> Block:
    options = [
        {
            **_option(action.value, f"{words(_DOINGS[action][0])} · {price_words(price, words)}"),
            "description": plain(clip(words(_DOINGS[action][1]), _OPTION)),
        }
        for action, price in choice.prices.items()
    ]
    return {"type": "radio_buttons", "options": options, "initial_option": options[0]}


def _words_field(words: Words) -> Block:
    example = words("For example: {example}", example="a pencil drawing on yellowed paper")
    element = {"type": "plain_text_input", "multiline": True, "max_length": _TYPED, "placeholder": plain(example)}
    hint = words("What is to be seen. Needed to restyle; to cut out and upscale it isn't used. English works best.")
    return {**_input(WORDS, words("In words"), element), "optional": True, "hint": plain(hint)}


def _input(name: str, label: str, element: Block) -> Block:
    return {"type": "input", "block_id": name, "label": plain(label), "element": {**element, "action_id": name}}


def _option(value: str, text: str) -> Block:
    return {"text": plain(clip(text, _OPTION)), "value": value}


def _selected(state: Mapping[str, Any], name: str) -> str:
    return str((state.get(name, {}).get(name, {}).get("selected_option") or {}).get("value", ""))


def _said(lines: Sequence[str], words: Words) -> View:
    return _view(notice(lines)["blocks"], words)


def _view(blocks: Sequence[Message], words: Words, **more: Any) -> View:  # noqa: ANN401  # a view's fields
    return modal(words("Use this picture"), blocks, words, **more)

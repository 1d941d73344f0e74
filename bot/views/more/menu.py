"""The view behind More…: what the person who pressed can do with the picture, each entry with its price."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.locale import Words, msgid
from bot.orders.doings import Doings, Enlarging, Price
from bot.orders.order import Action
from bot.store.pictures import PictureId
from bot.views.buttons import GET_FILE, SEND, SHOW_IN_CHANNEL, SHOW_PARAMETERS, button, confirmation
from bot.views.deleted import delete_button
from bot.views.modal import View, modal, plain
from bot.views.more.sizes import price_words, size_line
from bot.views.prices import dollars
from bot.views.text import clip
from titan_core.tasks import UpscaleMode

CHOOSE = "choose_picture"  # of a sheet
ENLARGE = "enlarge_picture"  # the value is an UpscaleMode
PRINT = "print_picture"
CUT_OUT = "cut_out_picture"
CHANGE = "change_picture"  # …_extend, _replace, _recolor, _restyle: a form for each
_PROMPT = 150
Block = dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Menu:
    """What the view depends on. among: the pictures that the message shows; prompt: what is seen.

    deletes: how many pictures go with this one, 0 where this person may not delete. metadata: what
    `bot.listeners.presses.about` writes.
    """

    picture: PictureId
    among: tuple[PictureId, ...]
    prompt: str
    doings: Doings
    is_in_thread: bool
    deletes: int
    metadata: str


_FORMS: Mapping[Action, tuple[str, str]] = {
    Action.EXTEND: (
        msgid("Extend"),
        msgid("Zoom out, or carry the picture on to the left, right, top or bottom"),
    ),
    Action.REPLACE: (msgid("Replace"), msgid("Put another thing in the place of one in it")),
    Action.RECOLOR: (msgid("Recolour"), msgid("Give a thing in it other colours")),
    Action.RESTYLE: (msgid("Restyle"), msgid("Keep the layout and draw it in another style")),
}


def more_view(menu: Menu, words: Words) -> View:
    """Build it; at most 20 blocks."""
    drawing = _drawing(menu.doings, words)
    blocks = [
        {"type": "context", "elements": [plain(clip(menu.prompt, _PROMPT) or words("A picture without words"))]},
        *_choice(menu, words),
        *_files(words),
        *([{"type": "divider"}, *drawing] if drawing else []),
        {"type": "divider"},
        *_keeping(menu, words),
    ]
    return modal(words("More"), blocks, words, private_metadata=menu.metadata)


def enlarge_entry(enlarging: Enlarging, title: str, label: str, words: Words) -> Block:
    """One upscaler with its size on paper and its price."""
    value = enlarging.size.mode.value
    confirm = _confirm(enlarging.price, title, words)
    pressed = button(label, ENLARGE, value, confirm=confirm, label=f"{label}: {title}")
    return _entry(f"{title}\n{size_line(enlarging, words)}", pressed)


def _choice(menu: Menu, words: Words) -> list[Block]:
    """Which picture of a sheet; the view is built anew for another."""
    if len(menu.among) < 2:  # noqa: PLR2004  one leaves no choice
        return []
    options = {
        picture: {"text": plain(words("Picture {number}", number=picture.index + 1)), "value": str(picture)}
        for picture in menu.among
    }
    select = {
        "type": "static_select",
        "action_id": CHOOSE,
        "options": list(options.values()),
        "initial_option": options[menu.picture],
    }
    return [{"type": "section", "text": plain(words("Which one?")), "accessory": select}]


def _files(words: Words) -> list[Block]:
    here = button(words("In the thread"), GET_FILE, "thread", label=words("The file in the thread"))
    direct = button(words("To me alone"), GET_FILE, "dm", label=words("The file in my direct messages"))
    return [
        _entry(words("The untouched original as a file, for all, in the picture's thread · free"), here),
        _entry(words("The untouched original as a file, in your direct messages · free"), direct),
    ]


def _drawing(doings: Doings, words: Words) -> list[Block]:
    fast = doings.enlarging.get(UpscaleMode.FAST)
    enlarge = [enlarge_entry(fast, words("Upscale ×4"), words("Upscale"), words)] if fast else []  # noqa: RUF001
    return [*enlarge, *_print(doings, words), *_cut_out(doings, words), *_forms(doings, words)]


def _print(doings: Doings, words: Words) -> list[Block]:
    if not doings.enlarging:
        return []
    said = words("A large version for print: sizes, and prices from {price}", price=_lowest(doings))
    return [_entry(said, button(words("Choose…"), PRINT, PRINT, label=words("Choose a size for print")))]


def _lowest(doings: Doings) -> str:
    return dollars(min(enlarging.price.usd for enlarging in doings.enlarging.values()))


def _cut_out(doings: Doings, words: Words) -> list[Block]:
    price = doings.changes.get(Action.CUT_OUT)
    if price is None:
        return []
    what = words("Cut out the background")
    pressed = button(words("Cut out"), CUT_OUT, CUT_OUT, confirm=_confirm(price, what, words), label=what)
    return [_entry(f"{what} · {price_words(price, words)}", pressed)]


def _forms(doings: Doings, words: Words) -> list[Block]:
    return [
        _entry(
            f"{words(said)} · {price_words(doings.changes[action], words)}",
            button(f"{words(label)}…", f"{CHANGE}_{action.value}", action.value, label=words(said)),
        )
        for action, (label, said) in _FORMS.items()
        if action in doings.changes
    ]


def _keeping(menu: Menu, words: Words) -> list[Block]:
    show, send = words("Parameters and the line to draw it again"), words("Send it to another channel")
    up = words("Show it in the channel, too")
    blocks = [
        _entry(show, button(words("Show"), SHOW_PARAMETERS, SHOW_PARAMETERS, label=show)),
        _entry(send, button(words("Send…"), SEND, SEND, label=send)),
    ]
    if menu.is_in_thread:
        blocks.append(_entry(up, button(words("Show in channel"), SHOW_IN_CHANNEL, SHOW_IN_CHANNEL, label=up)))
    if menu.deletes:
        blocks.append(
            _entry(words("Delete it for everybody"), delete_button(str(menu.picture), words, count=menu.deletes))
        )
    return blocks


def _confirm(price: Price, what: str, words: Words) -> Block | None:
    """Ask before a dear one is sent."""
    if not price.is_dear:
        return None
    asked = words("It costs about {price}.", price=dollars(price.usd))
    return confirmation(what, asked, words("Draw it"), words("Cancel"))


def _entry(text: str, accessory: Block) -> Block:
    return {"type": "section", "text": plain(text), "accessory": accessory}

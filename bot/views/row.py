"""The buttons under a picture, under a sheet of several, and under one that its asker alone sees."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from bot.locale import Words
from bot.orders.offers import Offer
from bot.store.pictures import PictureId
from bot.views.buttons import (
    DISCARD,
    EDIT,
    MORE,
    PICK,
    POST,
    REROLL,
    SAVE,
    SHUFFLE,
    VARY,
    button,
    confirmation,
)
from bot.views.prices import dollars

Block = dict[str, Any]


def picture_row(picture: PictureId, offer: Offer, words: Words) -> Block:
    """Under one picture: Re-roll, Vary, Edit, Save, More."""
    vary = [_vary(picture, offer, words)] if offer.vary else []
    save = button(words("☆ Save"), SAVE, str(picture), label=words("Save this picture for yourself"))
    return _actions(_reroll(picture, offer, words), *vary, _edit(picture, words), save, _more(picture, words))


def sheet_rows(pictures: Sequence[PictureId], offer: Offer, words: Words) -> list[Block]:
    """Under a sheet: a Pick for each number on it; below, what goes for all."""
    first = pictures[0]
    return [
        pick_row(pictures, words),
        _actions(_reroll(first, offer, words), _edit(first, words), _more(first, words)),
    ]


def pick_row(pictures: Sequence[PictureId], words: Words) -> Block:
    """One button a number; picking costs nothing."""
    return _actions(*(_pick(picture, words) for picture in pictures))


def preview_row(picture: PictureId, offer: Offer, channel: str, words: Words) -> Block:
    """Under a picture that its asker alone sees; `channel` is the name of where it is meant for, "" if unknown."""
    said = words("Post to #{channel}", channel=channel) if channel else words("Post")
    label = words("Post: show it to everyone where you asked for it")
    post = button(said, POST, str(picture), style="primary", label=label)
    shuffle = button(
        words("Shuffle"),
        SHUFFLE,
        str(picture),
        label=words("Draw it anew with another seed, for you alone"),
        confirm=about_price(words("Shuffle"), offer.reroll_usd, words),
    )
    ask = confirmation(
        words("Discard this picture?"),
        words("The picture and its file are deleted for good. What it cost stands."),
        words("Discard"),
        words("Keep it"),
    )
    discard = button(words("Discard"), DISCARD, str(picture), style="danger", confirm={**ask, "style": "danger"})
    return _actions(post, shuffle, discard)


def _reroll(picture: PictureId, offer: Offer, words: Words) -> Block:
    said = words("Re-roll")
    label = words("Re-roll: draw it anew with another seed")
    return button(said, REROLL, str(picture), label=label, confirm=about_price(said, offer.reroll_usd, words))


def _vary(picture: PictureId, offer: Offer, words: Words) -> Block:
    said = words("Vary")
    label = words("Vary: draw another picture like this one")
    return button(said, VARY, str(picture), label=label, confirm=about_price(said, offer.vary_usd, words))


def _edit(picture: PictureId, words: Words) -> Block:
    return button(words("Edit"), EDIT, str(picture), label=words("Edit: change words and settings in a form"))


def _more(picture: PictureId, words: Words) -> Block:
    label = words("More: file, larger, cut out, extend, send, delete")
    return button(words("More…"), MORE, str(picture), label=label)


def _pick(picture: PictureId, words: Words) -> Block:
    number = picture.index + 1
    label = words("Pick {number}: show this picture alone, free of charge", number=number)
    return button(words("Pick {number}", number=number), f"{PICK}_{number}", str(picture), label=label)


def about_price(action: str, usd: Decimal | None, words: Words) -> Block | None:
    """What Slack asks before a dear press is sent."""
    if usd is None:
        return None
    text = words("It costs about {price}.", price=dollars(usd))
    return confirmation(words("Spend {price}?", price=dollars(usd)), text, action, words("Cancel"))


def _actions(*elements: Block) -> Block:
    return {"type": "actions", "elements": list(elements)}

"""All that a picture was drawn from, and the line that draws it again; nothing of what a user wrote acts here."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from bot.locale import Words, msgid
from bot.manifest import DEFAULT_COMMAND
from bot.orders.lines import line_of_one
from bot.orders.order import Order
from bot.store.pictures import StoredPicture
from bot.translation.wording import shown_english
from bot.views.message import Message
from bot.views.modal import View, modal
from bot.views.prices import dollars
from bot.views.text import clip
from titan_core.catalog import CATALOG

_PIECE = 2900  # characters of a text in one block, of the 3,000 that Slack takes
_BRIEF = 1000  # of a text that isn't the prompt's own: a view has room for 250,000 bytes
_WORDS = 20_000  # characters of prompts: all emoji, they leave some room in a view
_SHORT = 80  # longer texts stand apart from the list
_ASKED: Mapping[str, str] = {
    "search_prompt": msgid("What is replaced"),
    "select_prompt": msgid("What is recoloured"),
    "mask_prompt": msgid("What is changed"),
    "aspect_ratio": msgid("Shape asked for"),
    "size": msgid("Size asked for"),
    "number_of_images": msgid("Number"),
    "cfg_scale": msgid("How closely it follows the words"),
    "quality": msgid("Quality"),
    "similarity_strength": msgid("How much of the picture is kept"),
    "control_strength": msgid("How much of the picture is kept"),
    "style_preset": msgid("Style"),
    "colors": msgid("Colours"),
    "mode": msgid("Manner"),
    "creativity": msgid("How freely it is drawn"),
    "left": msgid("Extended to the left, in pixels"),
    "right": msgid("Extended to the right, in pixels"),
    "up": msgid("Extended upwards, in pixels"),
    "down": msgid("Extended downwards, in pixels"),
}
_TOLD_APART = frozenset({"task", "prompt", "negative_prompt", "seed"})

Block = dict[str, Any]


def parameters_view(
    picture: StoredPicture, siblings: Sequence[StoredPicture], origin: Sequence[str], words: Words
) -> View:
    """Show them. siblings: all pictures of its job, itself included; origin: what it was made of, as mrkdwn."""
    order = Order.from_json(picture.job.request)
    blocks = [
        *_long(words("Prompt"), order.prompt),
        *_long(words("What must not be seen"), order.negative_prompt),
        *_long(words("Always kept out by the rules here"), clip(_unwanted(picture), _BRIEF)),
        *_in_english(picture, order, words),
        *_edited(order, words),
        *_facts(picture, order, len(siblings), words),
        *({"type": "context", "elements": [{"type": "mrkdwn", "text": line}]} for line in origin),
        _drawn_at(picture, words),
        *_line(line_of_one(picture, siblings), words),
    ]
    return modal(words("Parameters"), blocks, words)


def _unwanted(picture: StoredPicture) -> str:
    return str((picture.job.outcome or {}).get("unwanted", ""))


def _in_english(picture: StoredPicture, order: Order, words: Words) -> list[Block]:
    """What the model read, where that was put into English; as much as there is room for."""
    translated = (picture.job.outcome or {}).get("translated", {})
    room = min(_BRIEF, max(0, _WORDS - len(order.prompt) - len(order.negative_prompt)) // 2)
    return [
        *_long(words("Drawn from, in English"), clip(shown_english(order, translated), room)),
        *_long(words("What must not be seen, in English"), clip(translated.get(order.negative_prompt, ""), room)),
    ]


def _edited(order: Order, words: Words) -> list[Block]:
    """The words of a task that changes a part, which are not what is seen in the whole."""
    own = order.asked.get("prompt", "")
    return _long(words("Words of this change"), clip(own, _BRIEF)) if own != order.prompt else []


def _facts(picture: StoredPicture, order: Order, count: int, words: Words) -> list[Block]:
    title = next((model.title for model in CATALOG if model.model_id == picture.model_id), picture.model_id)
    facts = [
        (words("Model"), title),
        (words("Size"), f"{picture.width} × {picture.height} px"),  # noqa: RUF001  # as sizes are written
        (words("Seed"), "" if picture.seed is None else str(picture.seed)),
        *_asked(order, words),
        (words("List price"), _price(picture, count)),
    ]
    items = [_labelled(label, text) for label, text in facts if text and len(text) <= _SHORT]
    longer = [block for label, text in facts if len(text) > _SHORT for block in _long(label, clip(text, _BRIEF))]
    return [*longer, _rich([{"type": "rich_text_list", "style": "bullet", "elements": items}])]


def _asked(order: Order, words: Words) -> Iterator[tuple[str, str]]:
    """What was asked for beside words and seed, by names that people know; a name of tomorrow's as it is."""
    for name, text in order.asked.items():
        if name not in _TOLD_APART:
            yield words(_ASKED[name]) if name in _ASKED else name, text


def _price(picture: StoredPicture, count: int) -> str:
    """Of this one; the outcome has that of all."""
    total = (picture.job.outcome or {}).get("price_usd")
    return dollars(Decimal(str(total)) / max(count, 1)) if total is not None else ""


def _drawn_at(picture: StoredPicture, words: Words) -> Block:
    fallback = datetime.fromtimestamp(picture.drawn_at, UTC).strftime("%Y-%m-%d %H:%M UTC")
    date = f"<!date^{int(picture.drawn_at)}^{{date_short_pretty}}, {{time}}|{fallback}>"
    text = words("Drawn for <@{user}>: {date}", date=date, user=picture.job.user_id)
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": text}]}


def _line(line: str | None, words: Words) -> list[Block]:
    if line is None:
        return [_rich([_section(words("No line can say this: it starts from a picture."))])]
    whole = f"{DEFAULT_COMMAND} {line}"
    if len(whole) > _PIECE:
        return [_rich([_section(words("The line is too long to copy from here. Edit opens a form that holds it."))])]
    label = _section(words("The line that draws it again, to copy"), bold=True)
    return [_rich([label, {"type": "rich_text_preformatted", "elements": [_text(whole)]}])]


def _long(label: str, text: str) -> list[Block]:
    """A text of any length below its label, in as many blocks as it takes; nothing for no text."""
    if not text:
        return []
    return [_rich([_section(label, bold=True)]), *(_rich([_section(piece)]) for piece in _pieces(text))]


def _pieces(text: str) -> Iterator[str]:
    """Cut between words where there are any."""
    while len(text) > _PIECE:
        space = text.rfind(" ", _PIECE // 2, _PIECE)
        end = space + 1 if space > 0 else _PIECE
        yield text[:end]
        text = text[end:]
    yield text


def _labelled(label: str, text: str) -> Block:
    return {"type": "rich_text_section", "elements": [_text(f"{label}: ", bold=True), _text(text)]}


def _section(text: str, *, bold: bool = False) -> Block:
    return {"type": "rich_text_section", "elements": [_text(text, bold=bold)]}


def _text(text: str, *, bold: bool = False) -> Message:
    return {"type": "text", "text": text, "style": {"bold": True}} if bold else {"type": "text", "text": text}


def _rich(elements: Sequence[Block]) -> Block:
    return {"type": "rich_text", "elements": list(elements)}

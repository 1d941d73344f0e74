"""The message of a picture: the image, who asked with which words, what it was made of and how, its buttons."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.locale import Words
from bot.orders.offers import Offer
from bot.orders.order import Order
from bot.store.pictures import PictureId, StoredPicture
from bot.translation.wording import shown_english
from bot.views.grid import places_of
from bot.views.message import Message
from bot.views.parentage import Parentage, parentage_line
from bot.views.row import pick_row, picture_row, preview_row, sheet_rows
from bot.views.text import clip, escape_mrkdwn
from titan_core.catalog import CATALOG

ALT_TEXT_LIMIT = 2000
PROMPT_LIMIT = 150
LINE_LIMIT = 600  # a line's flags stand at its end
FALLBACK_LIMIT = 600  # what Slack's search finds it by; escaped it is up to five times as long

Block = dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """One picture that was drawn, in pixels."""

    id: PictureId
    width: int
    height: int
    seed: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Result:
    """All that a picture's message tells.

    file_id: Slack's, of the picture or of the sheet that shows several. line: shown instead of the prompt where flags
    have changed too. english: what was drawn, where the prompt is in another language. redrawn: from words alone.
    notes: more lines as mrkdwn, of our own words. preview_for: the channel it was asked for, where only its asker sees
    it yet; preview_name is that channel's name, "" if unknown.
    """

    user_id: str
    prompt: str
    model_title: str
    pictures: Sequence[Shown]
    file_id: str
    offer: Offer
    line: str = ""
    english: str = ""
    parents: Sequence[Parentage] = field(default=())
    redrawn: bool = False
    notes: Sequence[str] = field(default=())
    preview_for: str = ""
    preview_name: str = ""


def picture_message(
    picture: StoredPicture, file_id: str, offer: Offer, words: Words, notes: Sequence[str] = ()
) -> Message:
    """Show one picture again, as it looks where it was drawn: picked from a sheet, or in another place.

    notes: where it comes from, as mrkdwn lines of our own words.
    """
    order, outcome = Order.from_json(picture.job.request), picture.job.outcome or {}
    result = Result(
        user_id=picture.job.user_id,
        prompt=order.prompt,
        english=shown_english(order, outcome.get("translated", {})),
        model_title=next((model.title for model in CATALOG if model.model_id == picture.model_id), picture.model_id),
        pictures=[Shown(id=picture.id, width=picture.width, height=picture.height, seed=picture.seed)],
        file_id=file_id,
        offer=offer,
        redrawn=bool(outcome.get("redrawn")),
        notes=notes,
    )
    return result_message(result, words)


def result_message(result: Result, words: Words) -> Message:
    """Build text and blocks for chat.update of the placeholder."""
    image = {"type": "image", "slack_file": {"id": result.file_id}, "alt_text": alt_text(result, words)}
    blocks = [image, *_asked(result, words), *_told(result, words), _drawn(result, words), *_buttons(result, words)]
    return {"text": _fallback(result, words), "blocks": blocks}


def without_image(message: Message) -> Message:
    """The same where Slack shows no image block: the words and the buttons."""
    return {**message, "blocks": [block for block in message["blocks"] if block["type"] != "image"]}


def alt_text(result: Result, words: Words) -> str:
    """What it shows comes first, that a machine drew it second; of a sheet, where each number stands."""
    if len(result.pictures) > 1:
        tail = words(
            ". {count} AI-generated pictures, numbered: {places}",
            count=len(result.pictures),
            places=", ".join(_numbered(result, words)),
        )
    else:
        tail = words(". AI-generated picture")
    prompt = clip(result.prompt.strip(), ALT_TEXT_LIMIT - len(tail))
    return f"{prompt}{tail}" if prompt else tail.removeprefix(". ")


def _numbered(result: Result, words: Words) -> list[str]:
    places = places_of(len(result.pictures), words)
    return [f"{shown.id.index + 1} {place}" for shown, place in zip(result.pictures, places, strict=True)]


def _asked(result: Result, words: Words) -> list[Block]:
    said = clip(result.line, LINE_LIMIT) or clip(result.prompt, PROMPT_LIMIT)
    who = _mrkdwn(f"<@{result.user_id}>")
    asked: Block = {"type": "context", "elements": [who, _plain(said)] if said else [who]}
    if not result.english:
        return [asked]
    english = words("→ English: {english}", english=clip(result.english, PROMPT_LIMIT))
    return [asked, {"type": "context", "elements": [_plain(english)]}]


def _told(result: Result, words: Words) -> list[Block]:
    lines = [parentage_line(parent, words) for parent in result.parents]
    if result.preview_for:
        lines.append(_seen_by_one(result.preview_for, words))
    return [{"type": "context", "elements": [_mrkdwn(line)]} for line in (*lines, *result.notes)]


def _seen_by_one(channel_id: str, words: Words) -> str:
    if channel_id.startswith("D"):
        return words("Only you can see this.")
    return words("Only you can see this. Post shows it in <#{channel}>.", channel=channel_id)


def _drawn(result: Result, words: Words) -> Block:
    first = result.pictures[0]
    redrawn = words("redrawn from words") if result.redrawn else ""
    facts = [result.model_title, f"{first.width}x{first.height}", _seeds(result.pictures, words), redrawn]
    return {"type": "context", "elements": [_plain(" · ".join(fact for fact in facts if fact))]}


def _seeds(pictures: Sequence[Shown], words: Words) -> str:
    seeds = list(dict.fromkeys(str(picture.seed) for picture in pictures if picture.seed is not None))
    return words("seed {seeds}", seeds=", ".join(seeds)) if seeds else ""


def _buttons(result: Result, words: Words) -> list[Block]:
    pictures = [shown.id for shown in result.pictures]
    if result.preview_for:
        picks = [pick_row(pictures, words)] if len(pictures) > 1 else []
        return [*picks, preview_row(pictures[0], result.offer, result.preview_name, words)]
    if len(pictures) > 1:
        return sheet_rows(pictures, result.offer, words)
    return [picture_row(pictures[0], result.offer, words)]


def _plain(text: str) -> Block:
    return {"type": "plain_text", "text": text, "emoji": False}


def _mrkdwn(text: str) -> Block:
    return {"type": "mrkdwn", "text": text}


def _fallback(result: Result, words: Words) -> str:
    prompt, count = escape_mrkdwn(clip(result.prompt, FALLBACK_LIMIT)), len(result.pictures)
    if count > 1:
        return words(
            "{count} pictures for <@{user}>, picking one is free: {prompt}",
            count=count,
            user=result.user_id,
            prompt=prompt,
        )
    if not prompt.strip():
        return words("Picture for <@{user}>", user=result.user_id)
    return words("Picture for <@{user}>: {prompt}", user=result.user_id, prompt=prompt)

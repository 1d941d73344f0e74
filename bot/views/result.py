"""The picture's message: the image, who asked for it and with which words, how it was drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.locale import Words
from bot.views.text import clip, escape_mrkdwn

ALT_TEXT_LIMIT = 2000
PROMPT_LIMIT = 150


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """One picture in the message; `file_id` is Slack's."""

    file_id: str
    width: int
    height: int
    seed: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Result:
    """All that a result message tells."""

    user_id: str
    prompt: str
    model_title: str
    pictures: Sequence[Shown]


def result_message(result: Result, words: Words) -> dict[str, Any]:
    """Build text and blocks for chat.update of the placeholder."""
    images = [_image(result, shown, number, words) for number, shown in enumerate(result.pictures, 1)]
    return {"text": _fallback(result, words), "blocks": [*images, _asked(result), _drawn(result, words)]}


def _image(result: Result, shown: Shown, number: int, words: Words) -> dict[str, Any]:
    return {"type": "image", "slack_file": {"id": shown.file_id}, "alt_text": alt_text(result, number, words)}


def alt_text(result: Result, number: int, words: Words) -> str:
    """What it shows comes first, that a machine drew it second."""
    if len(result.pictures) > 1:
        tail = words(". AI-generated picture {number} of {count}", number=number, count=len(result.pictures))
    else:
        tail = words(". AI-generated picture")
    return clip(result.prompt, ALT_TEXT_LIMIT - len(tail)) + tail


def _asked(result: Result) -> dict[str, Any]:
    who = {"type": "mrkdwn", "text": f"<@{result.user_id}>"}
    return {"type": "context", "elements": [who, _plain(clip(result.prompt, PROMPT_LIMIT))]}


def _drawn(result: Result, words: Words) -> dict[str, Any]:
    first = result.pictures[0]
    facts = [result.model_title, f"{first.width}x{first.height}", _seeds(result.pictures, words)]
    return {"type": "context", "elements": [_plain(" · ".join(fact for fact in facts if fact))]}


def _seeds(pictures: Sequence[Shown], words: Words) -> str:
    seeds = list(dict.fromkeys(str(picture.seed) for picture in pictures if picture.seed is not None))
    return words("seed {seeds}", seeds=", ".join(seeds)) if seeds else ""


def _plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text, "emoji": False}


def _fallback(result: Result, words: Words) -> str:
    prompt = escape_mrkdwn(clip(result.prompt, PROMPT_LIMIT))
    return words("Picture for <@{user}>: {prompt}", user=result.user_id, prompt=prompt)

"""A picture that is shown once more, and what stands there until it is."""

from dataclasses import dataclass

from bot.locale import Words
from bot.orders.errand import ErrandKind
from bot.orders.offers import Offer
from bot.orders.order import Order
from bot.store.pictures import StoredPicture
from bot.views.message import Message
from bot.views.result import ALT_TEXT_LIMIT, picture_message
from bot.views.row import preview_row
from bot.views.text import clip


@dataclass(frozen=True, kw_only=True, slots=True)
class Origin:
    """Who brought a picture here, and from where. `channel_id` and `link` are None for places that aren't told.

    preview_for: the name of the channel that it is meant for, "" if unknown, where its asker alone sees it yet.
    """

    kind: ErrandKind
    user_id: str
    channel_id: str | None
    link: str | None
    preview_for: str | None = None


def on_its_way(user_id: str, words: Words) -> Message:
    """Stand in for the picture; who asked for it, never what it shows."""
    text = words("A picture for <@{user}> is on its way …", user=user_id)
    return {"text": text, "blocks": [_context(text)], "unfurl_links": False, "unfurl_media": False}


def copied_message(picture: StoredPicture, file_id: str, origin: Origin, offer: Offer, words: Words) -> Message:
    """Show one picture as a result of its own is shown, and say where it comes from.

    Picked from a preview it is one, too: its asker may post it alone.
    """
    message = picture_message(picture, file_id, offer, words, notes=[_said(picture, origin, words)])
    if origin.preview_for is None:
        return message
    return {**message, "blocks": [*message["blocks"][:-1], preview_row(picture.id, offer, origin.preview_for, words)]}


def posted_preview(picture: StoredPicture, file_id: str, channel_id: str, link: str | None, words: Words) -> Message:
    """What is left of a preview: the picture, and where it was posted."""
    prompt = Order.from_json(picture.job.request).prompt
    tail = words(". AI-generated picture")
    alt_text = clip(prompt, ALT_TEXT_LIMIT - len(tail)) + tail
    image = {"type": "image", "slack_file": {"id": file_id}, "alt_text": alt_text}
    text = _posted(channel_id, link, words)
    return {"text": text, "blocks": [image, _context(text)]}


def _posted(channel_id: str, link: str | None, words: Words) -> str:
    if link:
        return words("Posted to <#{channel}>: <{link}|see it>", channel=channel_id, link=link)
    return words("Posted to <#{channel}>", channel=channel_id)


def _said(picture: StoredPicture, origin: Origin, words: Words) -> str:
    """One line of our own words, ids and Slack's own address: nothing that a user wrote."""
    user, link = origin.user_id, origin.link
    match origin.kind:
        case ErrandKind.PICK:
            return _picked(picture, origin, words)
        case ErrandKind.SHOW if link:
            return words("Brought here by <@{user}> from <{link}|its thread>", user=user, link=link)
        case ErrandKind.SHOW:
            return words("Brought here by <@{user}> from a thread", user=user)
        case _ if origin.channel_id and link:
            channel = origin.channel_id
            return words(
                "Sent by <@{user}> from <#{channel}> · <{link}|see it there>", user=user, channel=channel, link=link
            )
        case _:
            return words("Sent by <@{user}>", user=user)


def _picked(picture: StoredPicture, origin: Origin, words: Words) -> str:
    number, count = picture.id.index + 1, len((picture.job.outcome or {}).get("parts", ()))
    which = words("picture {number} of {count}", number=number, count=max(number, count))
    linked = f"<{origin.link}|{which}>" if origin.link else which
    return words("Picked by <@{user}>: {picture}", user=origin.user_id, picture=linked)


def _context(text: str) -> Message:
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": text}]}

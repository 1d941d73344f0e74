"""What the one who pressed is told of an errand: where it led, or why it didn't."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from bot.locale import Words
from bot.orders.errand import Errand, ErrandKind
from bot.store.pictures import StoredPicture
from bot.views.buttons import REDRAW, button
from bot.views.message import Message
from bot.views.notices.notice import Copied, notice
from bot.views.row import about_price

_NOT_A_MEMBER = frozenset({"not_in_channel", "channel_not_found"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """What came of an errand. `news` is a step's answer (bot/jobs/errands.py).

    line: what draws the picture again, None if no line can. is_redrawable: it has words to be drawn again from.
    redraw_usd: what that costs in USD, only where it is to be asked about first.
    """

    errand: Errand
    news: Mapping[str, Any]
    picture: StoredPicture | None
    line: str | None
    is_redrawable: bool = False
    redraw_usd: Decimal | None = None


def errand_answer(told: Told, words: Words) -> Message | None:
    """Word it; None where the channel shows it already."""
    return _WORDED.get(told.news["about"], _unexpected)(told, words)


def saved_answer(words: Words, *, is_saved: bool) -> Message:
    said = words("Saved: you find it in my Home, under saved.") if is_saved else words("No longer saved.")
    return _said(said)


def _done(told: Told, words: Words) -> Message | None:
    errand, news = told.errand, told.news
    match errand.kind:
        case ErrandKind.FILE if errand.channel_id:
            return _said(words("The file stands in the picture's thread."))
        case ErrandKind.FILE:
            return _said(words("The file stands in our direct messages."))
        case ErrandKind.SEND | ErrandKind.SHOW:
            channel, link = errand.channel_id, news.get("link")
            if link:
                return _said(words("It stands in <#{channel}> now: <{link}|see it>.", channel=channel, link=link))
            return _said(words("It stands in <#{channel}> now.", channel=channel))
        case _:
            return None


def _stands(told: Told, words: Words) -> Message:
    return _said(words("It stands there already: <{link}|see it>.", link=told.news["link"]))


def _begun(_told: Told, words: Words) -> Message:
    return _said(words("One moment …"))


def _busy(_told: Told, words: Words) -> Message:
    return _said(words("It is on its way there already."))


def _unseen(told: Told, words: Words) -> Message:
    return _said(
        words(
            "I can't see <#{channel}>, or you aren't in it, so I can't send it there.", channel=told.errand.channel_id
        ),
        words("If it is private, type `/invite @Imagine` in it, then try again."),
    )


def _unreviewed(told: Told, words: Words) -> Message:
    return _said(
        words("Pictures wait for approval in <#{channel}>, and this one never did.", channel=told.errand.channel_id),
        words("Draw it again there, then reviewers see it first."),
    )


def _not_yours(told: Told, words: Words) -> Message:
    return _said(words("Only <@{user}> and admins can delete this.", user=told.news["user_id"]))


def _erased(told: Told, words: Words) -> Message:
    if told.errand.seen_channel_id.startswith("D"):  # nobody else has seen it
        return _said(words("Deleted, with its file: nothing of it is left."))
    return _said(words("Deleted, with its file and from everybody's saved pictures."))


def _unexpected(told: Told, words: Words) -> Message:
    return _said(
        words(
            "Something went wrong on my side. If it happens again, tell an admin this reference: {reference}",
            reference=told.news.get("reference", ""),
        )
    )


def _refused(told: Told, words: Words) -> Message:
    return _said(*_why_refused(told.errand, str(told.news["reason"]), words))


def _why_refused(errand: Errand, reason: str, words: Words) -> list[str]:
    channel = errand.channel_id
    if errand.kind is ErrandKind.ERASE:
        return [words("Slack doesn't let me delete it ({reason}). Ask an admin of this workspace.", reason=reason)]
    if reason in _NOT_A_MEMBER and channel:
        return [
            words("I'm not in <#{channel}>, so I can't post there.", channel=channel),
            words("Type `/invite @Imagine` in it, then try again."),
        ]
    if reason == "is_archived":
        return [words("That channel is archived: nobody can post there.")]
    if reason == "file_not_ready":
        return [words("Slack didn't get the file ready in two minutes. Try again later.")]
    return [words("Slack doesn't take it there ({reason}). Ask an admin of this workspace.", reason=reason)]


def _gone(told: Told, words: Words) -> Message:
    picture = told.picture
    if picture is None or picture.deleted_at is not None:
        return _said(words("This picture was deleted meanwhile."))
    said = words("The file of this picture is gone, here and in Slack.")
    how = words("To draw it again with the same seed:")
    gone = notice([said] if told.line is None else [said, how, Copied(line=told.line)])
    if not told.is_redrawable:
        return gone
    again = words("Draw again")
    drawn = button(again, REDRAW, told.errand.seen, confirm=about_price(again, told.redraw_usd, words))
    return {**gone, "blocks": [*gone["blocks"], {"type": "actions", "elements": [drawn]}]}


def _said(*lines: str) -> Message:
    """Say our own words, with ids and Slack's own addresses in them; nothing that a user wrote."""
    text = "\n".join(lines)
    return {"text": text, "blocks": _sections(lines)}


def _sections(lines: Sequence[str]) -> list[Message]:
    return [{"type": "section", "text": {"type": "mrkdwn", "text": line}} for line in lines]


_WORDED: Mapping[str, Callable[[Told, Words], Message | None]] = {
    "shown": _done,
    "shared": _done,
    "begun": _begun,
    "stands": _stands,
    "busy": _busy,
    "unseen": _unseen,
    "unreviewed": _unreviewed,
    "not_yours": _not_yours,
    "erased": _erased,
    "refused": _refused,
    "gone": _gone,
}

"""What the asker alone is told when a job ends: where the picture went, what it lost, or why there is none."""

from collections.abc import Mapping
from typing import Any

from bot.locale import Words
from bot.orders.order import Order
from bot.orders.rest import missing
from bot.store.jobs import Job
from bot.views.message import Message
from bot.views.notices import failure_lines, failure_notice, lines_notice, loss_lines
from bot.views.notices.onward import onward, rest_row
from bot.views.notices.untranslated import untranslated_lines


def aside(job: Job, news: Mapping[str, Any], words: Words) -> Message | None:
    """Word `news` of a delivery; None if the picture says it all.

    `about` is delivered, cancelled, undelivered or not_drawn; the other values are the outcome's (bot/jobs/outcome.py),
    `refused` is Slack's reason for taking no file.
    """
    if news["about"] == "not_drawn":
        told = failure_notice(news["code"], news["values"], words, job.command, news["reference"])
        return {**told, "blocks": [*told["blocks"], *onward(news["code"], job, words)]}
    message = lines_notice(_lines(job, news, words))
    if message and news["about"] == "delivered" and news.get("rest"):
        return {**message, "blocks": [*message["blocks"], rest_row(job, words)]}
    return message


def done(link: str, words: Words) -> Message:
    """Tell that a picture is done, to somebody who may have gone away; `link` is Slack's own."""
    text = words("Your picture is done: <{link}|see it>.", link=link)
    section = {"type": "section", "text": {"type": "mrkdwn", "text": text}}
    return {"text": text, "blocks": [section], "unfurl_links": False, "unfurl_media": False}


def _lines(job: Job, news: Mapping[str, Any], words: Words) -> list[str]:
    match news["about"]:
        case "delivered":
            return [
                *_moved(job.place.moved if job.place else None, words),
                *_missing(job, news, words),
                *_withheld(news["withheld"], words),
                *loss_lines(news["losses"], words, drawn=_size(job)),
                *untranslated_lines(news.get("untranslated", ""), words),
            ]
        case "cancelled":
            price = news["price_usd"]
            return [words("Cancelled, but it was being drawn already: its price, ${price}, stands.", price=price)]
        case _:
            said = words("The picture is drawn, but Slack doesn't take it: {reason}.", reason=news["refused"])
            return [said, words("Ask an admin of this workspace.")]


def _size(job: Job) -> tuple[int, int] | None:
    parts = (job.outcome or {}).get("parts")
    return (parts[0]["width"], parts[0]["height"]) if parts else None


def _moved(moved: str | None, words: Words) -> list[str]:
    match moved:
        case None:
            return []
        case "is_archived":
            return [words("That channel is archived, so your picture is in our direct messages.")]
        case "channel_not_found":
            return [
                words("I'm not in that conversation, so your picture is in our direct messages."),
                words("To have pictures there, type `/invite @Imagine` in it."),
            ]
        case _:
            return [words("I may not post there ({reason}), so your picture is in our direct messages.", reason=moved)]


def _missing(job: Job, news: Mapping[str, Any], words: Words) -> list[str]:
    order, rest = Order.from_json(job.request), news.get("rest")
    if not rest:
        return []
    said = words(
        "{drawn} of {count} pictures drawn and charged, {missing} missing.",
        drawn=len(news["parts"]),
        count=order.number_of_images,
        missing=missing(order, news),
    )
    return [said, *failure_lines(rest["code"], rest["values"], words, job.command, rest["reference"])]


def _withheld(count: int, words: Words) -> list[str]:
    if not count:
        return []
    said = words.plural(
        "The model's content filter kept back {n} picture.",
        "The model's content filter kept back {n} pictures.",
        count,
    )
    return [said]

"""Pictures that wait for approval: what reviewers read, what the asker hears, what stands in their place."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any, Self

from bot.jobs.outcome import Drawn
from bot.locale import Words
from bot.orders.judgement import Judged
from bot.orders.order import Order
from bot.store.jobs import Job
from bot.store.reviews import Review
from bot.translation.wording import shown_english
from bot.views.buttons import APPROVE_PICTURE, CANCEL, EDIT_JOB, REJECT_PICTURE, button
from bot.views.history.entries import moment
from bot.views.message import Message
from bot.views.modal import View, modal, plain
from bot.views.notices.notice import notice
from bot.views.prices import dollars
from bot.views.result import ALT_TEXT_LIMIT
from bot.views.text import clip, escape_mrkdwn

REJECT_FORM, REASON = "reject_picture_form", "reject_reason"
_PROMPT, _QUOTED, _FALLBACK, _REASON = 2900, 300, 300, 500

Block = dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class ReviewAt:
    """A job, and the reviewers' message that a form was opened from: kept in its `private_metadata`."""

    job_id: str
    channel_id: str
    message_ts: str

    @classmethod
    def of(cls, view: Mapping[str, Any]) -> Self:
        return cls(**json.loads(view["private_metadata"]))

    def written(self) -> str:
        return json.dumps(asdict(self))


# To the reviewers


def coming_message(job: Job, words: Words) -> Message:
    """What stands in their channel until Slack has the picture."""
    return _one_line(words("A picture for <@{user}> comes here for approval …", user=job.user_id))


def review_message(job: Job, drawn: Drawn, file_id: str, words: Words, *, is_private: bool) -> Message:
    """The picture, or the sheet of several, with who asked for what, and two buttons.

    is_private: asked for where not everybody can read, so that the place isn't named.
    """
    order, count = Order.from_json(job.request), len(drawn.parts)
    head = words.plural(
        "<@{user}> asked for this picture. Nobody else sees it before it is approved here.",
        "<@{user}> asked for these {n} pictures. Nobody else sees them before they are approved here.",
        count,
        user=job.user_id,
    )
    english = shown_english(order, drawn.translated)
    said = [order.prompt, words("→ English: {english}", english=english) if english else ""]
    where = words("in a private conversation") if is_private else words("in <#{channel}>", channel=job.channel_id)
    facts = [where, escape_mrkdwn(drawn.model_title), dollars(Decimal(drawn.price_usd)), moment(job.asked_at)]
    prompts = [{"type": "section", "text": plain(clip(text, _PROMPT))} for text in said if text.strip()]
    blocks = [
        {"type": "image", "slack_file": {"id": file_id}, "alt_text": _alt_text(order, count, words)},
        _section(head),
        *prompts,
        _context(" · ".join(facts)),
        {"type": "actions", "elements": _judging(job, words)},
    ]
    return _quiet(f"{head} {escape_mrkdwn(clip(order.prompt, _FALLBACK))}".strip(), blocks)


def judged_message(job: Job, review: Review, words: Words) -> Message:
    """What is left of it: neither the picture nor its words."""
    values = {"user": job.user_id, "reviewer": review.decided_by, "date": moment(review.decided_at or review.asked_at)}
    match review.decision:
        case Judged.APPROVED:
            return _one_line(words("Picture of <@{user}>: approved by <@{reviewer}>, {date}.", **values))
        case Judged.REJECTED:
            return _one_line(words("Picture of <@{user}>: rejected by <@{reviewer}>, {date}.", **values))
        case Judged.WITHDRAWN:
            return _one_line(words("Picture of <@{user}>: withdrawn, {date}.", **values))
        case _:
            return _one_line(words("Picture of <@{user}>: it doesn't wait for approval any more.", **values))


def judging_notice(news: Mapping[str, Any], words: Words) -> Message:
    """Why a press has decided nothing; `news` is what `Judging.judge` answered."""
    match news["about"]:
        case "not_reviewer":
            return notice([words("Only members of this channel approve pictures. Join it and press again.")])
        case "unexpected":
            said = words(
                "Something went wrong on my side. If it happens again, tell an admin this reference: {reference}",
                reference=news["reference"],
            )
            return notice([said])
        case _:
            return notice([words("Too late: this picture was decided on or withdrawn already. Nothing was changed.")])


def reject_view(at: ReviewAt, words: Words) -> View:
    """A reason is optional; the asker reads it."""
    element = {"type": "plain_text_input", "action_id": REASON, "multiline": True, "max_length": _REASON}
    label = plain(words("Why? The one who asked will read it."))
    blocks: list[Block] = [
        {"type": "input", "block_id": REASON, "label": label, "element": element, "optional": True},
        {"type": "context", "elements": [plain(words("The picture is deleted. What it cost stands."))]},
    ]
    return modal(
        words("Reject"),
        blocks,
        words,
        callback_id=REJECT_FORM,
        submit=plain(words("Reject")),
        private_metadata=at.written(),
    )


def closed_view(words: Words) -> View:
    return modal(words("Reject"), judging_notice({"about": "late"}, words)["blocks"], words)


def reason_in(view: Mapping[str, Any]) -> str:
    return str(view["state"]["values"][REASON][REASON].get("value") or "").strip()[:_REASON]


# To the admins


def alarm_message(channel_id: str, reason: str, words: Words) -> Message:
    """The reviewers can't be asked; reason: Slack's, or ours."""
    if not channel_id:
        what = words("Pictures wait for approval, but no channel is set where they are approved.")
    else:
        what = words(
            "Pictures wait for approval, but I can't show them in <#{channel}> (Slack's reason: `{reason}`).",
            channel=channel_id,
            reason=reason,
        )
    todo = words("Invite me there with `/invite @Imagine`, or choose another channel with `/imagine rules`.")
    until = words("Until then nobody sees these pictures; I keep trying.")
    return _quiet(f"{what} {todo} {until}", [_section(what), _section(todo), _section(until)])


# To the asker, and where the picture shall stand


def waiting_message(job: Job, words: Words) -> Message:
    """The placeholder, until it is decided."""
    return _one_line(words("A picture for <@{user}> is drawn and waits for approval …", user=job.user_id))


def not_approved_message(job: Job, words: Words) -> Message:
    """What is left of the placeholder, where people replied to it."""
    return _one_line(words("The picture for <@{user}> is not shown.", user=job.user_id))


def waiting_notice(job: Job, words: Words) -> Message:
    said = notice(
        [
            words("Your picture is drawn. It waits for approval before anybody sees it."),
            words("It appears where you asked for it once it is approved; I tell you in our direct messages."),
        ]
    )
    row = {"type": "actions", "elements": [button(words("Withdraw"), CANCEL, job.id)]}
    return {**said, "blocks": [*said["blocks"], row]}


def approved_message(link: str, words: Words) -> Message:
    """`link` is Slack's own, "" where there is none."""
    said = (
        words("Your picture was approved: <{link}|see it>.", link=link) if link else words("Your picture was approved.")
    )
    return _quiet(said, [_section(said)])


def rejected_message(job: Job, price_usd: str, reason: str, words: Words) -> Message:
    """Kindly, with the reviewer's reason if they gave one, and a way on."""
    prompt = Order.from_json(job.request).prompt
    lines = [
        words("Your picture was not approved, so it isn't shown and is deleted."),
        words("It was drawn, so its price, {price}, stands.", price=dollars(Decimal(price_usd))),
    ]
    quoted = [{"type": "context", "elements": [plain(clip(prompt, _QUOTED))]}] if prompt.strip() else []
    why = [_context(words("Their reason:")), {"type": "section", "text": plain(reason)}] if reason else []
    row = {"type": "actions", "elements": [button(words("Edit"), EDIT_JOB, job.id)]}
    text = " ".join([*lines, escape_mrkdwn(reason)]).strip()
    return _quiet(text, [*map(_section, lines), *quoted, *why, row])


def _judging(job: Job, words: Words) -> list[Block]:
    return [
        button(words("Approve"), APPROVE_PICTURE, job.id, style="primary"),
        button(words("Reject…"), REJECT_PICTURE, job.id),
    ]


def _alt_text(order: Order, count: int, words: Words) -> str:
    tail = words(". AI-generated picture")
    if count > 1:
        tail = words.plural(". {n} AI-generated picture", ". {n} AI-generated pictures, numbered", count)
    prompt = clip(order.prompt.strip(), ALT_TEXT_LIMIT - len(tail))
    return f"{prompt}{tail}" if prompt else tail.removeprefix(". ")


def _one_line(text: str) -> Message:
    return _quiet(text, [_context(text)])


def _quiet(text: str, blocks: Sequence[Block]) -> Message:
    return {"text": text, "blocks": list(blocks), "unfurl_links": False, "unfurl_media": False}


def _section(text: str) -> Block:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def _context(text: str) -> Block:
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": text}]}

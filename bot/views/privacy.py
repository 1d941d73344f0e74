"""My data: the buttons in one's settings, what is asked before it is erased, and what is told afterwards."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from bot.locale import Words
from bot.store.erasure import Kept
from bot.views.buttons import button
from bot.views.message import Message
from bot.views.modal import View, modal, plain
from bot.views.notices.notice import Listed, Part, notice

EXPORT_DATA, ERASE_DATA = "export_data", "erase_data"
CALLBACK = "erase_my_data"
_VALUE = "mine"

Block = dict[str, Any]


def my_data(words: Words) -> list[Block]:
    """3 blocks of one's settings."""
    about = words("What I keep of you: what you asked for, its pictures, what you saved and chose.")
    buttons = [
        button(words("Export my data"), EXPORT_DATA, _VALUE),
        button(words("Erase my data …"), ERASE_DATA, _VALUE, style="danger"),
    ]
    return [
        {"type": "header", "text": plain(words("My data"))},
        {"type": "context", "elements": [plain(about)]},
        {"type": "actions", "elements": buttons},
    ]


def erase_view(kept: Kept, words: Words) -> View:
    """What goes and what stays, before anything does."""
    message = notice(
        [
            words("This goes, for good:"),
            Listed(items=_going(kept, words)),
            words("This stays:"),
            Listed(items=_staying(words)),
            words("Pictures of yours that are being drawn are cancelled. I write to you when it is done."),
        ]
    )
    return modal(
        words("Erase my data"),
        message["blocks"],
        words,
        callback_id=CALLBACK,
        submit=plain(words("Erase")),
    )


def begun_view(words: Words) -> View:
    return modal(
        words("My data"),
        notice([words("It has begun. I write to you here in Slack when it is done.")])["blocks"],
        words,
    )


def export_view(words: Words) -> View:
    said = [
        words("It has begun: you get a ZIP file in our direct messages, several if there are many pictures."),
        words("In it, `data.json` says what you asked for and chose, and your pictures lie beside it."),
    ]
    return modal(words("My data"), notice(said)["blocks"], words)


def part_of_export(number: int, count: int, words: Words) -> str:
    """The comment on a ZIP file."""
    if count == 1:
        return words("Your data, as you asked: data.json and your pictures.")
    return words(
        "Your data, as you asked: part {number} of {count}. data.json is in the first.", number=number, count=count
    )


def told(news: Mapping[str, Any], words: Words) -> Message:
    """What came of a wish (bot/jobs/wishes.py)."""
    build = {"erased": _erased, "not_exported": _not_exported}.get(news["about"], _unexpected)
    return build(news, words)


def _erased(news: Mapping[str, Any], words: Words) -> Message:
    parts: list[Part] = [
        words("Your data is erased."),
        Listed(
            items=(
                words.plural("{n} request", "{n} requests", news["jobs"]),
                words.plural("{n} picture with its file", "{n} pictures with their files", news["pictures"]),
                words.plural("{n} message of mine in Slack", "{n} messages of mine in Slack", news["messages"]),
            )
        ),
    ]
    kept = Counter(news["kept"])
    if kept:
        reasons = ", ".join(sorted(kept))
        parts.append(
            words.plural(
                "Slack keeps {n} message ({reasons}): ask an admin of this workspace to delete it.",
                "Slack keeps {n} messages ({reasons}): ask an admin of this workspace to delete them.",
                kept.total(),
                reasons=reasons,
            )
        )
    return notice(parts)


def _not_exported(news: Mapping[str, Any], words: Words) -> Message:
    reason = news["reason"]
    return notice([words("Slack doesn't take the file with your data ({reason}). Try again later.", reason=reason)])


def _unexpected(news: Mapping[str, Any], words: Words) -> Message:
    text = words(
        "Something went wrong on my side. If it happens again, tell an admin this reference: {reference}",
        reference=news["reference"],
    )
    return notice([text])


def _going(kept: Kept, words: Words) -> tuple[str, ...]:
    return (
        words.plural(
            "{n} picture: its messages and files in Slack, everybody's copies too",
            "{n} pictures: their messages and files in Slack, everybody's copies too",
            kept.pictures,
        ),
        words.plural("{n} request with its prompt", "{n} requests with their prompts", kept.requests),
        words.plural("{n} saved picture on your list", "{n} saved pictures on your list", kept.saved),
        words.plural("{n} preset", "{n} presets", kept.presets),
        words("your settings, drafts, and what you asked admins for"),
    )


def _staying(words: Words) -> tuple[str, ...]:
    return (
        words("what it cost, without your name: this month's entries count against limits, and lose it afterwards"),
        words("pictures that others made from yours: they are theirs"),
        words("what others wrote in Slack, and what I told you alone"),
        words("if you are an admin: which rules you changed"),
    )

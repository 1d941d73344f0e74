"""What a view about rules is about, kept in its `private_metadata`, and the views that only say something."""

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Self

from bot.locale import Words
from bot.views.message import Message
from bot.views.modal import View, modal, plain
from bot.views.notices.notice import notice


class Section(StrEnum):
    """A part of the rules that one form changes."""

    LIMITS = "limits"
    WHO = "who"
    WORDS = "words"
    MODELS = "models"
    KEEPING = "keeping"
    CHANNEL = "channel"  # all of one channel's


@dataclass(frozen=True, kw_only=True, slots=True)
class About:
    """section: of a form. channel_id: whose rules, "" the workspace's. menu: the view's id that it was opened from."""

    section: Section
    channel_id: str = ""
    menu: str = ""

    @classmethod
    def of(cls, view: View) -> Self:
        kept = json.loads(view["private_metadata"])
        return cls(section=Section(kept["section"]), channel_id=kept["channel_id"], menu=kept["menu"])

    def written(self) -> str:
        return json.dumps(asdict(self))


def waiting_view(words: Words) -> View:
    """Shown until Slack has said who is an admin."""
    return modal(words("Rules"), [{"type": "section", "text": plain(words("One moment …"))}], words)


def said_view(message: Message, words: Words) -> View:
    return modal(words("Rules"), message["blocks"], words)


def saved(words: Words) -> str:
    return words("Saved. It holds from now on.")


def unchanged(words: Words) -> str:
    return words("Nothing was changed: all is as it was.")


def for_admins(words: Words) -> Message:
    """A kind no."""
    return notice([
        words("Only admins of this workspace can see and change its rules. Nothing was changed."),
        words("If something here is too tight for your work, ask one of them."),
    ])  # fmt: skip

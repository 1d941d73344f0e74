"""What a press asks for that draws nothing: show a picture somewhere else, hand out its file, delete it."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Self

from bot.store.people import Person
from bot.store.pictures import PictureId


class ErrandKind(StrEnum):
    """What is done with the picture."""

    PICK = "pick"  # one of a sheet's is shown alone, beside the sheet
    SHOW = "show"  # a thread's picture is shown in its channel
    SEND = "send"  # it is shown in another channel
    POST = "post"  # what its asker alone has seen is shown where they asked
    FILE = "file"  # the untouched original comes as a file
    ERASE = "erase"


# Of these one message is enough in one place, however many people press.
_ONCE = frozenset({ErrandKind.PICK, ErrandKind.SHOW, ErrandKind.POST})


@dataclass(frozen=True, kw_only=True, slots=True)
class Errand:
    """One press. `id` names it: asked twice under one id, it is done once.

    seen_channel_id, seen_ts: the message that was pressed on. channel_id, thread_ts: where it leads; no channel is the
    presser's direct message. view_id, response_url: where the presser is answered, whichever there is. is_confirmed:
    the presser has said that others may see what was made in private. is_whole: all that the message shows is posted.
    """

    id: str
    kind: ErrandKind
    picture: PictureId
    person: Person
    seen_channel_id: str
    seen_ts: str
    channel_id: str = ""
    thread_ts: str | None = None
    view_id: str = ""
    response_url: str | None = None
    is_confirmed: bool = False
    is_whole: bool = False

    @property
    def claim(self) -> str:
        """Of all errands with the same claim one is carried out, the others are told what came of it."""
        shown = self.picture.job_id if self.is_whole else str(self.picture)
        return f"{self.kind}:{shown}:{self.channel_id}:{self.thread_ts or ''}" if self.kind in _ONCE else self.id

    @property
    def seen(self) -> str:
        """What a button or a view knows the picture by, and the message it was pressed on."""
        return json.dumps(
            {"picture": str(self.picture), "channel_id": self.seen_channel_id, "message_ts": self.seen_ts}
        )

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        read = {"kind": ErrandKind(value["kind"]), "person": Person(**value["person"])}
        return cls(**{**value, **read, "picture": PictureId(**value["picture"])})

    def to_json(self) -> dict[str, Any]:
        return {**asdict(self), "kind": self.kind.value}

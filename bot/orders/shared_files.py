"""A file that somebody shared in Slack: whether it can go into a picture, by what Slack says of it. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.orders.order import Source

Json = Mapping[str, Any]
LARGEST_FILE = 20_000_000  # bytes
THUMBNAILS = ("thumb_1024", "thumb_960", "thumb_800", "thumb_720", "thumb_480", "thumb_360")
_READ = frozenset({"image/png", "image/jpeg", "image/webp"})  # by titan_core
_SHOWN = frozenset({"image/png", "image/jpeg", "image/gif"})  # by Slack, in an image block
_GONE = frozenset({"tombstone", "hidden_by_limit"})
_WITHOUT_SCOPE = frozenset({"missing_scope", "not_allowed_token_type"})


class Reason(StrEnum):
    """Why a file can't be used."""

    NOT_A_PICTURE = "not_a_picture"
    TOO_LARGE = "too_large"
    NO_PREVIEW = "no_preview"  # a picture that only Slack could read, and Slack has made none of it
    NOT_VISIBLE = "not_visible"
    NO_SCOPE = "no_scope"
    ELSEWHERE = "elsewhere"  # a link to Google Drive and the like: Slack doesn't hold it
    GONE = "gone"
    NO_ANSWER = "no_answer"


@dataclass(frozen=True, kw_only=True, slots=True)
class Unusable:
    """A file that no picture can be made from. `name` is "" where Slack doesn't tell it."""

    name: str
    reason: Reason


@dataclass(frozen=True, kw_only=True, slots=True)
class SharedPicture:
    """A file that can be used. width, height: px, of the preview where that is taken; 0 if Slack doesn't say.

    is_showable: whether Slack shows it in an image block.
    """

    source: Source
    kind: str
    width: int = 0
    height: int = 0
    is_showable: bool = False


Judged = SharedPicture | Unusable


def file_ids(message: Json) -> list[str]:
    """The files of a message: shared with it, or shown in its image blocks."""
    shared = [str(file["id"]) for file in message.get("files") or () if file.get("id")]
    blocks = (block for block in message.get("blocks") or () if block.get("type") == "image")
    shown = [str((block.get("slack_file") or {}).get("id") or "") for block in blocks]
    return list(dict.fromkeys([*shared, *filter(None, shown)]))


def is_known(file: Json) -> bool:
    """Whether a message tells enough of its file. Else Slack is asked: while it processes one, and in Slack Connect."""
    if file.get("mode") in _GONE or file.get("mode") == "external":
        return True
    return file.get("file_access", "visible") == "visible" and bool(file.get("mimetype"))


def judged(file: Json, *, channel_id: str, message_ts: str) -> Judged:
    """Judge a file as `files.info` or a message tells of it, shared in that message."""
    name = str(file.get("name") or "")
    reason = _reason(file)
    if reason:
        return Unusable(name=name, reason=reason)
    kind = str(file.get("mimetype") or "")
    thumbnail = bool(kind) and kind not in _READ
    width, height = _measures(file, thumbnail=thumbnail)
    source = Source(
        file_id=str(file["id"]),
        name=name,
        user_id=str(file.get("user") or ""),
        channel_id=channel_id,
        message_ts=message_ts,
        thumbnail=thumbnail,
    )
    return SharedPicture(
        source=source, kind=str(file.get("pretty_type") or ""), width=width, height=height, is_showable=kind in _SHOWN
    )


def refused(slack_says: str) -> Unusable:
    """What Slack's error code for `files.info` comes to."""
    if slack_says in _WITHOUT_SCOPE:
        return Unusable(name="", reason=Reason.NO_SCOPE)
    return Unusable(name="", reason=Reason.GONE if slack_says == "file_deleted" else Reason.NOT_VISIBLE)


def chosen(files: Sequence[Judged]) -> Judged | None:
    """The one that goes in: the first that can, else the first that can't, for its reason."""
    usable = (file for file in files if isinstance(file, SharedPicture))
    return next(usable, next(iter(files), None))


def thumbnail_of(file: Json) -> str:
    """The address of Slack's largest preview, "" if it has made none."""
    return next((str(file[name]) for name in THUMBNAILS if file.get(name)), "")


def _reason(file: Json) -> Reason | None:
    kind = str(file.get("mimetype") or "")
    faults = {
        Reason.GONE: file.get("mode") in _GONE,
        Reason.ELSEWHERE: file.get("mode") == "external" or bool(file.get("is_external")),
        Reason.NOT_VISIBLE: file.get("file_access", "visible") != "visible",
        Reason.NOT_A_PICTURE: bool(kind) and not kind.startswith("image/"),
        Reason.NO_PREVIEW: bool(kind) and kind not in _READ and not thumbnail_of(file),
        Reason.TOO_LARGE: kind in _READ and int(file.get("size") or 0) > LARGEST_FILE,
    }
    return next((reason for reason, is_so in faults.items() if is_so), None)


def _measures(file: Json, *, thumbnail: bool) -> tuple[int, int]:
    if not thumbnail:
        return int(file.get("original_w") or 0), int(file.get("original_h") or 0)
    name = next(name for name in THUMBNAILS if file.get(name))
    return int(file.get(f"{name}_w") or 0), int(file.get(f"{name}_h") or 0)

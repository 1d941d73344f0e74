"""Files as pictures: what they are, whether Slack has processed them, and whether a message may show them."""

import re
import time
from dataclasses import dataclass

from sandbox.slack.entities import File, Json
from sandbox.slack.workspace import Workspace

_FILE_ID = re.compile(r"F[A-Z0-9]{8,}")
_SHOWN = frozenset({"png", "jpg", "gif"})  # what a `slack_file` may be; webp is not among them


@dataclass(frozen=True, kw_only=True, slots=True)
class Kind:
    """What the first bytes say: `filetype` as Slack names it, media type, and pixels where the header holds them."""

    filetype: str
    media_type: str
    width: int = 0
    height: int = 0


def kind_of(data: bytes) -> Kind:
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        width, height = int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
        return Kind(filetype="png", media_type="image/png", width=width, height=height)
    if data.startswith(b"\xff\xd8\xff"):
        return Kind(filetype="jpg", media_type="image/jpeg")
    if data[:6] in (b"GIF87a", b"GIF89a"):
        width, height = int.from_bytes(data[6:8], "little"), int.from_bytes(data[8:10], "little")
        return Kind(filetype="gif", media_type="image/gif", width=width, height=height)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return Kind(filetype="webp", media_type="image/webp")
    return Kind(filetype="binary", media_type="application/octet-stream")


def is_ready(file: File) -> bool:
    return file.ready_at <= time.time()


def is_showable(workspace: Workspace, reference: Json) -> bool:
    """Whether a `slack_file` object (`{"id": …}` or `{"url": …}`) names a processed picture that the bot owns."""
    if set(reference) not in ({"id"}, {"url"}):
        return False
    file = find(workspace, reference)
    return (
        file is not None and file.owner == workspace.bot.id and is_ready(file) and kind_of(file.data).filetype in _SHOWN
    )


def find(workspace: Workspace, reference: Json) -> File | None:
    """The file of a `slack_file` object, by id, url_private or permalink."""
    if "id" in reference:
        file_id = str(reference["id"])
        return workspace.files.get(file_id) if _FILE_ID.fullmatch(file_id) else None
    found = re.search(r"F[A-Z0-9]{8,}", str(reference.get("url", "")))
    return workspace.files.get(found[0]) if found else None


def file_json(workspace: Workspace, file_id: str) -> Json:
    """A file as the API shows it: type and measures are empty until Slack has processed it."""
    file = workspace.files.get(file_id)
    if file is None:
        return {"id": file_id, "mode": "tombstone"}
    kind = kind_of(file.data) if is_ready(file) else Kind(filetype="", media_type="")
    found: Json = {
        "id": file.id,
        "name": file.name,
        "title": file.title,
        "created": int(file.created_at),
        "timestamp": int(file.created_at),
        "user": file.owner,
        "size": len(file.data),
        "mode": "hosted",
        "mimetype": kind.media_type,
        "filetype": kind.filetype,
        "url_private": f"https://files.slack.com/files-pri/{workspace.team_id}-{file.id}/{file.name}",
        "permalink": f"https://{workspace.team_domain}.slack.com/files/{file.owner}/{file.id}/{file.name}",
        "alt_txt": file.alt_text,
        "channels": list(file.shares),
        "shares": {"public": {channel: [{"ts": ts}] for channel, ts in file.shares.items()}} if file.shares else {},
    }
    return found | ({"original_w": kind.width, "original_h": kind.height} if kind.width else {})

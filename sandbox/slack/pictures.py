"""Files as pictures: what they are, whether Slack has processed them, and whether a message may show them."""

import re
import time
from dataclasses import dataclass
from io import BytesIO

from PIL import Image

from sandbox.slack.entities import File, Json
from sandbox.slack.workspace import Workspace

_FILE_ID = re.compile(r"F[A-Z0-9]{8,}")
_SHOWN = frozenset({"png", "jpg", "gif"})  # what a `slack_file` may be; webp is not among them
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1"})  # ISO/IEC 23008-12


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
    if data[:6] in (b"GIF87a", b"GIF89a"):
        width, height = int.from_bytes(data[6:8], "little"), int.from_bytes(data[8:10], "little")
        return Kind(filetype="gif", media_type="image/gif", width=width, height=height)
    if data.startswith(b"\xff\xd8\xff"):
        return _measured(data, Kind(filetype="jpg", media_type="image/jpeg"))
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _measured(data, Kind(filetype="webp", media_type="image/webp"))
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC_BRANDS:
        return Kind(filetype="heic", media_type="image/heic")
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
    found = _FILE_ID.search(str(reference.get("url", "")))
    return workspace.files.get(found[0]) if found else None


def _measured(data: bytes, kind: Kind) -> Kind:
    try:
        with Image.open(BytesIO(data)) as picture:
            width, height = picture.size
    except OSError:  # only its first bytes are those of a picture
        return kind
    return Kind(filetype=kind.filetype, media_type=kind.media_type, width=width, height=height)

"""A file as the API describes it, and whether the app may see it."""

from pathlib import PurePath
from urllib.parse import quote

from sandbox.slack import thumbnails
from sandbox.slack.entities import ChannelKind, File, Json
from sandbox.slack.pictures import Kind, is_ready, kind_of
from sandbox.slack.workspace import Workspace

_PUBLIC, _PRIVATE = "public", "private"


def file_json(workspace: Workspace, file_id: str) -> Json:
    """A file as it stands in a message: type and measures are empty until Slack has processed it.

    A deleted one is a tombstone. Of one that the app has to ask for, as in Slack Connect, there is only the id and
    `file_access` (docs.slack.dev: file object); the states besides `check_file_info` look alike, it is seen in logs.
    """
    file = workspace.files.get(file_id)
    if file is None:
        return {"id": file_id, "mode": "tombstone"}
    if file.barred:
        stub = {"id": file.id, "mode": "file_access", "file_access": file.barred, "user": file.owner}
        return stub | {"created": int(file.created_at), "timestamp": int(file.created_at)}
    return full_json(workspace, file)


def full_json(workspace: Workspace, file: File) -> Json:
    """A file as files.info tells it."""
    kind = kind_of(file.data) if is_ready(file) else Kind(filetype="", media_type="")
    name = quote(file.name)
    private = f"{workspace.url}/files-pri/{workspace.team_id}-{file.id}"
    found: Json = {
        "id": file.id,
        "name": file.name,
        "title": file.title,
        "created": int(file.created_at),
        "timestamp": int(file.created_at),
        "user": file.owner,
        "size": len(file.data),
        "mode": "hosted",
        "file_access": "visible",
        "is_external": False,
        "mimetype": kind.media_type,
        "filetype": kind.filetype,
        "pretty_type": kind.filetype.upper(),
        "url_private": f"{private}/{name}",
        "url_private_download": f"{private}/download/{name}",
        "permalink": f"https://{workspace.team_domain}.slack.com/files/{file.owner}/{file.id}/{name}",
        "alt_txt": file.alt_text,
    }
    return found | _shares(workspace, file) | (_measures(workspace, file) if kind.filetype else {})


def is_visible(workspace: Workspace, file: File) -> bool:
    """Whether the app may read a file: its own, or one shared in a conversation that its bot is a member of.

    For a public channel that the bot isn't in, Slack's documents don't say; the sandbox is strict.
    """
    if file.owner == workspace.bot.id:
        return True
    if file.barred not in {"", "check_file_info"}:
        return False
    return any(workspace.has_bot(workspace.channels[channel]) for channel in file.shares)


def picture_of(file: File) -> bytes:
    """What thumbnails are made of: the file, or what stands in for one that only Slack can read."""
    return file.thumb or file.data


def _measures(workspace: Workspace, file: File) -> Json:
    """The picture's pixels and its thumbnails. A HEIC has those of the picture that Slack made of it (seen)."""
    kind = kind_of(picture_of(file))
    if not kind.width:
        return {}
    stem, ending = quote(PurePath(file.name).stem), "jpg" if kind.filetype == "jpg" else "png"
    base = f"{workspace.url}/files-tmb/{workspace.team_id}-{file.id}/{stem}"
    found: Json = {"original_w": kind.width, "original_h": kind.height}
    for size, (width, height) in thumbnails.sizes(kind.width, kind.height).items():
        found[f"thumb_{size}"] = f"{base}_{size}.{ending}"
        if size not in thumbnails.SQUARES:
            found |= {f"thumb_{size}_w": width, f"thumb_{size}_h": height}
    return found


def _shares(workspace: Workspace, file: File) -> Json:
    """Where it was posted: `channels`, `groups`, `ims` by id, and each message under `shares`."""
    kinds = {channel: workspace.channels[channel].kind for channel in file.shares}
    found: Json = {}
    for channel, ts in file.shares.items():
        message = workspace.messages.get((channel, ts))
        share = {"ts": ts, "channel_name": workspace.channels[channel].name, "team_id": workspace.team_id}
        thread = {"thread_ts": message.thread_ts} if message and message.thread_ts else {}
        scope = _PUBLIC if kinds[channel] is ChannelKind.PUBLIC else _PRIVATE
        found.setdefault(scope, {})[channel] = [share | thread]
    return {
        "is_public": _PUBLIC in found,
        "channels": [channel for channel, kind in kinds.items() if kind is ChannelKind.PUBLIC],
        "groups": [channel for channel, kind in kinds.items() if kind in {ChannelKind.PRIVATE, ChannelKind.GROUP}],
        "ims": [channel for channel, kind in kinds.items() if kind is ChannelKind.DIRECT],
        "shares": found,
    }

"""What a workspace is made of. Every value is frozen: a change is a new value in its place."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Json = dict[str, Any]


class ChannelKind(StrEnum):
    PUBLIC = "public_channel"
    PRIVATE = "private_channel"
    DIRECT = "im"
    GROUP = "mpim"


@dataclass(frozen=True, kw_only=True, slots=True)
class User:
    """Somebody in the workspace. `name` is the handle (`ada`), `real_name` what people read.

    A guest `is_restricted`, one of a single channel `is_ultra_restricted` besides. An owner is an admin, too.
    team_id: of somebody of another workspace, who is in a shared channel here.
    """

    id: str
    name: str
    real_name: str
    locale: str = "en-US"
    tz: str = "America/Los_Angeles"
    is_admin: bool = False
    is_owner: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    is_bot: bool = False
    is_deleted: bool = False
    team_id: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Channel:
    """A place to talk. `members` are user ids; `name` of a direct message is empty."""

    id: str
    name: str
    kind: ChannelKind
    members: frozenset[str]
    is_archived: bool = False
    creator: str = ""
    topic: str = ""
    purpose: str = ""

    @property
    def command_name(self) -> str:
        """`channel_name` as a slash command carries it. Of a group's direct messages it is seen, not documented."""
        hidden = {ChannelKind.PRIVATE: "privategroup", ChannelKind.DIRECT: "directmessage"}
        return hidden.get(self.kind, self.name)


@dataclass(frozen=True, kw_only=True, slots=True)
class Content:
    """What a message says. `blocks` are as Block Kit has them, each with a block_id."""

    text: str = ""
    blocks: tuple[Json, ...] = ()
    attachments: tuple[Json, ...] = ()
    metadata: Json | None = None
    files: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Message:
    """A message; `visible_to` names the one user who sees an ephemeral.

    `via` says how it came: `person`, `slack` (Slack's own words), `api`, `response_url` or `ack`.
    `earlier` are the contents that edits have replaced, oldest first.
    """

    channel: str
    ts: str
    author: str
    content: Content
    via: str
    thread_ts: str = ""
    subtype: str = ""
    visible_to: str = ""
    edited_ts: str = ""
    earlier: tuple[Content, ...] = field(default=(), repr=False)

    @property
    def is_reply(self) -> bool:
        return bool(self.thread_ts) and self.thread_ts != self.ts

    @property
    def is_in_channel(self) -> bool:
        """Whether it stands in the channel itself, as replies do that were sent there too."""
        return not self.is_reply or self.subtype == "thread_broadcast"


@dataclass(frozen=True, kw_only=True, slots=True)
class Scheduled:
    """A message, without a ts yet, that is said at `post_at`, in seconds since 1970."""

    id: str
    message: Message
    post_at: int
    created_at: int


@dataclass(frozen=True, kw_only=True, slots=True)
class File:
    """An uploaded file: `ready_at` is the moment (seconds since 1970) at which Slack has processed it.

    `thumb` is what Slack makes thumbnails of where it isn't `data` itself (HEIC). `barred` says why the app doesn't
    get the file: `check_file_info`, `file_not_found`, `access_denied`, or empty.
    """

    id: str
    name: str
    title: str
    owner: str
    data: bytes = field(repr=False)
    created_at: float
    ready_at: float
    alt_text: str = ""
    shares: Mapping[str, str] = field(default_factory=dict)  # channel id -> ts
    thumb: bytes = field(default=b"", repr=False)
    barred: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Ticket:
    """An upload that was announced by files.getUploadURLExternal and not completed yet."""

    file_id: str
    secret: str
    name: str
    length: int
    alt_text: str = ""
    data: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class ResponseUrl:
    """Where an app may answer a command or interaction: five times within thirty minutes.

    `origin_ts` is the message that the interaction came from; a command has none.
    """

    kind: str
    id: str
    secret: str
    user: str
    channel: str
    expires_at: float
    uses_left: int = 5
    thread_ts: str = ""
    origin_ts: str = ""

    def path(self, team_id: str) -> str:
        return f"/{self.kind}/{team_id}/{self.id}/{self.secret}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Trigger:
    """The right to open one view for a user within three seconds; `view_id` if it came from inside a view.

    `channel` is where the user was then, empty if nowhere.
    """

    id: str
    user: str
    expires_at: float
    view_id: str = ""
    channel: str = ""
    is_spent: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class View:
    """A modal or Home tab as one user sees it; `body` is what the app sent, `values` what stands in its fields.

    `values` go by block_id and action_id, as in `state.values`. `errors` are shown beside the fields, by block_id.
    `channel` is where the user was on opening it, empty if nowhere.
    """

    id: str
    user: str
    body: Json
    hash: str
    root_id: str
    previous_id: str = ""
    channel: str = ""
    values: Json = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)

"""The rules of a workspace and of a channel. Both hold: the stricter one decides."""

from collections.abc import Iterable, Mapping
from dataclasses import Field, asdict, dataclass, fields
from typing import Any, Self

from bot.rules.limits import Limit, parse_limits, write_limits


@dataclass(frozen=True, kw_only=True, slots=True)
class WorkspaceRules:
    """What admins have set; an empty tuple or text sets nothing, None leaves it to the settings.

    limits: for persons, channels and the workspace. timezone: an IANA name, "" the settings'. is_stopped: nothing is
    drawn. channels, people: only these may (Slack ids), none for all; closed_…: these may not. refused_words: words and
    phrases that no prompt may hold. unwanted: always added to the negative prompt. models, tasks: only these (model
    ids; types of titan_core.tasks), none for all. guests, external: may guests, and people of other workspaces, draw.
    retention_days: None the settings'. review_channel: where a picture waits for approval, "" it doesn't.
    admins_channel: where admins are asked, "" in their direct messages.
    """

    limits: tuple[Limit, ...] | None = None
    timezone: str = ""
    is_stopped: bool = False
    channels: tuple[str, ...] = ()
    closed_channels: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    closed_people: tuple[str, ...] = ()
    refused_words: tuple[str, ...] = ()
    unwanted: str = ""
    models: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()
    guests: bool = False
    external: bool = False
    retention_days: int | None = None
    review_channel: str = ""
    admins_channel: str = ""

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        return cls(**_read(fields(cls), stored))

    def to_json(self) -> dict[str, Any]:
        return _written(self)


@dataclass(frozen=True, kw_only=True, slots=True)
class ChannelRules:
    """One channel's, beside the workspace's. limits: of scope person or channel, counted in this channel alone.

    is_reviewed: None as the workspace has it; True, False: its pictures wait for approval, or don't.
    """

    limits: tuple[Limit, ...] = ()
    refused_words: tuple[str, ...] = ()
    unwanted: str = ""
    models: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()
    is_reviewed: bool | None = None

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        return cls(**_read(fields(cls), stored))

    def to_json(self) -> dict[str, Any]:
        return _written(self)


def _read(known: Iterable[Field[Any]], stored: Mapping[str, Any]) -> dict[str, Any]:
    """Fields that an older release wrote and this one doesn't know are left out."""
    values = {field.name: stored[field.name] for field in known if field.name in stored}
    if isinstance(values.get("limits"), str):
        values["limits"] = parse_limits(values["limits"])
    return {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}


def _written(rules: WorkspaceRules | ChannelRules) -> dict[str, Any]:
    values = {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(rules).items()}
    return {**values, "limits": None if rules.limits is None else write_limits(rules.limits)}

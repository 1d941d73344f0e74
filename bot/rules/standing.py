"""How somebody belongs to a workspace."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from bot.store.people import Person


class Standing(StrEnum):
    """GUEST: of one channel or several. EXTERNAL: of another workspace, in a shared channel. GONE: deactivated."""

    MEMBER = "member"
    GUEST = "guest"
    EXTERNAL = "external"
    GONE = "gone"


def standing_of(person: Person, user: Mapping[str, Any]) -> Standing:
    """Read Slack's user object (docs.slack.dev/reference/objects/user-object); of an organisation, all its teams."""
    teams = {user.get("team_id", person.team_id), *(user.get("enterprise_user") or {}).get("teams", ())}
    if user.get("is_stranger") or person.team_id not in teams:
        return Standing.EXTERNAL
    if user.get("is_restricted") or user.get("is_ultra_restricted"):
        return Standing.GUEST
    return Standing.GONE if user.get("deleted") else Standing.MEMBER

"""What an app's manifest tells Slack: its name, commands and shortcuts, which events it gets, its token's scopes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sandbox.slack.entities import Json


@dataclass(frozen=True, kw_only=True, slots=True)
class Installed:
    """`shortcuts` are the types (`message`, `global`) by callback_id. None: taken as declared, whatever it is.

    `commands` and `menu` are the manifest's own entries of slash commands and shortcuts, as people are shown them.
    `name` is what people read, `handle` what they type after an `@`; empty: the workspace's own names for an app.
    `redirect_urls` are where an installation may lead back to, `rotates` is whether tokens run out, `is_org_ready`
    whether a whole organization can add it.
    """

    scopes: frozenset[str] | None = None
    events: frozenset[str] | None = None
    shortcuts: Mapping[str, str] | None = None
    has_home: bool = True
    takes_messages: bool = True
    is_interactive: bool = True
    commands: tuple[Json, ...] | None = None
    menu: tuple[Json, ...] = ()
    name: str = ""
    redirect_urls: tuple[str, ...] = ()
    rotates: bool = False
    is_org_ready: bool = True

    @property
    def handle(self) -> str:
        """The name in lower case, other than letters and digits as `_`: `Lunch Train` is `lunch_train`."""
        return re.sub(r"\W+", "_", self.name.casefold()).strip("_")

    def silence(self, event: str) -> str:
        """Why the app doesn't get an event, empty if it does."""
        return "" if self.events is None or event in self.events else f"the app doesn't subscribe to {event}"

    def has_command(self, name: str) -> bool:
        return self.commands is None or any(entry["command"] == name for entry in self.commands)

    def escapes(self, name: str) -> bool:
        """Whether people and channels in a command's text come as ids (`should_escape`)."""
        return any(entry["command"] == name and entry.get("should_escape") for entry in self.commands or ())

    def check_shortcut(self, callback_id: str, kind: str) -> None:
        """Raise ValueError for a shortcut that people don't find in the menu."""
        if self.shortcuts is not None and self.shortcuts.get(callback_id) != kind:
            there = sorted(name for name, found in self.shortcuts.items() if found == kind)
            raise ValueError(f"the manifest declares no {kind} shortcut {callback_id!r}; it has {there}")


def read_manifest(manifest: Mapping[str, Json]) -> Installed:
    """A manifest as api.slack.com takes it, parsed from YAML or JSON. ValueError names what can't be read in it."""
    features = _section(manifest, "features")
    app_home = _section(features, "app_home")
    menu = _entries(features, "shortcuts", "callback_id", "type", "name")
    name = _section(features, "bot_user").get("display_name") or _section(manifest, "display_information").get("name")
    return Installed(
        scopes=frozenset(_section(manifest, "oauth_config", "scopes").get("bot") or ()),
        events=frozenset(_section(manifest, "settings", "event_subscriptions").get("bot_events") or ()),
        shortcuts={shortcut["callback_id"]: shortcut["type"] for shortcut in menu},
        has_home=bool(app_home.get("home_tab_enabled")),
        takes_messages=app_home.get("messages_tab_enabled", True)
        and not app_home.get("messages_tab_read_only_enabled", False),
        is_interactive=bool(_section(manifest, "settings", "interactivity").get("is_enabled")),
        commands=_entries(features, "slash_commands", "command"),
        menu=menu,
        name=str(name or ""),
        redirect_urls=tuple(_section(manifest, "oauth_config").get("redirect_urls") or ()),
        rotates=bool(_section(manifest, "settings").get("token_rotation_enabled")),
        is_org_ready=bool(_section(manifest, "settings").get("org_deploy_enabled")),
    )


def _section(manifest: Mapping[str, Json], *names: str) -> Json:
    found: Json = dict(manifest)
    for name in names:
        found = found.get(name) or {}
        if not isinstance(found, dict):
            raise ValueError(f"the manifest's {name} must be a mapping, not {found!r}")  # noqa: TRY004  a value in a file
    return found


def _entries(features: Json, name: str, *needed: str) -> tuple[Json, ...]:
    found = features.get(name) or []
    for entry in found if isinstance(found, list) else [found]:
        if not isinstance(entry, dict) or not all(isinstance(entry.get(field), str) for field in needed):
            raise ValueError(f"each of the manifest's {name} needs {', '.join(needed)}; this one doesn't: {entry!r}")
    return tuple(found)

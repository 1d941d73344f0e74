"""What an app's manifest tells Slack: which events it gets, which shortcuts people find, which scopes its token has."""

from collections.abc import Mapping
from dataclasses import dataclass

from sandbox.slack.entities import Json


@dataclass(frozen=True, kw_only=True, slots=True)
class Installed:
    """`shortcuts` are the types (`message`, `global`) by callback_id. None: taken as declared, whatever it is.

    `commands` and `menu` are the manifest's own entries of slash commands and shortcuts, as people are shown them.
    """

    scopes: frozenset[str] | None = None
    events: frozenset[str] | None = None
    shortcuts: Mapping[str, str] | None = None
    has_home: bool = True
    commands: tuple[Json, ...] = ()
    menu: tuple[Json, ...] = ()

    def silence(self, event: str) -> str:
        """Why the app doesn't get an event, empty if it does."""
        return "" if self.events is None or event in self.events else f"the app doesn't subscribe to {event}"

    def check_shortcut(self, callback_id: str, kind: str) -> None:
        """Raise ValueError for a shortcut that people don't find in the menu."""
        if self.shortcuts is not None and self.shortcuts.get(callback_id) != kind:
            there = sorted(name for name, found in self.shortcuts.items() if found == kind)
            raise ValueError(f"the manifest declares no {kind} shortcut {callback_id!r}; it has {there}")


def read_manifest(manifest: Mapping[str, Json]) -> Installed:
    """A manifest as api.slack.com takes it, parsed from YAML or JSON."""
    features = _section(manifest, "features")
    menu = tuple(features.get("shortcuts") or ())
    return Installed(
        scopes=frozenset(_section(manifest, "oauth_config", "scopes").get("bot", [])),
        events=frozenset(_section(manifest, "settings", "event_subscriptions").get("bot_events", [])),
        shortcuts={shortcut["callback_id"]: shortcut["type"] for shortcut in menu},
        has_home=bool(_section(features, "app_home").get("home_tab_enabled")),
        commands=tuple(features.get("slash_commands") or ()),
        menu=menu,
    )


def _section(manifest: Mapping[str, Json], *names: str) -> Json:
    found: Json = dict(manifest)
    for name in names:
        found = found.get(name) or {}
    return found

"""The manifest and the code say the same: shortcuts, events, Home, buttons, and scopes of the methods that are used."""

import ast
import inspect
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import pytest
import yaml
from slack_bolt import App

from bot.listeners import register
from bot.manifest import render
from bot.services import Services
from bot.views import buttons
from sandbox.slack.methods.registry import METHODS

ROOT = Path(__file__).parents[2]
MANIFEST: dict[str, Any] = yaml.safe_load(render())
SCOPES = frozenset(MANIFEST["oauth_config"]["scopes"]["bot"])
# What Slack sends, or offers, for a scope: docs.slack.dev/reference/events and /interactivity.
SENT_FOR = {"app_mention": "app_mentions:read", "message.im": "im:history"}
FOR_COMMANDS_AND_SHORTCUTS = "commands"
NEEDS_NO_SCOPE = {"app_home_opened", "app_uninstalled", "tokens_revoked"}


class Told(App):
    """A Bolt app that remembers what it was told to listen to; nothing is called."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, Any]] = []
        super().__init__(token="xoxb-unused", signing_secret="unused", token_verification_enabled=False)

    def event(self, event: Any, *rest: Any, **more: Any) -> Callable[..., Any]:  # noqa: ANN401  Bolt's own types
        return self._kept("event", event, super().event(event, *rest, **more))

    def shortcut(self, constraints: Any, *rest: Any, **more: Any) -> Callable[..., Any]:  # noqa: ANN401
        return self._kept("shortcut", constraints, super().shortcut(constraints, *rest, **more))

    def action(self, constraints: Any, *rest: Any, **more: Any) -> Callable[..., Any]:  # noqa: ANN401
        return self._kept("action", constraints, super().action(constraints, *rest, **more))

    def command(self, command: Any, *rest: Any, **more: Any) -> Callable[..., Any]:  # noqa: ANN401
        return self._kept("command", command, super().command(command, *rest, **more))

    def _kept(self, kind: str, constraint: Any, made: Callable[..., Any] | None) -> Callable[..., Any]:  # noqa: ANN401
        assert made is not None
        self.heard.append((kind, constraint))
        return made


@pytest.fixture(scope="module")
def app() -> Told:
    told = Told()
    register(told, cast("Services", None))
    return told


def heard(app: Told, kind: str) -> list[Any]:
    return [constraint for what, constraint in app.heard if what == kind]


def constants(module: Any) -> list[str]:  # noqa: ANN401  a module
    return [value for name, value in inspect.getmembers(module) if name.isupper() and isinstance(value, str)]


def used_methods() -> set[str]:
    """Slack's methods that the bot names anywhere in its code."""

    def strings(path: Path) -> Iterator[str]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value

    found = {text for path in (ROOT / "bot").rglob("*.py") for text in strings(path)}
    like_methods = {text for text in found if re.fullmatch(r"(chat|files|views|users|conversations|auth)\.\w+", text)}
    assert like_methods <= set(METHODS), "the sandbox lacks a method that the bot calls"
    return like_methods


def test_every_shortcut_of_the_menu_has_its_listener_and_none_listens_for_another(app: Told) -> None:
    declared = {shortcut["callback_id"] for shortcut in MANIFEST["features"]["shortcuts"]}
    registered = {it["callback_id"] if isinstance(it, dict) else it for it in heard(app, "shortcut")}

    assert registered == declared


def test_a_message_shortcut_is_listened_for_as_one(app: Told) -> None:
    types = {shortcut["callback_id"]: shortcut["type"] for shortcut in MANIFEST["features"]["shortcuts"]}
    typed = [it for it in heard(app, "shortcut") if isinstance(it, dict)]

    assert all(
        it["type"] == {"message": "message_action", "global": "shortcut"}[types[it["callback_id"]]] for it in typed
    )


def test_slack_sends_the_events_that_are_listened_for_and_no_others(app: Told) -> None:
    declared = {event.partition(".")[0] for event in MANIFEST["settings"]["event_subscriptions"]["bot_events"]}

    assert set(heard(app, "event")) == declared
    assert MANIFEST["features"]["app_home"]["home_tab_enabled"] == ("app_home_opened" in heard(app, "event"))


def test_the_command_is_taken_under_every_name_that_a_manifest_gives_it(app: Told) -> None:
    (pattern,) = heard(app, "command")
    assert all(pattern.search(command["command"]) for command in MANIFEST["features"]["slash_commands"])
    assert pattern.search("/draw")


def test_every_button_has_its_listener(app: Told) -> None:
    registered = heard(app, "action")

    def is_heard(action_id: str) -> bool:
        return any(it.search(action_id) if isinstance(it, re.Pattern) else it == action_id for it in registered)

    ids = {f"{it}_1" if it == buttons.PICK else it for it in constants(buttons)}
    assert {it for it in ids if not is_heard(it)} == set()
    assert MANIFEST["settings"]["interactivity"]["is_enabled"]


def test_nothing_listens_twice_for_the_same(app: Told) -> None:
    named = [(kind, it) for kind, it in app.heard if isinstance(it, str)]
    assert sorted(named) == sorted(set(named))


def test_the_scopes_open_every_method_that_is_called() -> None:
    shut = {name for name in used_methods() if METHODS[name].scopes and not METHODS[name].scopes & SCOPES}
    assert shut == set()


def test_no_scope_is_asked_for_that_nothing_needs() -> None:
    by_method = {scope for name in used_methods() for scope in METHODS[name].scopes}
    events = set(MANIFEST["settings"]["event_subscriptions"]["bot_events"])
    assert events == set(SENT_FOR) | NEEDS_NO_SCOPE

    assert by_method | set(SENT_FOR.values()) | {FOR_COMMANDS_AND_SHORTCUTS} >= SCOPES
    assert {SENT_FOR[event] for event in events - NEEDS_NO_SCOPE} <= SCOPES
    assert FOR_COMMANDS_AND_SHORTCUTS in SCOPES


def test_the_documentation_names_every_event_shortcut_and_command() -> None:
    page = (ROOT / "docs" / "scopes.md").read_text("utf-8").partition("## What Slack sends the app\n")[2]
    section = page.partition("\n## ")[0]
    named = re.findall(r"^\| (.+?) \|", section, re.MULTILINE)
    features = MANIFEST["features"]

    assert named == [
        "what",
        *(f"command `{command['command']}`" for command in features["slash_commands"]),
        *(f"shortcut “{shortcut['name']}”" for shortcut in features["shortcuts"]),
        *(f"event `{event}`" for event in MANIFEST["settings"]["event_subscriptions"]["bot_events"]),
        "presses and forms",
    ]

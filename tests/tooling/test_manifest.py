"""The manifest is one that Slack takes, asks for no more than the documentation explains, and can be varied."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.manifest import PATH, ManifestError, optional_scopes, render, scopes

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((Path(__file__).parent / "slack-manifest.schema.json").read_text("utf-8"))  # Slack's own
VARIANTS = {
    "socket mode": render(),
    "http": render("https://imagine.example.com"),
    "many workspaces": render("https://imagine.example.com", oauth=True),
    "renamed": render(command="/draw"),
    "both": render("https://example.com/bots/imagine/", "/dr4w_it-" + "x" * 23),
}


def loaded(url: str | None = None, command: str | None = None) -> dict[str, Any]:
    manifest: dict[str, Any] = yaml.safe_load(render(url, command))
    return manifest


@pytest.mark.parametrize("text", VARIANTS.values(), ids=VARIANTS)
def test_slacks_own_schema_takes_it(text: str) -> None:
    jsonschema.Draft7Validator(SCHEMA).validate(yaml.safe_load(text))


@pytest.mark.parametrize("text", VARIANTS.values(), ids=VARIANTS)
def test_texts_keep_slacks_limits(text: str) -> None:
    shown = yaml.safe_load(text)["display_information"]

    assert len(shown["name"]) <= 35
    assert len(shown["description"]) <= 140
    assert 175 <= len(shown["long_description"]) <= 4000


def test_as_it_stands_it_needs_no_public_address() -> None:
    assert render() == PATH.read_text("utf-8")
    assert loaded()["settings"]["socket_mode_enabled"] is True
    assert "url" not in loaded()["features"]["slash_commands"][0]


def test_for_many_workspaces_it_names_where_they_come_back_to_and_lets_tokens_run_out() -> None:
    manifest = yaml.safe_load(render("https://imagine.example.com/bots/", oauth=True))

    assert manifest["oauth_config"]["redirect_urls"] == ["https://imagine.example.com/bots/slack/oauth_redirect"]
    assert manifest["oauth_config"]["scopes"] == loaded()["oauth_config"]["scopes"]
    assert manifest["settings"]["org_deploy_enabled"]
    assert manifest["settings"]["token_rotation_enabled"]
    assert "redirect_urls" not in loaded(url="https://imagine.example.com")["oauth_config"]
    with pytest.raises(ManifestError, match="write --url"):
        render(oauth=True)


def test_people_can_get_pictures_in_their_messages_with_the_app() -> None:
    home = loaded()["features"]["app_home"]

    assert home["messages_tab_enabled"]
    assert not home["messages_tab_read_only_enabled"]


def test_home_is_there_and_the_app_hears_when_it_is_opened() -> None:
    assert loaded()["features"]["app_home"]["home_tab_enabled"]
    assert "app_home_opened" in loaded()["settings"]["event_subscriptions"]["bot_events"]


def explained(section: str) -> list[str]:
    """Scopes with a row in a section of docs/scopes.md."""
    return sorted(re.findall(r"^\| `([a-z_:.]+)` \| .+ \|$", section, re.MULTILINE))


def test_every_scope_has_its_reason_and_no_reason_lacks_its_scope() -> None:
    asked, _ = (ROOT / "docs/scopes.md").read_text("utf-8").split("## Not asked for")
    needed, optional = asked.split("## Optional")

    assert explained(needed) == list(scopes())
    assert explained(optional) == list(optional_scopes())
    assert list(scopes()) == [
        "app_mentions:read",
        "channels:join",
        "channels:read",
        "chat:write",
        "commands",
        "files:read",
        "files:write",
        "groups:read",
        "im:history",
        "im:write",
        "users:read",
    ]


def test_a_scope_that_may_be_left_out_is_marked_and_asked_for() -> None:
    asked = loaded()["oauth_config"]["scopes"]

    assert set(asked["bot_optional"]) < set(asked["bot"])


def test_over_http_all_three_surfaces_have_the_one_address() -> None:
    manifest = loaded(url="https://imagine.example.com")

    address = "https://imagine.example.com/slack/events"
    assert manifest["settings"]["socket_mode_enabled"] is False
    assert manifest["settings"]["event_subscriptions"]["request_url"] == address
    assert "app_mention" in manifest["settings"]["event_subscriptions"]["bot_events"]
    assert manifest["settings"]["interactivity"] == {"is_enabled": True, "request_url": address}
    assert [command["url"] for command in manifest["features"]["slash_commands"]] == [address]


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com",
        "https://example.com/",
        "https://example.com/slack/events",
        "https://example.com/slack/events/",
    ],
)
def test_an_address_is_taken_with_or_without_its_path(url: str) -> None:
    assert loaded(url=url)["settings"]["interactivity"]["request_url"] == "https://example.com/slack/events"


def test_a_renamed_command_is_quoted_in_every_text() -> None:
    text = render(command="/draw")

    assert "/imagine" not in text
    assert yaml.safe_load(text)["features"]["slash_commands"][0]["command"] == "/draw"
    assert "Type /draw" in yaml.safe_load(text)["display_information"]["description"]


@pytest.mark.parametrize(
    ("command", "hint"),
    [
        ("draw", "such as /draw"),
        ("/Draw", "such as /draw"),
        ("/draw it", "such as /draw-it"),
        ("//draw", "such as /draw"),
        ("/", "such as /draw"),
        ("", "such as /draw"),
        ("/draw\n", "such as /draw"),
        ("/그림", "such as /draw"),
        ("/" + "x" * 32, "such as /" + "x" * 31),
    ],
)
def test_a_command_that_slack_refuses_is_answered_with_one_that_it_takes(command: str, hint: str) -> None:
    with pytest.raises(ManifestError, match=f"1 to 31 of a-z, 0-9, - and _, {hint}$"):
        render(command=command)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://imagine.example.com", "write an https:// address"),
        ("imagine.example.com", "write an https:// address"),
        ("", "write an https:// address"),
        ("https://", "write an https:// address"),
        ("https://[::1", "is not a web address"),
        ("https://example.com/?a=1", "without user, \\? and #"),
        ("https://me@example.com/", "without user"),
        ("https://localhost:3000", "Slack can't reach localhost"),
        ("https://127.0.0.1", "Slack can't reach 127.0.0.1"),
        ("https://10.0.0.7", "leave --url out for Socket Mode"),
    ],
)
def test_an_address_that_slack_cannot_call_is_refused_with_a_reason(url: str, said: str) -> None:
    with pytest.raises(ManifestError, match=said):
        render(url)


@settings(max_examples=25)  # Slack's schema takes 50 ms a look under coverage
@given(command=st.from_regex(r"/[a-z0-9_-]{1,31}", fullmatch=True))
def test_any_command_that_slack_takes_makes_a_valid_manifest(command: str) -> None:
    manifest = yaml.safe_load(render(command=command))

    jsonschema.Draft7Validator(SCHEMA).validate(manifest)
    assert manifest["features"]["slash_commands"][0]["command"] == command

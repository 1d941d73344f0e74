"""The Slack app's manifest: the file at the repository's top, or that file for HTTP or with another command."""

import re
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from bot.oauth.settings import REDIRECT_PATH

PATH = Path(__file__).parents[1] / "manifest.yml"
DEFAULT_COMMAND = "/imagine"
REQUEST_PATH = "/slack/events"  # one path takes commands, events and interactivity

_COMMAND = re.compile(r"/[a-z0-9_-]{1,31}")  # Slack's rule: a slash, then at most 31 of these


class ManifestError(Exception):
    """The address or the command can't stand in a manifest; the text says why and what to write."""


def render(url: str | None = None, command: str | None = None, *, oauth: bool = False) -> str:
    """The manifest as YAML text.

    `url` is the bot's public https address: Slack then delivers by HTTP to `url` + `/slack/events`, else by Socket
    Mode.
    `command` replaces `/imagine` everywhere, in the texts too.
    `oauth`: for many workspaces and whole organizations, which install the app at `url`; their tokens run out.
    Raises `ManifestError` for each of them.
    """
    text = PATH.read_text("utf-8")
    if command is not None:
        text = text.replace(DEFAULT_COMMAND, _checked_command(command))
    if url is None and oauth:
        raise ManifestError("Workspaces install the app at its own address: write --url https://… too")
    if url is None:
        return text
    request_url = _request_url(url)
    manifest = _over_http(yaml.safe_load(text), request_url)
    if oauth:
        _for_many(manifest, request_url.removesuffix(REQUEST_PATH))
    return yaml.safe_dump(manifest, sort_keys=False, allow_unicode=True, width=120)


def scopes() -> tuple[str, ...]:
    """The bot scopes that the app can't do without, sorted."""
    return tuple(sorted(set(_asked_scopes()["bot"]) - set(optional_scopes())))


def optional_scopes() -> tuple[str, ...]:
    """The bot scopes that the manifest asks for too, and that whoever installs the app may leave out, sorted."""
    return tuple(sorted(_asked_scopes()["bot_optional"]))


def all_scopes() -> tuple[str, ...]:
    """The bot scopes that the manifest asks for: what an installation by OAuth asks for, too."""
    return tuple(_asked_scopes()["bot"])


def _asked_scopes() -> dict[str, list[str]]:
    asked: dict[str, list[str]] = yaml.safe_load(PATH.read_text("utf-8"))["oauth_config"]["scopes"]
    return asked


def _over_http(manifest: dict[str, Any], request_url: str) -> dict[str, Any]:
    settings = manifest["settings"]
    settings["socket_mode_enabled"] = False
    settings["event_subscriptions"] = {"request_url": request_url, **settings["event_subscriptions"]}
    settings["interactivity"]["request_url"] = request_url
    for command in manifest["features"]["slash_commands"]:
        command["url"] = request_url
    return manifest


def _for_many(manifest: dict[str, Any], base: str) -> None:
    manifest["oauth_config"] = {"redirect_urls": [base + REDIRECT_PATH], **manifest["oauth_config"]}
    manifest["settings"] |= {"org_deploy_enabled": True, "token_rotation_enabled": True}


def _checked_command(command: str) -> str:
    if _COMMAND.fullmatch(command):
        return command
    wish = "/" + re.sub(r"[^a-z0-9_-]+", "-", command.lower().strip().lstrip("/")).strip("-")[:31]
    hint = f", such as {wish}" if _COMMAND.fullmatch(wish) else ", such as /draw"
    raise ManifestError(
        f"{command!r} can't be a Slack command: write a slash and 1 to 31 of a-z, 0-9, - and _{hint}",
    )


def _request_url(url: str) -> str:
    try:
        parts = urlsplit(url.strip())
        host = parts.hostname or ""
    except ValueError as error:
        raise ManifestError(f"{url!r} is not a web address: write one such as https://imagine.example.com") from error
    if parts.scheme != "https" or not host:
        raise ManifestError(
            f"{url!r} can't be called by Slack: write an https:// address such as https://imagine.example.com"
        )
    if parts.query or parts.fragment or parts.username is not None:
        raise ManifestError(f"{url!r} holds more than a host and a path: write it without user, ? and #")
    if _is_private(host):
        raise ManifestError(f"Slack can't reach {host}: write a public address, or leave --url out for Socket Mode")
    base = f"https://{parts.netloc}{parts.path.rstrip('/')}"
    return base if base.endswith(REQUEST_PATH) else base + REQUEST_PATH


def _is_private(host: str) -> bool:
    try:
        return not ip_address(host).is_global
    except ValueError:
        return host == "localhost" or host.endswith((".localhost", ".local", ".internal"))

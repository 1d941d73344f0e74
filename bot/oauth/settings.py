"""What the environment says of serving many workspaces."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import urljoin, urlsplit

INSTALL_PATH = "/slack/install"
REDIRECT_PATH = "/slack/oauth_redirect"
MAKE_KEY = 'python -c "from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())"'
_NAMES = ("SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET")
_CREDENTIALS = "Basic Information → App Credentials"
_KEY = re.compile(r"[A-Za-z0-9_-]{43}=")  # Fernet's: 32 bytes in URL-safe base64


@dataclass(frozen=True, kw_only=True, slots=True)
class OAuthSettings:
    """token_keys: Fernet keys; the first encrypts, all decrypt. public_url: without a slash at its end."""

    client_id: str
    client_secret: str = field(repr=False)
    token_keys: tuple[str, ...] = field(repr=False)
    public_url: str

    def __post_init__(self) -> None:
        if not self.token_keys:
            raise ValueError("tokens are not kept without a key")

    @property
    def redirect_uri(self) -> str:
        return self.public_url + REDIRECT_PATH

    @property
    def install_url(self) -> str:
        return self.public_url + INSTALL_PATH

    @property
    def is_https(self) -> bool:
        return self.public_url.startswith("https://")


def is_asked_for(env: Mapping[str, str]) -> bool:
    return any(_text(env, name) for name in _NAMES)


def read(env: Mapping[str, str], problems: list[str]) -> OAuthSettings | None:
    """None where one workspace is served by a token; what is wrong is added to `problems`."""
    if not is_asked_for(env):
        return None
    before = len(problems)
    problems += [f"{name} is missing: copy it from {_CREDENTIALS}" for name in _NAMES if not _text(env, name)]
    _refuse_what_is_of_one_workspace(env, problems)
    keys, public_url = _keys(_text(env, "SLACK_TOKEN_KEYS"), problems), _public_url(env, problems)
    if len(problems) > before:
        return None
    client_id, client_secret = (_text(env, name) for name in _NAMES)
    return OAuthSettings(client_id=client_id, client_secret=client_secret, token_keys=keys, public_url=public_url)


def _refuse_what_is_of_one_workspace(env: Mapping[str, str], problems: list[str]) -> None:
    if _text(env, "SLACK_BOT_TOKEN"):
        problems.append(
            "SLACK_BOT_TOKEN is one workspace's, SLACK_CLIENT_ID serves many, each with its own token: unset"
            " SLACK_BOT_TOKEN and let that workspace install the app too, or unset SLACK_CLIENT_ID"
        )
    if _text(env, "SLACK_APP_TOKEN"):
        problems.append(
            "SLACK_APP_TOKEN is for Socket Mode; with SLACK_CLIENT_ID the bot receives over HTTP, at the address where"
            " workspaces install it: unset SLACK_APP_TOKEN"
        )
    if not _text(env, "SLACK_SIGNING_SECRET"):
        problems.append(f"SLACK_SIGNING_SECRET is missing: copy it from {_CREDENTIALS}")


def _keys(text: str, problems: list[str]) -> tuple[str, ...]:
    keys = tuple(key for part in text.split(",") if (key := part.strip()))
    wrong = sum(not _KEY.fullmatch(key) for key in keys)
    if not keys:
        problems.append(
            f"SLACK_TOKEN_KEYS is missing, which workspaces' tokens are encrypted with: make one by {MAKE_KEY}"
        )
    elif wrong:
        problems.append(
            f"SLACK_TOKEN_KEYS must be Fernet keys with commas between them, {wrong} of {len(keys)} isn't one: make one"
            f" by {MAKE_KEY}"
        )
    return keys


def _public_url(env: Mapping[str, str], problems: list[str]) -> str:
    url = _text(env, "PUBLIC_URL").rstrip("/")
    if not url:
        problems.append("PUBLIC_URL is missing: write the bot's own address, such as https://imagine.example.com")
    elif not _is_public(url):
        problems.append(
            f"PUBLIC_URL must be the bot's own https:// address, such as https://imagine.example.com, this is {url!r}"
        )
    return url


def _is_public(url: str) -> bool:
    """https, or http on this machine: a sandbox."""
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        return False
    if not host or parts.username is not None or parts.query or parts.fragment:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(host))


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _text(env: Mapping[str, str], name: str) -> str:
    return env.get(name, "").strip()


def authorize_page(slack_api_url: str) -> str:
    """Where Slack asks people whether they want the app: beside its Web API, so that GovSlack's is found too."""
    return urljoin(slack_api_url, "/oauth/v2/authorize")

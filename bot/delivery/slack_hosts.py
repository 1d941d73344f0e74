"""Which addresses the bot's token may be sent to."""

from urllib.parse import SplitResult, urlsplit

_SLACKS = ("slack.com", "slack-gov.com")
_PORTS = {"https": 443, "http": 80}


def is_slacks(url: str, api_url: str) -> bool:
    """Whether a file's address is Slack's own, or the one that Slack's API is configured at.

    Slack's are `slack.com` and what is below it, files.slack.com above all, and the same of GovSlack; by https alone,
    at its usual port, with nobody's name in it.
    """
    try:
        parts, api = urlsplit(url), urlsplit(api_url)
        place, port = _place(parts), parts.port
    except ValueError:
        return False
    if parts.username is not None or parts.password is not None or "\\" in url:
        return False
    if place == _place(api):
        return True
    host = parts.hostname or ""
    below = any(host == slack or host.endswith(f".{slack}") for slack in _SLACKS)
    return below and parts.scheme == "https" and port in {None, _PORTS["https"]}


def _place(parts: SplitResult) -> tuple[str, str, int | None]:
    return parts.scheme, parts.hostname or "", parts.port or _PORTS.get(parts.scheme)

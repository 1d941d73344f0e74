"""What the pages of an installation say."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from types import MappingProxyType

from bot.locale import Words, msgid
from bot.oauth.installing import UNREACHABLE
from bot.oauth.states import StateFault


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """A heading, paragraphs, and a link: its address and its text. `code`: what to type in Slack."""

    title: str
    paragraphs: tuple[str, ...]
    code: str = ""
    link: tuple[str, str] | None = None
    status: HTTPStatus = HTTPStatus.OK


@dataclass(frozen=True, kw_only=True, slots=True)
class _Failure:
    title: str
    next: str
    status: HTTPStatus = HTTPStatus.BAD_REQUEST


_NOT_SET_UP = _Failure(
    title=msgid("This bot isn't set up right"),
    next=msgid(
        "Slack doesn't take what the bot says of itself ({reason}). Whoever runs it finds what to do in its log; then"
        " start again."
    ),
    status=HTTPStatus.BAD_GATEWAY,
)
_SPENT = _Failure(
    title=msgid("This link has been used already"),
    next=msgid("If you have just added Imagine, all is well: type /imagine in Slack. Otherwise start again."),
)
_OLD = _Failure(
    title=msgid("That took too long"),
    next=msgid("Adding Imagine must be finished within ten minutes, with the link of its page. Please start again."),
)
_FAILURES: Mapping[str, _Failure] = MappingProxyType(
    {
        "access_denied": _Failure(
            title=msgid("Nothing was added"),
            next=msgid(
                "Slack was told not to add Imagine. If that was a mistake, start again. If your workspace needs an"
                " admin's agreement, ask an admin to open this page."
            ),
            status=HTTPStatus.OK,
        ),
        StateFault.OLD: _OLD,
        StateFault.USED: _SPENT,
        StateFault.OTHER_BROWSER: _Failure(
            title=msgid("This was begun in another browser"),
            next=msgid(
                "To protect your workspace, Imagine is added in the browser in which it was begun, and needs a cookie"
                " there for that. Please start again here."
            ),
        ),
        "code_already_used": _SPENT,
        "invalid_code": _OLD,
        "bad_client_secret": _NOT_SET_UP,
        "bad_redirect_uri": _NOT_SET_UP,
        "invalid_client_id": _NOT_SET_UP,
        "busy": _Failure(
            title=msgid("Many are adding Imagine just now"),
            next=msgid("Nothing was added. Please start again in a minute."),
            status=HTTPStatus.SERVICE_UNAVAILABLE,
        ),
        "not_kept": _Failure(
            title=msgid("Imagine can't keep anything just now"),
            next=msgid("Nothing was added. Please start again in a minute."),
            status=HTTPStatus.SERVICE_UNAVAILABLE,
        ),
        UNREACHABLE: _Failure(
            title=msgid("Slack doesn't answer"),
            next=msgid("Nothing was added. Please start again in a minute."),
            status=HTTPStatus.BAD_GATEWAY,
        ),
    }
)
_OTHER = _Failure(
    title=msgid("Slack didn't add Imagine"),
    next=msgid("It gave this reason: {reason}. Please start again; if it stays so, tell whoever runs this bot."),
)


def is_of_the_operator(reason: str) -> bool:
    """Whether it is the bot's fault, and not that of the one who installs it."""
    return _FAILURES.get(reason, _OTHER) in {_NOT_SET_UP, _OTHER}


def invitation(words: Words, address: str) -> Page:
    return Page(
        title=words("Add Imagine to your Slack workspace"),
        paragraphs=(
            words("Imagine draws pictures from words, in your channels: type what you want to see, and it appears."),
            words("Slack asks you for which workspace, and shows what Imagine may do there, before anything is added."),
        ),
        code="/imagine a red fox in the snow",
        link=(address, words("Add to Slack")),
    )


def welcome(words: Words, name: str) -> Page:
    """name: the workspace's or the organization's, "" if Slack didn't say."""
    return Page(
        title=words("Imagine is now in {name}", name=name) if name else words("Imagine is now in your workspace"),
        paragraphs=(
            words("Go back to Slack and type this in a channel:"),
            words("In a private channel, invite it first: type /invite @Imagine there."),
            words("You can close this page."),
        ),
        code="/imagine a red fox in the snow",
    )


def failure(words: Words, reason: str, install_url: str) -> Page:
    """reason: a `StateFault`, Slack's error code, or one of our own."""
    about = _FAILURES.get(reason, _OTHER)
    return Page(
        title=words(about.title),
        paragraphs=(words(about.next, reason=reason),),
        link=(install_url, words("Start again")),
        status=about.status,
    )

"""What people saw, and what was lost on the way, by the Slack sandbox's own record."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bench.chaos.fleet import HEARING_SECONDS, Kill
from sandbox.slack import Call, SlackSandbox
from sandbox.slack.entities import Json

CHANNELS = ("general", "concept-art")
USERS = ("ada", "ben", "chloe", "minji", "junho")
POST = "chat.postMessage"
_USUAL = (  # two of the five read Korean
    *("in line", "대기"),  # places
    *("picture is done", "완성되었어요"),  # told whoever has waited for a minute
    *("failed with the error", "Something went wrong on my side"),  # of a command that isn't taken
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Lost:
    """Messages that Slack has and the bot never heard of: their answers were lost on the way, or with the process."""

    on_the_way: frozenset[str]
    with_process: frozenset[str]


def pictures(slack: SlackSandbox) -> Counter[str]:
    """Pictures in messages, counted by their prompts, with which their alt texts begin."""
    return Counter(_prompt(image) for message in _said(slack) for image in _images(message))


def placeholders(slack: SlackSandbox) -> list[Json]:
    """Messages that say that a picture is being drawn."""
    return [message for message in _said(slack) if "being drawn" in message["text"] and not _images(message)]


def troubles(slack: SlackSandbox) -> list[str]:
    """Everything else that was said in channels, or to one person alone."""
    public = [message for message in _said(slack) if not _images(message) and "being drawn" not in message["text"]]
    private = [message for user in USERS for message in [*slack.ephemerals(user), *slack.direct_messages(user)]]
    return [message["text"] for message in [*public, *private] if not any(one in message["text"] for one in _USUAL)]


def lost_posts(slack: SlackSandbox, kills: Sequence[Kill]) -> Lost:
    """Of the messages that the bot posted."""
    posts = [call for call in slack.calls(POST) if call.answer.get("ok")]
    return Lost(
        on_the_way=frozenset(call.answer["ts"] for call in posts if "fault" in call.answer),
        with_process=frozenset(call.answer["ts"] for call in posts if _is_cut_off(call, kills)),
    )


def faults(slack: SlackSandbox) -> Counter[str]:
    """Faults by chance, by their kind."""
    return Counter(str(call.answer["fault"]) for call in slack.calls() if "fault" in call.answer)


def _is_cut_off(call: Call, kills: Sequence[Kill]) -> bool:
    """Whether the caller was killed before it can have written down the answer."""
    until = call.at + call.duration_ms / 1000 + HEARING_SECONDS
    return any(kill.hits(call.caller, call.at, until) for kill in kills)


def _said(slack: SlackSandbox) -> Iterator[Json]:
    return (message for channel in CHANNELS for message in slack.messages(channel))


def _images(message: Json) -> list[Json]:
    return [block for block in message.get("blocks", ()) if block["type"] == "image"]


def _prompt(image: Json) -> str:
    return str(image["alt_text"]).partition(".")[0]

"""One command followed to its end: the picture in the conversation, or what came instead."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from sandbox.slack import Delivery, SlackSandbox
from sandbox.slack.block_kit import slack_files
from sandbox.slack.entities import File, Json
from sandbox.slack.pictures import find

DIRECT = "dm"  # the direct message with the bot, as a channel's name
_POLL_SECONDS = 0.01
_SETTLED_SECONDS = 0.4  # after a picture: other messages of the same command come with it
_SETTLING_SECONDS = 5.0
_QUIET_SECONDS = 3.0  # nothing drawn, nothing announced, and no call for so long: there was a reason, not a picture


class NotDrawnError(RuntimeError):
    """No picture came; the message says what happened instead."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Drawn:
    """A command's pictures: `seconds` from typing it until the first was visible, `channel` where they are."""

    delivery: Delivery
    files: tuple[File, ...]
    seconds: float
    channel: str


class Once:
    """Types commands as `user` in `channel` and watches there and in the bot's direct messages with that user."""

    def __init__(self, slack: SlackSandbox, *, user: str, channel: str, has_ended: Callable[[], bool]) -> None:
        """`has_ended` tells that the app's process is gone."""
        self._slack = slack
        self._user = user
        self._channel = channel
        self._has_ended = has_ended

    def draw(self, line: str, *, timeout: float, patience: float = 0.0) -> Drawn:
        """Type the command and wait for its pictures.

        `patience` seconds are added to the quiet time after which words to the asker count as the answer: the model's
        own latency. Raises NotDrawnError: not acknowledged, refused, the app ended, or nothing within `timeout` s.
        """
        before = _Before(
            messages=frozenset(message["ts"] for message in self._messages()),
            told=len(self._slack.ephemerals(self._user)),
        )
        started = time.monotonic()
        delivery = self._slack.command(self._user, self._channel, line)
        if delivery.error:
            raise NotDrawnError(_why_undelivered(delivery))
        while time.monotonic() - started < timeout:
            if any(_files(self._slack, message) for message in self._new(before)):
                return self._settled(delivery, before, time.monotonic() - started)
            if self._is_refused(delivery, before, patience):
                raise NotDrawnError(f"no picture was drawn; {self._user} was told:\n{self._words(before)}")
            if self._has_ended():
                raise NotDrawnError("the app ended before the picture came")
            time.sleep(_POLL_SECONDS)
        raise NotDrawnError(self._what_was_missing(before, timeout))

    def _settled(self, delivery: Delivery, before: "_Before", seconds: float) -> Drawn:
        deadline = time.monotonic() + _SETTLING_SECONDS
        while self._quiet_for(delivery) < _SETTLED_SECONDS and time.monotonic() < deadline:
            time.sleep(_POLL_SECONDS)
        pictured = [message for message in self._new(before) if _files(self._slack, message)]
        files = [file for message in pictured for file in _files(self._slack, message)]
        return Drawn(delivery=delivery, files=tuple(files), seconds=seconds, channel=pictured[0]["channel"])

    def _is_refused(self, delivery: Delivery, before: "_Before", patience: float) -> bool:
        """Words came to the asker, nothing stands in the channel for a picture to come, and the app has gone quiet."""
        waits = [message for message in self._new(before) if self._is_public(message)]
        return not waits and bool(self._words(before)) and self._quiet_for(delivery) > _QUIET_SECONDS + patience

    def _messages(self) -> list[Json]:
        here = [] if self._channel == DIRECT else self._slack.messages(self._channel)
        return [*here, *self._slack.direct_messages(self._user)]

    def _new(self, before: "_Before") -> list[Json]:
        return [message for message in self._messages() if message["ts"] not in before.messages]

    def _is_public(self, message: Json) -> bool:
        return self._channel == DIRECT or message["channel"] == self._slack.workspace.channel(self._channel).id

    def _words(self, before: "_Before") -> str:
        """What the asker alone was told since: ephemerals, and direct messages after a command elsewhere."""
        direct = [message for message in self._new(before) if not self._is_public(message)]
        return _quote([*self._slack.ephemerals(self._user)[before.told :], *direct])

    def _quiet_for(self, delivery: Delivery) -> float:
        calls = self._slack.calls()
        last = calls[-1].at + calls[-1].duration_ms / 1000 if calls else 0.0
        return time.time() - max(last, delivery.at)

    def _what_was_missing(self, before: "_Before", timeout: float) -> str:
        posted = any(self._is_public(message) for message in self._new(before))
        state = "its message is there, without a picture" if posted else "nothing was posted"
        refused = [call for call in self._slack.calls() if call.status and not call.answer.get("ok", True)]
        words = self._words(before)
        lines = [f"no picture after {timeout:g} s: the command was acknowledged, {state}"]
        lines += [f"the last call that Slack refused: {refused[-1].method}: {refused[-1].answer}"] if refused else []
        lines += [f"{self._user} was told:\n{words}"] if words else []
        return "\n".join(lines)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Before:
    """What was there when the command was typed."""

    messages: frozenset[str]
    told: int


def _files(slack: SlackSandbox, message: Json) -> list[File]:
    """The pictures that a message shows: in image blocks, or shared as files."""
    references = [file for _, file in slack_files(message.get("blocks", []))]
    references += [{"id": file["id"]} for file in message.get("files", [])]
    found = (find(slack.workspace, reference) for reference in references)
    return [file for file in found if file is not None]


def _why_undelivered(delivery: Delivery) -> str:
    if delivery.error == "operation_timeout":
        return "the command was not acknowledged within 3 s (operation_timeout)"
    status = f"HTTP {delivery.status}: {delivery.ack[:300]}" if delivery.status else "no connection"
    return f"the command did not reach the app ({delivery.error}; {status})"


def _quote(messages: list[Json]) -> str:
    return "\n".join(f"  > {line}" for message in messages for line in message["text"].splitlines())

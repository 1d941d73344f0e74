"""Many people who ask for pictures at once, and what Slack saw of them."""

import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

from bench.way import UPDATE
from sandbox.slack import Call, Delivery, SlackSandbox
from sandbox.slack.entities import User

CHANNELS = ("general", "concept-art")
_SENDERS = 64
_GIVE_UP_SECONDS = 300.0
_POLL_SECONDS = 0.2
_HEADER_BYTES = 1000  # of a picture that nobody looks at any more


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """The picture of the command with this number; `at` in seconds since 1970."""

    number: int
    at: float


@dataclass(kw_only=True, slots=True)
class Crowd:
    """People who type `/imagine LINE NUMBER` in turn, as many as there are `names`. Used from one thread."""

    slack: SlackSandbox
    names: Sequence[str]
    _looked_at: int = 0
    _shown: dict[str, list[Shown]] = field(default_factory=dict)

    @classmethod
    def of(cls, slack: SlackSandbox, people: int) -> "Crowd":
        """Let so many people more into the channels."""
        workspace = slack.workspace
        names = [f"guest-{number}" for number in range(people)]
        ids = [f"U0GUEST{number:03}" for number in range(people)]
        with workspace.lock:
            for name, user_id in zip(names, ids, strict=True):
                workspace.users[user_id] = User(id=user_id, name=name, real_name=name)
            for channel in map(workspace.channel, CHANNELS):
                workspace.channels[channel.id] = replace(channel, members=channel.members | set(ids))
        return cls(slack=slack, names=names)

    def who(self, number: int) -> tuple[str, str]:
        """Who types the command with this number, and where."""
        person = number % len(self.names)
        return self.names[person], CHANNELS[person % len(CHANNELS)]

    def ask(self, line: str, numbers: Iterable[int], per_second: float, flags: str = "") -> list[Delivery]:
        """Send the commands at an even pace; returns when each was acknowledged or failed to be."""
        began = time.monotonic()
        with ThreadPoolExecutor(_SENDERS) as senders:
            sent = []
            for place, number in enumerate(numbers):
                time.sleep(max(0.0, began + place / per_second - time.monotonic()))
                text = f"/imagine {line} {number} {flags}".rstrip()
                sent.append(senders.submit(self.slack.command, *self.who(number), text))
            return [delivery.result() for delivery in sent]

    def shown(self, line: str) -> list[Shown]:
        """The pictures that were shown, in the order of their showing."""
        calls = self.slack.calls()
        for call in calls[self._looked_at :]:
            for prompt in _prompts(call):
                words, _, number = prompt.rpartition(" ")
                self._shown.setdefault(words, []).append(Shown(number=int(number), at=call.at))
        self._looked_at = len(calls)
        return self._shown.get(line, [])

    def wait_until_shown(self, line: str, count: int, seconds: float = _GIVE_UP_SECONDS) -> list[Shown]:
        """Answer when so many were shown, or time is up. Slack's memory doesn't grow by what was shown meanwhile."""
        deadline = time.monotonic() + seconds
        while len(shown := self.shown(line)) < count and time.monotonic() < deadline:
            self._forget_files()
            time.sleep(_POLL_SECONDS)
        return shown

    def warm_up(self) -> None:
        """A picture for each: languages are known, connections are open, Titan's retirement is found out."""
        deliveries = self.ask("warm up", range(len(self.names)), per_second=20, flags="--seed 7")
        assert not any(delivery.error for delivery in deliveries), deliveries
        shown = self.wait_until_shown("warm up", len(self.names), 120)
        assert len(shown) == len(self.names), f"{len(shown)} of {len(self.names)} pictures to warm up were shown"

    def _forget_files(self) -> None:
        workspace, old = self.slack.workspace, time.time() - 10
        with workspace.lock:
            for file in [file for file in workspace.files.values() if len(file.data) > _HEADER_BYTES]:
                if file.ready_at < old:
                    workspace.files[file.id] = replace(file, data=file.data[:_HEADER_BYTES])


def _prompts(call: Call) -> list[str]:
    """Of the pictures that this call shows: numbered lines."""
    if call.method != UPDATE or not call.answer.get("ok"):
        return []
    blocks = call.arguments.get("blocks", ())
    return [block["alt_text"].partition(".")[0] for block in blocks if block["type"] == "image"]


def quantile(ordered: Sequence[float], share: float) -> float:
    """Of values in rising order."""
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]

"""Both roads in one run against the same sandboxes: one picture after the other, in turns, so that whatever else the
machine does hits both.
"""

import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench import processes
from bench.way import COMPLETE, UPDATE, Trip, Way, job_times, our_way, plain_way, ready_at
from sandbox.slack import Call, SlackSandbox

PICTURE_BYTES = 3_000_000
FILE_DELAY_SECONDS = 1.2
_WARM_UP = 5  # pictures of each road, not counted: connections, caches, and what the bot learns of Slack's delay
_SHOWN_SECONDS = 60
_AFTERWARDS_SECONDS = 0.5  # settling, history: part of a picture's CPU time
_POLL_SECONDS = 0.02
_CHANNEL = "general"


@dataclass(frozen=True, kw_only=True, slots=True)
class Compared:
    """Both roads with a model of `latency` seconds, a way for each picture."""

    latency: float
    plain: Sequence[Way]
    ours: Sequence[Way]


@dataclass(frozen=True, kw_only=True, slots=True)
class Idle:
    """The bot with nothing to do: CPU time as a share of one core, over `seconds`."""

    share: float
    seconds: float
    rss_bytes: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Roads:
    """Sandboxes and both apps, running."""

    slack: SlackSandbox
    bedrock: processes.Bedrock
    plain: processes.Measured
    bot: processes.Measured

    def compare(self, latency: float, pictures: int) -> Compared:
        """Draw `pictures` by each road, in turns."""
        self.bedrock.change(latency=latency)
        trips: dict[str, list[Trip]] = {"plain": [], "ours": []}
        for number in range(pictures + _WARM_UP):
            for name, app in (("plain", self.plain), ("ours", self.bot)):
                trip = self._draw(app, f"picture {number} {name} {latency:g}", COMPLETE if name == "plain" else UPDATE)
                if number >= _WARM_UP:
                    trips[name].append(trip)
        drawn = {call["body"]["prompt"]: call for call in self.bedrock.calls() if call["outcome"] == "ok"}
        jobs = job_times(self.bot.data_dir)
        return Compared(
            latency=latency,
            plain=[plain_way(trip, drawn[trip.prompt]) for trip in trips["plain"]],
            ours=[our_way(trip, drawn[trip.prompt], jobs[trip.prompt]) for trip in trips["ours"]],
        )

    def idle(self, seconds: float) -> Idle:
        before = self.bot.cpu_seconds
        time.sleep(seconds)
        share = (self.bot.cpu_seconds - before) / seconds
        return Idle(share=share, seconds=seconds, rss_bytes=self.bot.rss_bytes)

    def _draw(self, app: processes.Measured, prompt: str, last: str) -> Trip:
        """Send the command and wait until `last`, the call that shows the picture, has been granted and took effect."""
        self.slack.configure(app_url=app.url)
        already, cpu = len(self.slack.calls()), app.cpu_seconds

        def calls() -> list[Call]:
            return self.slack.calls()[already:]

        def is_visible() -> bool:
            granted = any(call.method == last and call.answer.get("ok") for call in calls())
            return granted and (ready_at(self.slack, calls()) or time.time()) < time.time()

        delivery = self.slack.command("ada", _CHANNEL, f"/imagine {prompt}")
        assert not delivery.error, delivery
        try:
            self.slack.wait_for(is_visible, _SHOWN_SECONDS, prompt, every=_POLL_SECONDS)
        except TimeoutError as error:
            raise RuntimeError(f"{prompt} was not shown; its app wrote:\n{app.log_tail()}") from error
        time.sleep(_AFTERWARDS_SECONDS)
        return Trip(
            prompt=prompt,
            delivery=delivery,
            cpu=app.cpu_seconds - cpu,
            calls=calls(),
            ready_at=ready_at(self.slack, calls()) or 0.0,
        )


@contextmanager
def roads(folder: Path) -> Iterator[Roads]:
    """Start everything; end everything."""
    with ExitStack() as stack:
        slack = stack.enter_context(SlackSandbox(file_delay=FILE_DELAY_SECONDS))
        bedrock = stack.enter_context(processes.bedrock(folder, painter="plain", picture_bytes=PICTURE_BYTES))
        plain = stack.enter_context(processes.plain_road(folder, slack, bedrock.url))
        bot = stack.enter_context(processes.bot(folder, slack, bedrock.url, REQUESTS_PER_MINUTE="10000"))
        yield Roads(slack=slack, bedrock=bedrock, plain=plain, bot=bot)

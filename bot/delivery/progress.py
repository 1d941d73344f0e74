"""How many of several pictures are drawn, said in the placeholder: a luxury, which never delays a picture."""

from collections.abc import Callable
from concurrent.futures import Executor, Future, wait
from dataclasses import dataclass, field
from threading import Lock

from bot.delivery.languages import Languages
from bot.delivery.slack_calls import CALL_SECONDS, SlackCalls, SlackError
from bot.store.jobs import Jobs, State
from bot.store.updates import Updates
from bot.views.placeholder import progress

OnDrawn = Callable[[str, int, int], None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Progress:
    """Updates placeholders, at most twice a job, on threads of its own; only while updates are plenty."""

    slack: SlackCalls
    jobs: Jobs
    languages: Languages
    updates: Updates
    threads: Executor
    _under_way: dict[str, Future[None]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def note(self, job_id: str, done: int, count: int) -> None:
        """Take note that `done` of `count` are drawn; returns at once."""
        if done not in moments(count):
            return
        with self._lock:
            self._under_way[job_id] = self.threads.submit(self._say, job_id, done, count)

    def end(self, job_id: str) -> None:
        """See to it that nothing is said any more: an update that came late would take a picture's place."""
        with self._lock:
            last = self._under_way.pop(job_id, None)
        if last and not last.cancel():
            wait([last], timeout=CALL_SECONDS)

    def _say(self, job_id: str, done: int, count: int) -> None:
        job = self.jobs.get(job_id)
        if job.state is not State.DRAWING or job.place is None or not self.updates.leave_room(job.team_id):
            return
        message = progress(job, done, count, self.languages.words_at(job.person, job.place.channel_id))
        self.updates.note(job.team_id)
        try:
            place = job.place
            self.slack.call(job.team_id, "chat.update", channel=place.channel_id, ts=place.ts, **message)
        except SlackError:
            return  # the picture itself comes soon


def moments(count: int) -> set[int]:
    """After which pictures something is said: about a third and two thirds of them."""
    return {-(-count // 3), -(-2 * count // 3)} - {count}

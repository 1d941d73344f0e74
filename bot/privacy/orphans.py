"""Pictures that others made from ones that go: they stay, and say no longer whose picture they were made from."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.delivery.taking_away import TakingAway
from bot.jobs.composing import Composing
from bot.jobs.outcome import drawn_from_json
from bot.store.in_slack import InSlack
from bot.store.jobs import Job, Place
from bot.store.posts import Post

_NOWHERE = {"job_id": "gone", "index": 0}  # instead of a parent: "Varied from another picture"


@dataclass(frozen=True, kw_only=True, slots=True)
class Orphans:
    """Writes their messages anew; doing it again changes nothing."""

    in_slack: InSlack
    composing: Composing
    taking_away: TakingAway

    def disown(self, team_id: str, job_ids: Sequence[str]) -> None:
        """Take the names and links of these jobs' pictures out of the messages of pictures made from them."""
        for job, post in self.in_slack.made_from(team_id, job_ids):
            if job.id not in job_ids and post.file_id:
                self._write_anew(job, post, post.file_id)

    def _write_anew(self, job: Job, post: Post, file_id: str) -> None:
        is_private = job.request["private"] and post.channel_id.startswith("D")  # else it was posted for all since
        own = replace(job, request={**job.request, "parent": _NOWHERE, "private": is_private})
        place = Place(channel_id=post.channel_id, ts=post.ts)
        message = self.composing.result(own, drawn_from_json(job.outcome or {}), file_id, place)
        self.taking_away.write_anew(post, message)

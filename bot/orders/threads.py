"""What a line in a thread goes on from, by what the database knows of that thread."""

from dataclasses import dataclass

from bot.orders.iterating import Basis, request_of
from bot.store.jobs import Jobs
from bot.store.people import Person
from bot.store.pictures import PictureId, Pictures, StoredPicture
from bot.store.posts import Posts


@dataclass(frozen=True, kw_only=True, slots=True)
class Threads:
    """Looks at threads; asks nobody, so it may be used before an ack."""

    jobs: Jobs
    pictures: Pictures
    posts: Posts

    def basis(self, person: Person, channel_id: str, thread_ts: str | None) -> Basis:
        """The thread's newest picture, with the words that were said last.

        While a newer request is still being drawn, its words are taken and the picture that there is: so what several
        people say one right after another builds up.
        """
        if thread_ts is None:
            return Basis()
        picture = self._newest(person, channel_id, thread_ts)
        job = self.jobs.newest_unfinished(person.team_id, channel_id, thread_ts)
        if job and (picture is None or job.asked_at > picture.job.asked_at):
            return Basis(words=request_of(job), picture=picture)
        return Basis(words=request_of(picture.job, picture), picture=picture) if picture else Basis()

    def _newest(self, person: Person, channel_id: str, thread_ts: str) -> StoredPicture | None:
        post = self.posts.newest_in_thread(channel_id, thread_ts)
        if post is None or post.team_id != person.team_id:
            return None
        if post.index is None:
            return next(iter(self.pictures.of_job(post.job_id)), None)
        picture = self.pictures.find(PictureId(job_id=post.job_id, index=post.index))
        return picture if picture and picture.deleted_at is None else None

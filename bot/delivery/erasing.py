"""A picture that is deleted, everywhere: its messages, its files in Slack, its artifact, its place among saved ones."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from bot.delivery.admins import Admins
from bot.delivery.taking_away import TakingAway
from bot.orders.errand import Errand
from bot.store.artifacts import Artifacts
from bot.store.copies import Copies
from bot.store.people import Person
from bot.store.pictures import PictureId, Pictures, StoredPicture
from bot.store.posts import Post, Posts
from bot.store.saves import Saves
from bot.views.deleted import deleted_message

News = dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Erasing:
    """The steps of it. Each may be begun again; arguments and answers are JSON values."""

    taking_away: TakingAway
    pictures: Pictures
    posts: Posts
    copies: Copies
    saves: Saves
    artifacts: Artifacts
    admins: Admins

    def condemn(self, errand: Errand) -> News:
        """Say which pictures go: all of a job if the message shows all, else the one it shows; `not_yours`, `gone`.

        Nothing is deleted yet: this is decided once, whatever is gone when `erase` is begun again.
        """
        picture = self.pictures.find(errand.picture)
        seen = self.posts.at(errand.seen_channel_id, errand.seen_ts)
        if picture is None or seen is None or picture.deleted_at is not None:
            return {"about": "gone", "reason": "deleted"}
        if not self._may(errand.person, picture):
            return {"about": "not_yours", "user_id": picture.job.user_id}
        left = [other.id.index for other in self.pictures.of_job(picture.id.job_id)]
        gone = left if seen.index is None else [picture.id.index]
        return {"about": "condemned", "indices": gone, "is_whole": set(gone) == set(left)}

    def erase(self, errand: Errand, condemned: Mapping[str, Any]) -> News:
        """Delete them: `erased`, or `refused` where Slack keeps a message, all the rest being gone."""
        found = [self.pictures.find(PictureId(job_id=errand.picture.job_id, index=i)) for i in condemned["indices"]]
        doomed = [picture for picture in found if picture is not None]
        for picture in doomed:
            self.pictures.delete(picture.id)  # from now on no button of theirs does anything
            self.saves.drop(picture.id)
        standing = self.posts.of_job(errand.picture.job_id)
        posts = [post for post in standing if condemned["is_whole"] or post.index in condemned["indices"]]
        left = partial(deleted_message, errand.person.user_id)
        kept = [reason for post in posts if (reason := self.taking_away.post(post, left))]
        # The rows last, since they name the files.
        self.taking_away.files(errand.person.team_id, self._files(doomed, posts))
        for picture in doomed:
            self.artifacts.delete(picture.id.job_id, picture.file)
        if condemned["is_whole"]:
            self.artifacts.delete_all(errand.picture.job_id)
        for post in posts:
            self.posts.delete(post)
        return {"about": "refused", "reason": kept[0]} if kept else {"about": "erased"}

    def _may(self, person: Person, picture: StoredPicture) -> bool:
        is_here = person.team_id == picture.job.team_id
        return picture.job.person == person or (is_here and self.admins.includes(person))

    def _files(self, doomed: Iterable[StoredPicture], posts: Iterable[Post]) -> set[str]:
        handed_out = {file for picture in doomed for file in self.copies.files_of(picture.id)}
        shown = {*(picture.slack_file_id for picture in doomed), *(post.file_id for post in posts)}
        return handed_out | {file for file in shown if file}

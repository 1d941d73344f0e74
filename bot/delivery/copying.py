"""A picture that is shown once more: picked from a sheet, brought to another place, posted after its asker saw it."""

import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from typing import Any

from bot.delivery.conversations import Conversations
from bot.delivery.languages import Languages
from bot.delivery.links import Links
from bot.delivery.originals import Originals
from bot.delivery.publishing import NeverReadyError, Publishing, Upload
from bot.delivery.slack_calls import SlackCalls, SlackRefusedError
from bot.delivery.sources import SourceGoneError
from bot.jobs.composing import Composing
from bot.jobs.outcome import drawn_from_json
from bot.locale import Words
from bot.orders.errand import Errand, ErrandKind
from bot.orders.offers import offer_of
from bot.orders.order import Order
from bot.store.copies import Copies, Copy
from bot.store.jobs import Job, Place
from bot.store.pictures import Pictures, StoredPicture
from bot.store.posts import Posts
from bot.store.reviews import Reviews
from bot.views.copied import Origin, copied_message, on_its_way
from bot.views.message import Message
from bot.views.result import picture_message

_LINKED = frozenset({ErrandKind.SHOW, ErrandKind.SEND, ErrandKind.POST})  # told to whoever pressed, elsewhere
_ELSEWHERE = frozenset({ErrandKind.SEND, ErrandKind.POST})  # where it wasn't seen before
_JOINABLE = "not_in_channel"
_GONE = frozenset({"message_not_found", "channel_not_found"})  # to chat.getPermalink
_POLL_SECONDS = 0.25
_OTHERS_SECONDS = 10.0  # to wait for another's message; a slot for errands is held meanwhile

News = dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Copying:
    """The steps of such an errand. Answers are JSON values, worded by bot/views/errands.py: `about`, and more."""

    slack: SlackCalls
    pictures: Pictures
    posts: Posts
    copies: Copies
    originals: Originals
    publishing: Publishing
    conversations: Conversations
    languages: Languages
    links: Links
    composing: Composing
    reviews: Reviews
    sleep: Callable[[float], None] = time.sleep

    def allow(self, errand: Errand) -> News:
        """Say whether a picture may be shown where its presser wants it: `yes`, or why not.

        `ask` them first, `unseen` by them, or `unreviewed`: pictures wait for approval there, and this one never did.
        """
        if errand.kind is ErrandKind.SEND and not self.conversations.sees(errand.person, errand.channel_id):
            return {"about": "unseen"}
        if errand.kind in _ELSEWHERE and self._lacks_approval(errand):
            return {"about": "unreviewed"}
        if errand.kind is not ErrandKind.SEND:
            return {"about": "yes"}
        private = self.conversations.is_private(errand.person.team_id, errand.seen_channel_id)
        return {"about": "ask" if private and not errand.is_confirmed else "yes"}

    def _lacks_approval(self, errand: Errand) -> bool:
        if errand.channel_id.startswith("D") or self.reviews.is_approved(errand.picture.job_id):
            return False
        return self.reviews.is_reviewed(errand.person.team_id, errand.channel_id)

    def place(self, errand: Errand) -> News:
        """Post what becomes the picture, once: `placed`, `stands` (another did), `busy` or `refused`."""
        give_up_after = _OTHERS_SECONDS
        while True:
            copy = self.copies.claim(errand, errand.channel_id)
            if copy.errand_id == errand.id:
                return self._own(errand, copy)
            link = self._link(errand, copy) if copy.ts else ""
            if link is None:
                self._forget(copy)
            elif self._stands(copy):
                return {"about": "stands", "link": link}
            elif give_up_after <= 0:
                return {"about": "busy"}
            else:  # what it has posted so far may yet be taken back
                give_up_after -= _POLL_SECONDS
                self.sleep(_POLL_SECONDS)

    def show(self, errand: Errand, place: Mapping[str, str]) -> News:
        """Turn it into the picture: `shown`, `gone` or `refused`, after which nothing of it is left."""
        try:
            news = self._show(errand, Place(channel_id=place["channel_id"], ts=place["ts"]))
        except SourceGoneError as error:
            news = {"about": "gone", "reason": error.reason}
        except SlackRefusedError as error:
            news = {"about": "refused", "reason": error.reason}
        except NeverReadyError:
            news = {"about": "refused", "reason": "file_not_ready"}
        if news["about"] != "shown":
            self._take_back(errand, place)
        return news

    def abandon(self, errand: Errand) -> None:
        """Let it be done again after a fault: nothing stays behind but a picture that stands."""
        copy = self.copies.find(errand.id)
        if copy is None or self._stands(copy):
            return
        if copy.ts:
            self._take_back(errand, {"channel_id": copy.channel_id, "ts": copy.ts})
        self.copies.release(errand.id)

    def _stands(self, copy: Copy) -> bool:
        """Whether it shows its picture: only then is its post's file noted."""
        post = self.posts.at(copy.channel_id, copy.ts) if copy.ts else None
        return post is not None and post.file_id is not None

    def _own(self, errand: Errand, copy: Copy) -> News:
        if copy.ts is None:
            try:
                copy = self.slack.patiently(lambda: self._post(errand))
            except SlackRefusedError as error:
                self.copies.release(errand.id)
                return {"about": "refused", "reason": error.reason}
            self.copies.note(errand.id, ts=str(copy.ts))
        return {"about": "placed", "channel_id": copy.channel_id, "ts": copy.ts}

    def _post(self, errand: Errand) -> Copy:
        try:
            return self._post_placeholder(errand)
        except SlackRefusedError as error:
            if error.reason != _JOINABLE:
                raise
        self.slack.call(errand.person.team_id, "conversations.join", form=True, channel=errand.channel_id)
        return self._post_placeholder(errand)

    def _post_placeholder(self, errand: Errand) -> Copy:
        message = on_its_way(errand.person.user_id, self._words(errand))
        arguments = {"channel": errand.channel_id, "thread_ts": errand.thread_ts, **message}
        answer = self.slack.call(errand.person.team_id, "chat.postMessage", **arguments)
        return Copy(errand_id=errand.id, channel_id=answer["channel"], ts=answer["ts"], file_id=None)

    def _show(self, errand: Errand, place: Place) -> News:
        picture = self._picture(errand)
        upload = self._file(errand, picture)
        message = self._message(errand, picture, upload.file_ids[0], place)
        self.posts.add(  # before it is seen, so that its buttons work at once
            channel_id=place.channel_id,
            ts=place.ts,
            team_id=errand.person.team_id,
            thread_ts=errand.thread_ts,
            job_id=picture.id.job_id,
            index=None if errand.is_whole else picture.id.index,
            user_id=errand.person.user_id,
            file_id=None,
        )
        self.publishing.show(picture.job, place, message, upload.completed_at)
        self.posts.note_file(place.channel_id, place.ts, upload.file_ids[0])
        self._picture(errand)  # deleted meanwhile: whoever deletes marks it first, and then looks for posts
        return {"about": "shown", **asdict(place), "link": self._link_of(errand, place)}

    def _file(self, errand: Errand, picture: StoredPicture) -> Upload:
        """The file to show; of several pictures it is the sheet that the presser has seen."""
        if errand.is_whole and len((picture.job.outcome or {})["parts"]) > 1:
            seen = self.posts.at(errand.seen_channel_id, errand.seen_ts)
            return self.originals.sheet_shown_by(picture, seen.file_id if seen else None)
        return self.originals.shown_by(picture)

    def _message(self, errand: Errand, picture: StoredPicture, file_id: str, place: Place) -> Message:
        job, words = picture.job, self._words(errand)
        if errand.is_whole:
            for_all = replace(job, request={**job.request, "private": False})
            return self.composing.result(for_all, drawn_from_json(job.outcome or {}), file_id, place)
        offer = offer_of(self.composing.pricing, Order.from_json(job.request), is_alone=True)
        if errand.kind is ErrandKind.POST:
            return picture_message(picture, file_id, offer, words)
        return copied_message(picture, file_id, self._origin(errand, job), offer, words)

    def _link_of(self, errand: Errand, place: Place) -> str | None:
        post = self.posts.at(place.channel_id, place.ts)
        return self.links.of(post) if post and errand.kind in _LINKED else None

    def _picture(self, errand: Errand) -> StoredPicture:
        picture = self.pictures.find(errand.picture)
        if picture is None or picture.deleted_at is not None:
            raise SourceGoneError(name="", reason="deleted")
        return picture

    def _origin(self, errand: Errand, job: Job) -> Origin:
        """Who brought it, and from where, unless that is a private place."""
        seen = self.posts.at(errand.seen_channel_id, errand.seen_ts)
        same = errand.seen_channel_id == errand.channel_id
        told = same or not self.conversations.is_private(errand.person.team_id, errand.seen_channel_id)
        return Origin(
            kind=errand.kind,
            user_id=errand.person.user_id,
            channel_id=errand.seen_channel_id if told else None,
            link=self.links.of(seen) if seen and told else None,
            preview_for=self._preview_for(errand, job),
        )

    def _preview_for(self, errand: Errand, job: Job) -> str | None:
        if not (errand.channel_id.startswith("D") and Order.from_json(job.request).private):
            return None
        return self.conversations.name(job.team_id, job.channel_id) or ""

    def _take_back(self, errand: Errand, place: Mapping[str, str]) -> None:
        post = self.posts.at(place["channel_id"], place["ts"])
        where: dict[str, Any] = {"channel": place["channel_id"], "ts": place["ts"]}
        with suppress(SlackRefusedError):  # somebody deleted it already
            self.slack.patiently(lambda: self.slack.call(errand.person.team_id, "chat.delete", **where))
        if post:
            self.posts.delete(post)
        self.copies.release(errand.id)

    def _link(self, errand: Errand, copy: Copy) -> str | None:
        """The address of what another errand has posted; None if that is gone."""
        try:
            return self.slack.patiently(
                lambda: self.links.at(errand.person.team_id, copy.channel_id, str(copy.ts)), seconds=_OTHERS_SECONDS
            )
        except SlackRefusedError as error:
            if error.reason in _GONE:
                return None
            raise

    def _forget(self, copy: Copy) -> None:
        post = self.posts.at(copy.channel_id, str(copy.ts))
        if post:
            self.posts.delete(post)
        self.copies.release(copy.errand_id)

    def _words(self, errand: Errand) -> Words:
        return self.languages.words_at(errand.person, errand.channel_id)

"""From an answered draw to what people see: upload, show, settle, tell; none of it draws again."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from bot.delivery.placing import Placing
from bot.delivery.publishing import NeverReadyError, Publishing, Upload
from bot.delivery.slack_calls import SlackRefusedError
from bot.delivery.telling import Telling
from bot.jobs.outcome import Drawn, drawn_from_json
from bot.locale import Words
from bot.orders.order import Order
from bot.store.artifacts import Part
from bot.store.jobs import Job, Jobs, Place, State
from bot.store.pictures import Pictures
from bot.store.posts import Posts
from bot.views.aside import aside
from bot.views.result import Result, Shown, result_message

# The place is gone (deleted, archived, or the bot removed): another one is found for a picture that is paid for.
_PLACE_GONE = frozenset({"message_not_found", "channel_not_found", "not_in_channel", "is_archived", "is_inactive"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Delivering:
    """The steps of a delivery. Arguments and answers are JSON values: they are checkpoints."""

    jobs: Jobs
    pictures: Pictures
    posts: Posts
    placing: Placing
    publishing: Publishing
    telling: Telling
    words: Words  # of the workspace: what all see

    def upload(self, job_id: str, parts: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        """Answer Slack's file ids, or its refusal as `{"refused": reason}`."""
        try:
            return asdict(self.publishing.upload(self.jobs.get(job_id), [Part(**part) for part in parts]))
        except SlackRefusedError as error:
            return {"refused": f"{error.method}: {error.reason}"}

    def show(self, job_id: str, drawn: Mapping[str, Any], uploaded: Mapping[str, Any]) -> dict[str, Any]:
        """Show the pictures and answer the place, or Slack's refusal as `{"refused": reason}`."""
        outcome = drawn_from_json(drawn)
        upload = Upload(file_ids=tuple(uploaded["file_ids"]), completed_at=uploaded["completed_at"])
        try:
            return asdict(self._show(job_id, outcome, upload))
        except SlackRefusedError as error:
            return {"refused": f"{error.method}: {error.reason}"}

    def settle(
        self,
        job_id: str,
        drawn: Drawn,
        state: State,
        *,
        file_ids: Sequence[str] = (),
        place: Place | None = None,
    ) -> None:
        """Write history and end the job; doing it again changes nothing."""
        job = self.jobs.get(job_id)
        files: Sequence[str | None] = file_ids or [None] * len(drawn.parts)
        self.pictures.keep(
            [
                {"job_id": job_id, "slack_file_id": file_id, "drawn_at": job.drawn_at, **asdict(part)}
                for part, file_id in zip(drawn.parts, files, strict=True)
            ],
        )
        if place:
            self.posts.add(
                channel_id=place.channel_id,
                ts=place.ts,
                team_id=job.team_id,
                thread_ts=None if place.moved else job.thread_ts,
                job_id=job_id,
                index=None,
                user_id=job.user_id,
                file_id=file_ids[0] if file_ids else None,
            )
        self.jobs.finish(job_id, state)

    def tell(self, job_id: str, news: Mapping[str, Any]) -> None:
        """Tell the asker alone what the channel needn't know; `news` is what bot/views/aside.py words."""
        job = self.jobs.get(job_id)
        words = self.telling.words_of(job)
        message = aside(job, news, words)
        if message:
            self.telling.tell(job, message, words, must_reach=news["about"] in {"not_drawn", "undelivered"})

    def _show(self, job_id: str, drawn: Drawn, upload: Upload) -> Place:
        while True:
            place = self.placing.ensure(job_id)
            if place is None:
                raise SlackRefusedError("chat.postMessage", "closed")
            job = self.jobs.get(job_id)
            message = result_message(_result(job, drawn, upload.file_ids), self.words)
            try:
                self.publishing.show(job, place, message, upload.completed_at)
            except NeverReadyError:
                self.publishing.share(job, place, drawn.parts, message["text"])
                self.placing.retract(job_id, {"text": message["text"]})
            except SlackRefusedError as error:
                if error.reason not in _PLACE_GONE:
                    raise
                self.jobs.forget_place(job_id, place)
                continue
            return place


def _result(job: Job, drawn: Drawn, file_ids: Sequence[str]) -> Result:
    pictures = [
        Shown(file_id=file_id, width=part.width, height=part.height, seed=part.seed)
        for part, file_id in zip(drawn.parts, file_ids, strict=True)
    ]
    prompt = Order.from_json(job.request).prompt
    return Result(user_id=job.user_id, prompt=prompt, model_title=drawn.model_title, pictures=pictures)

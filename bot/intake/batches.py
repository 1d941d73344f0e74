"""Orders that wait for a yes: kept as a draft before anything is said, so that a restart forgets no question."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.intake.refusing import Refusing
from bot.intake.said import Answer, Said
from bot.jobs.enqueue import Enqueued, Enqueuer
from bot.orders.asked import Asked
from bot.orders.order import Order
from bot.rules.refusal import NotAllowedError
from bot.store.drafts import Draft, Drafts
from bot.store.people import Person
from bot.store.queue import Queue
from bot.views.notices.asked import drawing_notice, drawn_already_notice, dropped_notice, stale_question
from bot.views.taken import with_left

KIND = "batch"  # of the draft
OPEN_SECONDS = 24 * 3600.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Batches:
    """A yes makes one job an order, however often it is pressed; only the person who was asked can say it."""

    drafts: Drafts
    enqueuer: Enqueuer
    queue: Queue
    refusing: Refusing
    clock: Callable[[], float] = time.time

    def put(self, said: Said, orders: Sequence[Order]) -> str:
        """Keep them; the same request told again by Slack has the same draft."""
        payload = {
            "orders": [order.to_json() for order in orders],
            "channel_id": said.channel_id,
            "thread_ts": said.thread_ts,
            "command": said.command,
            "asked_at": self.clock(),
        }
        return self.drafts.put(KIND, said.person, payload, intent=said.intent)

    def draw(self, draft_id: str, person: Person, response_url: str | None) -> Answer:
        """Enqueue all of it, at once, and answer what takes the question's place."""
        draft = self.drafts.find(draft_id, KIND, person)
        try:
            first = self.enqueue(draft_id, person, response_url)
        except NotAllowedError as error:
            return self.refusing.answer(error)
        if first is None or draft is None:
            return stale_question
        count, command = len(draft.payload["orders"]), str(draft.payload["command"])
        return lambda words: with_left(drawing_notice(first.job.id, count, first.wait, words, command), first, words)

    def enqueue(self, draft_id: str, person: Person, response_url: str | None = None) -> Enqueued | None:
        """Answer how the first of it stands; None if the question isn't open any more. Raises NotAllowedError."""
        draft = self._open(draft_id, person)
        if draft is None:
            return None
        return self.enqueuer.enqueue_all(_all_asked(draft, response_url))

    def look(self, draft_id: str, person: Person, response_url: str | None) -> None:
        """Raise NotAllowedError if `enqueue` would just now."""
        draft = self._open(draft_id, person)
        if draft:
            self.enqueuer.look(_all_asked(draft, response_url))

    def drop(self, draft_id: str, person: Person) -> Answer:
        draft = self._open(draft_id, person)
        if draft and self.queue.made_by(_intent(draft, 0)):
            command = str(draft.payload["command"])
            return lambda words: drawn_already_notice(words, command)
        if draft is None or not self.drafts.use(draft.id):
            return stale_question
        return dropped_notice

    def _open(self, draft_id: str, person: Person) -> Draft | None:
        """The draft, unless it was dropped or has been open for too long."""
        draft = self.drafts.find(draft_id, KIND, person)
        if draft is None or draft.used_at is not None:
            return None
        return draft if self.clock() - draft.payload["asked_at"] < OPEN_SECONDS else None


def _all_asked(draft: Draft, response_url: str | None) -> list[Asked]:
    payload = draft.payload
    return [
        Asked(
            intent=_intent(draft, place),
            person=draft.person,
            channel_id=payload["channel_id"],
            thread_ts=payload["thread_ts"],
            command=payload["command"],
            response_url=response_url,
            order=Order.from_json(order),
        )
        for place, order in enumerate(payload["orders"])
    ]


def _intent(draft: Draft, place: int) -> str:
    return f"draft:{draft.id}:{place}"

"""What is asked before a line is drawn, by what the database and the price list know: nobody is asked, nothing sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from bot.intake.batches import Batches
from bot.intake.mending import Lines
from bot.intake.said import Said, Wanted
from bot.intake.scripts import is_mostly_foreign
from bot.orders.pricing import Pricing
from bot.store.jobs import Job
from bot.store.line import Line, Wait
from bot.store.preferences import Preferences
from bot.store.queue import Queue
from bot.views.asking import Question


@dataclass(frozen=True, kw_only=True, slots=True)
class Questions:
    """translates: whether prompts are translated before they are drawn, so that any language will do."""

    batches: Batches
    lines: Lines
    pricing: Pricing
    preferences: Preferences
    queue: Queue
    line: Line
    translates: bool

    def about(self, said: Said, wanted: Sequence[Wanted]) -> Question | None:
        """The one question with all reasons; None: draw. Raises NotAllowedError: nobody agrees and is refused then."""
        usd = self._price(wanted)
        wait, is_dear = self._under_way(said, wanted), usd is not None and self.pricing.is_dear(usd)
        is_foreign = self._is_foreign(said, wanted)
        is_plain = wait is None and not is_dear and not is_foreign
        if len(wanted) == 1 and (is_plain or self.queue.made_by(said.intent)):  # made already: Slack tells it again
            return None
        draft = self.batches.put(said, [one.order for one in wanted])
        self.batches.look(draft, said.person, said.response_url)
        return Question(
            draft=draft,
            lines=[one.request.line() for one in wanted],
            usd=usd,
            is_dear=is_dear,
            wait=wait,
            is_foreign=is_foreign,
            edit=self._edit(said, wanted),
        )

    def _price(self, wanted: Sequence[Wanted]) -> Decimal | None:
        estimates = [self.pricing.estimate(one.order) for one in wanted]
        known = [estimate.usd for estimate in estimates if estimate]
        return sum(known, Decimal(0)) if known else None

    def _under_way(self, said: Said, wanted: Sequence[Wanted]) -> Wait | None:
        """How the first job stands that would draw the same in the same place."""
        written = [one.order.to_json() for one in wanted]
        prompts = [one["asked"].get("prompt", "") for one in written]
        jobs = self.queue.in_place(said.person, said.channel_id, said.thread_ts, prompts)
        same = (job for job in jobs if job.intent != said.intent and any(_is_same(one, job) for one in written))
        first = next(same, None)
        return self.line.wait(first) if first else None

    def _is_foreign(self, said: Said, wanted: Sequence[Wanted]) -> bool:
        if self.translates or not any(is_mostly_foreign(one.request.prompt) for one in wanted):
            return False
        return not self.preferences.of_person(said.person).english_only

    def _edit(self, said: Said, wanted: Sequence[Wanted]) -> str:
        """The form holds one request, and no picture that a thread is about."""
        if len(wanted) > 1 or wanted[0].order.sources:
            return ""
        return self.lines.put(said, wanted[0].request.line())


def _is_same(written: Mapping[str, Any], job: Job) -> bool:
    """Whether a job draws this order. Without a seed in it, a job's may be the random one that it was given."""
    theirs = {name: text for name, text in job.request["asked"].items() if name != "seed" or name in written["asked"]}
    return {**job.request, "asked": theirs} == written

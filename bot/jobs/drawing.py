"""The only step that costs money: pictures from `titan_core` into the artifacts."""

import logging
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from bot.delivery.progress import OnDrawn
from bot.delivery.sources import SourceGoneError, Sources
from bot.jobs.accounts import Accounts
from bot.jobs.lane import Lane
from bot.jobs.outcome import Drawn, NotDrawn, Outcome, to_json
from bot.jobs.permits import Permits, not_allowed
from bot.logs import about
from bot.metrics import Metrics
from bot.orders.order import Order
from bot.rules.permission import takes_unwanted
from bot.rules.refusal import NotAllowedError
from bot.store.artifacts import Artifacts, Part
from bot.store.jobs import Job, Jobs
from bot.translation.wording import Wordings
from bot.views.notices import explained
from titan_core.catalog import find
from titan_core.client import ImageClient
from titan_core.errors import ContentFilteredError, NoModelError, TitanCoreError
from titan_core.pictures import Picture
from titan_core.results import Result

_LOG = logging.getLogger(__name__)
_SUSPECT_AFTER = 2  # deaths of a worker under a job until it is drawn alone


@dataclass(frozen=True, kw_only=True, slots=True)
class Drawing:
    """Draws jobs that the rules of their place permit.

    What was drawn is kept and shown, although other pictures of the same job failed: it is paid for.

    `on_drawn` hears of each of several pictures: the job, how many are drawn, of how many.
    """

    jobs: Jobs
    artifacts: Artifacts
    sources: Sources
    wordings: Wordings
    permits: Permits
    accounts: Accounts
    lane: Lane
    on_drawn: OnDrawn
    metrics: Metrics

    def draw(self, job: Job) -> dict[str, Any]:
        """Draw what is missing of a job and answer its outcome as JSON; drawn once, however often it is begun."""
        manifest = self.artifacts.manifest(job.id)
        if manifest is not None:
            return manifest
        with about(team_id=job.team_id), self._in_lane(job):
            began = time.monotonic()
            outcome = self._outcome(job)
            self._count(job, outcome, time.monotonic() - began)
        if isinstance(outcome, Drawn):
            self.artifacts.put_manifest(job.id, to_json(outcome))
        return to_json(outcome)

    def _outcome(self, job: Job) -> Outcome:
        try:
            return self._draw(job, Order.from_json(job.request))
        except NotAllowedError as error:
            return not_allowed(job, error)
        except SourceGoneError as error:
            return _without_source(job, error)
        except TitanCoreError as error:
            return self._not_drawn(job, error)

    def _count(self, job: Job, outcome: Outcome, seconds: float) -> None:
        if isinstance(outcome, Drawn):
            self.metrics.draw(outcome.model_id, "partly" if outcome.rest else "drawn", seconds)
            extra = {"event": "drawn", "job_id": job.id, "model_id": outcome.model_id, "seconds": round(seconds, 2)}
            _LOG.info("Drawn by %s in %.1f s", outcome.model_id, seconds, extra=extra)
        else:
            self.metrics.draw("", "refused" if outcome.refused else "failed", seconds)

    @contextmanager
    def _in_lane(self, job: Job) -> Iterator[None]:
        if job.cut_off < _SUSPECT_AFTER:
            with self.lane.together():
                yield
            return
        with self.lane.alone(job.cut_off_alone):
            self.jobs.draw_alone(job.id)  # now, and not while it waits: another's death is not its own
            yield

    def _draw(self, job: Job, order: Order) -> Drawn:
        permit = self.permits.of(job, order)
        wording = self.wordings.of(job, order, permit.rules.unwanted)
        result, order = self._generate_or_redraw(job, permit.worded(order, wording), permit.client)
        parts, task = self.artifacts.parts(job.id), order.sketch()
        return Drawn(
            parts=parts,
            model_id=result.model.model_id,
            model_title=result.model.title,
            losses=tuple(_losses(result, job)),
            withheld=result.withheld,
            price_usd=str(sum(self.accounts.pricing.of_one(find(part.model_id), task) for part in parts)),
            rest=self._not_drawn(job, result.failure) if result.failure else None,
            redrawn=not order.sources and bool(job.request["sources"]),
            translated=wording.translated,
            untranslated=wording.untranslated,
            unwanted=permit.rules.unwanted if takes_unwanted(order) else "",
        )

    def _generate_or_redraw(self, job: Job, order: Order, client: ImageClient) -> tuple[Result, Order]:
        """Draw with the pictures, or from words alone where no model can do more and the order allows it."""
        try:
            return self._generate(job, order, client), order
        except NoModelError:
            if order.otherwise is None:
                raise
        return self._generate(job, order.words_only(), client), order.words_only()

    def _generate(self, job: Job, order: Order, client: ImageClient) -> Result:
        task = order.task(self.sources.read(job.team_id, order))
        already = {part.index for part in self.artifacts.parts(job.id)}
        check = self.accounts.fence()

        def keep(picture: Picture) -> None:
            check()  # or it would replace what another worker has drawn and shown
            self._keep(job, picture)

        return client.generate(
            task,
            on_picture=keep,
            on_request=self.accounts.of(job.id),
            already=already,
            fit=True,
            partial=True,
        )

    def _keep(self, job: Job, picture: Picture) -> None:
        if picture.format == "webp":  # no image block of Slack's shows it
            picture = picture.as_png()
        part = Part(
            index=picture.index,
            file=f"{picture.index}{picture.suffix}",
            width=picture.width,
            height=picture.height,
            seed=picture.seed,
            model_id=picture.model_id,
        )
        self.artifacts.put_part(job.id, part, picture.data)
        count = Order.from_json(job.request).number_of_images
        if count > 1:
            self.on_drawn(job.id, len(self.artifacts.parts(job.id)), count)

    def _not_drawn(self, job: Job, error: TitanCoreError) -> NotDrawn:
        code, values = explained(error, self.permits.clients.of(None).chain)
        refused = code == ContentFilteredError.code
        reference = secrets.token_hex(4)
        extra = {"event": "not_drawn", "job_id": job.id, "reference": reference, "code": code}
        _LOG.log(logging.INFO if refused else logging.WARNING, "Not drawn: %s [%s]", error, reference, extra=extra)
        return NotDrawn(refused=refused, code=code, values=values, reference=reference)


def _losses(result: Result, job: Job) -> Iterator[tuple[str, str, str]]:
    """What the person asked for and didn't get; what rules keep out isn't theirs to miss."""
    own = job.request["asked"].get("negative_prompt", "")
    for loss in result.losses:
        asked = own if loss.field == "negative_prompt" else loss.asked
        if asked or loss.got:
            yield loss.field, asked, loss.got


def _without_source(job: Job, error: SourceGoneError) -> NotDrawn:
    reference = secrets.token_hex(4)
    extra = {"event": "not_drawn", "job_id": job.id, "reference": reference, "code": error.code}
    _LOG.warning("Not drawn: its picture is gone (%s) [%s]", error.reason, reference, extra=extra)
    values = {"name": error.name, "reason": error.reason}
    return NotDrawn(refused=False, code=error.code, values=values, reference=reference)

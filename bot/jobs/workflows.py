"""The durable road of one job, as DBOS workflows.

    imagine (queue `draw`)             deliver (child, holds no drawing slot)
      begin ─ announce beside the draw   upload ─ show ─ settle ─ tell
      draw (paid)
      note the answer
      start deliver

Where pictures wait for approval, `deliver` ends with a line that says so and an errand that asks the reviewers
(bot/jobs/reviewing.py); `deliver_approved` goes on from upload, when one of them has said yes.

Each is begun again after a crash, and goes on by what the job's row says: whether it is answered, with what, whether it
has ended; what of it has been drawn or uploaded lies in the artifacts and the posts. All may run twice, and changes
nothing the second time. Checkpoints are only for what can't know whether it was done: telling people.
"""

import logging
import secrets
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, ParamSpec, TypeVar

from dbos import DBOS, SetWorkflowID

from bot.delivery.slack_calls import SlackRefusedError
from bot.jobs import names
from bot.jobs.bell import Bell
from bot.jobs.delivering import Delivering
from bot.jobs.drawing import Drawing
from bot.jobs.edge import guarded
from bot.jobs.fence import Check, fenced
from bot.jobs.outcome import Drawn, NotDrawn, Outcome, drawn_from_json, from_json, to_json
from bot.jobs.registering import step, workflow
from bot.jobs.reviewing import ReviewDesk
from bot.store.jobs import Job, Jobs, State
from bot.store.line import Line
from bot.store.outlasting import outlasting

_LOG = logging.getLogger(__name__)
_P = ParamSpec("_P")
_T = TypeVar("_T")
_ENDING_SECONDS = (0.015, 0.05, 0.12)  # the slot is free once DBOS has the draw's end on disk: so soon, or later


class Workflows:
    """Registers the workflows and steps with DBOS, once a process, before it is launched."""

    def __init__(  # noqa: PLR0913  # keyword-only: the parts of the road
        self,
        *,
        jobs: Jobs,
        line: Line,
        drawing: Drawing,
        delivering: Delivering,
        review_desk: ReviewDesk,
        deliveries: int,
        bell: Bell,
        fence: Callable[[], Check],
    ) -> None:
        self._get, self._begin = outlasting(jobs.get), outlasting(line.begin)
        self._begin_showing, self._finish = outlasting(jobs.begin_showing), outlasting(jobs.finish)
        self._settle, self._is_to_be_told = outlasting(delivering.settle), outlasting(delivering.is_to_be_told)
        self._hold, self._ask_reviewers = outlasting(review_desk.reviews.hold), outlasting(review_desk.ask)
        self._bell = bell
        self._delivering = delivering
        self._slots = threading.BoundedSemaphore(deliveries)  # recovered children come in any number
        self._imagine = workflow(names.IMAGINE, self.imagine)
        self._beside = ThreadPoolExecutor(deliveries, thread_name_prefix="announce")
        self._deliver = workflow(names.DELIVER, self.deliver)
        self._deliver_approved = workflow(names.DELIVER_APPROVED, self.deliver_approved)
        self._draw = outlasting(fenced(fence, drawing.draw))
        self._note_answer = outlasting(fenced(fence, jobs.note_answer))
        self._upload = outlasting(fenced(fence, delivering.upload))
        self._show = outlasting(fenced(fence, delivering.show))
        self._wait = step("wait_for_approval", fenced(fence, delivering.wait))
        self._retract = step("retract", fenced(fence, delivering.retract))
        self._tell_step = step("tell", fenced(fence, delivering.tell))

    def imagine(self, job_id: str) -> None:
        """Draw a job and hand what came of it to a delivery."""
        placing = self._delivering.placing
        job, claim = self._get(job_id), placing.new_claim()
        if not self._begin(job, claim):
            return
        self._beside.submit(self.announce, job_id, claim)
        outcome = self._guarded(job_id, lambda: self._outcome(job), to_json)
        self._note_answer(job_id, outcome)
        _start(self._deliver, names.deliver_id(job_id), job_id, outcome)
        self._bell.ring(after=_ENDING_SECONDS)

    def _outcome(self, job: Job) -> dict[str, Any]:
        return dict(job.outcome) if job.outcome else self._draw(job)

    def announce(self, job_id: str, claim: str) -> None:
        """Post the placeholder. Nothing durable: what is missing of it, the delivery makes up for."""
        try:
            self._delivering.placing.ensure(job_id, claim)
        except SlackRefusedError as error:  # the delivery tries again and, if need be, tells the asker
            _LOG.warning("No placeholder: %s", error, extra={"event": "not_announced", "job_id": job_id})

    def deliver(self, job_id: str, answer: dict[str, Any]) -> None:
        """Bring what came of a draw to people; end the job."""
        with self._slots:
            self._guarded(
                job_id,
                lambda: self._bring(job_id, from_json(answer)),
                lambda _: self._finish(job_id, State.FAILED),
            )

    def begin_approved(self, job_id: str) -> None:
        """Begin to show what reviewers have approved; begun twice it is shown once."""
        _start(self._deliver_approved, names.approved_id(job_id), job_id)

    def deliver_approved(self, job_id: str) -> None:
        """Bring approved pictures to people, and tell their asker; end the job."""
        with self._slots:
            self._guarded(
                job_id,
                lambda: self._bring_approved(self._get(job_id)),
                lambda _: self._finish(job_id, State.FAILED),
            )

    def _bring(self, job_id: str, outcome: Outcome) -> None:
        if isinstance(outcome, NotDrawn):
            self._end_without_pictures(job_id, outcome)
        elif self._hold(job_id):
            self._wait(job_id)
            self._ask_reviewers(job_id)
        elif (job := self._begin_showing(job_id)).cancelled_by:
            news = self._retract(job_id, {"about": "cancelled", **to_json(outcome)})
            self._settle(job_id, outcome, State.CANCELLED)
            self._tell(job_id, news)
        else:
            self._bring_pictures(job, outcome)

    def _bring_approved(self, job: Job) -> None:
        self._bring_pictures(job, drawn_from_json(job.outcome or {}))

    def bury(self, job: Job) -> None:
        """End a job that has killed its workers: it is not drawn again, its asker is told."""
        outcome = _unexpected(secrets.token_hex(4))
        _LOG.error(
            "Gave up on a job that stops its workers [%s]",
            outcome.reference,
            extra={"event": "buried", "job_id": job.id},
        )
        DBOS.cancel_workflow(job.id)
        _start(self._deliver, names.deliver_id(job.id), job.id, to_json(outcome))

    @staticmethod
    def _guarded(job_id: str, work: Callable[[], _T], otherwise: Callable[[NotDrawn], _T]) -> _T:
        return guarded(work, lambda reference: otherwise(_unexpected(reference)), "Job failed", job_id=job_id)

    def _bring_pictures(self, job: Job, drawn: Drawn) -> None:
        refusal = self._show_unless_ended(job, drawn)
        if refusal is None:
            self._finish(job.id, State.DELIVERED)
            self._tell(job.id, {"about": "delivered", **to_json(drawn)})
            return
        news = self._retract(job.id, {"about": "undelivered", "refused": refusal})  # begun again: the first's
        self._settle(job.id, drawn, State.FAILED)
        self._tell(job.id, news)

    def _show_unless_ended(self, job: Job, drawn: Drawn) -> str | None:
        """Show the pictures; answer Slack's reason where it takes none. One begun again may have come to its end."""
        if job.state in {State.DELIVERED, State.FAILED}:
            return None if job.state is State.DELIVERED else "interrupted"
        try:
            self._show(job, drawn, self._upload(job, drawn))
        except SlackRefusedError as error:
            return f"{error.method}: {error.reason}"
        return None

    def _tell(self, job_id: str, news: dict[str, Any]) -> None:
        if self._is_to_be_told(job_id, news):  # a checkpoint less where there is nothing
            self._tell_step(job_id, news)

    def _end_without_pictures(self, job_id: str, outcome: NotDrawn) -> None:
        news = self._retract(job_id, {"about": "not_drawn", **to_json(outcome)})
        self._finish(job_id, State.REFUSED if outcome.refused else State.FAILED)
        self._tell(job_id, news)


def _unexpected(reference: str) -> NotDrawn:
    return NotDrawn(refused=False, code="unexpected", values={}, reference=reference)


def _start(workflow: Callable[_P, None], workflow_id: str, *args: _P.args, **kwargs: _P.kwargs) -> None:
    """Start a child by its id: begun again, it is the same child."""
    with SetWorkflowID(workflow_id):
        DBOS.start_workflow(workflow, *args, **kwargs)

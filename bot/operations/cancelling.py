"""`jobs cancel`: the moves of the Cancel button, made for the job's asker."""

from contextlib import closing

from bot.jobs.bell import Bell
from bot.jobs.engine_records import cancel_queued
from bot.jobs.errands import ErrandDesk
from bot.jobs.reviewing import ReviewDesk
from bot.store.audit import COMMAND_LINE
from bot.store.database import Database
from bot.store.jobs import Job, Jobs
from bot.store.reviews import Reviews
from bot.store.rules import RuleBook


class NotCancelledError(Exception):
    """Why it is too late."""


def cancelled(database: Database, job: Job) -> str:
    """Cancel a job as far as that can still be done, and say what it came to. Raises NotCancelledError."""
    jobs = Jobs(database)
    if jobs.cancel_waiting(job.id, COMMAND_LINE):
        cancel_queued(database, job.id)
        return f"Cancelled: nothing was drawn, nothing is charged. Nobody tells {job.user_id}: please do."
    if jobs.cancel_drawing(job.id, COMMAND_LINE):
        return (
            "Cancelled while it is drawn: what was sent to Bedrock is paid for. The picture isn't shown;"
            f" {job.user_id} is told, and finds it in the history."
        )
    with closing(ErrandDesk(database, Bell())) as desk:
        if ReviewDesk(reviews=Reviews(database, RuleBook(database)), desk=desk).withdraw(job.id, COMMAND_LINE):
            return "Cancelled while it waited for approval: it is paid for, and nobody sees it."
    now = jobs.get(job.id)
    if now.cancelled_by is not None:
        raise NotCancelledError("It is cancelled already.")
    raise NotCancelledError(f"Too late: the job is {now.state}, and there is nothing left to stop.")

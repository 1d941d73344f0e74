"""Buttons. Each press is checked here: who pressed, on which job; a value from outside proves nothing."""

from functools import partial
from typing import Any

from slack_bolt import Ack, App

from bot.services import Services
from bot.store.jobs import Job
from bot.store.people import Person
from bot.views.buttons import CANCEL
from bot.views.cancelled import Cancel, cancel_answer


def register(app: App, services: Services) -> None:
    def on_press(ack: Ack, body: dict[str, Any], action: dict[str, Any]) -> None:
        person = Person(team_id=body["team"]["id"], user_id=body["user"]["id"])
        result = cancel(services, services.jobs.find(action.get("value", "")), person)
        ack()
        services.after_ack.submit(_tell, services, person, body["response_url"], result)

    app.action(CANCEL)(on_press)


def cancel(services: Services, job: Job | None, person: Person) -> Cancel:
    """Cancel a job for its own person, as far as that can still be done."""
    if job is None or job.person != person:
        return Cancel.NOT_YOURS
    if services.jobs.cancel_waiting(job.id, person.user_id):
        services.enqueuer.cancel(job.id)
        return Cancel.IN_TIME
    if services.jobs.cancel_drawing(job.id, person.user_id):
        return Cancel.WHILE_DRAWING
    if services.review_desk.withdraw(job.id, person.user_id):
        return Cancel.WHILE_REVIEWED
    if job.cancelled_by is None:
        return Cancel.TOO_LATE
    return Cancel.IN_TIME if job.drawing_at is None else Cancel.WHILE_DRAWING  # pressed twice: the same answer


def _tell(services: Services, person: Person, response_url: str, result: Cancel) -> None:
    message = cancel_answer(result, services.languages.words_of(person))
    respond = partial(services.slack.respond, response_url)
    respond({**message, "replace_original": result is not Cancel.NOT_YOURS, "response_type": "ephemeral"})

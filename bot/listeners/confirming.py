"""The answers to what is asked before drawing: each takes the question's place, for the person who was asked."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from slack_bolt import Ack, App

from bot.intake.mending import KIND as LINE
from bot.intake.said import Answer
from bot.listeners.answering import person_of
from bot.services import Services
from bot.store.people import Person
from bot.views.buttons import DRAW_ASKED, DRAW_LINE, DRAW_UNASKED, DROP_ASKED
from bot.views.notices.asked import being_drawn_notice, stale_question

Json = dict[str, Any]
Take = Callable[[Services, Person, str, str], Answer]  # whose, the draft's id, the press's response_url


def register(app: App, services: Services) -> None:
    def answering(take: Take) -> Callable[[Ack, Json, Json], None]:
        def on_press(ack: Ack, body: Json, action: Json) -> None:
            response_url = str(body.get("response_url", ""))
            answer = take(services, person_of(body), str(action.get("value", "")), response_url)
            ack()
            services.after_ack.submit(put_in_place, services, body, answer)

        return on_press

    app.action(DRAW_ASKED)(answering(_draw))
    app.action(DRAW_UNASKED)(answering(_draw_unasked))
    app.action(DROP_ASKED)(answering(_drop))
    app.action(DRAW_LINE)(answering(_draw_line))


def put_in_place(services: Services, body: Json, answer: Answer) -> None:
    """Show an answer where the pressed message stood; beside it, where Slack doesn't take that any more."""
    person = person_of(body)
    words = services.languages.words_of(person)
    message = answer(words) or being_drawn_notice(words)
    if services.slack.respond(str(body.get("response_url", "")), {**message, "replace_original": True}):
        return
    container = body["container"]
    services.telling.whisper(person, str(container.get("channel_id")), container.get("thread_ts"), message)


def _draw(services: Services, person: Person, draft_id: str, response_url: str) -> Answer:
    return services.intake.batches.draw(draft_id, person, response_url)


def _draw_unasked(services: Services, person: Person, draft_id: str, response_url: str) -> Answer:
    """What the press says holds for the person, even where its question has grown old."""
    chosen = services.preferences.of_person(person)
    services.preferences.keep(person.team_id, person.user_id, replace(chosen, english_only=True))
    return _draw(services, person, draft_id, response_url)


def _drop(services: Services, person: Person, draft_id: str, _response_url: str) -> Answer:
    return services.intake.batches.drop(draft_id, person)


def _draw_line(services: Services, person: Person, draft_id: str, response_url: str) -> Answer:
    draft = services.drafts.find(draft_id, LINE, person)
    return services.intake.take(services.intake.lines.said(draft, response_url)) if draft else stale_question

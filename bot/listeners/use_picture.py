"""“Use this picture”, in the menu of a message: a picture that people shared, or one of ours, as a beginning.

The view opens at once, and is filled in when Slack has told what the files are. What is chosen in it becomes one job a
view, in the thread of that message.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from slack_bolt import Ack, App

from bot.delivery.slack_calls import SlackError
from bot.jobs.enqueue import Enqueued
from bot.listeners.answering import person_of
from bot.listeners.hearing import Place, say_alone
from bot.listeners.more import open_more
from bot.listeners.presses import find_press
from bot.locale import Words
from bot.manifest import DEFAULT_COMMAND
from bot.orders.asked import Asked
from bot.orders.from_files import made_of, offered, shared_from_json
from bot.orders.shared_files import Judged, SharedPicture, Unusable, file_ids
from bot.services import Services
from bot.store.people import Person
from bot.store.pictures import PictureId
from bot.store.posts import Post
from bot.views.modal import View, said_view
from bot.views.notices.presses import stale_press
from bot.views.taken import taken
from bot.views.use_picture import (
    FORM,
    Choice,
    Chosen,
    choose_again,
    chosen_in,
    looking_view,
    no_model_view,
    nothing_view,
    problems_in,
    unusable_view,
    use_picture_view,
)

_LOG = logging.getLogger(__name__)
_MOST = 10  # files that are looked at: as many as Slack takes in one message
CALLBACK, _KIND = "use_picture", "use_picture"
Json = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Spot:
    """The message that the shortcut was used on."""

    person: Person
    channel_id: str
    ts: str
    thread_ts: str | None

    @property
    def place(self) -> Place:
        """Where the picture comes to: the message's thread; flat in a direct message with the bot."""
        is_flat = self.channel_id.startswith("D") and self.thread_ts is None
        return Place(
            person=self.person, channel_id=self.channel_id, thread_ts=None if is_flat else self.thread_ts or self.ts
        )


def register(app: App, services: Services) -> None:
    def use(ack: Ack, body: dict[str, Any]) -> None:
        if not _open_own(services, body) and not _open(services, body):
            services.after_ack.submit(_say_again, services, body)
        ack()

    def submit(ack: Ack, body: dict[str, Any]) -> None:
        ack(**_submitted(services, body))

    app.shortcut({"type": "message_action", "callback_id": CALLBACK})(use)
    app.view(FORM)(submit)


def _open_own(services: Services, body: dict[str, Any]) -> bool:
    """One of our pictures has more behind it than its file: the same as its More."""
    spot = _spot(body)
    post = services.posts.at(spot.channel_id, spot.ts)
    picture = _first(services, post) if post else None
    if picture is None:
        return False
    where = {"channel_id": spot.channel_id, "message_ts": spot.ts}
    press = find_press(services, body, picture=str(picture), intent=f"{CALLBACK}:{body.get('action_ts')}", **where)
    return press is not None and open_more(services, press, body)


def _first(services: Services, post: Post) -> PictureId | None:
    if post.index is not None:
        return PictureId(job_id=post.job_id, index=post.index)
    return next((picture.id for picture in services.pictures.of_job(post.job_id)), None)


def _open(services: Services, body: Json) -> bool:
    """Open the view before the ack, a trigger lives three seconds; False if Slack didn't take it."""
    spot, ids = _spot(body), file_ids(body["message"])[:_MOST]
    words = services.languages.known(spot.person) or services.words
    view = looking_view(words) if ids else nothing_view(words)
    try:
        opened = services.slack.call(spot.person.team_id, "views.open", trigger_id=body["trigger_id"], view=view)
    except SlackError as error:
        _LOG.warning("“Use this picture” did not open: %s", error, extra={"event": "view_not_opened"})
        return False
    if ids:
        services.after_ack.submit(_fill, services, spot, ids, opened["view"]["id"])
    return True


def _fill(services: Services, spot: Spot, ids: Sequence[str], view_id: str) -> None:
    judge, team_id = services.shared_pictures.judge, spot.person.team_id
    files = [judge(team_id, file_id, channel_id=spot.channel_id, message_ts=spot.ts) for file_id in ids]
    view = _view(services, spot, files, services.languages.words_of(spot.person))
    try:
        services.slack.call(team_id, "views.update", view_id=view_id, view=view)
    except SlackError as error:  # they have closed it
        _LOG.info("“Use this picture” was not filled in: %s", error, extra={"event": "view_not_completed"})


def _view(services: Services, spot: Spot, files: Sequence[Judged], words: Words) -> View:
    pictures = tuple(file for file in files if isinstance(file, SharedPicture))
    unusable = tuple(file for file in files if isinstance(file, Unusable))
    if not pictures:
        return unusable_view(unusable[0], words, is_direct=spot.channel_id.startswith("D"))
    choice = _choice(services, pictures, unusable)
    if not choice.prices:
        return no_model_view(words)
    kept = {"pictures": [asdict(picture) for picture in pictures], "ts": spot.ts}
    where = {"channel_id": spot.channel_id, "thread_ts": spot.thread_ts}
    return use_picture_view(choice, services.drafts.put(_KIND, spot.person, {**kept, **where}), words)


def _choice(services: Services, pictures: tuple[SharedPicture, ...], unusable: tuple[Unusable, ...] = ()) -> Choice:
    offers = tuple(offered(picture, services.pricing) for picture in pictures)
    return Choice(pictures=pictures, offers=offers, unusable=unusable)


def _submitted(services: Services, body: Json) -> dict[str, Any]:
    """Commit the job; answers what the ack carries: the view closes, or words stand beside a field."""
    person, view = person_of(body), body["view"]
    words = services.languages.known(person) or services.words
    draft = services.drafts.find(str(view.get("private_metadata", "")), _KIND, person)
    chosen = chosen_in(view["state"]["values"])
    if draft is None or chosen is None or chosen.picture >= len(draft.payload["pictures"]):
        return {"response_action": "update", "view": said_view(stale_press(words), words)}
    choice = _choice(services, tuple(map(shared_from_json, draft.payload["pictures"])))
    problems = problems_in(chosen, choice, words)
    if problems:
        return {"response_action": "errors", "errors": problems}
    where = {name: draft.payload[name] for name in ("channel_id", "ts", "thread_ts")}
    _draw(services, Spot(person=person, **where), choice, chosen, str(view["id"]))
    return {"response_action": "clear"}


def _draw(services: Services, spot: Spot, choice: Choice, chosen: Chosen, view_id: str) -> None:
    place = spot.place
    asked = Asked(
        intent=f"{CALLBACK}:{view_id}",
        person=spot.person,
        channel_id=place.channel_id,
        thread_ts=place.thread_ts,
        command=DEFAULT_COMMAND,
        response_url=None,
        order=made_of(choice.pictures[chosen.picture], chosen.action, chosen.words),
    )
    enqueued = services.enqueuer.enqueue(asked)
    if enqueued.wait.ahead or enqueued.left:
        services.after_ack.submit(_say_place, services, place, enqueued)


def _say_place(services: Services, place: Place, enqueued: Enqueued) -> None:
    words = services.languages.words_of(place.person)
    message = taken(enqueued, (), words)
    if message:
        say_alone(services, place, message)


def _say_again(services: Services, body: Json) -> None:
    message = choose_again(services.languages.words_of(person_of(body)))
    told = {**message, "replace_original": False, "response_type": "ephemeral"}
    services.slack.respond(str(body.get("response_url", "")), told)


def _spot(body: Json) -> Spot:
    message = body["message"]
    return Spot(
        person=person_of(body),
        channel_id=str(body["channel"]["id"]),
        ts=str(body["message_ts"]),
        thread_ts=message.get("thread_ts"),
    )

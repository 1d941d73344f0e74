"""A press of a button under a picture: who, where, on which picture; checked here, since a value proves nothing."""

import json
import logging
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from bot.jobs.enqueue import Enqueued
from bot.manifest import DEFAULT_COMMAND
from bot.orders.asked import Asked
from bot.orders.order import Order
from bot.services import Services
from bot.store.people import Person
from bot.store.pictures import PictureId, StoredPicture
from bot.store.posts import Post

_LOG = logging.getLogger(__name__)
Json = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Press:
    """`intent` names this press alone; `message_ts` is the post's, also where the press was made in a view about it."""

    person: Person
    picture: StoredPicture
    post: Post
    intent: str
    trigger_id: str
    response_url: str | None

    @property
    def is_direct(self) -> bool:
        return self.post.channel_id.startswith("D")

    def landing(self, services: Services) -> tuple[str, str | None]:
        """Channel and thread of what it makes: the picture's thread; flat in a DM or where the channel says so."""
        if self.is_direct and self.post.thread_ts is None:
            return self.post.channel_id, None
        flat = services.preferences.of_channel(self.person.team_id, self.post.channel_id).results_flat
        return self.post.channel_id, self.post.thread_ts if flat else self.post.thread


def press_on_message(services: Services, body: Json, action: Json) -> Press | None:
    """Read a press of a message's button; None if its value isn't a picture that this very message shows."""
    container = body["container"]
    return find_press(
        services,
        body,
        picture=str(action.get("value", "")),
        channel_id=str(container.get("channel_id", "")),
        message_ts=str(container.get("message_ts", "")),
        intent=f"{action['action_id']}:{action.get('action_ts')}",
    )


def press_in_view(services: Services, body: Json, intent: str) -> Press | None:
    """Read a press in a view, or its submission: `private_metadata` is what `about` wrote."""
    return find_press(services, body, intent=f"{body['view']['id']}:{intent}", **written_in(body))


def written_in(body: Json) -> dict[str, str]:
    """What `about` wrote into the view that was pressed in; empty texts where it wrote nothing."""
    return _read(body["view"].get("private_metadata"))


def press_on_notice(services: Services, body: Json, action: Json) -> Press | None:
    """Read a press on what one person was told about a picture: the button's value is `Errand.seen`.

    Pressed twice on the same notice it is the same intent.
    """
    notice = body["view"]["id"] if "view" in body else body["container"].get("message_ts")
    return find_press(services, body, intent=f"{notice}:{action['action_id']}", **_read(action.get("value")))


def _read(written: object) -> dict[str, str]:
    try:
        known = json.loads(str(written or "{}"))
    except ValueError:
        known = {}
    known = known if isinstance(known, dict) else {}
    return {name: str(known.get(name, "")) for name in ("picture", "channel_id", "message_ts")}


def about(press: Press) -> str:
    """What a view keeps in its `private_metadata` to know its picture by, and the message it was opened from."""
    return json.dumps(
        {"picture": str(press.picture.id), "channel_id": press.post.channel_id, "message_ts": press.post.ts}
    )


def find_press(  # noqa: PLR0913  # keyword-only: what a press says of itself
    services: Services, body: Json, *, picture: str, channel_id: str, message_ts: str, intent: str
) -> Press | None:
    """Check that the picture is there and shown by that message, in the presser's workspace; None if not.

    For views the three come from their `private_metadata`.
    """
    person = Person(team_id=body["team"]["id"], user_id=body["user"]["id"])
    picture_id = PictureId.parse(picture)
    found = services.pictures.find(picture_id) if picture_id else None
    post = services.posts.at(channel_id, message_ts)
    if found is None or post is None or not _is_shown(found, post, person):
        _LOG.info("A press on no picture that is shown there", extra={"event": "stale_press", **asdict(person)})
        return None
    return Press(
        person=person,
        picture=found,
        post=post,
        intent=f"press:{found.id}:{intent}:{person.user_id}",
        trigger_id=str(body.get("trigger_id", "")),
        response_url=body.get("response_url"),
    )


def _is_shown(picture: StoredPicture, post: Post, person: Person) -> bool:
    return picture.deleted_at is None and post.shows(picture.id) and post.team_id == person.team_id


def enqueue_press(services: Services, press: Press, order: Order, intent: str) -> Enqueued:
    """Make a job of what a press asks for; its picture comes to where `landing` says."""
    channel_id, thread_ts = press.landing(services)
    return services.enqueuer.enqueue(
        Asked(
            intent=intent,
            person=press.person,
            channel_id=channel_id,
            thread_ts=thread_ts,
            command=DEFAULT_COMMAND,
            response_url=press.response_url,
            order=order,
        )
    )

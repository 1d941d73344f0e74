"""A message to the bot, in a channel or in its direct messages: which picture goes in, and then the intake.

What the message itself and the database tell is taken before the ack. Where Slack must be asked first (what a file is,
what a thread begins with), the message is kept as a draft before the ack and taken right after it; what a process
leaves behind when it dies in between, the next one that starts picks up.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from functools import partial
from typing import Any, Self

from bot.delivery.slack_calls import SlackError
from bot.intake.said import Answer, Said
from bot.locale import Words
from bot.orders.iterating import Basis
from bot.orders.shared_files import Judged, Reason, SharedPicture, Unusable, chosen, file_ids, is_known, judged
from bot.prompt_line import Asking, Word, parse
from bot.services import Services
from bot.store.people import Person
from bot.views.message import Message
from bot.views.notices.shared import ask_what_to_do, remarks, together, unread_thread, unusable_notice

Json = Mapping[str, Any]
Lines = Callable[[Words], list[str]]
_KIND = "heard"
_PATIENCE_SECONDS = 30.0
_OLDEST_SECONDS, _NEWEST_SECONDS = 3600.0, 60.0  # ages of drafts that another process left behind


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where a person is answered alone."""

    person: Person
    channel_id: str
    thread_ts: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Heard:
    """A message that waits to be understood. root_ts: of the thread it was written in, "" at top level."""

    said: Said
    ts: str
    root_ts: str
    file_ids: tuple[str, ...]

    @classmethod
    def from_json(cls, value: Json) -> Self:
        said = Said(**{**value["said"], "person": Person(**value["said"]["person"]), "basis": None})
        return cls(said=said, ts=value["ts"], root_ts=value["root_ts"], file_ids=tuple(value["file_ids"]))

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def hear(services: Services, said: Said, event: Json) -> None:
    """Take a message's request, now or right after the ack."""
    files: Sequence[Json] = event.get("files") or ()
    heard = Heard(
        said=said,
        ts=str(event["ts"]),
        root_ts=str(event.get("thread_ts") or ""),
        file_ids=tuple(file_ids({"files": files})),
    )
    if not _needs_a_picture(services, said, has_files=bool(files)):
        _take(services, said, [])
    elif files and all(is_known(file) for file in files):
        _take(services, said, [judged(file, channel_id=said.channel_id, message_ts=heard.ts) for file in files])
    elif files or _is_unknown_thread(services, heard):
        draft_id = services.drafts.put(_KIND, said.person, heard.to_json())
        services.after_ack.submit(_look, services, draft_id, said.person)
    else:
        _take(services, said, [])


def pick_up(services: Services) -> None:
    """Take what processes that died have heard and not taken; a message that was taken all the same makes no job."""
    for draft_id, person in services.drafts.left_over(_KIND, oldest=_OLDEST_SECONDS, newest=_NEWEST_SECONDS):
        _look(services, draft_id, person)


def say_alone(services: Services, place: Place, message: Message) -> None:
    """Answer the writer: in their direct message with the bot as a message, since nobody else reads there."""
    if not place.channel_id.startswith("D"):
        services.telling.whisper(place.person, place.channel_id, place.thread_ts, message)
        return
    where: dict[str, Any] = {"channel": place.channel_id, "thread_ts": place.thread_ts}
    with suppress(SlackError):  # nobody is left to tell
        services.slack.patiently(
            lambda: services.slack.call(place.person.team_id, "chat.postMessage", **where, **message),
            seconds=_PATIENCE_SECONDS,
        )


def _needs_a_picture(services: Services, said: Said, *, has_files: bool) -> bool:
    """Whether the line could be about a picture: words such as `help` aren't, nor is `--new` without a file."""
    preset = partial(services.preferences.preset, said.person, said.channel_id)
    parsed = parse(said.text, from_message=said.from_message, preset=preset)
    if has_files:
        return isinstance(parsed, Asking) or parsed is Word.FORM
    return isinstance(parsed, Asking) and not parsed.requests[0].new


def _is_unknown_thread(services: Services, heard: Heard) -> bool:
    said = heard.said
    return bool(heard.root_ts) and services.threads.basis(said.person, said.channel_id, heard.root_ts) == Basis()


def _look(services: Services, draft_id: str, person: Person) -> None:
    draft = services.drafts.find(draft_id, _KIND, person)
    if draft is None or draft.used_at is not None:
        return
    heard = Heard.from_json(draft.payload)
    if heard.file_ids:
        _take(services, heard.said, _judge(services, heard.said, heard.file_ids, heard.ts))
    else:
        _take_in_thread(services, heard)
    services.drafts.use(draft_id)


def _take_in_thread(services: Services, heard: Heard) -> None:
    """With the picture of the thread's first message, if there is one."""
    said = heard.said
    first = services.shared_pictures.first_of_thread(said.person.team_id, said.channel_id, heard.root_ts)
    if first is None:
        _answer(services, said, _with_lines(services.intake.take(said), lambda words: [unread_thread(words)]))
        return
    found = _judge(services, said, file_ids(first), heard.root_ts)
    meant = [file for file in found if isinstance(file, SharedPicture) or file.reason is not Reason.NOT_A_PICTURE]
    _take(services, said, [picture] if (picture := chosen(meant)) else [], is_attached=False)


def _judge(services: Services, said: Said, ids: Sequence[str], message_ts: str) -> list[Judged]:
    ask, team_id = services.shared_pictures.judge, said.person.team_id
    return [ask(team_id, file_id, channel_id=said.channel_id, message_ts=message_ts) for file_id in ids]


def _take(services: Services, said: Said, files: Sequence[Judged], *, is_attached: bool = True) -> None:
    picture = chosen(files)
    if picture is None:
        _answer(services, said, services.intake.take(said))
    elif isinstance(picture, Unusable):
        unusable, away = picture, not is_attached
        _answer(services, said, lambda words: unusable_notice(unusable, words, is_direct=said.is_direct, is_away=away))
    elif is_attached and not said.text.strip():
        _answer(services, said, lambda words: ask_what_to_do(words, _example(said, words)))
    else:
        usable = picture
        basis = Basis(source=usable.source, is_attached=is_attached)
        answer = services.intake.take(replace(said, basis=basis))
        _answer(services, said, _with_lines(answer, lambda words: remarks(usable, len(files), words)))


def _example(said: Said, words: Words) -> str:
    line = words("as a watercolour --keep 70")
    return line if said.is_direct else f"{said.command} {line}"


def _with_lines(answer: Answer, lines: Lines) -> Answer:
    return lambda words: together(lines(words), answer(words))


def _answer(services: Services, said: Said, answer: Answer) -> None:
    place = Place(person=said.person, channel_id=said.channel_id, thread_ts=said.thread_ts)

    def say(message: Message) -> None:
        say_alone(services, place, message)

    message = services.intake.answer(said, answer, say)
    if message:
        services.after_ack.submit(say, message)

"""From words to jobs: what every door (command, mention, direct message) does the same way."""

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial

from bot.delivery.admins import Admins
from bot.delivery.languages import Languages
from bot.intake.batches import Batches
from bot.intake.defaults import with_defaults, with_unwanted
from bot.intake.mending import Lines
from bot.intake.questions import Questions
from bot.intake.refusing import Refusing
from bot.intake.said import Answer, Later, Said, Wanted
from bot.jobs.enqueue import Enqueuer
from bot.jobs.permits import Permits
from bot.jobs.using import Using
from bot.locale import Words
from bot.orders.asked import Asked
from bot.orders.iterating import Basis
from bot.orders.order import Action
from bot.orders.roster import roster_of
from bot.orders.threads import Threads
from bot.prompt_line import Asking, Problem, Request, Word, parse
from bot.rules.refusal import NotAllowedError
from bot.store.line import Line
from bot.store.people import Person
from bot.store.preferences import Preferences
from bot.store.queue import Queue
from bot.views.asking import question_message
from bot.views.doors import door_message
from bot.views.mending import mending_message
from bot.views.message import Message
from bot.views.models import models_message
from bot.views.notices import help_notice, request_lines
from bot.views.notices.unheeded import unheeded_lines
from bot.views.queue import Entry, queue_message
from bot.views.taken import taken
from bot.views.usage.own import own_message
from titan_core.client import ImageClient


@dataclass(frozen=True, kw_only=True, slots=True)
class Intake:
    """Takes requests. client: the whole chain's. after_ack: runs what may be slow, on threads that don't receive."""

    enqueuer: Enqueuer
    batches: Batches
    refusing: Refusing
    lines: Lines
    questions: Questions
    threads: Threads
    preferences: Preferences
    queue: Queue
    line: Line
    languages: Languages
    client: ImageClient
    permits: Permits
    using: Using
    admins: Admins
    after_ack: Executor

    def take(self, said: Said) -> Answer:
        """Enqueue what was asked for, or ask back; the answer is words for that person only, None for silence.

        When this returns, the job or the question is committed and the request may be acked.
        """
        basis = said.basis or self.threads.basis(said.person, said.channel_id, said.thread_ts)
        preset = partial(self.preferences.preset, said.person, said.channel_id)
        parsed = parse(said.text, from_message=said.from_message, preset=preset, onto=basis.words)
        match parsed:
            case Asking():
                return self._take_allowed(said, parsed.requests, basis)
            case Word():
                return self._show(said, parsed)
            case _:
                return self._explain(said, parsed)

    def answer(self, said: Said, answer: Answer, say: Callable[[Message], object]) -> Message | None:
        """Answer at once if the person's language is known and the answer is; else `say` it later."""
        words = self.languages.known(said.person)
        if words and not isinstance(answer, Later):
            return answer(words)
        self.after_ack.submit(self._say_later, said.person, answer, say)
        return None

    def queue_of(self, person: Person) -> Callable[..., Message]:
        """What a person has under way, to be worded: `(words, said="")`."""
        entries = [Entry(job=job, wait=self.line.wait(job)) for job in self.queue.of(person)]
        return partial(queue_message, entries, self.queue.of_others(person))

    def _usage_of(self, said: Said, words: Words) -> Message:
        own = self.using.of(said.person, said.channel_id)
        return own_message(own, words, is_admin=self.admins.includes(said.person))

    def _say_later(self, person: Person, answer: Answer, say: Callable[[Message], object]) -> None:
        message = answer(self.languages.words_of(person))
        if message:
            say(message)

    def _take_allowed(self, said: Said, requests: Sequence[Request], basis: Basis) -> Answer:
        try:
            return self._take(said, [self._wanted(said, basis, request) for request in requests], basis)
        except NotAllowedError as error:
            return self.refusing.answer(error)

    def _take(self, said: Said, wanted: Sequence[Wanted], basis: Basis) -> Answer:
        notes = partial(_notes, said, [one.request for one in wanted], basis)
        question = self.questions.about(said, wanted)
        if question:
            asked = question
            return lambda words: question_message(asked, notes(words), words)
        return self._enqueue(said, wanted[0], notes)

    def _wanted(self, said: Said, basis: Basis, request: Request) -> Wanted:
        """What goes on from a picture keeps that one's shape and model; what is never wanted is kept out there, too."""
        own, channel = self.preferences.of_place(said.person, said.channel_id)
        full = with_unwanted(request, own, channel)
        if basis.order(request).action is Action.IMAGINE:
            full = with_defaults(full, own, channel)
        return Wanted(request=request, order=basis.order(full))

    def _enqueue(self, said: Said, wanted: Wanted, notes: Callable[[Words], Sequence[str]]) -> Answer:
        enqueued = self.enqueuer.enqueue(
            Asked(
                intent=said.intent,
                person=said.person,
                channel_id=said.channel_id,
                thread_ts=said.thread_ts,
                command=said.command,
                response_url=said.response_url,
                order=wanted.order,
            )
        )
        return lambda words: taken(enqueued, notes(words), words)

    def _explain(self, said: Said, problem: Problem) -> Answer:
        preset = partial(self.preferences.preset, said.person, said.channel_id)
        mending = self.lines.mending(said, problem, preset)
        return lambda words: mending_message(mending, words, said.command)

    def _show(self, said: Said, word: Word) -> Answer:
        match word:
            case Word.HELP:
                return lambda words: help_notice(words, said.command, is_direct=said.is_direct)
            case Word.MODELS:
                allowed = self.permits.models(said.person, said.channel_id)
                roster = roster_of(self.client, self.questions.pricing.of_one, allowed)
                return lambda words: models_message(roster, words, said.command)
            case Word.QUEUE:
                return self.queue_of(said.person)
            case Word.USAGE:
                return Later(partial(self._usage_of, said))
            case _:
                return lambda words: door_message(word, words, said.command)


def _notes(said: Said, requests: Sequence[Request], basis: Basis, words: Words) -> list[str]:
    """What there is to tell of a line, besides what it came to."""
    return [*request_lines(requests, words, said.command), *unheeded_lines(requests, basis, words)]

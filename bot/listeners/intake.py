"""From words to a job: what every door (command, mention) does the same way."""

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass, replace

from bot.delivery.languages import Languages
from bot.jobs.enqueue import Asked, Enqueuer
from bot.locale import Words
from bot.orders.iterating import Basis
from bot.orders.threads import Threads
from bot.prompt_line import Asking, Request, Word, parse
from bot.store.people import Person
from bot.views.message import Message
from bot.views.notices import help_notice, problem_notice
from bot.views.taken import taken

Answer = Callable[[Words], Message | None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """What a person typed, and where. `command` is what it was typed to, as the answers quote it.

    basis: what it goes on from, where the door knows that; None: whatever its thread is about.
    """

    text: str
    from_message: bool
    intent: str
    person: Person
    channel_id: str
    thread_ts: str | None
    command: str
    response_url: str | None
    basis: Basis | None = None

    @property
    def is_direct(self) -> bool:
        """Whether it was said in a direct message, which nobody else reads."""
        return self.channel_id.startswith("D")


@dataclass(frozen=True, kw_only=True, slots=True)
class Intake:
    """Takes requests. `after_ack` runs what may be slow, on threads that don't receive."""

    enqueuer: Enqueuer
    languages: Languages
    threads: Threads
    after_ack: Executor

    def take(self, said: Said) -> Answer:
        """Enqueue what was asked for; the answer is words for that person only, None for silence.

        When this returns, the job is committed and the request may be acked.
        """
        basis = said.basis or self.threads.basis(said.person, said.channel_id, said.thread_ts)
        parsed = parse(said.text, from_message=said.from_message, onto=basis.words)
        if isinstance(parsed, Asking):
            return self._enqueue_all(replace(said, basis=basis), parsed)
        if isinstance(parsed, Word):
            return lambda words: help_notice(words, said.command)
        return lambda words: problem_notice(parsed, words, said.command)

    def answer(self, said: Said, answer: Answer, say: Callable[[Message], object]) -> Message | None:
        """Answer at once if the person's language is known; else `say` it later, once Slack has told the language."""
        words = self.languages.known(said.person)
        if words:
            return answer(words)
        self.after_ack.submit(self._say_later, said.person, answer, say)
        return None

    def _say_later(self, person: Person, answer: Answer, say: Callable[[Message], object]) -> None:
        message = answer(self.languages.words_of(person))
        if message:
            say(message)

    def _enqueue_all(self, said: Said, asking: Asking) -> Answer:
        """The answer speaks of the first: the rest stand behind it in line."""
        first, *rest = asking.requests
        answer = self._enqueue(said, first, said.intent)
        for turn, request in enumerate(rest, start=1):
            self._enqueue(said, request, f"{said.intent}:{turn}")
        return answer

    def _enqueue(self, said: Said, request: Request, intent: str) -> Answer:
        asked = Asked(
            intent=intent,
            person=said.person,
            channel_id=said.channel_id,
            thread_ts=said.thread_ts,
            command=said.command,
            response_url=said.response_url,
            order=(said.basis or Basis()).order(request),
        )
        enqueued = self.enqueuer.enqueue(asked)
        return lambda words: taken(enqueued.job, enqueued.wait, request, words)

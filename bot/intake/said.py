"""What a person typed, and where; and what they are answered."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.locale import Words
from bot.orders.iterating import Basis
from bot.orders.order import Order
from bot.prompt_line import Request
from bot.store.people import Person
from bot.views.message import Message

Answer = Callable[[Words], Message | None]  # for that person alone; None: nothing needs to be said


@dataclass(frozen=True, slots=True)
class Later:
    """An answer that takes its time or asks Slack, so not before the ack."""

    build: Answer

    def __call__(self, words: Words) -> Message | None:
        return self.build(words)


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """What a person typed, and where. `command` is what it was typed to, as the answers quote it.

    intent: as `Asked` has it. basis: what it goes on from, where the door knows that; None: whatever its thread is
    about.
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
class Wanted:
    """One request of a line. `request` is as typed, `order` has the preferences, too."""

    request: Request
    order: Order

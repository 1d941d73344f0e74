"""The account of each job: every request to Bedrock waits for its slot and is written down before it is sent."""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import sqlalchemy as sa

from bot.jobs.fence import Check, unfenced
from bot.orders.pricing import Pricing
from bot.store import calls
from bot.store.call_slots import CallSlots
from bot.store.calls import Call
from bot.store.database import Database
from bot.store.ledger import micros
from bot.store.outlasting import outlasting
from titan_core.calling import Billed, OnRequest, Request


@dataclass(frozen=True, kw_only=True, slots=True)
class Accounts:
    """slots: of the calls a minute of all workers. on_spent hears of what was billed: a model's id, micros."""

    database: Database
    slots: CallSlots
    pricing: Pricing
    fence: Callable[[], Check] = unfenced
    on_spent: Callable[[str, int], None] = lambda _model_id, _micros: None
    clock: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep

    def of(self, job_id: str) -> OnRequest:
        """What `ImageClient.generate` tells of a job's requests; raises EntryEndedError if that is over.

        Asked for in the workflow that draws it: once that has been taken over, nothing more is paid for in its name.
        """
        check = self.fence()

        def begin(request: Request) -> Billed:
            each = micros(self.pricing.of_one(request.model, request.task))
            call = Call(
                id=secrets.token_hex(8),
                job_id=job_id,
                model_id=request.model.model_id,
                pictures=0 if request.is_detour else request.pictures,
                micros=each * request.pictures,
            )
            with self.database.precedence.first():  # a call's slot is held meanwhile
                self._begin(call, check)

            def billed(pictures: int | None) -> None:
                if pictures is not None:
                    shown = 0 if request.is_detour else pictures
                    # What is drawn is paid for: it isn't lost with the database's server.
                    outlasting(self._end)(replace(call, pictures=shown, micros=each * pictures))
                    self.on_spent(call.model_id, each * pictures)

            return billed

        return begin

    def _begin(self, call: Call, check: Check) -> None:
        """Written down when it goes out: what only waits for its minute costs nothing if its worker dies."""

        def write_down(connection: sa.Connection) -> None:
            check()
            calls.begin(connection, call, self.clock())

        seconds = self.slots.take(write_down)
        if seconds:
            self.sleep(seconds)
            with self.database.write() as connection:
                write_down(connection)

    def _end(self, call: Call) -> None:
        with self.database.write() as connection:
            calls.end(connection, call)

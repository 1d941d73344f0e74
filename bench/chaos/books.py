"""What the bot itself has written down of its jobs and their money."""

from dataclasses import dataclass

import sqlalchemy as sa

from bot.store.database import Database

_ENDED = "('SUCCESS', 'ERROR', 'CANCELLED')"


@dataclass(frozen=True, kw_only=True, slots=True)
class Ledger:
    """Sums over all entries, in millionths of a dollar; `unknown` is the part of `spent` that may not be billed."""

    entries: int
    reserved: int
    spent: int
    unknown: int


class Books:
    """Reads the bot's database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._workflows = "dbos.workflow_status" if database.is_server else "workflow_status"

    def unfinished(self) -> int:
        """Workflows that may still do something."""
        return self._number(f"SELECT count(*) FROM {self._workflows} WHERE status NOT IN {_ENDED}")  # noqa: S608  # constants

    def states(self) -> dict[str, int]:
        """How many jobs ended, or wait, in each state."""
        with self._database.read() as connection:
            counted = connection.execute(sa.text("SELECT state, count(*) FROM imagine_jobs GROUP BY state"))
            return {str(state): int(count) for state, count in counted}

    def cut_off(self) -> int:
        """How often a worker died under a job that it was drawing."""
        return self._number("SELECT coalesce(sum(cut_off), 0) FROM imagine_jobs")

    def ledger(self) -> Ledger:
        reserved = "sum(CASE WHEN state = 'reserved' THEN reserved_micros ELSE 0 END)"
        names = ("count(*)", reserved, "sum(spent_micros)", "sum(unknown_micros)")
        return Ledger(**{
            name: self._number(f"SELECT coalesce({what}, 0) FROM imagine_ledger")  # noqa: S608  # constants
            for name, what in zip(("entries", "reserved", "spent", "unknown"), names, strict=True)
        })  # fmt: skip

    def calls_left(self) -> int:
        """Calls to Bedrock whose job's entry hasn't ended."""
        return self._number("SELECT count(*) FROM imagine_calls")

    def _number(self, query: str) -> int:
        with self._database.read() as connection:
            return int(connection.execute(sa.text(query)).scalar_one())

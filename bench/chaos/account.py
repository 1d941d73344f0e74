"""What became of a run, and what of it should not have."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bench.chaos.books import Books, Ledger
from bench.chaos.fleet import Fleet
from bench.chaos.paid import Paid, paid
from bench.chaos.plan import Plan
from bench.chaos.seen import Lost, faults, lost_posts, pictures, placeholders, troubles
from sandbox.bedrock import BedrockSandbox
from sandbox.slack import SlackSandbox

_PRICE_MICROS = 40_000  # of a picture by Stable Image Core


@dataclass(frozen=True, kw_only=True, slots=True)
class Account:
    """Counts of a run. `seconds` is from the first command to the last picture, all the while with kills.

    left: placeholders without a picture, by their ts. ended: processes that ended although nobody had killed them.
    """

    plan: Plan
    seconds: float
    acked: frozenset[str]
    unacked: frozenset[str]
    shown: Counter[str]
    left: tuple[str, ...]
    lost: Lost
    slack_calls: int
    slack_faults: Counter[str]
    troubles: Sequence[str]
    kills: int
    ended: Sequence[str]
    paid: Paid
    cut_off: int
    states: dict[str, int]
    unfinished: int
    ledger: Ledger
    calls_left: int

    def wrong(self) -> Iterator[str]:
        """What should not be, in words; nothing where all went well."""
        missing = self.acked - set(self.shown)
        twice = {prompt for prompt, count in self.shown.items() if count > 1}
        unknown = set(self.left) - self.lost.on_the_way - self.lost.with_process
        owed = self.ledger.spent - self.ledger.unknown
        said = {
            f"not shown: {sorted(missing)}": missing,
            f"shown more than once: {sorted(twice)}": twice,
            f"shown although nobody asked: {set(self.shown) - self.acked - self.unacked}": set(self.shown)
            - self.acked
            - self.unacked,
            f"placeholders left although their answers arrived: {sorted(unknown)}": unknown,
            f"said beside pictures: {Counter(self.troubles).most_common(5)}": self.troubles,
            f"drawn again although no kill had hit the draw: {self.paid.unexplained}": self.paid.unexplained,
            f"jobs that are not delivered: {self.states}": set(self.states) != {"delivered"},
            f"jobs {sum(self.states.values())}, pictures {self.shown.total()}": sum(self.states.values())
            != self.shown.total(),
            f"workflows that have not ended: {self.unfinished}": self.unfinished,
            f"money still reserved: {self.ledger}": self.ledger.reserved,
            f"calls still open on the ledger: {self.calls_left}": self.calls_left,
            f"known to be spent {owed}, pictures shown {self.shown.total()}": owed < self.shown.total() * _PRICE_MICROS,
            f"billed {self.paid.micros}, on the ledger {owed} to {self.ledger.spent}": not owed
            <= self.paid.micros
            <= self.ledger.spent,
        }
        return (words for words, is_wrong in said.items() if is_wrong)


def account_of(  # noqa: PLR0913  # the parties of a run
    plan: Plan,
    slack: SlackSandbox,
    bedrock: BedrockSandbox,
    fleet: Fleet,
    books: Books,
    *,
    acked: set[str],
    unacked: set[str],
    seconds: float,
) -> Account:
    return Account(
        plan=plan,
        seconds=seconds,
        acked=frozenset(acked),
        unacked=frozenset(unacked),
        shown=pictures(slack),
        left=tuple(message["ts"] for message in placeholders(slack)),
        lost=lost_posts(slack, fleet.kills),
        slack_calls=len(slack.calls()),
        slack_faults=faults(slack),
        troubles=troubles(slack),
        kills=len(fleet.kills),
        ended=tuple(fleet.ended),
        paid=paid(bedrock.calls, fleet.kills),
        cut_off=books.cut_off(),
        states=books.states(),
        unfinished=books.unfinished(),
        ledger=books.ledger(),
        calls_left=books.calls_left(),
    )

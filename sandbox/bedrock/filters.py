"""The content filter: documented test words instead of a classifier.

* `forbidden` in the prompt is refused before drawing (the prompt filter);
* `forbidden-output` is drawn, and every picture withheld (the output filter);
* `forbidden-one` withholds one picture of a batch.
"""

import re
import threading
from dataclasses import dataclass, field

from sandbox.bedrock.orders import Order

_WORD = re.compile(r"(?<![\w-])forbidden(-output|-one)?(?![\w-])", re.IGNORECASE)
_BATCH = 5  # a client that draws a batch in single calls counts its seeds up, five at most


def refuses_prompt(prompt: str) -> bool:
    return any(found[1] is None for found in _WORD.finditer(prompt))


@dataclass(kw_only=True, slots=True)
class OutputFilter:
    """Which pictures of an order are withheld. It remembers the seeds it withheld, so a repeated call ends the same."""

    _withheld: dict[str, set[int]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def withheld_seeds(self, order: Order) -> frozenset[int]:
        kinds = {(found[1] or "").lower() for found in _WORD.finditer(order.prompt)}
        if "-output" in kinds:
            return frozenset(order.seeds)
        if "-one" in kinds:
            return self._one_of(order)
        return frozenset()

    def _one_of(self, order: Order) -> frozenset[int]:
        """One of the order's seeds, or none if a neighbouring seed of the same prompt was withheld before."""
        with self._lock:
            known = self._withheld.setdefault(order.prompt, set())
            again = known.intersection(order.seeds)
            if again:
                return frozenset(again)
            if any(abs(seed - order.seeds[-1]) < _BATCH for seed in known):
                return frozenset()
            known.add(order.seeds[-1])
            return frozenset(order.seeds[-1:])

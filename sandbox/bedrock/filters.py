"""The content filter: documented test words instead of a classifier.

* `forbidden` in the prompt is refused before drawing (the prompt filter);
* `forbidden-output` is drawn, and every picture withheld (the output filter);
* `forbidden-one` withholds one picture of a batch;
* a picture handed in that is nothing but magenta (`#ff00ff`) is refused (the input filter).
"""

import re
import threading
from dataclasses import dataclass, field

from PIL import Image

from sandbox.bedrock.orders import Order

_WORD = re.compile(r"(?<![\w-])forbidden(-output|-one)?(?![\w-])", re.IGNORECASE)
_BRIGHT, _DARK = 240, 16  # JPEG bends colours a little
_BATCH = 5  # a client that draws a batch in single calls counts its seeds up, five at most


def refuses_words(order: Order) -> bool:
    return any(found[1] is None for found in _WORD.finditer(f"{order.prompt} {order.targets}"))


def refuses_input(order: Order) -> bool:
    return any(_is_magenta(picture) for picture in order.inputs)


def _is_magenta(picture: Image.Image) -> bool:
    red, green, blue = (band.histogram() for band in picture.convert("RGB").split())
    return not any((*red[:_BRIGHT], *green[_DARK:], *blue[:_BRIGHT]))


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

"""The words that a job is drawn with: its own, or their English, settled once before anything is paid for."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace

from bot.orders.order import Order
from bot.store.artifacts import Artifacts
from bot.store.jobs import Job, Jobs
from bot.translation.amazon import TranslationError
from bot.translation.translator import Translates, english_of, known_in
from titan_core.errors import InvalidTaskError

_LOG = logging.getLogger(__name__)
_FIELDS = ("prompt", "negative_prompt", "search_prompt", "select_prompt", "mask_prompt")


@dataclass(frozen=True, kw_only=True, slots=True)
class Wording:
    """translated: the English of texts as they were asked for, none where they are drawn as they are.

    untranslated: why some could not be put into English (a `bot.translation.amazon.Reason`), "" if nothing was wrong.
    """

    translated: Mapping[str, str] = field(default_factory=dict)
    untranslated: str = ""

    def of(self, order: Order) -> Order:
        """The order with these words. Raises InvalidTaskError if they are too long."""
        otherwise = None if order.otherwise is None else self._put(order.otherwise)
        return replace(order, asked=self._put(order.asked), otherwise=otherwise)

    def _put(self, asked: Mapping[str, str]) -> dict[str, str]:
        return {name: self.translated.get(text, text) if name in _FIELDS else text for name, text in asked.items()}


@dataclass(frozen=True, kw_only=True, slots=True)
class Wordings:
    """Settles the words of jobs. service: None draws as people wrote, but for what was translated before.

    What was drawn in English once is drawn with the same English again when something is made of it.
    """

    jobs: Jobs
    artifacts: Artifacts
    service: Translates | None

    def of(self, job: Job, order: Order, also: str = "") -> Wording:
        """Settle them; the same words however often it is asked. Never raises for a translation that fails.

        also: a text that isn't the order's own and is drawn with it.
        """
        settled = self.artifacts.wording(job.id)
        if settled is not None:
            return Wording(**settled)
        known = self._known(order)
        texts = list(filter(None, dict.fromkeys((*texts_of(order), also))))
        wording = _checked(order, self._settle(order, texts, known))
        if self.service is not None and texts:
            self.artifacts.put_wording(job.id, asdict(wording))
        return wording

    def _known(self, order: Order) -> dict[str, str]:
        """What was drawn in English already in what this is made of."""
        parent = self.jobs.find(order.parent.job_id) if order.parent else None
        return dict((parent.outcome or {}).get("translated", {})) if parent else {}

    def _settle(self, order: Order, texts: Sequence[str], known: Mapping[str, str]) -> Wording:
        translated, reason = {}, ""
        for text in texts:
            try:
                translated[text] = self._english(text, known, asking=not reason)
            except TranslationError as error:
                _LOG.warning("Not translated: %s", error, extra={"event": "not_translated", "reason": error.reason})
                translated[text], reason = known_in(text, known), error.reason
        changed = {text: english for text, english in translated.items() if english != text}
        return Wording(translated={**_still_seen(order, known), **changed}, untranslated=reason)

    def _english(self, text: str, known: Mapping[str, str], *, asking: bool) -> str:
        if self.service is None or not asking:  # what failed once for this job isn't waited for again
            return known_in(text, known)
        return english_of(text, known, self.service)


def texts_of(order: Order) -> list[str]:
    """The texts that a model would read, each once; also of what is drawn otherwise."""
    asked = (order.asked, order.otherwise or {})
    return list(dict.fromkeys(texts[name] for texts in asked for name in _FIELDS if texts.get(name)))


def _still_seen(order: Order, known: Mapping[str, str]) -> dict[str, str]:
    """Handed on where this order says it in other words: what is made of it next may start from them."""
    return {text: english for text, english in known.items() if text in order.prompt}


def _checked(order: Order, wording: Wording) -> Wording:
    """English may be longer than what a task takes."""
    try:
        wording.of(order)
    except InvalidTaskError:
        return Wording(untranslated="too_long")
    return wording


def shown_english(order: Order, translated: Mapping[str, str]) -> str:
    """What is shown beside the words as they were written: the English of what is to be seen; "" if that is the same.

    What must not be seen is not said here, where it would read as if it were.
    """
    texts = [order.asked.get(name, "") for name in ("search_prompt", "select_prompt", "mask_prompt", "prompt")]
    return ", ".join(dict.fromkeys(translated[text] for text in texts if text in translated))

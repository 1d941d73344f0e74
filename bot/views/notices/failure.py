"""An error of `titan_core` as its code's values, read for words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.locale import Words
from titan_core.catalog import CATALOG, Model, find
from titan_core.errors import UnknownModelError


@dataclass(frozen=True, kw_only=True, slots=True)
class Failure:
    """What a notice is worded from. `command` is as typed; `reference` is what to look for in the log.

    `values` are the error's params: read with care, since they may come from an older release's checkpoint.
    """

    values: Mapping[str, Any]
    words: Words
    command: str
    reference: str

    def value(self, name: str) -> str:
        given = self.values.get(name)
        return "" if given is None else str(given)

    def count(self, name: str) -> str:
        given = self.values.get(name)
        return f"{given:,.0f}" if isinstance(given, int | float) else self.value(name)

    @property
    def model(self) -> str:
        name = self.value("model_id")
        try:
            return find(name).title
        except UnknownModelError:
            return name or self.words("the model")

    @property
    def could(self) -> list[str]:
        """Aliases of models that can do it and aren't asked."""
        return [str(alias) for alias in self.values.get("could", ())]

    @property
    def chain(self) -> list[Model]:
        return [model for name in self.values.get("chain", ()) for model in CATALOG if model.model_id == name]

    @property
    def was_chosen(self) -> bool:
        """Whether the model is none that draws when none is named."""
        return bool(self.chain) and self.value("model_id") not in {model.model_id for model in self.chain}

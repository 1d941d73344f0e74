"""How a draw ended, as JSON in the manifest, the job row and what a delivery is begun with."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from bot.store.artifacts import Part


@dataclass(frozen=True, kw_only=True, slots=True)
class Drawn:
    """Pictures lie in the artifacts. `losses` are (field, asked, got); `price_usd` is the list price of all.

    redrawn: from words alone, since no model could start from the picture. translated and untranslated are the
    wording's (bot/translation/wording.py). rest: why pictures are missing that no filter kept back.
    unwanted: what the rules of the place keep out, beside what the person did.
    """

    parts: tuple[Part, ...]
    model_id: str
    model_title: str
    losses: tuple[tuple[str, str, str], ...]
    withheld: int
    price_usd: str
    redrawn: bool = False
    translated: Mapping[str, str] = field(default_factory=dict)
    untranslated: str = ""
    rest: "NotDrawn | None" = None
    unwanted: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class NotDrawn:
    """No picture: `code` and `values` are a `titan_core` error's, or a refusal's; `reference` stands in the log.

    `refused` is the answer of a content filter or a rule, not a fault.
    """

    refused: bool
    code: str
    values: Mapping[str, Any]
    reference: str


Outcome = Drawn | NotDrawn


def to_json(outcome: Outcome) -> dict[str, Any]:
    return {"kind": "drawn" if isinstance(outcome, Drawn) else "not_drawn", **asdict(outcome)}


def from_json(value: Mapping[str, Any]) -> Outcome:
    if value["kind"] == "drawn":
        return drawn_from_json(value)
    return NotDrawn(**_without_kind(value))


def drawn_from_json(value: Mapping[str, Any]) -> Drawn:
    parts = tuple(Part(**part) for part in value["parts"])
    losses = tuple((field, asked, got) for field, asked, got in value["losses"])
    rest = NotDrawn(**value["rest"]) if value.get("rest") else None
    return Drawn(**{**_without_kind(value), "parts": parts, "losses": losses, "rest": rest})


def _without_kind(value: Mapping[str, Any]) -> dict[str, Any]:
    return {name: field for name, field in value.items() if name != "kind"}

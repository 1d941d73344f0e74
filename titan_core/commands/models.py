"""`titan models`: what is known of each model, from the catalog alone; nothing is asked of AWS."""

import argparse
from collections.abc import Iterable, Sequence
from datetime import date

from titan_core.catalog import MODELS, Model
from titan_core.commands.telling import put, put_json
from titan_core.settings import BedrockSettings, environment

_HEADINGS = ("MODEL", "USD", "LIFECYCLE", "REGIONS", "ID", "TASKS")


def fill_parser(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="the same as JSON on stdout")


def run(arguments: argparse.Namespace) -> None:
    if arguments.json:
        put_json({"models": [_as_json(model) for model in MODELS]})
        return
    chain = BedrockSettings.from_env(environment()).models
    rows = [_row(model, chain, today=date.today()) for model in MODELS]  # noqa: DTZ011 - AWS's dates name no zone
    for line in _table([_HEADINGS, *rows]):
        put(line)
    put("\n* in the chain, which draws from words; prices are list prices of one picture, the lowest and the highest")


def _row(model: Model, chain: Sequence[Model], *, today: date) -> tuple[str, ...]:
    mark = "*" if model in chain else ""
    tasks = ", ".join(kind.__name__ for kind in model.tasks)
    return (model.alias + mark, _price(model), _lifecycle(model, today), " ".join(model.regions), model.model_id, tasks)


def _lifecycle(model: Model, today: date) -> str:
    if model.is_retired or (model.retired_on and model.retired_on <= today):
        return f"retired {model.retired_on or ''}".rstrip()
    return f"ends {model.retired_on}" if model.retired_on else "no end announced"


def _price(model: Model) -> str:
    lowest = min(price.standard for price in model.prices)
    highest = max(price.premium for price in model.prices)
    return str(lowest) if lowest == highest else f"{lowest}-{highest}"


def _table(rows: Iterable[tuple[str, ...]]) -> list[str]:
    rows = list(rows)
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def _as_json(model: Model) -> dict[str, object]:
    return {
        "alias": model.alias,
        "model_id": model.model_id,
        "title": model.title,
        "tasks": [kind.__name__ for kind in model.tasks],
        "regions": list(model.regions),
        "prices_usd": [
            {"up_to_pixels": price.up_to_pixels, "standard": str(price.standard), "premium": str(price.premium)}
            for price in model.prices
        ],
        "retired": model.is_retired,
        "retired_on": model.retired_on,
    }

"""What is said while and after drawing: paths or JSON on stdout, everything else on stderr."""

import json
import logging
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from titan_core.catalog import Model
from titan_core.errors import PassedOver, TitanCoreError, UnsupportedError
from titan_core.pictures import Picture
from titan_core.results import Loss, Result

_DRAWN = {"size", "aspect_ratio", "seed"}  # fields that can be seen in the picture


def say(text: str) -> None:
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def put(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def put_json(value: Mapping[str, object]) -> None:
    put(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def counted(pictures: int) -> str:
    return "1 picture" if pictures == 1 else f"{pictures} pictures"


@contextmanager
def waits_told() -> Iterator[None]:
    """A model that is asked again says so: a minute of silence looks like a fault."""
    waits, handler = logging.getLogger("titan_core.calling"), _Said()
    waits.addHandler(handler)
    waits.setLevel(logging.INFO)
    try:
        yield
    finally:
        waits.removeHandler(handler)
        waits.setLevel(logging.NOTSET)


class _Said(logging.Handler):
    """By `say`, which asks at each line what stderr is: a progress bar may stand there by now."""

    def emit(self, record: logging.LogRecord) -> None:
        say(self.format(record))


def report(result: Result, chain: Sequence[Model]) -> None:
    for passed in _worth_telling(result, chain):
        say(f"Passed over: {passed.error.sentence}")
    for loss in result.losses:
        say(_loss(loss, result.model))
    if result.withheld:
        say(f"The content filter kept back {counted(result.withheld)}.")
    say(f"Drawn by {result.model.title}, ${result.price_usd} by the price list.")


def _worth_telling(result: Result, chain: Sequence[Model]) -> list[PassedOver]:
    """What was asked and failed, and what a model that was named can't take; not that one does something else."""
    named = {model.model_id for model in chain}

    def is_told(passed: PassedOver) -> bool:
        error = passed.error
        return not isinstance(error, UnsupportedError) or (passed.model_id in named and error.reason != "absent")

    return [passed for passed in result.passed_over if is_told(passed)]


def _loss(loss: Loss, model: Model) -> str:
    name = loss.field.replace("_", " ")
    if not loss.got:
        return f"{model.title} has no {name}: {loss.asked} was left out."
    if loss.field in _DRAWN:
        return f"{model.title} has no {name} {loss.asked}: it drew {loss.got}."
    return f"{model.title}: {name} {loss.asked} became {loss.got}."


def as_json(result: Result, places: Mapping[int, Path], chain: Sequence[Model]) -> dict[str, object]:
    return {
        "pictures": [_picture(picture, places[picture.index]) for picture in result.pictures],
        "model": result.model.model_id,
        "price_usd": str(result.price_usd),
        "withheld": result.withheld,
        "losses": [{"field": loss.field, "asked": loss.asked, "got": loss.got} for loss in result.losses],
        "passed_over": [
            {"model": passed.model_id, "code": passed.error.code, "message": passed.error.sentence}
            for passed in _worth_telling(result, chain)
        ],
        "request_ids": list(result.request_ids),
    }


def _picture(picture: Picture, place: Path) -> dict[str, object]:
    return {
        "path": str(place),
        "format": picture.format,
        "width": picture.width,
        "height": picture.height,
        "seed": picture.seed,
        "index": picture.index,
        "model": picture.model_id,
    }


def error_as_json(error: TitanCoreError) -> dict[str, object]:
    return {"error": {"code": error.code, "message": str(error)}}

"""`python -m bot doctor`: what keeps the app from drawing, each fault with one remedy. Nothing is drawn or posted."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TextIO

from bot.doctor import models, storage, translation, workspace, workspaces
from bot.doctor.findings import Finding, Level, ok
from bot.settings import Settings
from titan_core.catalog import Model, price_of
from titan_core.errors import SettingsError
from titan_core.tasks import TextToImage

EXIT_WILL_DRAW, EXIT_FIX, EXIT_SETTINGS = 0, 1, 2


def run(settings: Settings | SettingsError, *, out: TextIO, today: date | None = None) -> int:
    """Write what was found to `out`, as soon as it is found.

    Returns 0 if the app will draw, 1 if something needs fixing, 2 if `settings` is the error of reading them. `today`
    decides which models the catalog counts as retired; by default it is today's date in UTC.
    """
    if isinstance(settings, SettingsError):
        return _settings_problems(settings, out)
    examination = models.Examination(settings.bedrock, today=today or datetime.now(UTC).date())
    faults = 0
    for finding in _findings(settings, examination):
        out.write(f"{finding}\n")
        out.flush()
        faults += finding.level is Level.FIX
    out.write(f"\n{_conclusion(faults, examination.drawing, settings.bedrock.region_name)}\n")
    return EXIT_FIX if faults else EXIT_WILL_DRAW


def _findings(settings: Settings, examination: models.Examination) -> Iterator[Finding]:
    yield ok("Settings are readable")
    yield from workspaces.examine(settings, settings.oauth) if settings.oauth else workspace.examine(settings)
    yield from examination.findings()
    yield from translation.examine(settings)
    yield from storage.examine(settings)


def _settings_problems(error: SettingsError, out: TextIO) -> int:
    out.writelines(f"{Level.FIX:<5} {problem}\n" for problem in error.problems)
    out.write("\nSettings can't be read: put these right in .env or the environment, then run the doctor again.\n")
    return EXIT_SETTINGS


def _conclusion(faults: int, drawing: Model | None, region: str) -> str:
    if faults or drawing is None:
        return f"Not ready yet: {faults} {'thing' if faults == 1 else 'things'} to fix, see above."
    price = _dollars(price_of(drawing, TextToImage(prompt="a picture")))
    return f"Will draw with {drawing.title} in {region}, about {price} a picture (list price)."


def _dollars(price: Decimal) -> str:
    """`$0.04`, and `$0.008` where a third digit says something."""
    return f"${price:.3f}".removesuffix("0")

"""Time zones as people name them: "Asia/Seoul", "seoul", "New York", "서울"."""

import difflib
from functools import lru_cache
from zoneinfo import available_timezones

from babel import Locale

from bot.locale import LANGUAGES


class UnknownTimezoneError(ValueError):
    """`nearest`: up to three names that look like it."""

    def __init__(self, written: str) -> None:
        super().__init__(f"{written!r} is no time zone such as Asia/Seoul")
        known = _known()
        found = difflib.get_close_matches(_folded(written), known, n=3, cutoff=0.7)
        self.nearest = tuple(dict.fromkeys(known[name] for name in found))


def find_timezone(written: str) -> str:
    """The IANA name of a zone that is named by it, or by its city; raises UnknownTimezoneError."""
    name = _known().get(_folded(written))
    if name is None:
        raise UnknownTimezoneError(written)
    return name


@lru_cache(maxsize=1)
def _known() -> dict[str, str]:
    """IANA names by what may be written; a whole name beats a city, a continent's city one of another's."""
    there = available_timezones()
    zones = sorted(there, key=lambda zone: (zone.partition("/")[0] in {"Etc", "US", "Canada"}, zone))
    found = {_folded(zone): zone for zone in zones}
    for zone in zones:
        if "/" in zone:
            found.setdefault(_folded(zone.rpartition("/")[2]), zone)
    for language in LANGUAGES:
        for zone, names in Locale(language).time_zones.items():
            if zone in there and "city" in names:
                found.setdefault(_folded(names["city"]), zone)
    return found


def _folded(written: str) -> str:
    return "_".join(written.replace("_", " ").casefold().split())

"""The wire contracts by name. A new contract is one more file here."""

from titan_core.catalog import Model
from titan_core.families import stability, titan
from titan_core.families.family import Family

_FAMILIES: dict[str, Family] = {"titan": titan, "stability": stability}


def family_of(model: Model) -> Family:
    return _FAMILIES[model.family]

"""The wire contracts by name. A new contract is one more file here."""

from titan_core.catalog import Model
from titan_core.families import stability, stability_service, titan
from titan_core.families.family import Family

_FAMILIES: dict[str, Family] = {"titan": titan, "stability": stability, "stability_service": stability_service}


def family_of(model: Model) -> Family:
    return _FAMILIES[model.family]

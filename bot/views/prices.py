"""How a price is spoken: US dollars by the price list."""

from decimal import ROUND_HALF_UP, Decimal

_CENT, _MILL = Decimal("0.01"), Decimal("0.001")


def dollars(usd: Decimal) -> str:
    """`$0.04`; below a cent to a tenth of it, `$0.008`."""
    step = _MILL if 0 < usd < _CENT else _CENT
    return f"${usd.quantize(step, ROUND_HALF_UP)}"

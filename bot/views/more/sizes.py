"""Sizes and prices in words."""

from bot.locale import Words
from bot.orders.doings import Enlarging, Price
from bot.orders.enlarging import DPI, on_paper
from bot.views.prices import dollars

_NUMBER = 10  # from here on centimetres are whole


def size_line(enlarging: Enlarging, words: Words) -> str:
    """Pixels, size on paper, price."""
    size, paper = enlarging.size, on_paper(enlarging.size)
    pixels = words("{width} × {height} px", width=size.width, height=size.height)  # noqa: RUF001  the sign of sizes
    values = {
        "cm": f"{_cm(paper.width_cm)} × {_cm(paper.height_cm)}",  # noqa: RUF001
        "inches": f"{paper.width_inches:.1f} × {paper.height_inches:.1f}",  # noqa: RUF001
    }
    printed = words("{cm} cm ({inches} in) at {dpi} dpi", dpi=DPI, **values)
    about = pixels if size.is_exact else words("about {size}", size=pixels)
    return f"{about}, {printed} · {price_words(enlarging.price, words)}"


def price_words(price: Price, words: Words) -> str:
    return words("about {price}", price=dollars(price.usd))


def _cm(length: float) -> str:
    return f"{length:.0f}" if length >= _NUMBER else f"{length:.1f}"

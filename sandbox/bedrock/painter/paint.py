"""One picture, from an order and a seed."""

from PIL import Image

from sandbox.bedrock.orders import Order
from sandbox.bedrock.painter.files import encode


def paint(order: Order, seed: int, *, min_bytes: int = 0) -> bytes:
    return paint_plain(order, seed, min_bytes=min_bytes)


def paint_plain(order: Order, seed: int, *, min_bytes: int = 0) -> bytes:
    """One flat colour, which the seed picks: the cheapest picture there is."""
    colour = tuple((seed // divisor * 37 + 90) % 256 for divisor in (1, 7, 49))
    return encode(Image.new("RGB", (order.width, order.height), colour), order.output_format, min_bytes)

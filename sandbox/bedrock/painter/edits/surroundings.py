"""Closing a hole in a picture with what is around it."""

from PIL import Image, ImageChops

_GREY = (128, 128, 128)


def surroundings(picture: Image.Image, hole: Image.Image) -> Image.Image:
    """The picture with its hole (white in the mask) filled by colours that run in from the hole's edges.

    Halved again and again, known pixels spread over unknown ones; coarser layers then shine through finer ones.
    """
    known = picture.convert("RGB")
    known.putalpha(ImageChops.invert(hole))
    layers = [known.convert("RGBa")]
    while max(layers[-1].size) > 1:
        width, height = layers[-1].size
        layers.append(layers[-1].resize((max(1, (width + 1) // 2), max(1, (height + 1) // 2)), Image.Resampling.BOX))
    filled = Image.new("RGBA", (1, 1), _GREY)
    for layer in reversed(layers):
        filled = filled.resize(layer.size, Image.Resampling.BICUBIC)
        filled.alpha_composite(layer.convert("RGBA"))
        filled.putalpha(255)
    return filled.convert("RGB")

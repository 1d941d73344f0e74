"""Telling a subject from its background, as far as a painter can that knows only colours."""

from dataclasses import dataclass

from PIL import Image, ImageDraw

from sandbox.bedrock.orders import Sketch

_SMALL = 96  # pixels of the longer side: a flood that runs in Python must be short
_NEAR = 60  # sum of the channels' differences that still counts as the same background
_PLAUSIBLE = (0.06, 0.94)


@dataclass(frozen=True, kw_only=True, slots=True)
class Cutout:
    """The picture in the mode `RGBA`, its background transparent."""

    picture: Image.Image

    def draw(self, prompt: str, sketch: Sketch) -> Image.Image:
        del prompt, sketch
        source = self.picture.convert("RGB")
        source.putalpha(cut_out(source))
        return source


def cut_out(picture: Image.Image) -> Image.Image:
    """White where the subject is, black where the background is, soft between; in the mode `L`.

    Background is what is coloured like a corner and hangs together with it. If that leaves next to nothing or next to
    everything, an oval in the middle is taken.
    """
    scale = _SMALL / max(picture.size)
    size = (max(4, round(picture.width * scale)), max(4, round(picture.height * scale)))
    small = picture.convert("RGB").resize(size, Image.Resampling.BOX)
    subject = _flooded(small)
    share = sum(subject.histogram()[128:]) / (size[0] * size[1])
    if not _PLAUSIBLE[0] <= share <= _PLAUSIBLE[1]:
        subject = Image.new("L", size)
        box = (size[0] * 0.18, size[1] * 0.08, size[0] * 0.82, size[1] * 0.96)
        ImageDraw.Draw(subject).ellipse(box, fill=255)
    return subject.resize(picture.size, Image.Resampling.BICUBIC)


def _flooded(small: Image.Image) -> Image.Image:
    """Black in all that is flooded from the four corners."""
    subject = Image.new("L", small.size, 255)
    right, bottom = small.width - 1, small.height - 1
    for corner in ((0, 0), (right, 0), (0, bottom), (right, bottom)):
        water = small.copy()
        ImageDraw.floodfill(water, corner, _WATER, thresh=_NEAR)
        wet = [0 if pixel == _WATER else 255 for pixel in _pixels(water)]
        subject = Image.composite(subject, Image.new("L", small.size), Image.frombytes("L", small.size, bytes(wet)))
    return subject


_WATER = (1, 254, 3)


def _pixels(picture: Image.Image) -> list[tuple[int, int, int]]:
    data = picture.tobytes()
    return [(data[at], data[at + 1], data[at + 2]) for at in range(0, len(data), 3)]

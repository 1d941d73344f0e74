"""Inpainting, replacing, erasing, and outpainting by a mask: a place of the picture is painted anew."""

from dataclasses import dataclass

from PIL import Image, ImageChops

from sandbox.bedrock.orders import Sketch
from sandbox.bedrock.painter.edits.surroundings import surroundings

_SMALLEST = 64  # pixels a side; a sketch in a smaller size would show nothing


@dataclass(frozen=True, kw_only=True, slots=True)
class Filled:
    """`place` is white where the prompt is drawn, in `picture`'s size; without words it closes over from around.

    Every pixel of the place differs from before, and no other does: the difference to the source is the place.
    """

    picture: Image.Image
    place: Image.Image

    def draw(self, prompt: str, sketch: Sketch) -> Image.Image:
        source = self.picture.convert("RGB")
        box = self.place.getbbox()
        if box is None:
            return source
        patch = source.copy()
        if prompt.strip():
            patch.paste(_sketched(prompt, (box[2] - box[0], box[3] - box[1]), sketch), box)
        else:
            patch = surroundings(source, self.place)
        filled = source.copy()
        filled.paste(_unlike(patch, source), (0, 0), self.place)
        return filled


def _sketched(prompt: str, size: tuple[int, int], sketch: Sketch) -> Image.Image:
    width, height = (max(_SMALLEST, side) for side in size)
    return sketch(prompt, (width, height)).crop((0, 0, *size))


def _unlike(patch: Image.Image, source: Image.Image) -> Image.Image:
    """The patch, a level lighter or darker where it happens to be what was there before."""
    same = ImageChops.difference(patch, source).convert("RGB").split()
    untouched = ImageChops.lighter(ImageChops.lighter(same[0], same[1]), same[2]).point(_NONE)
    nudged = patch.point([level - 1 if level else 1 for level in range(256)] * 3)
    return Image.composite(nudged, patch, untouched)


_NONE = [255] + [0] * 255

"""Several pictures on one numbered sheet, for a message that shows them all at once."""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from io import BytesIO
from typing import IO

from PIL import Image, ImageDraw, ImageFont

from bot.store.artifacts import SHEET, Artifacts, Part
from bot.views.grid import rows_of

WIDTH = 2048  # pixels at most
_LONGEST_SIDE = 1000  # of one picture on it
_GAP = 12
_QUALITY = 88
_PAPER, _CHECK = (255, 255, 255), (222, 222, 222)
_CHECK_SIDE = 16
_INK, _RIM = (17, 17, 17), (255, 255, 255)

Size = tuple[int, int]


def part_to_show(artifacts: Artifacts, job_id: str, parts: Sequence[Part]) -> Part:
    """The one picture, or the sheet of several, which is made."""
    if len(parts) == 1:
        return parts[0]
    with ExitStack() as stack:
        files = [stack.enter_context(artifacts.open(job_id, part.file)) for part in parts]
        sheet = contact_sheet([(part.index + 1, file) for part, file in zip(parts, files, strict=True)])
    artifacts.put_file(job_id, SHEET, sheet)
    return replace(parts[0], file=SHEET)


def contact_sheet(pictures: Sequence[tuple[int, IO[bytes]]]) -> bytes:
    """Draw a JPEG of two to five picture files with their numbers, in reading order; at most 2048 px wide.

    What is transparent lies on a checkerboard.
    """
    rows = rows_of(len(pictures))
    side = min(_LONGEST_SIDE, (WIDTH - _GAP) // max(rows) - _GAP)
    tiles = [_tile(number, file, side) for number, file in pictures]
    cell = max(tile.width for tile in tiles), max(tile.height for tile in tiles)
    size = _GAP + max(rows) * (cell[0] + _GAP), _GAP + len(rows) * (cell[1] + _GAP)
    sheet = Image.new("RGB", size, _PAPER)
    for tile, (left, top) in zip(tiles, _corners(rows, cell, size[0]), strict=True):
        sheet.paste(tile, (left + (cell[0] - tile.width) // 2, top + (cell[1] - tile.height) // 2))
    encoded = BytesIO()
    sheet.save(encoded, "JPEG", quality=_QUALITY)
    return encoded.getvalue()


def _corners(rows: Sequence[int], cell: Size, width: int) -> list[Size]:
    """Where the cells begin, each row in the middle of the sheet."""
    return [
        ((width - count * cell[0] - (count - 1) * _GAP) // 2 + column * (cell[0] + _GAP), _GAP + row * (cell[1] + _GAP))
        for row, count in enumerate(rows)
        for column in range(count)
    ]


def _tile(number: int, file: IO[bytes], side: int) -> Image.Image:
    with Image.open(file) as picture:
        picture.thumbnail((side, side), reducing_gap=2.0)
        tile = _on_paper(picture)
    _write_number(tile, number, side)
    return tile


def _on_paper(picture: Image.Image) -> Image.Image:
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    paper = _checkerboard(picture.size)
    with_alpha = picture.convert("RGBA")
    paper.paste(with_alpha, mask=with_alpha.getchannel("A"))
    return paper


def _checkerboard(size: Size) -> Image.Image:
    board = Image.new("RGB", size, _PAPER)
    draw = ImageDraw.Draw(board)
    for top in range(0, size[1], _CHECK_SIDE):
        for left in range(top // _CHECK_SIDE % 2 * _CHECK_SIDE, size[0], 2 * _CHECK_SIDE):
            draw.rectangle((left, top, left + _CHECK_SIDE - 1, top + _CHECK_SIDE - 1), fill=_CHECK)
    return board


def _write_number(tile: Image.Image, number: int, side: int) -> None:
    """White on a dark disc with a white rim: legible on anything."""
    radius = side // 12  # Slack shows a sheet some 360 px wide: then it is 10 px or more
    middle = (radius * 4 // 3, radius * 4 // 3)
    draw = ImageDraw.Draw(tile)
    draw.circle(middle, radius, fill=_INK, outline=_RIM, width=max(2, radius // 12))
    draw.text(middle, str(number), fill=_RIM, font=ImageFont.load_default(radius * 1.3), anchor="mm")

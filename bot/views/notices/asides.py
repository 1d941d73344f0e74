"""What the asker alone is told beside a picture: what was left out, what was lost in translation, what to try."""

from collections.abc import Iterable, Sequence

from bot.locale import Words, msgid
from bot.orders.shapes import has_shape
from bot.prompt_line import Hint, LeftOut, Request
from bot.views.message import Message
from bot.views.notices.notice import notice, shown
from titan_core.tasks import AspectRatio, Size


def request_lines(requests: Sequence[Request], words: Words, command: str) -> list[str]:
    """What to tell when a line is taken: flags it is drawn without, hints; once, however many requests it makes."""
    left_out = tuple(dict.fromkeys(flag for request in requests for flag in request.left_out))
    hints = tuple(dict.fromkeys(hint for request in requests for hint in request.hints))
    lines = [*left_out_lines(left_out, words), *hint_lines(hints, words)]
    return [*lines, words("`{command} help` shows all flags with examples.", command=command)] if left_out else lines


def left_out_lines(left_out: Sequence[LeftOut], words: Words) -> list[str]:
    """One line a flag that was brought from Midjourney and has no counterpart here."""
    return [_left_out(flag, words) for flag in left_out]


def hint_lines(hints: Sequence[Hint], words: Words) -> list[str]:
    """One line a thing that the prompt says is not there."""
    message = msgid(
        "Models tend to draw what a prompt names, even as absent. To keep “{unwanted}” out, write `--no {unwanted}`."
    )
    return [words(message, unwanted=shown(hint.unwanted)) for hint in hints]


def loss_lines(
    losses: Iterable[tuple[str, str, str]], words: Words, *, drawn: tuple[int, int] | None = None
) -> list[str]:
    """One line a thing that the model can't give as asked; each is (field, asked, got), as in titan_core's Loss.

    drawn: width and height in px of what was drawn: a shape that it has all the same is not told as lost.
    """
    told = [loss for loss in losses if not (drawn and _is_kept(*loss, *drawn))]
    return list(dict.fromkeys(_loss(field, shown(asked), shown(got), words) for field, asked, got in told))


def lines_notice(lines: Sequence[str]) -> Message | None:
    """Put lines of this module, or others with code between backticks, into one notice; None if there are none."""
    return notice(lines) if lines else None


def _left_out(flag: LeftOut, words: Words) -> str:
    written = shown(str(flag))
    if flag.instead:
        return words(
            "`{flag}` has no counterpart here; drawn without it. `{instead}` comes near.",
            flag=written,
            instead=flag.instead,
        )
    return words("`{flag}` has no counterpart here; drawn without it.", flag=written)


def _loss(field: str, asked: str, got: str, words: Words) -> str:
    message = _SHAPED if field == "size" and ":" in got else _LOSSES.get(field, _LOST)
    if not got and field in _SHAPES:
        message = _KEPT
    return words(message, field=field, asked=asked, got=got)


def _is_kept(field: str, asked: str, got: str, width: int, height: int) -> bool:
    """Whether a shape that the model can't be told has come from the picture that went in."""
    return field in _SHAPES and not got and has_shape(_SHAPES[field].parse(asked), width, height)


_SHAPES: dict[str, type[AspectRatio | Size]] = {"aspect_ratio": AspectRatio, "size": Size}
_FITTED = msgid("The picture was fitted to what the model takes: {asked} went in as {got}.")
_LOST = msgid("This model can't give {field} {asked} exactly.")
_KEPT = msgid(
    "What starts from a picture keeps that picture's shape, so {asked} was left out. With `--keep 0` in its thread it"
    " is drawn from words alone, in any shape."
)
_SHAPED = msgid("This model takes a shape, not a size: {asked} was drawn as {got}.")
_LOSSES = {
    "similarity_strength": msgid(
        "This model measures likeness in its own way: `--keep` is followed as nearly as it can."
    ),
    "aspect_ratio": msgid("This model has no shape {asked}: drawn as {got}, the nearest it has."),
    "size": msgid("This model has no size {asked}: drawn as {got}, the nearest it has."),
    "seed": msgid("The seed {asked} is beyond this model's range: drawn with {got}."),
    "cfg_scale": msgid("This model has no `--cfg`: {asked} was left out."),
    "negative_prompt": msgid("This model can't keep things out here: `--no {asked}` was left out."),
    "image": _FITTED,
    "images": _FITTED,
    "prompt": msgid("This model wants words: without any of yours it drew a variation of the picture."),
    "quality": msgid("This model has one quality only: `--quality {asked}` was left out."),
}

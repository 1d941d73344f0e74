"""What the asker alone is told beside a picture: what was left out, what was lost in translation, what to try."""

from collections.abc import Sequence

from bot.locale import Words, msgid
from bot.prompt_line import Hint, LeftOut
from bot.views.notices.notice import Notice, notice, shown
from titan_core.results import Loss


def left_out_lines(left_out: Sequence[LeftOut], words: Words) -> tuple[str, ...]:
    """One line a flag that was brought from Midjourney and has no counterpart here."""
    return tuple(_left_out(flag, words) for flag in left_out)


def hint_lines(hints: Sequence[Hint], words: Words) -> tuple[str, ...]:
    """One line a thing that the prompt says is not there."""
    return tuple(
        words(
            "A model often draws what the prompt says is absent. To keep “{unwanted}” out, write `--no {unwanted}`.",
            unwanted=shown(hint.unwanted),
        )
        for hint in hints
    )


def loss_lines(losses: Sequence[Loss], words: Words) -> tuple[str, ...]:
    """One line a thing that was asked for and that the model can't give exactly."""
    return tuple(_loss(loss, words) for loss in losses)


def left_out_notice(left_out: Sequence[LeftOut], words: Words) -> Notice | None:
    return aside_notice(left_out_lines(left_out, words))


def hint_notice(hints: Sequence[Hint], words: Words) -> Notice | None:
    return aside_notice(hint_lines(hints, words))


def loss_notice(losses: Sequence[Loss], words: Words) -> Notice | None:
    return aside_notice(loss_lines(losses, words))


def aside_notice(lines: Sequence[str]) -> Notice | None:
    """Put lines of this module together; None if there is nothing to say."""
    return notice(list(lines)) if lines else None


def _left_out(flag: LeftOut, words: Words) -> str:
    written = shown(str(flag))
    if flag.instead:
        return words(
            "`{flag}` has no counterpart here; drawn without it. `{instead}` comes near.",
            flag=written,
            instead=flag.instead,
        )
    return words("`{flag}` has no counterpart here; drawn without it.", flag=written)


def _loss(loss: Loss, words: Words) -> str:
    return words(_message(loss), field=loss.field, asked=shown(loss.asked), got=shown(loss.got))


def _message(loss: Loss) -> str:
    if loss.field == "size" and ":" in loss.got:
        return _SHAPED
    return _LOSSES.get(loss.field, _LOST)


_LOST = msgid("This model can't give {field} {asked} exactly.")
_SHAPED = msgid("This model takes a shape, not a size: {asked} was drawn as {got}.")
_LOSSES = {
    "aspect_ratio": msgid("This model has no shape {asked}: drawn as {got}, the nearest it has."),
    "size": msgid("This model has no size {asked}: drawn as {got}, the nearest it has."),
    "seed": msgid("The seed {asked} is beyond this model's range: drawn with {got}."),
    "cfg_scale": msgid("This model has no `--cfg`: {asked} was left out."),
    "quality": msgid("This model has one quality only: `--quality {asked}` was left out."),
}

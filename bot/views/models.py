"""What `/imagine models` answers: who draws here, what a picture costs, and which edits there are."""

from collections.abc import Sequence

from bot.locale import Words, msgid
from bot.orders.order import Action
from bot.orders.roster import Roster, Seat, Standing
from bot.views.message import Message
from bot.views.notices.notice import Listed, Part, notice
from bot.views.prices import dollars

_STANDINGS = {
    Standing.RETIRED: msgid("retired by Amazon"),
    Standing.LEGACY: msgid("closed by Amazon to accounts that haven't used it lately"),
    Standing.ELSEWHERE: msgid("not offered in this AWS region"),
    Standing.NO_ACCESS: msgid("this AWS account may not use it"),
}
_EDITS = {
    Action.VARY: msgid("vary"),
    Action.UPSCALE: msgid("upscale"),
    Action.CUT_OUT: msgid("cut out the background"),
    Action.EXTEND: msgid("extend"),
    Action.REPLACE: msgid("replace something"),
    Action.RECOLOR: msgid("recolour something"),
    Action.RESTYLE: msgid("restyle"),
}


def models_message(roster: Roster, words: Words, command: str) -> Message:
    """List the models; prices are Amazon's list prices of one picture of the usual size."""
    parts: list[Part] = []
    if roster.chain:
        parts += [
            words("These models are asked in turn; the first that can draws. Prices are Amazon's, for one picture:"),
            Listed(items=tuple(_described(seat, words, draws=seat is roster.drawing) for seat in roster.chain)),
        ]
    named = next((seat.model.alias for seat in roster.named if seat.standing is Standing.UNTRIED), None)
    if named:
        example = f"{command} a red fox --model {named}"
        parts += [
            words(
                "Others draw if you name them, as in `{example}`, and if this AWS account may use them:",
                example=example,
            ),
            Listed(items=tuple(_described(seat, words, draws=False) for seat in roster.named)),
        ]
    return notice([*parts, _edits(roster.edits, words)])


def _described(seat: Seat, words: Words, *, draws: bool) -> str:
    said = f"`{seat.model.alias}` {seat.model.title}"
    if seat.standing is not Standing.UNTRIED:
        return f"{said}: {words(_STANDINGS[seat.standing])}"
    price = dollars(seat.usd)
    return f"{said}, {price}: {words('draws now')}" if draws else f"{said}, {price}"


def _edits(edits: Sequence[Action], words: Words) -> str:
    if not edits:
        return words("No model is there for changing pictures.")
    return words(
        "Under each picture, Vary and More… offer: {edits}.", edits=", ".join(words(_EDITS[edit]) for edit in edits)
    )

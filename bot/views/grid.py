"""How several pictures lie on one numbered sheet."""

from bot.locale import Words, msgid

_ROWS = {1: (1,), 2: (2,), 3: (2, 1), 4: (2, 2), 5: (3, 2)}
_PLACES = {
    (1,): (msgid("in the middle"),),
    (2,): (msgid("left"), msgid("right")),
    (2, 1): (msgid("top left"), msgid("top right"), msgid("bottom")),
    (2, 2): (msgid("top left"), msgid("top right"), msgid("bottom left"), msgid("bottom right")),
    (3, 2): (
        msgid("top left"),
        msgid("top middle"),
        msgid("top right"),
        msgid("bottom left"),
        msgid("bottom right"),
    ),
}


def rows_of(count: int) -> tuple[int, ...]:
    """How many pictures stand in each row, from the top; of one to five."""
    return _ROWS[count]


def places_of(count: int, words: Words) -> list[str]:
    """Where each picture stands, as one says it."""
    return [words(place) for place in _PLACES[rows_of(count)]]

"""Letters that are read as Latin ones: of other scripts by Unicode's confusables, of Latin itself by their names.

Source: https://www.unicode.org/Public/security/latest/confusables.txt (UTS #39): the letters of scripts that are at
hand on keyboards and in fonts (Cyrillic, Greek, Coptic, Armenian, Cherokee, Lisu, Georgian, Deseret) that are confused
with an ASCII letter, and with a capital its small letter; beside them a few that are only nearly alike (`я` for R).
What NFKC makes Latin by itself isn't listed.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache

EITHER = "1"  # stands for what may be an i or an l
_OTHER_SCRIPTS: Mapping[str, str] = {
    "1": "196 1c0 399 406 4c0 4cf 2c92 2c93 a4f2",
    "a": "391 3b1 410 430 13aa a4ee ab7a",
    "b": "392 3b2 412 42c 432 44c 13cf 13f4 13fc a4d0 ab9f",
    "c": "3f2 3f9 421 441 13df 2ca4 2ca5 a4da abaf 10415 1043d",
    "d": "501 13a0 13e7 a4d2 a4d3 ab70 abb7",
    "e": "395 3b5 415 435 454 4bd 13ac a4f0 ab7c",
    "f": "3dc 3dd 584 a4dd",
    "g": "50c 50d 581 13c0 13f3 13fb a4d6 ab90",
    "h": "397 41d 43d 4bb 570 13bb 13c2 2c8e 2c8f a4e7 ab8b ab92",
    "i": "37a 3b9 456 13a5 1fbe a647 ab75",
    "j": "37f 3f3 408 458 13ab a4d9 ab7b",
    "k": "39a 3ba 41a 43a 13e6 2c94 2c95 a4d7 abb6",
    "l": "13de 2cd0 2cd1 a4e1 abae 1041b 10443",
    "m": "39c 3bc 3fa 3fb 41c 43c 13b7 2c98 2c99 a4df ab87",
    "n": "39d 3b7 43f 578 57c 2c9a 2c9b a4e0",
    "o": "39f 3bf 3c3 41e 43e 555 585 10ff 2c9e 2c9f a4f3 10404 1042c",
    "p": "3a1 3c1 3f1 420 440 13e2 2ca2 2ca3 a4d1 abb2",
    "q": "51b 563 566",
    "r": "42f 433 44f 13a1 13d2 1d26 2c85 a4e3 ab71 ab81 aba2",
    "s": "405 455 54f 57f 13d5 13da a4e2 aba5 abaa 10420 10448",
    "t": "3a4 3c4 422 442 13a2 2ca6 2ca7 a4d4 ab72",
    "u": "3c5 446 54d 57d a4f4",
    "v": "3bd 474 475 13d9 a4e6 aba9",
    "w": "3c9 448 461 51c 51d 561 13b3 13d4 a4ea ab83 aba4",
    "x": "3a7 3c7 425 445 2cac 2cad a4eb",
    "y": "3a5 3b3 3d2 423 443 4ae 4af 10e7 13a9 13bd 2ca8 2ca9 a4ec ab79 ab8d",
    "z": "396 3b6 13c3 a4dc ab93 102f5",
}
_LATIN = ((0xC0, 0x250), (0x250, 0x2B0), (0x1D00, 0x1DC0), (0x2C60, 0x2C80), (0xA720, 0xA800), (0xAB30, 0xAB70))
_NAMED = re.compile(
    r"LATIN (?:SMALL|CAPITAL) LETTER (?:SCRIPT |DOTLESS |BLACKLETTER |LENIS |SIDEWAYS )?([A-Z])(?: WITH (?!SMALL).*)?"
    r"|LATIN LETTER SMALL CAPITAL ([A-Z])"
)
_SQUARED = (0x1F150, 0x1F170, 0x1F1E6)  # where 26 letters A to Z begin, in circles, squares and flags
_IRREGULAR = {0x251: "a", 0x269: "i", 0x263: "y", 0x26F: "w"}  # alpha, iota, gamma, a turned m


@cache
def look_alikes() -> Mapping[int, str]:
    """For `str.translate`: small Latin letters, and EITHER."""
    others = {int(code, 16): letter for letter, codes in _OTHER_SCRIPTS.items() for code in codes.split()}
    squared = {start + n: chr(ord("a") + n) for start in _SQUARED for n in range(26)}
    return {**dict(_latin()), **squared, **others, **_IRREGULAR}


def _latin() -> Iterator[tuple[int, str]]:
    """Letters with a stroke, a hook or a tail, and small capitals."""
    for start, end in _LATIN:
        for code in range(start, end):
            found = _NAMED.fullmatch(unicodedata.name(chr(code), ""))
            if found:
                yield code, (found[1] or found[2]).lower()

"""Refused words are found however they are disguised, and innocent words that hold them aren't."""

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rules.look_alikes import look_alikes
from bot.rules.words import refused_words

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_DIGITS = {"o": "0", "i": "1!", "l": "1|", "z": "2", "e": "3€", "a": "4@", "s": "5$", "g": "69", "t": "7", "b": "8"}
_UNSEEN = "\u00ad\u200b\u200d\u2060\u202e\ufe0f\u034f"
_LIKE: dict[str, str] = {
    letter: "".join(chr(code) for code, like in look_alikes().items() if like == letter) for letter in _LETTERS
}
WORDS = st.text(_LETTERS, min_size=3, max_size=8)
THRICE = re.compile(r"(.)\1\1")
PROMPTS = st.lists(WORDS, max_size=5).map(" ".join)


def are_in(word: str, text: str) -> bool:
    return refused_words((word,)).are_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "a GUN",
        "gun!",
        "red,gun",
        "\u201cgun\u201d",
        "\uff27\uff35\uff2e",
        "\U0001d420\U0001d42e\U0001d427",
        "\u24bc\u24e4\u24dd",
        "g\u00fa\u0146",
        "g\u200bu\u00adn",
        "\u0262\u1d1c\u0274",
        "\U0001f176\U0001f184\U0001f17d",
        "gu\u043f",
        "g\u057d\u0578",
        "a g u n",
        "g.u.n",
        "g-u-n",
        "g_u_n",
        "g, u, n",
        "a g.un",
        "guuun",
        "GUUUUUNNN",
        "9un",
        "6un!",
        "gun2",
        "gun\uc744",
        "\u732b\u306egun\u3092",
    ],
)
def test_a_disguised_word_is_found(text: str) -> None:
    assert are_in("gun", text)


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("gun", "gunmetal, begun, shotgun, Gunther, gu, g u"),
        ("god", "a good dog"),
        ("ass", "a class in Scunthorpe, as is"),
        ("cunt", "Scunthorpe"),
        ("mall", "MAIL mail Mail"),
        ("ball", "Bali BALI"),
        ("machine gun", "a machine, gun grey"),
        ("red light", "dark red, light blue"),
        ("총", "총리와 총각, 권총집"),
        ("ガン", "スローガン"),  # katakana
        ("god", "g o o d"),
    ],
)
def test_an_innocent_word_is_not(word: str, text: str) -> None:
    assert not are_in(word, text)


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("kill", "k1ll k111"),
        ("kill", "kiIl"),
        ("kill", "KlLL"),
        ("sex", "$ex"),
        ("machine gun", "Machine-Gun"),
        ("machine gun", "a machine\n gun"),
        ("machine gun", "machine,gun"),
        ("no, never", "no, never!"),
        ("ak-47", "an AK47"),
        ("ak47", "AK-47"),
        ("naïve", "naive"),
        ("Straße", "STRASSE"),
        ("война", "ВОЙНА"),
        ("война", "в0йн\u0430"),
        ("총", "총을 든 여우"),
        ("총", "총들에서는"),
        ("총", unicodedata.normalize("NFD", "총은")),
        ("권총", "권 총"),
        ("銃", "拳銃を持つ狐"),
        ("拳銃", "拳・銃"),
        ("ガン", "かわいいガンを"),  # katakana
        ("ガン", "ｶﾞﾝ"),  # of half width
        ("ปืน", "ยิงปืนใส่"),
        ("हत्या", "हत्या का दृश्य"),
        ("🔫", "a fox 🔫\ufe0f"),
    ],
)
def test_words_of_every_script_are_found_where_they_stand(word: str, text: str) -> None:
    assert are_in(word, text)


@st.composite
def disguises(draw: st.DrawFn, word: str) -> str:
    """The word in other letters that look the same, with something invisible between them."""

    def shown(letter: str) -> str:
        full_width = unicodedata.lookup(f"FULLWIDTH LATIN SMALL LETTER {letter.upper()}")
        looks: str = draw(st.sampled_from([letter, letter.upper(), full_width, letter + "\u0301", *_LIKE[letter]]))
        return looks

    letters = [shown(letter) + draw(st.sampled_from(["", *_UNSEEN])) for letter in word]
    return draw(st.sampled_from(["", " ", ".", "-"])).join(letters)


@settings(max_examples=60)
@given(data=st.data(), word=WORDS, before=PROMPTS, after=PROMPTS)
def test_any_look_alike_rewriting_is_found(data: st.DataObject, word: str, before: str, after: str) -> None:
    assert are_in(word, f"{before} {data.draw(disguises(word))} {after}")


@given(word=WORDS, text=PROMPTS.filter(lambda text: not THRICE.search(text)))
def test_a_text_without_the_word_holds_none(word: str, text: str) -> None:
    assert are_in(word, text) == (word in text.split())


@given(data=st.data(), word=WORDS)
def test_digits_that_stand_for_letters_are_read(data: st.DataObject, word: str) -> None:
    signs = [data.draw(st.sampled_from([letter, *_DIGITS.get(letter, "")])) for letter in word[1:-1]]

    assert are_in(word, f"a {word[0]}{''.join(signs)}{word[-1]}")


@given(st.lists(st.text(max_size=20), max_size=4).map(tuple), st.text(max_size=200))
def test_any_rule_and_any_text_can_be_read(words: tuple[str, ...], text: str) -> None:
    refused_words(words).are_in(text)


def test_blank_words_refuse_nothing() -> None:
    assert not refused_words(("", "  ", "\u200b", ",", "-")).are_in("a red fox, \u200b-")


@pytest.mark.parametrize(
    "text", ["x" * 10_000, "1" * 10_000, "a." * 5_000, "a 1" * 3_333, "!" * 10_000, "눈 속의 " * 2_000]
)
def test_a_thousand_words_in_the_longest_prompts(text: str) -> None:
    assert not refused_words(tuple(f"refused{n}" for n in range(1_000))).are_in(text)

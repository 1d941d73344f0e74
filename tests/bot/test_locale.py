"""Every word of the bot is there in every language, with the same placeholders."""

import ast
import string
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Message

from bot.locale import LANGUAGES, catalogs, language_of, words_for

BOT = Path(__file__).parents[2] / "bot"
TRANSLATED = [language for language in LANGUAGES if language != "en"]
Id = str | tuple[str, ...]


def literal(node: ast.expr, where: str) -> str:
    assert isinstance(node, ast.Constant), f"{where}: a message is one literal string"
    assert isinstance(node.value, str), f"{where}: a message is one literal string"
    return node.value


def name_of(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def messages_in(path: Path) -> Iterator[Id]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        where = f"{path.relative_to(BOT.parent)}:{node.lineno}"
        match name_of(node.func), node.args:
            case "plural", [one, many, _]:
                yield literal(one, where), literal(many, where)
            case "msgid", [message]:
                yield literal(message, where)
            case "words", [ast.Constant() as message]:
                yield literal(message, where)
            case "words", [ast.JoinedStr() | ast.BinOp(), *_]:
                pytest.fail(f"{where}: a message is one literal string, and what varies is a {{placeholder}}")


def messages_in_code() -> set[Id]:
    return {message for path in BOT.rglob("*.py") for message in messages_in(path)}


def entries(language: str) -> Iterator[tuple[Id, Message]]:
    for catalog in catalogs(language):
        for message in catalog:
            if message.id:
                yield (message.id if isinstance(message.id, str) else tuple(message.id)), message


def catalog_of(language: str) -> dict[Id, Message]:
    return dict(entries(language))


def entry(message: Id) -> str:
    quoted = [text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") for text in texts(message)]
    if len(quoted) > 1:
        return f'msgid "{quoted[0]}"\nmsgid_plural "{quoted[1]}"\nmsgstr[0] ""\n'
    return f'msgid "{quoted[0]}"\nmsgstr ""\n'


def placeholders(text: str) -> set[str]:
    return {field for _, field, _, _ in string.Formatter().parse(text) if field}


def texts(value: str | Iterable[str] | None) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value or ())


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_message_of_the_code_is_translated(language: str) -> None:
    catalog = catalog_of(language)
    missing = [
        message
        for message in sorted(messages_in_code(), key=str)
        if message not in catalog or catalog[message].fuzzy or not all(texts(catalog[message].string))
    ]
    assert not missing, f"add to a catalog in bot/locale/{language}/LC_MESSAGES:\n\n" + "\n".join(map(entry, missing))


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_translation_outlives_its_message(language: str) -> None:
    stale = sorted(map(str, catalog_of(language).keys() - messages_in_code()))
    assert not stale, f"remove from bot/locale/{language}/LC_MESSAGES: {stale}"


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_message_that_stands_in_two_catalogs_says_the_same_in_both(language: str) -> None:
    said: dict[Id, tuple[str, ...]] = {}
    for message_id, message in entries(language):
        assert said.setdefault(message_id, texts(message.string)) == texts(message.string), message_id


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_has_the_placeholders_and_the_code_of_its_message(language: str) -> None:
    for message_id, message in catalog_of(language).items():
        expected = set().union(*map(placeholders, texts(message_id)))
        for text in texts(message.string):
            assert placeholders(text) == expected, text
            assert text.count("`") == texts(message_id)[-1].count("`"), text


def test_english_is_what_stands_in_the_code() -> None:
    words = words_for("en")
    assert words("Tell an admin this reference: {reference}", reference="a1") == "Tell an admin this reference: a1"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_goes_into_a_message_is_never_read_as_a_placeholder(language: str) -> None:
    assert "{model} {0}" in words_for(language)("Tell an admin this reference: {reference}", reference="{model} {0}")


@pytest.mark.parametrize(
    ("n", "place"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (22, "22nd"), (113, "113th")],
)
def test_places_in_line_are_said_as_english_says_them(n: int, place: str) -> None:
    assert words_for("en").ordinal(n) == place


def test_places_in_line_are_said_as_korean_says_them() -> None:
    assert [words_for("ko").ordinal(n) for n in (1, 2, 3, 11)] == ["1번째", "2번째", "3번째", "11번째"]


@pytest.mark.parametrize(
    ("locale", "default", "language"),
    [
        ("ko-KR", "en", "ko"),
        ("ko", "en", "ko"),
        ("KO_kr", "en", "ko"),
        ("en-GB", "ko", "en"),
        ("de-DE", "en", "en"),
        ("de-DE", "ko", "ko"),
        ("", "ko", "ko"),
        (None, "en", "en"),
    ],
)
def test_a_person_is_spoken_to_in_their_slack_language_or_the_default(
    locale: str | None, default: str, language: str
) -> None:
    assert language_of(locale, default) == language


def test_a_language_without_words_is_named() -> None:
    with pytest.raises(ValueError, match="no words in 'fr'; there are en, ko"):
        words_for("fr")


def test_each_language_counts_its_own_way() -> None:
    for language, expected in (("en", ["1 second", "2 seconds"]), ("ko", ["1초", "2초"])):
        words = words_for(language)
        assert [words.plural("{n} second", "{n} seconds", n) for n in (1, 2)] == expected

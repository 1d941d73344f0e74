"""What its asker is told where a picture was drawn from words that could not be put into English."""

from bot.locale import Words, msgid

_WHY = {
    "no_access": msgid("My AWS account may not use the translation; `python -m bot doctor` tells an admin what to do."),
    "no_credentials": msgid(
        "My AWS credentials don't work for the translation; `python -m bot doctor` tells an admin what to do."
    ),
    "busy": msgid("The translation is too busy at the moment; later it may work."),
    "unreachable": msgid("The translation didn't answer; later it may work."),
    "language": msgid("The translation doesn't know that language."),
    "too_long": msgid("In English they would be longer than a prompt may be; with fewer words it works."),
}
_REFUSED = msgid("The translation refused them and didn't say why.")


def untranslated_lines(reason: str, words: Words) -> list[str]:
    """Say it in two sentences; none for "". Other reasons than `bot.translation`'s are told as a refusal."""
    if not reason:
        return []
    said = words("I couldn't translate your words, so the picture was drawn from them as you wrote them.")
    return [said, words(_WHY.get(reason, _REFUSED))]

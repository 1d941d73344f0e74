"""The words of somebody's message, as a prompt: without what Slack's markup is for."""

import re

from bot.prompt_line.cleaning import clean

_MENTION = re.compile(r"<@[UW][A-Z0-9]+>")  # of a person without a name: an id is no word
_CODE = re.compile(r"`{3}|`")
_MARKED = re.compile(r"(?<![\w*_~])([*_~])(?=\S)(.+?)(?<=\S)\1(?![\w*_~])")
_EMOJI = re.compile(r"(?<![\w:]):([a-z0-9][a-z0-9_+'-]*):(?::skin-tone-[2-6]:)?(?![\w:])")
_QUOTE = re.compile(r"^(?:&gt;)+ ?", re.MULTILINE)


def words_of_message(text: str) -> str:
    """text: mrkdwn, as Slack sends a message.

    >>> words_of_message("<@U0BEN00001> *Look*: a :fox_face: &amp; <https://a.b|a hare> in <#C1|art>")
    'Look: a fox face & a hare in #art'
    """
    plain = _CODE.sub("", _QUOTE.sub("", _MENTION.sub(" ", text)))
    plain = _EMOJI.sub(lambda found: found[1].replace("_", " "), plain)
    while (less := _MARKED.sub(r"\2", plain)) != plain:
        plain = less
    return clean(plain, from_message=True)

"""The elements of a prompt in the reader's language: what each is called and decides, and examples to choose from.

The examples stay in English: they become part of a prompt, and models read English best.
"""

from collections.abc import Iterator
from typing import Any

from bot.locale import Words, msgid
from bot.views.form.fields import COMPOSED, IDEA, option, text_field
from bot.views.modal import plain
from titan_core.prompting import ELEMENTS, Element

_LABELS = {
    "subject": msgid("Subject"),
    "medium": msgid("Medium"),
    "style": msgid("Style"),
    "shot": msgid("Shot, angle"),
    "light": msgid("Light"),
    "color_scheme": msgid("Colours"),
    "negative_prompt": msgid("Not in the picture"),
    "text": msgid("Text in the picture"),
}
_HINTS = {
    "subject": msgid("What is shown. With nothing else, the picture usually looks like a photograph."),
    "text": msgid("Words to be lettered; their spelling can come out wrong."),
}
_WITH_IDEAS = tuple(name for name in COMPOSED if name not in {"subject", "text"})


def label_of(name: str, words: Words) -> str:
    return words(_LABELS[name])


def element_fields(elements: dict[str, str], form_round: int, words: Words) -> Iterator[dict[str, Any]]:
    """One field for each element that the prompt is composed of."""
    for element in ELEMENTS:
        if element.name not in COMPOSED:
            continue
        hint = _HINTS.get(element.name)
        yield text_field(
            element.name,
            form_round,
            label_of(element.name, words),
            value=elements.get(element.name, ""),
            placeholder=examples_of(element, words),
            hint=words(hint) if hint else "",
            required=element.name == "subject",
        )


def examples_of(element: Element, words: Words) -> str:
    return words("For example: {examples}", examples="; ".join(element.examples[:3]))


def ideas(form_round: int, words: Words) -> dict[str, Any]:
    """A menu of all examples; choosing one puts it into its field."""
    groups = [
        {
            "label": plain(label_of(element.name, words)),
            "options": [option(f"{element.name}:{example}", example) for example in element.examples],
        }
        for element in ELEMENTS
        if element.name in _WITH_IDEAS
    ]
    placeholder = plain(words("Add an idea…"))
    # Its id changes with the round, so that nothing stays chosen in it.
    return {
        "type": "static_select",
        "action_id": f"{IDEA}.{form_round}",
        "placeholder": placeholder,
        "option_groups": groups,
    }


def with_idea(elements: dict[str, str], value: str) -> dict[str, str]:
    """The elements with an example in its field: instead of another example, or after what was typed there."""
    name, _, example = value.partition(":")
    known = {element.name: element.examples for element in ELEMENTS if element.name in _WITH_IDEAS}
    if example not in known.get(name, ()):
        return elements
    there = elements.get(name, "").strip()
    is_typed = there and there not in known[name]
    return {**elements, name: f"{there}, {example}" if is_typed else example}

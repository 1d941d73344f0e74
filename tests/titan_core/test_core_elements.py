"""The elements of a prompt are composed as they are taught, and refused by name where they can't be."""

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from titan_core import InvalidTaskError, TextToImage
from titan_core.prompting import ELEMENTS, PromptElements, lint
from titan_core.tasks import PROMPT_CHARACTERS

DOCTOR = PromptElements(
    subject="a doctor",
    medium="painting",
    style="Impressionist",
    shot="low-angle shot",
    light="dim lighting",
    color_scheme="blue and purple",
    negative_prompt="Stethoscope",
    text="The Doctor is in",
)
IN_COLOR = "Painting of a doctor, Impressionist style, low-angle shot, dim lighting, blue and purple color scheme"
TAUGHT = (
    ("Subject", "Doctor"),
    ("Medium", "Painting of a doctor"),
    ("Style", "Painting of a doctor, Impressionist style"),
    ("Shot type, angle", "Painting of a doctor, Impressionist style, low-angle shot"),
    ("Light", "Painting of a doctor, Impressionist style, low-angle shot, dim lighting"),
    ("Color scheme", IN_COLOR),
    ("Negative prompt", IN_COLOR),
    ("Text", f'{IN_COLOR}, sign reading "The Doctor is in"'),
)

lines = st.text(max_size=40)


def test_the_taught_table_is_composed_row_by_row() -> None:
    steps = list(DOCTOR.steps())

    assert [(step.element.title, step.prompt) for step in steps] == list(TAUGHT)
    assert [step.negative_prompt for step in steps] == [""] * 6 + ["Stethoscope"] * 2


def test_each_element_is_a_field_in_the_taught_order_with_examples_that_can_be_used() -> None:
    assert [element.name for element in ELEMENTS] == [field.name for field in fields(PromptElements)]
    for element in ELEMENTS:
        assert element.title
        assert element.chooses
        for example in element.examples:
            elements = PromptElements(**{"subject": "a doctor", element.name: example})
            assert example.split()[-1].lower() in f"{elements.prompt} {elements.negative_prompt}".lower()
            assert lint(elements.prompt, elements.negative_prompt) == ()


@pytest.mark.parametrize(
    ("given_elements", "expected"),
    [
        ({"subject": "An owl."}, "Owl"),
        ({"subject": "the Eiffel Tower"}, "The Eiffel Tower"),
        ({"subject": "iPhone on a table"}, "iPhone on a table"),
        ({"subject": "doctors"}, "Doctors"),
        ({"subject": "a\nred   fox"}, "Red fox"),
        ({"subject": "A red fox", "medium": "oil painting of"}, "Oil painting of a red fox"),
        ({"subject": "The Eiffel Tower", "medium": "3D cartoon"}, "3D cartoon of the Eiffel Tower"),
        ({"subject": "doctors", "medium": "photograph"}, "Photograph of doctors"),
        ({"subject": "a fox", "style": "Dadaist style"}, "Fox, Dadaist style"),
        ({"subject": "a fox", "style": "space theme,"}, "Fox, space theme"),
        ({"subject": "a fox", "color_scheme": "pastel colours"}, "Fox, pastel colours"),
        ({"subject": "a fox", "color_scheme": "neon color scheme"}, "Fox, neon color scheme"),
        ({"subject": "a fox", "text": "Wait..."}, 'Fox, sign reading "Wait..."'),
        ({"subject": "a fox", "text": "a mug saying \u201cBoss\u201d"}, 'Fox, a mug saying "Boss"'),
    ],
)
def test_elements_are_taken_as_people_write_them(given_elements: dict[str, str], expected: str) -> None:
    assert PromptElements(**given_elements).prompt == expected


@pytest.mark.parametrize(
    ("given_elements", "expected"),
    [
        ({"subject": " ,\n"}, "subject is empty: say what to draw."),
        ({"style": "x" * 10_001}, "style has 10,001 characters; at most 10,000 are allowed."),
        ({"style": "x" * 6000, "shot": "y" * 6000}, "prompt has 12,013 characters; at most 10,000 are allowed."),
        ({"text": 'a "sign'}, """text is 'a "sign'; write it like OPEN or a banner saying "OPEN"."""),
        ({"text": 'a sign ""'}, """text is 'a sign ""'; write it like OPEN or a banner saying "OPEN"."""),
    ],
)
def test_elements_that_make_no_prompt_are_refused_by_name(given_elements: dict[str, str], expected: str) -> None:
    with pytest.raises(InvalidTaskError) as refused:
        PromptElements(**{"subject": "a fox", **given_elements})

    assert str(refused.value) == expected


@given(st.fixed_dictionaries({element.name: lines for element in ELEMENTS}))
def test_any_elements_make_a_task_of_one_line_that_has_them_all_or_are_refused(words: dict[str, str]) -> None:
    try:
        elements = PromptElements(**words)
    except InvalidTaskError as refused:
        assert refused.field in {"subject", "text"}  # noqa: PT017 - either outcome is right
        return
    task = TextToImage(prompt=elements.prompt, negative_prompt=elements.negative_prompt)

    assert len(task.prompt.splitlines()) == 1
    assert len(task.prompt) <= PROMPT_CHARACTERS
    assert all(getattr(elements, name) in task.prompt for name in ("style", "shot", "light", "color_scheme", "text"))
    *_, last = elements.steps()
    assert (last.prompt, last.negative_prompt) == (elements.prompt, elements.negative_prompt)

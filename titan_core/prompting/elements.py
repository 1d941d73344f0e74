"""The elements of a prompt as people are taught them, one row each: what a form asks for and suggests."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Element:
    """name: the field of PromptElements. title: its label. chooses: what it decides. examples: the lab's own first."""

    name: str
    title: str
    chooses: str
    examples: tuple[str, ...]


ELEMENTS: tuple[Element, ...] = (
    Element(
        name="subject",
        title="Subject",
        chooses="what is shown; with nothing else the result is usually photograph-like",
        examples=("a doctor", "a red fox in the snow", "two children on a beach", "the Eiffel Tower"),
    ),
    Element(
        name="medium",
        title="Medium",
        chooses="the kind of art",
        examples=("painting", "daguerreotype", "pencil sketch", "watercolor", "3D cartoon", "photograph"),
    ),
    Element(
        name="style",
        title="Style",
        chooses="style or theme",
        examples=("Impressionist", "Dadaist", "Renaissance", "Art Deco", "cyberpunk"),
    ),
    Element(
        name="shot",
        title="Shot type, angle",
        chooses="angle or distance",
        examples=("low-angle shot", "wide shot", "close-up", "high-angle shot", "aerial view"),
    ),
    Element(
        name="light",
        title="Light",
        chooses="the lighting",
        examples=("dim lighting", "golden hour", "studio lighting", "moonlight", "backlit"),
    ),
    Element(
        name="color_scheme",
        title="Color scheme",
        chooses="the colors",
        examples=("blue and purple", "pastel", "neon", "greyscale", "sepia"),
    ),
    Element(
        name="negative_prompt",
        title="Negative prompt",
        chooses='what must not be in the picture, without "no" before it',
        examples=("stethoscope", "people", "text, watermark", "blurry"),
    ),
    Element(
        name="text",
        title="Text",
        chooses="words to be drawn as lettering; their spelling can come out wrong",
        examples=("The Doctor is in", "OPEN", 'neon letters spelling "Jazz"'),
    ),
)
"""In the order in which they are taught and composed; the negative prompt goes into a field of its own."""

"""Writing a prompt: the elements it is made of, and advice on one that is written.

>>> doctor = PromptElements(subject="a doctor", medium="painting", style="Impressionist", text="The Doctor is in")
>>> doctor.prompt
'Painting of a doctor, Impressionist style, sign reading "The Doctor is in"'
>>> [advice.code for advice in lint("a street with no people, sign reading OPEN")]
['negation', 'unquoted']
"""

from titan_core.prompting.advice import Advice, lint
from titan_core.prompting.composing import PromptElements, Step
from titan_core.prompting.elements import ELEMENTS, Element
from titan_core.prompting.lettering import unquoted
from titan_core.prompting.unwanted import negations

__all__ = ["ELEMENTS", "Advice", "Element", "PromptElements", "Step", "lint", "negations", "unquoted"]

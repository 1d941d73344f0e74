"""The tables of the library's reference are the code's."""

import re
from dataclasses import MISSING, fields
from enum import StrEnum
from typing import get_args, get_type_hints

import pytest

import titan_core
from tests.tooling.reference import REFERENCE, blocks, rows, section
from titan_core import MODELS, TASKS, Bedrock, BedrockSettings, ImageClient, Model, RetryPolicy, Task, errors
from titan_core.commands.drawing import DRAWING
from titan_core.commands.routing import COMMANDS
from titan_core.prompting import ELEMENTS
from titan_core.retries import RETRIED
from titan_core.tasks.limits import Characters, Count, HexColors, Limit, Range, limits_of
from titan_core.verdicts import MOVES_ON

SETTINGS = BedrockSettings(aws={"AWS_ACCESS_KEY_ID": "AKIASANDBOX", "AWS_SECRET_ACCESS_KEY": "sandbox"})


def code(*names: str) -> str:
    return ", ".join(f"`{name}`" for name in names)


def has_default(kind: type[Task], name: str) -> bool:
    row = next(field for field in fields(kind) if field.name == name)
    return (row.default, row.default_factory) != (MISSING, MISSING)


def expected_tasks() -> list[list[str]]:
    """A row a task: its name, the fields it needs, those it may have besides."""
    names = {kind: [field.name for field in fields(kind)] for kind in TASKS}
    needed = {kind: [name for name in names[kind] if not has_default(kind, name)] for kind in TASKS}
    return [
        [code(kind.__name__), code(*needed[kind]), code(*(name for name in names[kind] if name not in needed[kind]))]
        for kind in TASKS
    ]


def held_to(limit: Limit) -> str:
    match limit:
        case Characters(required=required, highest=highest):
            return f"{'1' if required else 'up'} to {highest:,} characters"
        case Count(lowest=lowest, highest=highest):
            return f"{lowest} to {highest} `InputPicture`"
        case HexColors(lowest=lowest, highest=highest):
            return f"{lowest} to {highest} of `#rrggbb`"
        case Range(lowest=low, highest=high):
            return f"{low} to {high}"
    raise TypeError(f"the reference has no words for {limit}")


def taken(kind: type[Task], name: str) -> str:
    limit = limits_of(kind).get(name)
    if limit:
        return held_to(limit)
    hint = get_type_hints(kind)[name]
    (type_,) = [one for one in (get_args(hint) or (hint,)) if one is not type(None)]
    choices = f": {code(*type_)}" if issubclass(type_, StrEnum) and len(type_) < 4 else ""
    return f"`{type_.__name__}`{choices}"


def expected_fields() -> list[list[str]]:
    """A row a field and range: where the same name has two, the tasks stand beside it."""
    found: dict[str, dict[str, list[str]]] = {}
    for kind in TASKS:
        for field in fields(kind):
            found.setdefault(field.name, {}).setdefault(taken(kind, field.name), []).append(kind.__name__)
    return [
        [code(name) + (f" of {', '.join(kinds)}" if len(ranges) > 1 else ""), what]
        for name, ranges in found.items()
        for what, kinds in ranges.items()
    ]


def able(*models: Model, edits: tuple[Model, ...] = ()) -> dict[type[Task], list[str]]:
    """What an image client finds among these models, live ones, for each type of task."""
    with Bedrock(SETTINGS) as bedrock:
        client = ImageClient(bedrock, models, edit_models=edits)
        return {kind: [model.alias for model in client.available(kind) if not model.is_retired] for kind in TASKS}


def expected_roads() -> list[list[str]]:
    """A row a task: models that have it, models that do it in other words, and who does it out of the box."""
    by_default = able(*SETTINGS.models, edits=SETTINGS.edit_models)
    table = []
    for kind in TASKS:
        own = [model.alias for model in MODELS if kind in model.tasks]
        with Bedrock(SETTINGS) as bedrock:
            all_able = [m.alias for m in MODELS if ImageClient(bedrock, (m,), edit_models=()).available(kind)]
        other = [alias for alias in all_able if alias not in own]
        table.append([code(kind.__name__), code(*own), code(*other), code(by_default[kind][0])])
    return table


def expected_models() -> list[list[str]]:
    def price(model: Model) -> str:
        amounts = [amount for row in model.prices for amount in (row.standard, row.premium)]
        low, high = (f"${amount:.3f}".removesuffix("0") for amount in (min(amounts), max(amounts)))
        return low if low == high else f"{low} to {high}"

    def state(model: Model) -> str:
        return " ".join(["retired", str(model.retired_on or "")]).strip() if model.is_retired else "live"

    return [
        [code(m.alias), code(m.model_id), price(m), f"{m.prompt_characters:,}", " ".join(m.regions), state(m)]
        for m in MODELS
    ]


def expected_commands() -> list[list[str]]:
    return [[code(name), code(DRAWING[name].kind.__name__) if name in DRAWING else "", COMMANDS[name].help]
            for name in COMMANDS]  # fmt: skip


def test_the_tasks_and_their_fields_are_the_library_s() -> None:
    assert [[row[0], row[2], row[3]] for row in rows("Tasks")] == expected_tasks()
    assert all(row[1] for row in rows("Tasks"))


def test_each_field_s_range_is_the_one_it_is_held_to() -> None:
    assert [row[:2] for row in rows("Fields")] == expected_fields()
    assert all(row[2] for row in rows("Fields"))


def test_who_does_which_task_is_what_the_client_finds() -> None:
    assert rows("Who does which task") == expected_roads()


def test_the_models_are_the_catalog_s() -> None:
    assert rows("Models and prices") == expected_models()


def test_the_commands_are_the_command_line_s() -> None:
    assert rows("The command line") == expected_commands()


def test_the_elements_are_the_ones_that_are_composed() -> None:
    assert [row[:2] for row in rows("Prompts")] == [[code(element.name), element.chooses] for element in ELEMENTS]
    for row, element in zip(rows("Prompts"), ELEMENTS, strict=True):
        assert row[2] == "; ".join(element.examples)


def test_the_error_tree_is_the_one_in_the_code() -> None:
    (tree,) = blocks("text", section("Errors"))

    assert tree in str(errors.__doc__)


def test_what_follows_an_error_is_what_the_client_does() -> None:
    told = {row[0]: re.findall(r"`(\w+Error)`", row[1]) for row in rows("What follows an error")}

    assert told["asked again"] == [kind.__name__ for kind in RETRIED]
    assert told["the next model"] == [kind.__name__ for kind in MOVES_ON]
    policy = RetryPolicy()
    for seconds in (policy.first_seconds, policy.longest_seconds, policy.patience_seconds):
        assert f"{seconds:g} s" in section("What follows an error")


def test_every_public_name_stands_in_the_reference() -> None:
    words = set(re.findall(r"\w+", REFERENCE))

    assert not set(titan_core.__all__) - words


@pytest.mark.parametrize("name", titan_core.__all__)
def test_every_public_class_and_function_says_what_it_is(name: str) -> None:
    thing = getattr(titan_core, name)
    if isinstance(thing, type):
        own = str(vars(thing).get("__doc__") or "")
        assert own
        assert not own.startswith(f"{name}(")  # what dataclass writes where nobody did
    else:
        assert thing.__doc__

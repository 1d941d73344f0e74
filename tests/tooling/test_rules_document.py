"""docs/rules.md names every rule as the chat and the command line do, with examples that work."""

import re
from pathlib import Path

import pytest

from bot.rules.rules import ChannelRules, WorkspaceRules
from bot.rules.writing import read_rule, rule_named, rules_of
from bot.views.rules.names import LABELS

DOCUMENT = (Path(__file__).parents[2] / "docs" / "rules.md").read_text("utf-8")
ROWS = re.findall(r"^\| ([^|]+) \| `([a-z-]+)` \| `([^`]+)` \|", DOCUMENT, re.MULTILINE)
KINDS = (WorkspaceRules, ChannelRules)


def test_every_rule_is_there_once() -> None:
    assert [name for _, name, _ in ROWS] == list(rules_of(WorkspaceRules) | rules_of(ChannelRules))


@pytest.mark.parametrize(("label", "name", "example"), ROWS)
def test_a_rule_is_called_as_in_the_chat_and_its_example_can_be_set(label: str, name: str, example: str) -> None:
    kind = next(kind for kind in KINDS if name in rules_of(kind))
    rule = rule_named(kind, name)

    assert LABELS[rule.field] == label
    assert read_rule(kind, rule, example) != getattr(kind(), rule.field)


def test_the_rules_that_a_channel_has_are_named() -> None:
    (sentence,) = re.findall(r"^A channel has (.+)$", DOCUMENT, re.MULTILINE)

    assert set(re.findall(r"`([a-z-]+)`", sentence)) - {"person", "channel"} == set(rules_of(ChannelRules))


def test_every_command_is_shown() -> None:
    verbs = re.findall(r"^\$ (?:.*\| )?python -m bot rules ([a-z]+)", DOCUMENT, re.MULTILINE)

    assert set(verbs) == {"show", "set", "unset", "export", "import", "audit"}

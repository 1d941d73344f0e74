"""A dialogue as it is written: who does what, and who sees what of it, in the words that people see.

A file holds dialogues by title, each a list of steps. A step is at most one act and what is expected of it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import yaml

from tests.dialogues.given import STATES

FOLDER = Path(__file__).parent
Wording = str | Sequence[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """An act: `who` types, presses, chooses, enters, fills, uses, opens or closes; then the expectations.

    who: a handle, or several who do it at once. where: a channel, `dm` the bot's direct messages.
    types: a command if it begins with a slash, else a message; attaches: the name of a picture that goes with it.
    presses: a button's label, below a message (`under`), in Home (`at: home`), in the form that is open, or in the
    newest message that this person alone sees; beside: words of the entry that is meant. fills: fields of the form by
    label, the app isn't told; chooses: one of them, and it is. uses: a shortcut by its name, on a message (`under`).
    thread: the message in whose thread it is typed.

    all_see: words of one message that everybody sees and the dialogue hasn't told of yet; below: the message in whose
    thread that stands, "" for the channel itself. only: words that one person alone sees. sees, home: words of their
    open form, and of their Home. drawn: fields of each call to Bedrock that this step led to, or how many there are.
    gone: a message that isn't there any more. slack_says: Slack's own refusal. called: a name for the message that was
    typed or told of last. given: a state of things (tests/dialogues/given.py).
    """

    who: Wording = ()
    where: str = ""
    types: str = ""
    attaches: str = ""
    thread: str = ""
    presses: str = ""
    under: str = ""
    at: str = ""
    beside: str = ""
    fills: Mapping[str, Any] = field(default_factory=dict)
    chooses: Mapping[str, Any] = field(default_factory=dict)
    uses: str = ""
    opens: str = ""
    closes: str = ""
    given: str = ""
    all_see: Wording = ()
    below: str | None = None
    only: Mapping[str, Wording] = field(default_factory=dict)
    sees: Mapping[str, Wording] = field(default_factory=dict)
    home: Mapping[str, Wording] = field(default_factory=dict)
    drawn: int | Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None
    gone: str = ""
    slack_says: str = ""
    called: str = ""

    def __post_init__(self) -> None:
        if len(self.acts) > 1:
            raise ValueError(f"one act a step, not {' and '.join(self.acts)}")
        if (self.acts or self.fills) and not self.who:
            raise ValueError(f"who {' and '.join(self.acts) or 'fills'}?")
        if self.given and self.given not in STATES:
            raise ValueError(f"no state {self.given!r}; there are {', '.join(STATES)}")

    @property
    def acts(self) -> list[str]:
        """What is done, at most one of them."""
        return [name for name in ("types", "presses", "chooses", "uses", "opens", "closes") if getattr(self, name)]

    @property
    def people(self) -> tuple[str, ...]:
        return several(self.who)


@dataclass(frozen=True, kw_only=True, slots=True)
class Dialogue:
    """cast: people whom the bot has never met, by handle, with their locale."""

    title: str
    steps: tuple[Step, ...]
    cast: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, title: str, written: Sequence[Mapping[str, Any]]) -> Self:
        """Raise ValueError naming the step that can't be read."""
        cast = next((dict(entry["cast"]) for entry in written if "cast" in entry), {})
        steps = [entry for entry in written if "cast" not in entry]
        return cls(title=title, steps=tuple(_step(title, at, entry) for at, entry in enumerate(steps, 1)), cast=cast)


def several(words: Wording) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(words)


def read_file(path: Path) -> list[Dialogue]:
    return [Dialogue.read(title, steps) for title, steps in yaml.safe_load(path.read_text("utf-8")).items()]


def read_all() -> list[Dialogue]:
    """Every dialogue of the folder."""
    return [dialogue for path in sorted(FOLDER.glob("*.yml")) for dialogue in read_file(path)]


def find(title: str) -> Dialogue:
    return next(dialogue for dialogue in read_all() if dialogue.title == title)


def _step(title: str, at: int, entry: Mapping[str, Any]) -> Step:
    try:
        return Step(**entry)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{title!r}, step {at}: {error}: {dict(entry)}") from error

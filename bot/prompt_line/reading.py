"""From a line and the places of its flags to a request, alone or with a preset or the picture it goes on from."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.prompt_line.cleaning import has_open_quote
from bot.prompt_line.extents import BEFORE_VALUE, DASHES, PUNCTUATION, TOKEN, half_width
from bot.prompt_line.flags import Flag, flag_of
from bot.prompt_line.forms import Switch, Text, Value, listed
from bot.prompt_line.midjourney import UNMATCHED
from bot.prompt_line.problems import Conflict, MissingValue, NoPrompt, Problem, Repeated, TooLong
from bot.prompt_line.request import LeftOut, Request
from bot.prompt_line.scanning import Mark
from titan_core.tasks import PROMPT_CHARACTERS

_ENDS_CLAUSE = re.compile(r"[,.;:!?…、。，；：！？]$")  # noqa: RUF001  (full-width punctuation)
_JOINED_AS_IT_IS = re.compile(r"[,.;:!?、。，；：！？]")  # noqa: RUF001  (same)
_SHAPE = frozenset({"aspect_ratio", "size"})  # two ways to say one thing
_NOT_OF_REQUEST = frozenset({"repeat"})
_NOT_HANDED_ON = frozenset({"negative_prompt", "keep", "private", "new"})
_BRACKETS = frozenset(")]}）］｝")  # noqa: RUF001  (same)


@dataclass(kw_only=True, slots=True)
class Reading:
    """What has been read of a line so far."""

    prompt: str
    unwanted: list[str] = field(default_factory=list)
    values: dict[str, Value] = field(default_factory=dict)
    written: dict[str, str] = field(default_factory=dict)
    left_out: list[LeftOut] = field(default_factory=list)

    @property
    def negative_prompt(self) -> str:
        return listed(",".join(self.unwanted))

    @property
    def times(self) -> int:
        """How often it is asked for."""
        return int(str(self.values.get("repeat", 1)))

    def take(self, name: str, after: str) -> Problem | None:
        """Read a flag's value from the text after it; the rest belongs to the prompt."""
        readable = half_width(after)
        foreign = UNMATCHED.get(name)
        if foreign:
            found = foreign.values.match(readable) if foreign.values else None
            if found or foreign.always:
                value = found[0] if found else ""
                self.left_out.append(LeftOut(flag=name, value=value, instead=foreign.instead.format(value=value)))
                self._keep(after[len(value) :])
                return None
        flag = flag_of(name)
        return self._take_ours(name, flag, after, readable) if flag else None

    def _take_ours(self, name: str, flag: Flag, after: str, readable: str) -> Problem | None:
        if isinstance(flag.form, Text):
            return self._unwanted(name, flag, after)
        if isinstance(flag.form, Switch):
            self._keep(after)
            return self._set(flag, name, "", value=True)
        extent = flag.form.extent or TOKEN
        found = extent.match(readable) or TOKEN.match(readable)
        if not found:
            return MissingValue(flag=name, example=flag.example)
        self._keep(after[found.end() :])
        written = re.sub(r'^"([^"]+)"$', r"\1", found[0])
        value = flag.form.read(name, written)
        return value if isinstance(value, Problem) else self._set(flag, name, written, value)

    def _unwanted(self, name: str, flag: Flag, after: str) -> Problem | None:
        things = flag.form.read(name, after)
        if not things:
            return MissingValue(flag=name, example=flag.example)
        self.unwanted.append(str(things))
        return None

    def _set(self, flag: Flag, name: str, written: str, value: Value) -> Problem | None:
        written = f"{name} {written}".strip()
        if self.values.setdefault(flag.field, value) != value:
            return Repeated(flag=flag.name, first=self.written[flag.field], second=written)
        self.written.setdefault(flag.field, written)
        return None

    def _keep(self, rest: str) -> None:
        """Text after a value is prompt: `a fox --seed 7, in snow` is `a fox, in snow`."""
        found = PUNCTUATION.match(half_width(rest))
        sign, rest = (rest[: found.end()], rest[found.end() :]) if found else ("", rest)
        if sign and rest and rest[0] in DASHES:  # dashes right after a sign begin no flag, and must not after a space
            sign, rest = "", sign + rest
        rest = rest.strip()
        if not rest:
            sign = sign if _BRACKETS & set(sign) else ""
        if self.prompt and not _ENDS_CLAUSE.search(self.prompt):
            self.prompt += sign
        self.prompt = f"{self.prompt} {rest}".strip()

    def add(self, preset: "Reading") -> None:
        """Append a preset's words; its flags say what this line doesn't, its unwanted things come on top."""
        self.prompt = joined(self.prompt, preset.prompt)
        self.unwanted = _one_after_another(self.negative_prompt, preset.negative_prompt)
        self.written = {**preset.written, **self.written}
        self.left_out += preset.left_out
        self._fill(preset.values)

    def go_on_from(self, request: Request) -> None:
        """Append this line's words to the request's; what its flags said still holds where this line says nothing."""
        self.prompt = joined(request.prompt, self.prompt)
        self.unwanted = _one_after_another(request.negative_prompt, self.negative_prompt)
        self._fill({name: getattr(request, name) for name in request.given - _NOT_HANDED_ON})

    def _fill(self, values: Mapping[str, Value]) -> None:
        said = self.values.keys() | (_SHAPE if _SHAPE & self.values.keys() else frozenset())
        self.values |= {name: value for name, value in values.items() if name not in said}

    def too_long(self) -> TooLong | None:
        for flag, text in (("", self.prompt), ("--no", self.negative_prompt)):
            if len(text) > PROMPT_CHARACTERS:
                return TooLong(flag=flag, limit=PROMPT_CHARACTERS, actual=len(text))
        return None

    def request(self) -> Request | Problem:
        if long := self.too_long():
            return long
        if not self.prompt:
            return NoPrompt()
        if self.values.keys() >= _SHAPE:
            return Conflict(first=self.written["aspect_ratio"], second=self.written["size"])
        values: dict[str, Any] = {name: value for name, value in self.values.items() if name not in _NOT_OF_REQUEST}
        return Request(
            prompt=self.prompt,
            negative_prompt=self.negative_prompt,
            left_out=tuple(self.left_out),
            given=frozenset(values) - {"preset"},
            **values,
        )


def joined(first: str, second: str) -> str:
    """Two prompts as one. A quote that the first leaves open ends with it, so that it pairs with none of the second."""
    first = _closed(first)
    if not first or not second or _JOINED_AS_IT_IS.match(second):
        return first + second
    return f"{first}{'' if _ENDS_CLAUSE.search(first) else ','} {second}"


def _one_after_another(first: str, second: str) -> list[str]:
    return [things for things in (_closed(first), second) if things]


def _closed(text: str) -> str:
    return f'{text}"' if has_open_quote(text) else text


def read(line: str, found: tuple[Mark, ...]) -> Reading | Problem:
    """`found` are the line's marks, all of known flags."""
    starts = [*(mark.start for mark in found), len(line)]
    reading = Reading(prompt=line[: starts[0]].strip())
    for mark, end in zip(found, starts[1:], strict=True):
        problem = reading.take(mark.name, BEFORE_VALUE.sub("", line[mark.end : end], count=1).strip())
        if problem:
            return problem
    return reading

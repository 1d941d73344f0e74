"""The arguments of a Web API call: form fields or JSON, asked for by type."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from sandbox.slack.entities import Json
from sandbox.slack.errors import SlackError, missing_field


class Arguments:
    """Each getter takes a value as it came in a form (a string, JSON within) or in a JSON body."""

    def __init__(self, values: Mapping[str, object]) -> None:
        self._values = {name: value for name, value in values.items() if value is not None}

    def as_json(self) -> Json:
        """For the record, without the token."""
        return {name: value for name, value in self._values.items() if name != "token"}

    def has(self, name: str) -> bool:
        return name in self._values

    def text(self, name: str, default: str = "") -> str:
        """A string; numbers are taken as written."""
        value = self._values.get(name, default)
        if isinstance(value, str | int | float):
            return str(value)
        raise SlackError("invalid_arguments", f"must be a string [json-pointer:/{name}]")

    def required(self, name: str) -> str:
        value = self.text(name)
        if not value:
            raise missing_field(name)
        return value

    def number(self, name: str) -> int:
        """A whole number, 0 if absent."""
        value = self.text(name, "0")
        if not value.isdecimal():
            raise SlackError("invalid_arguments", f"must be an integer [json-pointer:/{name}]")
        return int(value)

    def flag(self, name: str) -> bool:
        return str(self._values.get(name, "")).lower() in {"true", "1"}

    def items(self, name: str, error: str = "invalid_arguments") -> list[Json]:
        """A list of objects, empty if absent; anything else is refused with `error`."""
        found = self._structure(name, error)
        if found is None:
            return []
        if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
            raise SlackError(error, f"must be an array of objects [json-pointer:/{name}]")
        return found

    def strings(self, name: str) -> list[str]:
        """A list of strings, empty if absent."""
        found = self._structure(name, "invalid_arguments") or []
        if not isinstance(found, list) or not all(isinstance(item, str) for item in found):
            raise SlackError("invalid_arguments", f"must be an array of strings [json-pointer:/{name}]")
        return found

    def mapping(self, name: str, error: str = "invalid_arguments") -> Json | None:
        found = self._structure(name, error)
        if found is not None and not isinstance(found, dict):
            raise SlackError(error, f"must be an object [json-pointer:/{name}]")
        return found

    def _structure(self, name: str, error: str) -> Any:  # noqa: ANN401  JSON of any shape, checked by the callers
        value = self._values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError as unreadable:
            raise SlackError(error, f"must be valid JSON [json-pointer:/{name}]") from unreadable


def read_arguments(content_type: str, body: bytes, query: Mapping[str, str], *, takes_json: bool) -> Arguments:
    """The arguments of a request. A method that takes no JSON sees none of a JSON body's fields.

    Raises SlackError: invalid_json, json_not_object, invalid_form_data, invalid_post_type.
    """
    kind = content_type.partition(";")[0].strip().lower()
    if kind == "application/json":
        found = _read_json(body)
        return Arguments({**query, **found} if takes_json else query)
    if kind == "application/x-www-form-urlencoded":
        try:
            fields = dict(parse_qsl(body.decode(), keep_blank_values=True, errors="strict"))
        except UnicodeDecodeError as unreadable:
            raise SlackError("invalid_form_data") from unreadable
        return Arguments({**query, **fields})
    if body:
        raise SlackError("invalid_post_type" if kind else "missing_post_type")
    return Arguments(query)


def _read_json(body: bytes) -> Json:
    try:
        found = json.loads(body or b"{}")
    except ValueError as unreadable:
        raise SlackError("invalid_json") from unreadable
    if not isinstance(found, dict):
        raise SlackError("json_not_object")
    return found

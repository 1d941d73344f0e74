"""Request bodies against the documented contracts, which are JSON Schema files beside this module.

The texts for a string that is too long and for an unknown key were captured from AWS. The others follow the same
validator (everit JSON schema), whose wording AWS passes on; where no wording is known, the schema brings its own in
`errorMessage`.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from referencing import Registry, Resource

from sandbox.bedrock.errors import BedrockError, invalid, malformed

_TYPE_NAMES = {
    "str": "String",
    "int": "Integer",
    "float": "Number",
    "bool": "Boolean",
    "list": "JSONArray",
    "dict": "JSONObject",
    "NoneType": "Null",
}
_EXPECTED_TYPES = {
    "string": "String",
    "integer": "Integer",
    "number": "Number",
    "boolean": "Boolean",
    "array": "JSONArray",
    "object": "JSONObject",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class _Violation:
    """`rule` is a JSON Schema keyword, `allowed` its value in the schema, `found` the part of the body in breach."""

    pointer: str
    rule: str
    allowed: Any
    found: Any
    schema: Mapping[str, Any]


def _read(error: ValidationError) -> _Violation:
    return _Violation(
        pointer="/".join(["#", *(str(part) for part in error.absolute_path)]),
        rule=str(error.validator),
        allowed=error.validator_value,
        found=error.instance,
        schema=error.schema if isinstance(error.schema, Mapping) else {},
    )


def _extraneous(violation: _Violation) -> str:
    # One violation stands for all unknown keys of an object; the validator that AWS uses names the first.
    unknown = [key for key in violation.found if key not in violation.schema["properties"]]
    return f"extraneous key [{unknown[0]}] is not permitted"


def _lacks(violation: _Violation) -> str:
    needed = (key for given, keys in violation.allowed.items() if given in violation.found for key in keys)
    return f"property [{next(key for key in needed if key not in violation.found)}] is required"


def _mistyped(violation: _Violation) -> str:
    return f"expected type: {_EXPECTED_TYPES[violation.allowed]}, found: {_type_name(violation.found)}"


def _type_name(value: object) -> str:
    return _TYPE_NAMES[type(value).__name__]


_WORDING: Mapping[str, Callable[[_Violation], str]] = MappingProxyType(
    {
        "additionalProperties": _extraneous,
        "const": lambda it: f"{it.found} is not a valid enum value",
        "dependentRequired": _lacks,
        "enum": lambda it: f"{it.found} is not a valid enum value",
        "maxItems": lambda it: f"expected maximum item count: {it.allowed}, found: {len(it.found)}",
        "maxLength": lambda it: f"expected maxLength: {it.allowed}, actual: {len(it.found)}",
        "maximum": lambda it: f"{it.found} is not less or equal to {it.allowed}",
        "minItems": lambda it: f"expected minimum item count: {it.allowed}, found: {len(it.found)}",
        "minLength": lambda it: f"expected minLength: {it.allowed}, actual: {len(it.found)}",
        "minimum": lambda it: f"{it.found} is not greater or equal to {it.allowed}",
        "multipleOf": lambda it: f"{it.found} is not a multiple of {it.allowed}",
        "pattern": lambda it: f"string [{it.found}] does not match pattern {it.allowed}",
        "required": lambda it: f"required key [{next(key for key in it.allowed if key not in it.found)}] not found",
        "type": _mistyped,
    }
)


class Contract:
    """One model's request body for one task."""

    def __init__(self, file_name: str) -> None:
        """Read `contracts/<file_name>`, and what it refers to in files beside it."""
        self._validator = Draft202012Validator(_schema(file_name), registry=_definitions())

    def check(self, body: object) -> None:
        """Raise AWS's `ValidationException` if `body` breaks the contract."""
        violations = [_read(error) for error in self._validator.iter_errors(body)]
        if violations:
            raise _refusal(violations)


def _schema(file_name: str) -> Any:  # noqa: ANN401 - JSON
    return json.loads(files("sandbox.bedrock").joinpath("contracts", file_name).read_text("utf-8"))


@cache
def _definitions() -> Registry[Any]:
    names = ("titan.definitions.json", "nova-canvas.definitions.json", "stability.definitions.json")
    return Registry().with_resources((name, Resource.from_contents(_schema(name))) for name in names)


def parse_body(raw: bytes) -> dict[str, Any]:
    """The request's JSON object. `ValidationException` if it is none, or over the API's 25,000,000 bytes."""
    limit = 25_000_000
    if len(raw) > limit:
        raise invalid(
            "1 validation error detected: Value at 'body' failed to satisfy constraint: "
            f"Member must have length less than or equal to {limit}"
        )
    try:
        body = json.loads(raw, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise invalid("Malformed input request, please reformat your input and try again.") from error
    if not isinstance(body, dict):
        raise malformed(f"#: expected type: JSONObject, found: {_type_name(body)}")
    return body


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


def _refusal(violations: Sequence[_Violation]) -> BedrockError:
    if len(violations) > 1:
        return malformed(f"{len(violations)} schema violations found")
    violation = violations[0]
    words = violation.schema.get("errorMessage") or _WORDING[violation.rule](violation)
    return malformed(f"{violation.pointer}: {words}")

"""The one reader of the environment, for this package and for the app built on it."""

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from dotenv import dotenv_values

from titan_core.catalog import CATALOG, EDIT_MODELS, MODELS, Model, find
from titan_core.errors import SettingsError, UnknownModelError

DEFAULT_MODELS = "amazon.titan-image-generator-v2:0,stability.stable-image-core-v1:1"
DEFAULT_REGION = "us-west-2"
_REGION = re.compile(r"[a-z]{2,5}(-[a-z]+)+-\d{1,2}")


def environment(dotenv: Path | None = Path(".env")) -> Mapping[str, str]:
    """`.env` first, then the process's environment, which wins. Neither is changed.

    Values mean what they say: `${NAME}` in the file is not expanded. A file that isn't there is no fault; one that
    can't be read raises SettingsError.
    """
    return {**(_read(dotenv) if dotenv else {}), **os.environ}


def _read(dotenv: Path) -> dict[str, str]:
    try:
        values = dotenv_values(dotenv, interpolate=False, encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            problems=(f"{dotenv} can't be read: {error}. Make it a readable UTF-8 text file.",)
        ) from error
    return {name: value for name, value in values.items() if value is not None}


@dataclass(frozen=True, kw_only=True, slots=True)
class BedrockSettings:
    """Where and with whom to draw.

    endpoint_url: of bedrock-runtime; None is AWS's own. models: the chain, first to last. edit_models: who is asked for
    what the chain can't do. guardrail_id and guardrail_version: a guardrail of the account's that every request passes,
    both or neither. aws: the AWS_* variables that boto3 is to be handed, since `.env` is not in the process's
    environment. Raises SettingsError, all faults together.
    """

    profile_name: str | None = None
    region_name: str = DEFAULT_REGION
    endpoint_url: str | None = None
    models: tuple[Model, ...] = field(default_factory=lambda: _models(DEFAULT_MODELS, []))
    edit_models: tuple[Model, ...] = EDIT_MODELS
    guardrail_id: str | None = None
    guardrail_version: str | None = None
    connect_timeout_seconds: float = 10.0
    read_timeout_seconds: float = 300.0
    aws: Mapping[str, str] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        problems = [*_region_problems(self.region_name), *_endpoint_problems(self.endpoint_url)]
        if not self.models:
            problems.append(f"IMAGINE_MODELS names no model. Leave it out, or write `{DEFAULT_MODELS}`.")
        if min(self.connect_timeout_seconds, self.read_timeout_seconds) <= 0:
            problems.append("Timeouts are numbers of seconds above 0.")
        problems += _guardrail_problems(self.guardrail_id, self.guardrail_version)
        if problems:
            raise SettingsError(problems=tuple(problems))

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> Self:
        """Read the variables named BWB_*, IMAGINE_* and AWS_* that are about Bedrock; empty is not set."""
        given = {name: value.strip() for name, value in env.items() if value.strip()}
        problems: list[str] = []
        models = _models(given.get("IMAGINE_MODELS", DEFAULT_MODELS), problems)
        edit_models = _edit_models(given.get("IMAGINE_EDIT_MODELS", "auto"), problems)
        guardrail = given.get("IMAGINE_GUARDRAIL_ID"), given.get("IMAGINE_GUARDRAIL_VERSION")
        region, endpoint = given.get("BWB_REGION_NAME", DEFAULT_REGION), given.get("BWB_ENDPOINT_URL")
        profile = given.get("BWB_PROFILE_NAME")
        aws = {name: value for name, value in given.items() if name.startswith("AWS_")}
        problems += [*_region_problems(region), *_endpoint_problems(endpoint), *_key_problems(profile, aws)]
        problems += _guardrail_problems(*guardrail)
        if problems:
            raise SettingsError(problems=tuple(problems))
        return cls(
            profile_name=profile,
            region_name=region,
            endpoint_url=endpoint,
            models=models,
            edit_models=edit_models,
            guardrail_id=guardrail[0],
            guardrail_version=guardrail[1],
            aws=aws,
        )


def _models(names: str, problems: list[str]) -> tuple[Model, ...]:
    found = _named(names, CATALOG, "IMAGINE_MODELS", problems)
    if not found and not problems:
        problems.append(f"IMAGINE_MODELS names no model. Leave it out, or write `{DEFAULT_MODELS}`.")
    return found


def _edit_models(names: str, problems: list[str]) -> tuple[Model, ...]:
    match names.lower():
        case "auto":
            return EDIT_MODELS
        case "off":
            return ()
    found = _named(names, MODELS, "IMAGINE_EDIT_MODELS", problems)
    if not found and not problems:
        problems.append("IMAGINE_EDIT_MODELS names no model. Leave it out, or write `auto`, `off` or names of models.")
    return found


def _named(names: str, among: Sequence[Model], variable: str, problems: list[str]) -> tuple[Model, ...]:
    found: dict[str, Model] = {}
    for name in filter(None, map(str.strip, names.split(","))):
        try:
            model = find(name, among)
        except UnknownModelError as error:
            problems.append(f"{variable}: {error}")
        else:
            found[model.model_id] = model
    return tuple(found.values())


def _guardrail_problems(identifier: str | None, version: str | None) -> list[str]:
    if (identifier is None) == (version is None):
        return []
    missing = "IMAGINE_GUARDRAIL_VERSION" if version is None else "IMAGINE_GUARDRAIL_ID"
    return [f"{missing} is missing, and its other half is set. Set both (a version is `1` or `DRAFT`), or neither."]


def _region_problems(region: str) -> list[str]:
    if _REGION.fullmatch(region):
        return []
    return [f"BWB_REGION_NAME is {region!r}, which is no AWS region. Write one like `{DEFAULT_REGION}`."]


def _endpoint_problems(endpoint: str | None) -> list[str]:
    if endpoint is None:
        return []
    try:
        url = urlsplit(endpoint)
        fine = url.scheme in {"http", "https"} and bool(url.hostname) and url.port != 0
    except ValueError:
        fine = False
    return (
        []
        if fine
        else [f"BWB_ENDPOINT_URL is {endpoint!r}. Write a URL like `http://127.0.0.1:4500`, or leave it out."]
    )


def _key_problems(profile: str | None, aws: Mapping[str, str]) -> list[str]:
    missing = [name for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY") if name not in aws]
    if profile or len(missing) != 1:
        return []
    return [f"{missing[0]} is missing, and its other half is set. Set both, or neither to use AWS's own chain."]

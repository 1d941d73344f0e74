"""Which models an account can use, asked of Bedrock's control plane: nothing is drawn, nothing is billed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from titan_core.catalog import Model
from titan_core.errors import (
    BadCredentialsError,
    BedrockError,
    EndOfLifeError,
    LegacyError,
    NoAccessError,
    NoCredentialsError,
    UnknownResultError,
    UnreachableError,
    WrongRegionError,
)

if TYPE_CHECKING:  # `titan --help` imports this, and needs no Bedrock
    from titan_core.bedrock import Availability, Bedrock, Profile

# With any of these no other model needs to be asked about.
_ACCOUNT_WIDE = (NoCredentialsError, BadCredentialsError, UnreachableError, UnknownResultError)


@dataclass(frozen=True, kw_only=True, slots=True)
class Check:
    """One model: usable if `error` is None. is_subscribed: False where the first call makes the Marketplace agreement,
    which takes rights to do so and can take some minutes.
    """

    model: Model
    error: BedrockError | None = None
    is_subscribed: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Examination:
    """account: its twelve digits, empty where none of the profiles tells it."""

    region: str
    account: str
    checks: tuple[Check, ...]


def examine(bedrock: "Bedrock", models: Sequence[Model], *, today: date) -> Examination:
    """Ask about each model by GetFoundationModel, GetFoundationModelAvailability and ListInferenceProfiles.

    Raises NoCredentialsError, BadCredentialsError, UnreachableError or UnknownResultError: they hold for all.
    """
    profiles, refused = _profiles(bedrock, models)
    checks = tuple(_check(bedrock, model, profiles, refused, today) for model in dict.fromkeys(models))
    account = next((profile.account for profile in profiles if profile.account), "")
    return Examination(region=bedrock.region_name, account=account, checks=checks)


def _profiles(bedrock: "Bedrock", models: Sequence[Model]) -> "tuple[tuple[Profile, ...], BedrockError | None]":
    if not any(model.is_profile for model in models):
        return (), None
    try:
        return bedrock.profiles(), None
    except _ACCOUNT_WIDE:
        raise
    except BedrockError as error:
        return (), error


def _check(
    bedrock: "Bedrock", model: Model, profiles: "Sequence[Profile]", refused: BedrockError | None, today: date
) -> Check:
    """Whatever else keeps a model from drawing, its end of life is what to know."""
    check = _asked(bedrock, model, profiles, refused)
    is_gone = model.is_retired or (model.retired_on is not None and model.retired_on <= today)
    return Check(model=model, error=EndOfLifeError(model_id=model.model_id)) if check.error and is_gone else check


def _asked(bedrock: "Bedrock", model: Model, profiles: "Sequence[Profile]", refused: BedrockError | None) -> Check:
    if model.is_profile and refused is not None:
        return Check(model=model, error=refused)
    if model.is_profile and model.model_id not in {profile.profile_id for profile in profiles}:
        return Check(model=model, error=_not_here(model, bedrock.region_name))
    try:
        told = bedrock.availability(model.foundation_model_id)
    except _ACCOUNT_WIDE:
        raise
    except BedrockError as error:
        return Check(model=model, error=error)
    return Check(
        model=model, error=_obstacle(told, model, bedrock.region_name), is_subscribed=told.agreement == "AVAILABLE"
    )


def _obstacle(told: "Availability", model: Model, region: str) -> BedrockError | None:
    if told.region == "NOT_AVAILABLE":
        return _not_here(model, region)
    if told.lifecycle == "LEGACY":
        return LegacyError(model_id=model.model_id)
    if told.authorization != "AUTHORIZED":
        return NoAccessError(model_id=model.model_id, reason="iam")
    if told.agreement == "ERROR":
        return NoAccessError(model_id=model.model_id, reason="payment")
    if told.is_usable:
        return None
    lacks_agreement = told.agreement in {"NOT_AVAILABLE", "PENDING"}
    return NoAccessError(model_id=model.model_id, reason="marketplace" if lacks_agreement else "model")


def _not_here(model: Model, region: str) -> WrongRegionError:
    others = tuple(other for other in model.regions if other != region)
    return WrongRegionError(model_id=model.model_id, region=region, regions=others)

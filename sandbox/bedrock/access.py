"""Whether a caller may use a model, and how AWS says that it may not."""

from types import MappingProxyType

from sandbox.bedrock.catalog import find_model, find_profile
from sandbox.bedrock.errors import END_OF_LIFE, IDENTIFIER_INVALID, LEGACY, NEEDS_PROFILE, BedrockError, invalid
from sandbox.bedrock.models import Lifecycle, Model
from sandbox.bedrock.signature import Caller
from sandbox.bedrock.state import SandboxState

_ACCOUNT = "123456789012"
_USER = f"arn:aws:iam::{_ACCOUNT}:user/sandbox"

_NO_ACCESS_WORDS = MappingProxyType(
    {
        Lifecycle.NO_ACCESS: "You don't have access to the model with the specified model ID.",
        Lifecycle.NO_ACCESS_MARKETPLACE: (
            "Model access is denied due to IAM user or service role is not authorized to perform the required AWS "
            "Marketplace actions (aws-marketplace:ViewSubscriptions, aws-marketplace:Subscribe) to enable access to "
            "this model. Refer to the Amazon Bedrock documentation for further details. Your AWS Marketplace "
            "subscription for this model cannot be completed at this time. If you recently fixed this issue, try "
            "again after 15 minutes."
        ),
        Lifecycle.NO_ACCESS_PAYMENT: (
            "Model access is denied due to INVALID_PAYMENT_INSTRUMENT:A valid payment instrument must be provided.. "
            "Your AWS Marketplace subscription for this model cannot be completed at this time. If you recently fixed "
            "this issue, try again after 15 minutes."
        ),
    }
)


def known_model(state: SandboxState, identifier: str, caller: Caller) -> tuple[Model, Lifecycle]:
    """The model of this identifier in the caller's region, and its state.

    Raises `ValidationException` if there is none such there, `ResourceNotFoundException` past its end of life.
    """
    return _state_of(state, find_model(identifier), caller)


def known_profile(state: SandboxState, identifier: str, caller: Caller) -> tuple[Model, Lifecycle]:
    """The same for an inference profile's id or ARN."""
    return _state_of(state, find_profile(identifier), caller)


def _state_of(state: SandboxState, model: Model | None, caller: Caller) -> tuple[Model, Lifecycle]:
    if model is None:
        raise invalid(IDENTIFIER_INVALID)
    lifecycle = state.lifecycle(model)
    if lifecycle is Lifecycle.END_OF_LIFE:
        raise BedrockError("ResourceNotFoundException", END_OF_LIFE)
    if lifecycle is Lifecycle.WRONG_REGION or caller.region not in model.regions:
        raise invalid(IDENTIFIER_INVALID)
    return model, lifecycle


def usable_model(state: SandboxState, identifier: str, caller: Caller) -> Model:
    """The model, if InvokeModel may be called on it; else the refusal that an account would meet is raised."""
    known = known_profile if find_profile(identifier) else known_model
    model, lifecycle = known(state, identifier, caller)
    if model.profile and known is known_model:
        raise invalid(NEEDS_PROFILE.format(model_id=model.model_id))
    if lifecycle is Lifecycle.LEGACY:
        raise BedrockError("ResourceNotFoundException", LEGACY)
    if lifecycle is Lifecycle.NO_ACCESS_IAM:
        raise not_authorized("bedrock:InvokeModel", model_arn(model, caller))
    if lifecycle in _NO_ACCESS_WORDS:
        raise BedrockError("AccessDeniedException", _NO_ACCESS_WORDS[lifecycle])
    return model


def not_authorized(action: str, resource: str) -> BedrockError:
    return BedrockError(
        "AccessDeniedException",
        f"User: {_USER} is not authorized to perform: {action} on resource: {resource} "
        f"because no identity-based policy allows the {action} action",
    )


def profile_arn(profile: str, caller: Caller) -> str:
    return f"arn:aws:bedrock:{caller.region}:{_ACCOUNT}:inference-profile/{profile}"


def model_arn(model: Model, caller: Caller) -> str:
    return f"arn:aws:bedrock:{caller.region}::foundation-model/{model.model_id}"

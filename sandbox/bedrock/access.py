"""Whether a caller may use a model, and how AWS says that it may not."""

from types import MappingProxyType

from sandbox.bedrock.errors import END_OF_LIFE, IDENTIFIER_INVALID, LEGACY, BedrockError, invalid
from sandbox.bedrock.models import Lifecycle, Model, find_model
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
    model = find_model(identifier)
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
    model, lifecycle = known_model(state, identifier, caller)
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


def model_arn(model: Model, caller: Caller) -> str:
    return f"arn:aws:bedrock:{caller.region}::foundation-model/{model.model_id}"

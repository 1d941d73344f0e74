"""The least rights that a chain of models needs, as an IAM policy.

Source: Amazon Bedrock user guide, "Prerequisites for inference profiles": a call through a cross-region profile needs
the profile's ARN in the caller's region, and the model's in every region that the profile may choose.
"""

from collections.abc import Mapping, Sequence

from titan_core.catalog import Model

_LOOKING = ("GetFoundationModel", "GetFoundationModelAvailability", "ListInferenceProfiles")
_SUBSCRIBING = ("aws-marketplace:Subscribe", "aws-marketplace:ViewSubscriptions")
_PARTITIONS = {"us-gov-": "aws-us-gov", "cn-": "aws-cn"}
_AMAZON = "amazon."


def least_policy(models: Sequence[Model], region: str, *, account: str = "*", guardrail: str = "") -> dict[str, object]:
    """For drawing with `models` from `region`, and for `titan doctor`.

    account: the twelve digits, "*" for any. guardrail: its identifier or ARN, if one is used.
    """
    direct = [model for model in models if not model.is_profile]
    profiles = [model for model in models if model.is_profile]
    statements = [
        _statement("Draw", ["bedrock:InvokeModel"], [_model_arn(model, region) for model in direct]),
        _statement("DrawThroughProfiles", ["bedrock:InvokeModel"], _profile_arns(profiles, region, account)),
        _statement("Guard", ["bedrock:ApplyGuardrail"], _guardrail_arns(guardrail, region, account)),
        _statement("Look", [f"bedrock:{action}" for action in _LOOKING], ["*"]),
        # Models of other makers than Amazon are products of AWS Marketplace, subscribed at their first use.
        _statement("SubscribeAtFirstUse", _SUBSCRIBING, ["*"] if any(map(_is_product, models)) else []),
    ]
    return {"Version": "2012-10-17", "Statement": [statement for statement in statements if statement["Resource"]]}


def _statement(sid: str, actions: Sequence[str], resources: Sequence[str]) -> Mapping[str, object]:
    return {"Sid": sid, "Effect": "Allow", "Action": list(actions), "Resource": list(dict.fromkeys(resources))}


def _profile_arns(models: Sequence[Model], region: str, account: str) -> list[str]:
    profiles = [f"{_prefix(region)}:{account}:inference-profile/{model.model_id}" for model in models]
    return [*profiles, *(_model_arn(model, place) for model in models for place in model.regions)]


def _guardrail_arns(guardrail: str, region: str, account: str) -> list[str]:
    if not guardrail or guardrail.startswith("arn:"):
        return [guardrail] if guardrail else []
    return [f"{_prefix(region)}:{account}:guardrail/{guardrail}"]


def _model_arn(model: Model, region: str) -> str:
    return f"{_prefix(region)}::foundation-model/{model.foundation_model_id}"


def _prefix(region: str) -> str:
    partition = next((name for begins, name in _PARTITIONS.items() if region.startswith(begins)), "aws")
    return f"arn:{partition}:bedrock:{region}"


def _is_product(model: Model) -> bool:
    return not model.foundation_model_id.startswith(_AMAZON)

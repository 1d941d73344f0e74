"""Bedrock's control plane: whether an account can use a model, asked without drawing."""

from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, kw_only=True, slots=True)
class Availability:
    """What the control plane says of one model for this account, in this region.

    lifecycle: ACTIVE or LEGACY (a model past its end of life raises instead). agreement: AVAILABLE, PENDING,
    NOT_AVAILABLE or ERROR, the Marketplace subscription. authorization: AUTHORIZED or NOT_AUTHORIZED. entitlement and
    region: AVAILABLE or NOT_AVAILABLE. Source: botocore's service model of GetFoundationModelAvailability.
    """

    model_id: str
    lifecycle: str
    agreement: str
    authorization: str
    entitlement: str
    region: str
    end_of_life: date | None = None

    @property
    def is_usable(self) -> bool:
        """An agreement still to be made is no obstacle: the first call makes it, given the Marketplace rights."""
        return self.authorization == "AUTHORIZED" and "NOT_AVAILABLE" not in {self.entitlement, self.region}


@dataclass(frozen=True, kw_only=True, slots=True)
class Profile:
    """A cross-region inference profile: an id to call instead of the model's, which AWS answers in one of its regions.

    account: the caller's own, as the profile's ARN names it; empty where it names none. status: ACTIVE.
    """

    profile_id: str
    status: str
    account: str = ""


def ask_profiles(client: Any) -> tuple[Profile, ...]:  # noqa: ANN401 - boto3 makes its clients' methods at run time
    """Every profile that AWS has made in this region, page after page."""
    pages = client.get_paginator("list_inference_profiles").paginate(typeEquals="SYSTEM_DEFINED")
    return tuple(_profile(told) for page in pages for told in page["inferenceProfileSummaries"])


def _profile(told: dict[str, Any]) -> Profile:
    account = told["inferenceProfileArn"].split(":")[4]
    return Profile(profile_id=told["inferenceProfileId"], status=told["status"], account=account)


def ask_availability(client: Any, model_id: str) -> Availability:  # noqa: ANN401 - boto3 makes its clients' methods at run time
    details = client.get_foundation_model(modelIdentifier=model_id)["modelDetails"]
    lifecycle = details.get("modelLifecycle", {})
    ends = lifecycle.get("endOfLifeTime")
    told = client.get_foundation_model_availability(modelId=model_id)
    return Availability(
        model_id=model_id,
        lifecycle=lifecycle.get("status", "ACTIVE"),
        agreement=told["agreementAvailability"]["status"],
        authorization=told["authorizationStatus"],
        entitlement=told["entitlementAvailability"],
        region=told["regionAvailability"],
        end_of_life=ends.date() if ends else None,
    )

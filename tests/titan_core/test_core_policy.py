"""The least rights: what is drawn with, from where, and nothing else."""

import json
from typing import Any

import pytest

from titan_core import find
from titan_core.catalog import EDIT_MODELS, MODELS
from titan_core.policy import least_policy


def statements(*names: str, region: str = "us-west-2", **options: str) -> dict[str, dict[str, Any]]:
    policy: Any = least_policy([find(name, MODELS) for name in names], region, **options)
    assert policy["Version"] == "2012-10-17"
    return {one["Sid"]: one for one in policy["Statement"]}


def test_a_model_on_demand_needs_itself_in_its_region() -> None:
    assert statements("titan-v2", region="us-east-1") == {
        "Draw": {
            "Sid": "Draw",
            "Effect": "Allow",
            "Action": ["bedrock:InvokeModel"],
            "Resource": ["arn:aws:bedrock:us-east-1::foundation-model/amazon.titan-image-generator-v2:0"],
        },
        "Look": {
            "Sid": "Look",
            "Effect": "Allow",
            "Action": [
                "bedrock:GetFoundationModel",
                "bedrock:GetFoundationModelAvailability",
                "bedrock:ListInferenceProfiles",
            ],
            "Resource": ["*"],
        },
    }


def test_a_service_needs_its_profile_here_and_itself_wherever_the_profile_leads() -> None:
    told = statements("inpaint", account="123456789012")["DrawThroughProfiles"]

    service = "stability.stable-image-inpaint-v1:0"
    assert told["Resource"] == [
        f"arn:aws:bedrock:us-west-2:123456789012:inference-profile/us.{service}",
        f"arn:aws:bedrock:us-west-2::foundation-model/{service}",
        f"arn:aws:bedrock:us-east-1::foundation-model/{service}",
        f"arn:aws:bedrock:us-east-2::foundation-model/{service}",
    ]


def test_a_profile_is_never_written_as_a_foundation_model() -> None:
    policy = str(least_policy(EDIT_MODELS, "us-west-2"))

    assert "foundation-model/us." not in policy


def test_all_models_together_fit_into_a_managed_policy() -> None:
    policy = json.dumps(least_policy(MODELS, "us-west-2", account="123456789012"), separators=(",", ":"))

    assert len(policy) <= 6_144  # characters without white space; IAM user guide, "IAM and AWS STS quotas"


@pytest.mark.parametrize(("name", "subscribes"), [("titan-v2", False), ("core", True), ("cutout", True)])
def test_what_is_sold_in_the_marketplace_is_subscribed_at_its_first_use(name: str, *, subscribes: bool) -> None:
    alias = "remove-background" if name == "cutout" else name

    assert ("SubscribeAtFirstUse" in statements(alias)) is subscribes


@pytest.mark.parametrize(
    ("guardrail", "resource"),
    [
        ("abc123", "arn:aws:bedrock:us-west-2:1:guardrail/abc123"),
        ("arn:aws:bedrock:us-west-2:2:guardrail/x", "arn:aws:bedrock:us-west-2:2:guardrail/x"),
    ],
)
def test_a_guardrail_needs_a_right_of_its_own(guardrail: str, resource: str) -> None:
    told = statements("core", account="1", guardrail=guardrail)["Guard"]

    assert (told["Action"], told["Resource"]) == (["bedrock:ApplyGuardrail"], [resource])


@pytest.mark.parametrize(
    ("region", "partition"), [("us-gov-west-1", "aws-us-gov"), ("cn-north-1", "aws-cn"), ("eu-west-1", "aws")]
)
def test_the_partition_is_the_regions(region: str, partition: str) -> None:
    assert statements("core", region=region)["Draw"]["Resource"][0].startswith(f"arn:{partition}:bedrock:{region}::")

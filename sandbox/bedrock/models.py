"""The image models that the sandbox knows, as rows, with the truth of November 2026 as their default lifecycle."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from types import MappingProxyType

from sandbox.bedrock.families import Family, NovaFamily, StabilityFamily, TitanFamily


class Lifecycle(StrEnum):
    """How a model answers: it draws, or refuses for one of the reasons an account meets."""

    ACTIVE = "active"
    LEGACY = "legacy"
    END_OF_LIFE = "end_of_life"
    NO_ACCESS = "no_access"
    NO_ACCESS_IAM = "no_access_iam"
    NO_ACCESS_MARKETPLACE = "no_access_marketplace"
    NO_ACCESS_PAYMENT = "no_access_payment"
    WRONG_REGION = "wrong_region"


@dataclass(frozen=True, kw_only=True, slots=True)
class Model:
    """One Bedrock model id.

    `contracts` names the schema file of each task (the key `""` for a body without `taskType`), `regions` where it can
    be called, `usual_seconds` the median latency that the `model` latency preset draws from (assumed, not measured).
    """

    model_id: str
    name: str
    provider: str
    family: Family
    contracts: Mapping[str, str]
    regions: tuple[str, ...]
    usual_seconds: float
    input_modalities: tuple[str, ...] = ("TEXT",)
    lifecycle: Lifecycle = Lifecycle.ACTIVE
    end_of_life: datetime | None = None


_TITAN_REGIONS = ("us-east-1", "us-west-2")

_ROWS = (
    Model(
        model_id="amazon.titan-image-generator-v1",
        name="Titan Image Generator G1",
        provider="Amazon",
        family=TitanFamily(),
        contracts=MappingProxyType({"TEXT_IMAGE": "titan-v1.text-image.json"}),
        regions=_TITAN_REGIONS,
        usual_seconds=5.0,
        input_modalities=("TEXT", "IMAGE"),
        lifecycle=Lifecycle.END_OF_LIFE,
    ),
    Model(
        model_id="amazon.titan-image-generator-v2:0",
        name="Titan Image Generator G1 v2",
        provider="Amazon",
        family=TitanFamily(),
        contracts=MappingProxyType({"TEXT_IMAGE": "titan-v2.text-image.json"}),
        regions=_TITAN_REGIONS,
        usual_seconds=5.0,
        input_modalities=("TEXT", "IMAGE"),
        lifecycle=Lifecycle.END_OF_LIFE,
        end_of_life=datetime(2026, 6, 30, tzinfo=UTC),
    ),
    Model(
        model_id="amazon.nova-canvas-v1:0",
        name="Nova Canvas",
        provider="Amazon",
        family=NovaFamily(),
        contracts=MappingProxyType({"TEXT_IMAGE": "nova-canvas.text-image.json"}),
        regions=("us-east-1", "eu-west-1", "ap-northeast-1"),
        usual_seconds=5.0,
        input_modalities=("TEXT", "IMAGE"),
        lifecycle=Lifecycle.END_OF_LIFE,
        end_of_life=datetime(2026, 9, 30, tzinfo=UTC),
    ),
    Model(
        model_id="stability.stable-image-core-v1:1",
        name="Stable Image Core",
        provider="Stability AI",
        family=StabilityFamily(price_usd=0.04),
        contracts=MappingProxyType({"": "stable-image-core.json"}),
        regions=("us-west-2",),
        usual_seconds=4.0,
    ),
    Model(
        model_id="stability.stable-image-ultra-v1:1",
        name="Stable Image Ultra",
        provider="Stability AI",
        family=StabilityFamily(price_usd=0.14),
        contracts=MappingProxyType({"": "stable-image-ultra.json"}),
        regions=("us-west-2",),
        usual_seconds=10.0,
    ),
    Model(
        model_id="stability.sd3-5-large-v1:0",
        name="Stable Diffusion 3.5 Large",
        provider="Stability AI",
        family=StabilityFamily(price_usd=0.08),
        contracts=MappingProxyType({"": "sd3-5-large.json"}),
        regions=("us-west-2",),
        usual_seconds=8.0,
        input_modalities=("TEXT", "IMAGE"),
    ),
)

MODELS: Mapping[str, Model] = MappingProxyType({model.model_id: model for model in _ROWS})


def find_model(identifier: str) -> Model | None:
    """The model of an id, or of its foundation-model ARN; None if the sandbox has none such."""
    if identifier.startswith("arn:"):
        identifier = identifier.partition(":foundation-model/")[2]
    return MODELS.get(identifier)

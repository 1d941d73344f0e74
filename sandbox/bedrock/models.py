"""What the sandbox knows of an image model."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sandbox.bedrock.families import Family


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
    A model of a `profile` is called by that inference profile's id only.
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
    profile: str | None = None

    @property
    def inference_type(self) -> str:
        return "INFERENCE_PROFILE" if self.profile else "ON_DEMAND"

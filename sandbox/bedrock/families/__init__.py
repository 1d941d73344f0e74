"""The wire contracts: what a valid request body asks for, and how pictures and refusals are answered."""

from sandbox.bedrock.families.family import Family
from sandbox.bedrock.families.nova import NovaFamily
from sandbox.bedrock.families.stability import StabilityFamily
from sandbox.bedrock.families.titan import TitanFamily

__all__ = ["Family", "NovaFamily", "StabilityFamily", "TitanFamily"]

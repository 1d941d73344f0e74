"""The image models that the sandbox has, as rows, with the truth of November 2026 as their default lifecycle."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from types import MappingProxyType

from sandbox.bedrock.families import NovaFamily, StabilityFamily, TitanFamily, generators, services
from sandbox.bedrock.families.family import Asked, Body
from sandbox.bedrock.models import Lifecycle, Model

_TITAN_REGIONS = ("us-east-1", "us-west-2")
_PROFILE_REGIONS = ("us-east-1", "us-east-2", "us-west-2")

_TITAN_V1 = {
    "TEXT_IMAGE": "titan-v1.text-image.json",
    "INPAINTING": "titan.inpainting.json",
    "OUTPAINTING": "titan.outpainting.json",
    "IMAGE_VARIATION": "titan.image-variation.json",
}
_TITAN_V2 = {
    **_TITAN_V1,
    "TEXT_IMAGE": "titan-v2.text-image.json",
    "COLOR_GUIDED_GENERATION": "titan-v2.color-guided-generation.json",
    "BACKGROUND_REMOVAL": "titan-v2.background-removal.json",
}
_NOVA = {
    "TEXT_IMAGE": "nova-canvas.text-image.json",
    "INPAINTING": "nova-canvas.inpainting.json",
    "OUTPAINTING": "nova-canvas.outpainting.json",
    "IMAGE_VARIATION": "nova-canvas.image-variation.json",
    "COLOR_GUIDED_GENERATION": "nova-canvas.color-guided-generation.json",
    "BACKGROUND_REMOVAL": "nova-canvas.background-removal.json",
}


def _amazon(model_id: str, name: str, contracts: Mapping[str, str], end_of_life: datetime | None) -> Model:
    return Model(
        model_id=model_id,
        name=name,
        provider="Amazon",
        family=TitanFamily(),
        contracts=MappingProxyType(contracts),
        regions=_TITAN_REGIONS,
        usual_seconds=5.0,
        input_modalities=("TEXT", "IMAGE"),
        lifecycle=Lifecycle.END_OF_LIFE,
        end_of_life=end_of_life,
    )


def _generator(model_id: str, name: str, contract: str, price_and_seconds: tuple[float, float]) -> Model:
    usd, seconds = price_and_seconds
    sees = contract == "sd3-5-large.json"
    read = generators.text_or_image_to_image if sees else generators.text_to_image
    return Model(
        model_id=f"stability.{model_id}",
        name=name,
        provider="Stability AI",
        family=StabilityFamily(price_usd=usd, read_task=read),
        contracts=MappingProxyType({"": contract}),
        regions=("us-west-2",),
        usual_seconds=seconds,
        input_modalities=("TEXT", "IMAGE") if sees else ("TEXT",),
    )


def _service(key: str, name: str, usd: float, seconds: float, read: Callable[[Body], Asked]) -> Model:
    model_id = f"stability.{key}-v1:0"
    return Model(
        model_id=model_id,
        name=name,
        provider="Stability AI",
        family=StabilityFamily(price_usd=usd, read_task=read),
        contracts=MappingProxyType({"": f"{key}.json"}),
        regions=_PROFILE_REGIONS,
        usual_seconds=seconds,
        input_modalities=("TEXT", "IMAGE"),
        profile=f"us.{model_id}",
    )


_ROWS = (
    _amazon("amazon.titan-image-generator-v1", "Titan Image Generator G1", _TITAN_V1, None),
    _amazon(
        "amazon.titan-image-generator-v2:0",
        "Titan Image Generator G1 v2",
        _TITAN_V2,
        datetime(2026, 6, 30, tzinfo=UTC),
    ),
    Model(
        model_id="amazon.nova-canvas-v1:0",
        name="Nova Canvas",
        provider="Amazon",
        family=NovaFamily(),
        contracts=MappingProxyType(_NOVA),
        regions=("us-east-1", "eu-west-1", "ap-northeast-1"),
        usual_seconds=5.0,
        input_modalities=("TEXT", "IMAGE"),
        lifecycle=Lifecycle.END_OF_LIFE,
        end_of_life=datetime(2026, 9, 30, tzinfo=UTC),
    ),
    _generator("stable-image-core-v1:1", "Stable Image Core", "stable-image-core.json", (0.04, 4.0)),
    _generator("stable-image-ultra-v1:1", "Stable Image Ultra", "stable-image-ultra.json", (0.14, 10.0)),
    _generator("sd3-5-large-v1:0", "Stable Diffusion 3.5 Large", "sd3-5-large.json", (0.08, 8.0)),
    _service("stable-creative-upscale", "Stable Image Creative Upscale", 0.60, 40.0, services.creative_upscale),
    _service(
        "stable-conservative-upscale", "Stable Image Conservative Upscale", 0.40, 30.0, services.conservative_upscale
    ),
    _service("stable-fast-upscale", "Stable Image Fast Upscale", 0.03, 3.0, services.fast_upscale),
    _service("stable-image-inpaint", "Stable Image Inpaint", 0.07, 6.0, services.inpaint),
    _service("stable-outpaint", "Stable Image Outpaint", 0.06, 6.0, services.outpaint),
    _service("stable-image-search-recolor", "Stable Image Search and Recolor", 0.07, 6.0, services.search_and_recolor),
    _service("stable-image-search-replace", "Stable Image Search and Replace", 0.07, 6.0, services.search_and_replace),
    _service("stable-image-erase-object", "Stable Image Erase Object", 0.07, 6.0, services.erase_object),
    _service("stable-image-remove-background", "Stable Image Remove Background", 0.07, 6.0, services.remove_background),
    _service("stable-image-control-sketch", "Stable Image Control Sketch", 0.07, 6.0, services.control_sketch),
    _service("stable-image-control-structure", "Stable Image Control Structure", 0.07, 6.0, services.control_structure),
    _service("stable-image-style-guide", "Stable Image Style Guide", 0.07, 6.0, services.style_guide),
    _service("stable-style-transfer", "Stable Image Style Transfer", 0.08, 6.0, services.style_transfer),
)

MODELS: Mapping[str, Model] = MappingProxyType({model.model_id: model for model in _ROWS})
PROFILES: Mapping[str, Model] = MappingProxyType({model.profile: model for model in _ROWS if model.profile})


def find_model(identifier: str) -> Model | None:
    """The model of an id, or of its foundation-model ARN; None if the sandbox has none such."""
    return MODELS.get(_name_in(identifier, "foundation-model"))


def find_profile(identifier: str) -> Model | None:
    """The model of an inference profile's id or ARN; None if the sandbox has none such."""
    return PROFILES.get(_name_in(identifier, "inference-profile"))


def _name_in(identifier: str, kind: str) -> str:
    return identifier.partition(f":{kind}/")[2] if identifier.startswith("arn:") else identifier

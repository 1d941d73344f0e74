"""Pictures from Amazon Bedrock behind the Titan Image Generator's contract.

>>> from titan_core import TextToImage, find, price_of
>>> task = TextToImage(prompt="a red fox in the snow", negative_prompt="dogs")
>>> f"${price_of(find('core'), task)}"
'$0.04'
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from titan_core.bedrock import Availability, Bedrock
    from titan_core.catalog import (
        CATALOG,
        EDIT_MODELS,
        MODELS,
        SERVICES,
        Model,
        Price,
        find,
        price_of,
    )
    from titan_core.client import ImageClient
    from titan_core.errors import (
        BadCredentialsError,
        BadRequestError,
        BadResponseError,
        BedrockError,
        ContentFilteredError,
        EndOfLifeError,
        InputPictureError,
        InvalidTaskError,
        LegacyError,
        ModelFailedError,
        NeedsProfileError,
        NoAccessError,
        NoCredentialsError,
        NoModelError,
        NotReadyError,
        OutputError,
        PassedOver,
        QuotaError,
        RequestTooLargeError,
        ResponseTooLargeError,
        SettingsError,
        ThrottledError,
        TitanCoreError,
        UnavailableError,
        UnknownModelError,
        UnknownResultError,
        UnreachableError,
        UnsupportedError,
        WrongRegionError,
    )
    from titan_core.inputs import InputLimits, InputPicture, InputProblem
    from titan_core.masks import Mask
    from titan_core.parameters import task_from
    from titan_core.pictures import Picture
    from titan_core.prompting import negations
    from titan_core.results import (
        Estimate,
        Loss,
        Result,
    )
    from titan_core.retries import RetryPolicy
    from titan_core.settings import BedrockSettings, environment
    from titan_core.tasks import (
        TASKS,
        AspectRatio,
        BackgroundRemoval,
        CanvasStyle,
        ColorGuidedGeneration,
        ControlMode,
        Erase,
        ImageVariation,
        Inpainting,
        Outpainting,
        OutpaintingMode,
        Quality,
        SearchAndRecolor,
        SearchAndReplace,
        Size,
        SketchControl,
        StructureControl,
        StyleGuide,
        StylePreset,
        StyleTransfer,
        Task,
        TextToImage,
        Upscale,
        UpscaleMode,
    )
    from titan_core.version import VERSION

__all__ = [
    "CATALOG",
    "EDIT_MODELS",
    "MODELS",
    "SERVICES",
    "TASKS",
    "VERSION",
    "AspectRatio",
    "Availability",
    "BackgroundRemoval",
    "BadCredentialsError",
    "BadRequestError",
    "BadResponseError",
    "Bedrock",
    "BedrockError",
    "BedrockSettings",
    "CanvasStyle",
    "ColorGuidedGeneration",
    "ContentFilteredError",
    "ControlMode",
    "EndOfLifeError",
    "Erase",
    "Estimate",
    "ImageClient",
    "ImageVariation",
    "Inpainting",
    "InputLimits",
    "InputPicture",
    "InputPictureError",
    "InputProblem",
    "InvalidTaskError",
    "LegacyError",
    "Loss",
    "Mask",
    "Model",
    "ModelFailedError",
    "NeedsProfileError",
    "NoAccessError",
    "NoCredentialsError",
    "NoModelError",
    "NotReadyError",
    "Outpainting",
    "OutpaintingMode",
    "OutputError",
    "PassedOver",
    "Picture",
    "Price",
    "Quality",
    "QuotaError",
    "RequestTooLargeError",
    "ResponseTooLargeError",
    "Result",
    "RetryPolicy",
    "SearchAndRecolor",
    "SearchAndReplace",
    "SettingsError",
    "Size",
    "SketchControl",
    "StructureControl",
    "StyleGuide",
    "StylePreset",
    "StyleTransfer",
    "Task",
    "TextToImage",
    "ThrottledError",
    "TitanCoreError",
    "UnavailableError",
    "UnknownModelError",
    "UnknownResultError",
    "UnreachableError",
    "UnsupportedError",
    "Upscale",
    "UpscaleMode",
    "WrongRegionError",
    "environment",
    "find",
    "negations",
    "price_of",
    "task_from",
]

# Where each public name stands. A module is imported when one of its names is first asked for: a bot that only wants
# `negations` doesn't wait for Pillow. Type checkers read the imports above instead; a test holds the two together.
_HOMES = {
    "bedrock": "Availability Bedrock",
    "catalog": "CATALOG EDIT_MODELS MODELS SERVICES Model Price find price_of",
    "client": "ImageClient",
    "errors": (
        "BadCredentialsError BadRequestError BadResponseError BedrockError ContentFilteredError EndOfLifeError "
        "InputPictureError InvalidTaskError LegacyError ModelFailedError NeedsProfileError NoAccessError "
        "NoCredentialsError NoModelError NotReadyError OutputError PassedOver QuotaError RequestTooLargeError "
        "ResponseTooLargeError SettingsError ThrottledError TitanCoreError UnavailableError UnknownModelError "
        "UnknownResultError UnreachableError UnsupportedError WrongRegionError"
    ),
    "inputs": "InputLimits InputPicture InputProblem",
    "masks": "Mask",
    "parameters": "task_from",
    "pictures": "Picture",
    "prompting": "negations",
    "results": "Estimate Loss Result",
    "retries": "RetryPolicy",
    "settings": "BedrockSettings environment",
    "tasks": (
        "TASKS AspectRatio BackgroundRemoval CanvasStyle ColorGuidedGeneration ControlMode Erase ImageVariation "
        "Inpainting Outpainting OutpaintingMode Quality SearchAndRecolor SearchAndReplace Size SketchControl "
        "StructureControl StyleGuide StylePreset StyleTransfer Task TextToImage Upscale UpscaleMode"
    ),
    "version": "VERSION",
}
_HOME_OF = {name: f"titan_core.{home}" for home, names in _HOMES.items() for name in names.split()}

if not TYPE_CHECKING:  # else every misspelt name would pass for one that this finds

    def __getattr__(name: str) -> object:
        if name in _HOMES:
            return import_module(f"titan_core.{name}")
        if name not in _HOME_OF:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = globals()[name] = getattr(import_module(_HOME_OF[name]), name)
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})

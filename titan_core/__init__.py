"""Pictures from Amazon Bedrock behind the Titan Image Generator's contract.

>>> from titan_core import TextToImage, find, price_of
>>> task = TextToImage(prompt="a red fox in the snow", negative_prompt="dogs")
>>> f"${price_of(find('core'), task)}"
'$0.04'
"""

from titan_core.bedrock import Availability, Bedrock
from titan_core.catalog import (
    CATALOG,
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
from titan_core.pictures import Picture
from titan_core.prompting import negations
from titan_core.results import Loss, Result
from titan_core.retries import RetryPolicy
from titan_core.settings import BedrockSettings, environment
from titan_core.tasks import (
    AspectRatio,
    Quality,
    Size,
    TextToImage,
)
from titan_core.version import VERSION

__all__ = [
    "CATALOG",
    "VERSION",
    "AspectRatio",
    "Availability",
    "BadCredentialsError",
    "BadRequestError",
    "BadResponseError",
    "Bedrock",
    "BedrockError",
    "BedrockSettings",
    "ContentFilteredError",
    "EndOfLifeError",
    "ImageClient",
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
    "PassedOver",
    "Picture",
    "Price",
    "Quality",
    "QuotaError",
    "RequestTooLargeError",
    "ResponseTooLargeError",
    "Result",
    "RetryPolicy",
    "SettingsError",
    "Size",
    "TextToImage",
    "ThrottledError",
    "TitanCoreError",
    "UnavailableError",
    "UnknownModelError",
    "UnknownResultError",
    "UnreachableError",
    "UnsupportedError",
    "WrongRegionError",
    "environment",
    "find",
    "negations",
    "price_of",
]

"""Everything that can go wrong, told as what happened to the caller.

TitanCoreError
├── InvalidTaskError            the task itself is out of range, whatever the model
├── InputPictureError           a picture that is handed in can't be used
├── OutputError                 a picture can't be put where it should go
├── UnknownModelError           no such model or alias in the catalog
├── SettingsError               settings that can't be used, all of them together
├── NoModelError                nobody in the chain could draw it; `cause` is the most useful reason
└── BedrockError                one model, one call
    ├── ThrottledError          too many requests: later
    ├── NotReadyError           the model is being loaded: soon
    ├── UnavailableError        the service failed (5xx, 408): later
    ├── UnreachableError        the request was never sent
    ├── UnknownResultError      sent, but no whole answer: it may have been drawn and billed
    ├── ContentFilteredError    the prompt, an input picture or what was drawn was refused
    ├── BadRequestError         the service refuses the request itself
    │   ├── UnsupportedError    not sent: this model can't do this task
    │   └── RequestTooLargeError    not sent: over 25 MB
    ├── EndOfLifeError          the model is gone
    ├── LegacyError             the model is closed to accounts that didn't use it lately
    ├── WrongRegionError        no model of this id in this region
    │   └── NeedsProfileError   only through an inference profile
    ├── NoAccessError           rights, Marketplace, payment
    ├── NoCredentialsError      nothing to sign with
    ├── BadCredentialsError     expired, wrong, or not to be had
    ├── QuotaError              the account's quota is used up
    ├── ModelFailedError        the model itself failed on this request
    ├── ResponseTooLargeError   over 16 MB
    └── BadResponseError        an answer that makes no sense

An error is data: `code` is stable, `params` are its values, `str()` is an English sentence made from them. Errors
survive pickle and copy; a copy holds no traceback, so that keeping one keeps no frames alive.
"""

from titan_core.errors.calls import (
    BadCredentialsError,
    BadResponseError,
    ContentFilteredError,
    EndOfLifeError,
    LegacyError,
    ModelFailedError,
    NeedsProfileError,
    NoAccessError,
    NoCredentialsError,
    NotReadyError,
    QuotaError,
    ResponseTooLargeError,
    ThrottledError,
    UnavailableError,
    UnknownResultError,
    UnreachableError,
    WrongRegionError,
)
from titan_core.errors.general import (
    BedrockError,
    InvalidTaskError,
    NoModelError,
    PassedOver,
    SettingsError,
    TitanCoreError,
    UnknownModelError,
)
from titan_core.errors.inputs import InputPictureError
from titan_core.errors.outputs import OutputError
from titan_core.errors.requests import BadRequestError, RequestTooLargeError, UnsupportedError

__all__ = [
    "BadCredentialsError",
    "BadRequestError",
    "BadResponseError",
    "BedrockError",
    "ContentFilteredError",
    "EndOfLifeError",
    "InputPictureError",
    "InvalidTaskError",
    "LegacyError",
    "ModelFailedError",
    "NeedsProfileError",
    "NoAccessError",
    "NoCredentialsError",
    "NoModelError",
    "NotReadyError",
    "OutputError",
    "PassedOver",
    "QuotaError",
    "RequestTooLargeError",
    "ResponseTooLargeError",
    "SettingsError",
    "ThrottledError",
    "TitanCoreError",
    "UnavailableError",
    "UnknownModelError",
    "UnknownResultError",
    "UnreachableError",
    "UnsupportedError",
    "WrongRegionError",
]

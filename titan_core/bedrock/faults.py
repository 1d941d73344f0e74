"""Every error of botocore, and every refusal of the service, as one of ours: the one table for it.

The service's classes say less than its words (a legacy model comes as ResourceNotFound or as Validation), so words are
looked at first, then the code, then the status.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from titan_core import errors
from titan_core.catalog import MODELS

if TYPE_CHECKING:
    from botocore.exceptions import BotoCoreError, ClientError

REQUEST_BYTES = 25_000_000  # InvokeModel's `body` in botocore's service model
RESPONSE_BYTES = 16_777_216  # what the service's own refusal says


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """What is known of a failed call. `words` are the service's or botocore's; `named` is what was found in them."""

    model_id: str | None
    region: str
    code: str = ""
    status: int = 0
    words: str = ""
    request_id: str | None = None
    named: dict[str, str] = field(default_factory=dict)


Build = Callable[[Fault], errors.TitanCoreError]


def _as(kind: Callable[..., errors.BedrockError], **params: object) -> Build:
    def build(fault: Fault) -> errors.TitanCoreError:
        return kind(model_id=fault.model_id, request_id=fault.request_id, detail=fault.words, **params)

    return build


def _elsewhere(kind: Callable[..., errors.WrongRegionError]) -> Build:
    def build(fault: Fault) -> errors.TitanCoreError:
        known = next((model.regions for model in MODELS if model.model_id == fault.model_id), ())
        regions = tuple(region for region in known if region != fault.region)
        return _as(kind, region=fault.region, regions=regions)(fault)

    return build


_OUR_NAMES = {
    "text": "prompt",
    "negativeText": "negative_prompt",
    "maskPrompt": "mask_prompt",
    "similarityStrength": "similarity_strength",
    "controlStrength": "control_strength",
    "cfgScale": "cfg_scale",
    "numberOfImages": "number_of_images",
}


def _number(text: str) -> float | str:
    return float(text) if "." in text else int(text) if text.lstrip("-").isdigit() else text


def _malformed(fault: Fault) -> errors.TitanCoreError:
    named = {key: text.strip() for key, text in fault.named.items()}
    name = _OUR_NAMES.get(named["field"], named["field"])
    limit, value = _number(named.get("limit", "")), _number(named.get("value", ""))
    return _as(errors.BadRequestError, field=name, limit=limit, value=value)(fault)


def too_much_back(fault: Fault) -> errors.TitanCoreError:
    value = int(fault.named.get("value", "0"))
    return _as(errors.ResponseTooLargeError, limit=RESPONSE_BYTES, value=value)(fault)


def _settings(fault: Fault) -> errors.TitanCoreError:
    return errors.SettingsError(problems=(f"The AWS settings can't be used: {fault.words}",))


def _guardrail(fault: Fault) -> errors.TitanCoreError:
    said = f"AWS doesn't know the guardrail: {fault.words}"
    return errors.SettingsError(problems=(f"{said} Check IMAGINE_GUARDRAIL_ID and IMAGINE_GUARDRAIL_VERSION.",))


_BAD_REQUEST = _as(errors.BadRequestError)
_TOO_MUCH = _as(errors.RequestTooLargeError, field="request", limit=REQUEST_BYTES, value="more bytes than that")
_WRONG_REGION = _elsewhere(errors.WrongRegionError)
_EXPIRED = _as(errors.BadCredentialsError, reason="expired")
_INVALID = _as(errors.BadCredentialsError, reason="invalid")
_UNOBTAINABLE = _as(errors.BadCredentialsError, reason="unobtainable")
_UNKNOWN_RESULT = _as(errors.UnknownResultError)
_UNREACHABLE = _as(errors.UnreachableError)
_UNAVAILABLE = _as(errors.UnavailableError)
_THROTTLED = _as(errors.ThrottledError)

# Words of the service, first match wins. Captured texts; matched on as little of them as is unmistakable.
_WORDS: tuple[tuple[re.Pattern[str], Build], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), build)
    for pattern, build in (
        ("reached the end of its life", _as(errors.EndOfLifeError)),
        ("marked by provider as legacy", _as(errors.LegacyError)),
        ("blocked by our content filters.*generated image", _as(errors.ContentFilteredError, where="picture")),
        ("blocked by our content filters.*input image", _as(errors.ContentFilteredError, where="input")),
        ("blocked by our content filters", _as(errors.ContentFilteredError, where="prompt")),
        ("guardrail identifier", _guardrail),
        ("on-demand throughput isn", _elsewhere(errors.NeedsProfileError)),
        ("model identifier is invalid", _WRONG_REGION),
        ("payment_instrument", _as(errors.NoAccessError, reason="payment")),
        ("aws-marketplace:", _as(errors.NoAccessError, reason="marketplace")),
        ("have access to the model", _as(errors.NoAccessError, reason="model")),
        ("is not authorized to perform", _as(errors.NoAccessError, reason="iam")),
        ("signature (expired|not yet current)", _as(errors.BadCredentialsError, reason="clock")),
        (r"#/(?:[^:]*/)?(?P<field>[^/:]+): expected \w+: (?P<limit>[^,]+), actual: (?P<value>[^,]+)", _malformed),
        (r"extraneous key \[(?P<field>[^\]]+)\]", _malformed),
        (r"response payload size (?P<value>\d+)", too_much_back),
    )
)

# Codes: the ten that InvokeModel declares, then those that AWS's front door gives for any service.
_CODES: dict[str, Build] = {
    "AccessDeniedException": _as(errors.NoAccessError, reason="other"),
    "InternalServerException": _UNAVAILABLE,
    "ModelErrorException": _as(errors.ModelFailedError),
    "ModelNotReadyException": _as(errors.NotReadyError),
    "ModelTimeoutException": _UNAVAILABLE,
    "ResourceNotFoundException": _WRONG_REGION,
    "ServiceQuotaExceededException": _as(errors.QuotaError),
    "ServiceUnavailableException": _UNAVAILABLE,
    "ThrottlingException": _THROTTLED,
    "ValidationException": _BAD_REQUEST,
    "ExpiredToken": _EXPIRED,
    "ExpiredTokenException": _EXPIRED,
    "RequestExpired": _as(errors.BadCredentialsError, reason="clock"),
    "IncompleteSignature": _INVALID,
    "IncompleteSignatureException": _INVALID,
    "InvalidClientTokenId": _INVALID,
    "InvalidSignatureException": _INVALID,
    "MissingAuthenticationToken": _INVALID,
    "MissingAuthenticationTokenException": _INVALID,
    "SignatureDoesNotMatch": _INVALID,
    "UnrecognizedClientException": _INVALID,
    "TooManyRequestsException": _THROTTLED,
}
_STATUSES: dict[int, Build] = {
    401: _INVALID,
    403: _as(errors.NoAccessError, reason="other"),
    404: _WRONG_REGION,
    408: _UNAVAILABLE,
    413: _TOO_MUCH,
    429: _THROTTLED,
}

# botocore's own classes, by name so that naming them imports nothing; a class is answered by its nearest listed parent.
_CLASSES: dict[str, Build] = {
    "NoCredentialsError": _as(errors.NoCredentialsError),
    "PartialCredentialsError": _as(errors.NoCredentialsError),
    "NoAuthTokenError": _as(errors.NoCredentialsError),
    "CredentialRetrievalError": _UNOBTAINABLE,
    "LoginError": _UNOBTAINABLE,
    "LoginRefreshRequired": _EXPIRED,
    "MetadataRetrievalError": _UNOBTAINABLE,
    "RefreshWithMFAUnsupportedError": _UNOBTAINABLE,
    "SSOError": _UNOBTAINABLE,
    "SSOTokenLoadError": _EXPIRED,
    "TokenRetrievalError": _UNOBTAINABLE,
    "UnauthorizedSSOTokenError": _EXPIRED,
    "UnknownCredentialError": _UNOBTAINABLE,
    "UnknownTokenProviderError": _UNOBTAINABLE,
    "ConnectionError": _UNREACHABLE,  # refused, no such host, no TLS, no proxy, no connection in time
    "HTTPClientError": _UNKNOWN_RESULT,  # whatever went wrong once the request was on its way
    "IncompleteReadError": _UNKNOWN_RESULT,
    "ChecksumError": _UNKNOWN_RESULT,
    "FlexibleChecksumError": _UNKNOWN_RESULT,
    "ParamValidationError": _BAD_REQUEST,
    "ApiVersionNotFoundError": _settings,
    "BaseEndpointResolverError": _settings,
    "ConfigNotFound": _settings,
    "ConfigParseError": _settings,
    "DataNotFoundError": _settings,
    "EndpointProviderError": _settings,
    "InvalidChecksumConfigError": _settings,
    "InvalidConfigError": _settings,
    "InvalidDefaultsMode": _settings,
    "InvalidEndpointConfigurationError": _settings,
    "InvalidEndpointDiscoveryConfigurationError": _settings,
    "InvalidIMDSEndpointError": _settings,
    "InvalidIMDSEndpointModeError": _settings,
    "InvalidProxiesConfigError": _settings,
    "InvalidRegionError": _settings,
    "InvalidRetryConfigurationError": _settings,
    "InvalidSTSRegionalEndpointsConfigError": _settings,
    "MissingDependencyException": _settings,
    "ProfileNotFound": _settings,
    "UnknownRegionError": _settings,
    "UnknownSignatureVersionError": _settings,
    "UnsupportedSignatureVersionError": _settings,
    "HTTPError": _UNKNOWN_RESULT,  # urllib3's, which botocore lets through where an error's body is cut off
}


def from_service(error: "ClientError", fault: Fault) -> errors.TitanCoreError:
    """What the service refused with."""
    told, about = error.response.get("Error", {}), error.response.get("ResponseMetadata", {})
    words, code = str(told.get("Message") or ""), str(told.get("Code") or "")
    status, request_id = int(about.get("HTTPStatusCode") or 0), about.get("RequestId")
    fault = replace(fault, code=code, status=status, words=words, request_id=request_id)
    return _from_words(fault) or _from_code(fault)


def from_client(error: "BotoCoreError | Exception", fault: Fault) -> errors.TitanCoreError:
    """What botocore raised by itself, on the way there or back."""
    build = next(
        (_CLASSES[kind.__name__] for kind in type(error).__mro__ if kind.__name__ in _CLASSES), _UNKNOWN_RESULT
    )
    return build(replace(fault, words=str(error)))


def from_answer(payload: bytes, fault: Fault) -> errors.TitanCoreError | None:
    """What the service says in place of a picture when that was too large. How it sends this is not documented."""
    words = payload[:200].decode("utf-8", "replace") if payload.startswith(b'{"detail"') else ""
    return _from_words(replace(fault, words=words))


def is_listed(kind: type[Exception]) -> bool:
    """Whether the table names this class or a parent of it."""
    return any(parent.__name__ in _CLASSES for parent in kind.__mro__)


def _from_words(fault: Fault) -> errors.TitanCoreError | None:
    for pattern, build in _WORDS:
        if match := pattern.search(fault.words):
            return build(replace(fault, named=match.groupdict(default="")))
    return None


def _from_code(fault: Fault) -> errors.TitanCoreError:
    build = _CODES.get(fault.code) or _STATUSES.get(fault.status)
    if build is None:
        build = _UNAVAILABLE if fault.status >= 500 else _BAD_REQUEST  # noqa: PLR2004 - HTTP's own border
    return build(fault)

"""Every error that botocore or the service can give has a place in the one table."""

import inspect
from typing import Any

import botocore.exceptions as theirs
import botocore.session
import pytest
from botocore.exceptions import ClientError

from titan_core import errors
from titan_core.bedrock.faults import Fault, from_client, from_service, is_listed
from titan_core.errors import BedrockError, SettingsError, TitanCoreError

CORE = "stability.stable-image-core-v1:1"
MARKETPLACE = (
    "Model access is denied due to IAM user or service role is not authorized to perform the required AWS Marketplace "
    "actions (aws-marketplace:ViewSubscriptions, aws-marketplace:Subscribe) to enable access to this model."
)
OPERATIONS = {
    "bedrock-runtime": ["InvokeModel"],
    "bedrock": ["GetFoundationModel", "GetFoundationModelAvailability"],
}
# These belong to other services, to files that are not read here, or to writing code against botocore wrongly.
NEVER_FROM_A_CALL = {
    *("AliasConflictParameterError", "AwsChunkedWrapperError", "CapacityNotAvailableError", "EventStreamError"),
    *("ImminentRemovalWarning", "InvalidDNSNameError", "InvalidExpressionError", "InvalidHostLabelError"),
    *("InvalidMaxRetryAttemptsError", "InvalidS3AddressingStyleError", "InvalidS3UsEast1RegionalEndpointConfigError"),
    *("MD5UnavailableError", "MissingParametersError", "MissingServiceIdError", "OperationNotPageableError"),
    *("PaginationError", "RangeError", "ServiceNotInRegionError", "StubAssertionError", "StubResponseError"),
    *("UnStubbedResponseError", "UndefinedModelAttributeError", "UnknownClientMethodError", "UnknownKeyError"),
    *("UnknownParameterError", "UnknownServiceStyle", "UnseekableStreamError", "UnsupportedOutpostResourceError"),
    *("UnsupportedS3AccesspointConfigurationError", "UnsupportedS3ArnError", "UnsupportedS3ConfigurationError"),
    *("UnsupportedS3ControlArnError", "UnsupportedS3ControlConfigurationError", "UnsupportedServiceProtocolsError"),
    *("UnsupportedTLSVersionWarning", "ValidationError", "WaiterConfigError", "WaiterError"),
    *("BotoCoreError", "ClientError"),  # the two roots
}
CALLABLE = [
    kind
    for name, kind in inspect.getmembers(theirs, inspect.isclass)
    if issubclass(kind, Exception) and kind.__module__ == theirs.__name__ and name not in NEVER_FROM_A_CALL
]


def refused(code: str, status: int, message: str = "") -> BedrockError:
    response: Any = {
        "Error": {"Code": code, "Message": message},
        "ResponseMetadata": {"HTTPStatusCode": status, "RequestId": "r-1"},
    }
    fault = Fault(model_id=CORE, region="us-east-1")
    error = from_service(ClientError(response, "InvokeModel"), fault)
    assert isinstance(error, BedrockError)
    assert (error.model_id, error.request_id, error.detail) == (CORE, "r-1", message)
    return error


@pytest.mark.parametrize("kind", CALLABLE, ids=lambda kind: kind.__name__)
def test_every_class_of_botocore_that_a_call_can_raise_is_listed(kind: type[Exception]) -> None:
    assert is_listed(kind)


def test_the_exclusions_still_exist_and_are_not_listed() -> None:
    for name in NEVER_FROM_A_CALL:
        assert not is_listed(getattr(theirs, name)) or name == "InvalidMaxRetryAttemptsError"


@pytest.mark.parametrize("service", ["bedrock-runtime", "bedrock"])
def test_every_error_that_the_service_declares_has_a_class_of_its_own_meaning(service: str) -> None:
    model = botocore.session.get_session().get_service_model(service)
    names = (
        ["InvokeModel"] if service == "bedrock-runtime" else ["GetFoundationModel", "GetFoundationModelAvailability"]
    )
    shapes = [shape for name in names for shape in model.operation_model(name).error_shapes]
    assert shapes

    for shape in shapes:
        # Status 200 so that only the code can have decided; an unlisted code would be a bad request.
        error = refused(shape.name, 200)
        assert type(error) is not errors.BadRequestError or shape.name == "ValidationException"


@pytest.mark.parametrize(
    ("code", "status", "kind"),
    [
        ("ThrottlingException", 429, errors.ThrottledError),
        ("ModelNotReadyException", 429, errors.NotReadyError),
        ("InternalServerException", 500, errors.UnavailableError),
        ("ServiceUnavailableException", 503, errors.UnavailableError),
        ("ModelTimeoutException", 408, errors.UnavailableError),
        ("ModelErrorException", 424, errors.ModelFailedError),
        ("AccessDeniedException", 403, errors.NoAccessError),
        ("ResourceNotFoundException", 404, errors.WrongRegionError),
        ("ServiceQuotaExceededException", 400, errors.QuotaError),
        ("ValidationException", 400, errors.BadRequestError),
        ("429", 429, errors.ThrottledError),
        ("502", 502, errors.UnavailableError),
        ("504", 504, errors.UnavailableError),
        ("413", 413, errors.RequestTooLargeError),
        ("403", 403, errors.NoAccessError),
        ("401", 401, errors.BadCredentialsError),
        ("418", 418, errors.BadRequestError),
    ],
)
def test_a_code_or_a_bare_status_says_what_happened(code: str, status: int, kind: type[BedrockError]) -> None:
    assert type(refused(code, status)) is kind


@pytest.mark.parametrize(
    ("code", "message", "expected"),
    [
        ("ResourceNotFoundException", "This model version has reached the end of its life.", errors.EndOfLifeError),
        ("ResourceNotFoundException", "This Model is marked by provider as Legacy and you", errors.LegacyError),
        ("ValidationException", "This Model is marked by provider as Legacy and you", errors.LegacyError),
        ("ValidationException", "The provided model identifier is invalid.", errors.WrongRegionError),
        ("ValidationException", "model ID X with on-demand throughput isn\u2019t supported", errors.NeedsProfileError),
    ],
)
def test_the_services_words_say_more_than_its_class(code: str, message: str, expected: type[BedrockError]) -> None:
    assert type(refused(code, 400, message)) is expected


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        ("You don't have access to the model with the specified model ID.", "model"),
        ("User: arn:aws:iam::1:user/a is not authorized to perform: bedrock:InvokeModel on resource: arn", "iam"),
        (MARKETPLACE, "marketplace"),
        ("Model access is denied due to INVALID_PAYMENT_INSTRUMENT:A valid payment instrument must be", "payment"),
        ("No.", "other"),
    ],
)
def test_no_access_says_which_right_is_missing(message: str, reason: str) -> None:
    error = refused("AccessDeniedException", 403, message)

    assert isinstance(error, errors.NoAccessError)
    assert error.reason == reason


@pytest.mark.parametrize(
    ("message", "where"),
    [
        ("This request has been blocked by our content filters. Please adjust your text prompt to submit", "prompt"),
        ("This request has been blocked by our content filters. Please adjust your input image to submit", "input"),
        ("blocked by our content filters. Our filters flagged this because the generated image(s) may", "picture"),
    ],
)
def test_a_refusal_of_content_says_of_what(message: str, where: str) -> None:
    error = refused("ValidationException", 400, message)

    assert isinstance(error, errors.ContentFilteredError)
    assert error.where == where


@pytest.mark.parametrize(
    ("complaint", "expected"),
    [
        ("#/textToImageParams/text: expected maxLength: 512, actual: 536, please reformat", ("prompt", 512, 536)),
        ("#/imageGenerationConfig/cfgScale: expected maximum: 10.0, actual: 11.5, please", ("cfg_scale", 10.0, 11.5)),
        ("#/seed: expected maximum: 5, actual: x, please", ("seed", 5, "x")),
        ("#/textToImageParams: extraneous key [images] is not permitted, please", ("images", "", "")),
        ("something else", ("", "", "")),
    ],
)
def test_a_bad_request_names_field_limit_and_value(complaint: str, expected: tuple[object, ...]) -> None:
    error = refused("ValidationException", 400, f"Malformed input request: {complaint}")

    assert isinstance(error, errors.BadRequestError)
    assert (error.field, error.limit, error.value) == expected


@pytest.mark.parametrize(
    ("code", "message", "reason"),
    [
        ("ExpiredTokenException", "The security token included in the request is expired", "expired"),
        ("UnrecognizedClientException", "The security token included in the request is invalid.", "invalid"),
        ("InvalidSignatureException", "Signature expired: 20261122T000000Z is now earlier than", "clock"),
        ("InvalidSignatureException", "The request signature we calculated does not match", "invalid"),
    ],
)
def test_bad_credentials_say_what_is_wrong_with_them(code: str, message: str, reason: str) -> None:
    error = refused(code, 403, message)

    assert isinstance(error, errors.BadCredentialsError)
    assert error.reason == reason


def test_the_wrong_region_names_where_the_model_is() -> None:
    error = refused("ValidationException", 400, "The provided model identifier is invalid.")

    assert isinstance(error, errors.WrongRegionError)
    assert (error.region, error.regions) == ("us-east-1", ("us-west-2",))


def test_an_answer_over_the_limit_says_by_how_much() -> None:
    error = refused("ValidationException", 400, "Response payload size 20000000 bytes exceeds the maximum allowed size")

    assert isinstance(error, errors.ResponseTooLargeError)
    assert (error.limit, error.value) == (16_777_216, 20_000_000)


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (theirs.NoCredentialsError(), errors.NoCredentialsError),
        (theirs.PartialCredentialsError(provider="env", cred_var="AWS_SECRET_ACCESS_KEY"), errors.NoCredentialsError),
        (theirs.UnauthorizedSSOTokenError(), errors.BadCredentialsError),
        (theirs.CredentialRetrievalError(provider="p", error_msg="e"), errors.BadCredentialsError),
        (theirs.EndpointConnectionError(endpoint_url="http://x"), errors.UnreachableError),
        (theirs.ConnectTimeoutError(endpoint_url="http://x"), errors.UnreachableError),
        (theirs.SSLError(endpoint_url="http://x", error="e"), errors.UnreachableError),
        (theirs.ProxyConnectionError(proxy_url="http://x"), errors.UnreachableError),
        (theirs.ReadTimeoutError(endpoint_url="http://x"), errors.UnknownResultError),
        (theirs.ConnectionClosedError(endpoint_url="http://x"), errors.UnknownResultError),
        (theirs.ResponseStreamingError(error="e"), errors.UnknownResultError),
        (theirs.ParamValidationError(report="r"), errors.BadRequestError),
        (theirs.ProfileNotFound(profile="p"), SettingsError),
        (theirs.InvalidRegionError(region_name="r"), SettingsError),
        (theirs.NoRegionError(), SettingsError),
        (theirs.BotoCoreError(), errors.UnknownResultError),
    ],
)
def test_what_botocore_raises_by_itself_says_whether_anything_was_sent(
    error: theirs.BotoCoreError, kind: type[TitanCoreError]
) -> None:
    assert type(from_client(error, Fault(model_id=CORE, region="us-west-2"))) is kind

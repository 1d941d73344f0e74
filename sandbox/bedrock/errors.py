"""Bedrock's refusals: code, HTTP status and the words AWS uses."""

from http import HTTPStatus

# Statuses from the service model of bedrock-runtime; from ExpiredToken on they are common to AWS services.
STATUS_OF_CODE = {
    "AccessDeniedException": HTTPStatus.FORBIDDEN,
    "InternalServerException": HTTPStatus.INTERNAL_SERVER_ERROR,
    "ModelErrorException": HTTPStatus.FAILED_DEPENDENCY,
    "ModelNotReadyException": HTTPStatus.TOO_MANY_REQUESTS,
    "ModelTimeoutException": HTTPStatus.REQUEST_TIMEOUT,
    "ResourceNotFoundException": HTTPStatus.NOT_FOUND,
    "ServiceQuotaExceededException": HTTPStatus.BAD_REQUEST,
    "ServiceUnavailableException": HTTPStatus.SERVICE_UNAVAILABLE,
    "ThrottlingException": HTTPStatus.TOO_MANY_REQUESTS,
    "ValidationException": HTTPStatus.BAD_REQUEST,
    "ExpiredTokenException": HTTPStatus.FORBIDDEN,
    "IncompleteSignatureException": HTTPStatus.BAD_REQUEST,
    "InvalidSignatureException": HTTPStatus.FORBIDDEN,
    "MissingAuthenticationTokenException": HTTPStatus.FORBIDDEN,
    "UnknownOperationException": HTTPStatus.NOT_FOUND,
    "UnrecognizedClientException": HTTPStatus.FORBIDDEN,
}

IDENTIFIER_INVALID = "The provided model identifier is invalid."
NEEDS_PROFILE = (  # the apostrophe is AWS's
    "Invocation of model ID {model_id} with on-demand throughput isn\N{RIGHT SINGLE QUOTATION MARK}t supported. "
    "Retry your request with the ID or ARN of an inference profile that contains this model."
)
END_OF_LIFE = (
    "This model version has reached the end of its life. Please refer to the AWS documentation for more details."
)
LEGACY = (
    "Access denied. This Model is marked by provider as Legacy and you have not been actively using the model in the "
    "last 30 days. Please upgrade to an active model on Amazon Bedrock"
)


class BedrockError(Exception):
    """A refusal as the caller sees it: `x-amzn-ErrorType` is `code`, the body is `{"message": …}`."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.status = STATUS_OF_CODE[code]


def invalid(message: str) -> BedrockError:
    return BedrockError("ValidationException", message)


def malformed(violation: str) -> BedrockError:
    """A request body that breaks its contract, in the words around every such violation."""
    return invalid(f"Malformed input request: {violation}, please reformat your input and try again.")


def response_too_large(size: int, limit: int) -> BedrockError:
    """The words are AWS's; that they come as a `ValidationException` is assumed."""
    return invalid(
        f'{{"detail":"Response payload size {size} bytes exceeds the maximum allowed size of {limit} bytes"}}'
    )

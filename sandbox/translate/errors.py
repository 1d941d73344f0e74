"""TranslateText's refusals: type, HTTP status and words.

Types, statuses and members are those of botocore's service model. The words of the declared ones are the sandbox's
own; those that are common to AWS services are AWS's.
"""

from http import HTTPStatus

STATUS_OF_TYPE = {
    "DetectedLanguageLowConfidenceException": HTTPStatus.BAD_REQUEST,
    "InternalServerException": HTTPStatus.INTERNAL_SERVER_ERROR,
    "InvalidRequestException": HTTPStatus.BAD_REQUEST,
    "ResourceNotFoundException": HTTPStatus.NOT_FOUND,
    "ServiceUnavailableException": HTTPStatus.SERVICE_UNAVAILABLE,
    "TextSizeLimitExceededException": HTTPStatus.BAD_REQUEST,
    "TooManyRequestsException": HTTPStatus.TOO_MANY_REQUESTS,
    "UnsupportedLanguagePairException": HTTPStatus.BAD_REQUEST,
    "AccessDeniedException": HTTPStatus.BAD_REQUEST,
    "ExpiredTokenException": HTTPStatus.BAD_REQUEST,
    "IncompleteSignatureException": HTTPStatus.BAD_REQUEST,
    "InvalidSignatureException": HTTPStatus.BAD_REQUEST,
    "MissingAuthenticationTokenException": HTTPStatus.BAD_REQUEST,
    "SerializationException": HTTPStatus.BAD_REQUEST,
    "UnknownOperationException": HTTPStatus.BAD_REQUEST,
    "UnrecognizedClientException": HTTPStatus.BAD_REQUEST,
    "ValidationException": HTTPStatus.BAD_REQUEST,
}
NOT_ALLOWED = (
    "User: arn:aws:iam::123456789012:user/sandbox is not authorized to perform: {action} because no identity-based "
    "policy allows the {action} action"
)


class TranslateError(Exception):
    """A refusal as the caller sees it: `__type` and `message` in the body, and the members that its type has."""

    def __init__(self, kind: str, message: str, **members: str) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message
        self.members = members
        self.status = STATUS_OF_TYPE[kind]

"""What one call to one model can come to, besides a picture and a wrong request: the lower half of the error tree."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from titan_core.errors.general import BedrockError

Where = Literal["prompt", "input", "picture"]


class ThrottledError(BedrockError):
    """More requests than the account's quota allows (HTTP 429). Nothing was drawn; `ImageClient` asks again."""

    code: ClassVar[str] = "throttled"

    @property
    def sentence(self) -> str:
        return f"{self.model} gets too many requests from this account right now. Try again in a minute."


class NotReadyError(BedrockError):
    """The model is being loaded (HTTP 429, ModelNotReadyException). Nothing was drawn; `ImageClient` asks again."""

    code: ClassVar[str] = "not_ready"

    @property
    def sentence(self) -> str:
        return f"{self.model} is still being loaded. Try again in a minute."


class UnavailableError(BedrockError):
    """The service failed or timed out (HTTP 5xx, 408). Nothing was drawn; `ImageClient` asks again."""

    code: ClassVar[str] = "unavailable"

    @property
    def sentence(self) -> str:
        return f"{self.model} is failing on AWS's side. Try again in some minutes."


class UnreachableError(BedrockError):
    """Nothing was sent, so nothing can have been billed."""

    code: ClassVar[str] = "unreachable"

    @property
    def sentence(self) -> str:
        return "Amazon Bedrock can't be reached: check the network, the region and BWB_ENDPOINT_URL."


class UnknownResultError(BedrockError):
    """The request was sent and its answer never arrived whole. A picture may have been drawn and billed."""

    code: ClassVar[str] = "unknown_result"

    @property
    def sentence(self) -> str:
        return f"{self.model} gave no whole answer. It may have drawn and billed a picture that never arrived."


@dataclass(kw_only=True, eq=False)
class ContentFilteredError(BedrockError):
    """`where` is what the filter refused: the prompt, an input picture, or the picture that was drawn."""

    code: ClassVar[str] = "content_filtered"
    where: Where

    @property
    def sentence(self) -> str:
        what = {"prompt": "this prompt", "input": "the input picture", "picture": "what it drew"}[self.where]
        return f"The content filter of {self.model} stopped {what}. Word it differently and try again."


class EndOfLifeError(BedrockError):
    """AWS has ended the model, for every account (HTTP 404). Remembered for an hour."""

    code: ClassVar[str] = "end_of_life"

    @property
    def sentence(self) -> str:
        return f"{self.model} has reached its end of life. Choose another model."


class LegacyError(BedrockError):
    """The model is legacy and closed to accounts that didn't use it lately (HTTP 404). Remembered for an hour."""

    code: ClassVar[str] = "legacy"

    @property
    def sentence(self) -> str:
        return f"{self.model} is legacy and closed to accounts that haven't used it lately. Choose another model."


@dataclass(kw_only=True, eq=False)
class WrongRegionError(BedrockError):
    """`region` was asked; `regions` are where the catalog knows the model."""

    code: ClassVar[str] = "wrong_region"
    region: str = ""
    regions: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        known = f" It is known in {', '.join(self.regions)}: set BWB_REGION_NAME." if self.regions else ""
        return f"{self.model} is not offered in {self.region or 'this region'}.{known}"


class NeedsProfileError(WrongRegionError):
    """The model answers only under the id of a cross-region inference profile (HTTP 400)."""

    code: ClassVar[str] = "needs_profile"

    @property
    def sentence(self) -> str:
        return f"{self.model} can only be called through an inference profile, `us.{self.model}` for one."


_REMEDIES = {
    "iam": "Allow `bedrock:InvokeModel` on this model in IAM.",
    "model": "Enable the model for this account in the Amazon Bedrock console.",
    "marketplace": "Allow `aws-marketplace:Subscribe` and `aws-marketplace:ViewSubscriptions` for its first use.",
    "payment": "Add a valid payment instrument to the AWS account.",
    "other": "Ask whoever administers the AWS account.",
}


@dataclass(kw_only=True, eq=False)
class NoAccessError(BedrockError):
    """The account or its role may not use the model. `reason` says which right is missing."""

    code: ClassVar[str] = "no_access"
    reason: Literal["iam", "model", "marketplace", "payment", "other"] = "other"

    @property
    def sentence(self) -> str:
        return f"This AWS account may not use {self.model}. {_REMEDIES[self.reason]}"


class NoCredentialsError(BedrockError):
    """AWS's chain of credentials came to its end with none, or with half a pair. Nothing was sent."""

    code: ClassVar[str] = "no_credentials"

    @property
    def sentence(self) -> str:
        return "No AWS credentials were found. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or BWB_PROFILE_NAME."


_CREDENTIALS = {
    "expired": "The AWS credentials have expired: get new ones (`aws sso login`, for one).",
    "invalid": "AWS doesn't accept the credentials: check the access key and its secret.",
    "clock": "AWS doesn't accept the signature: this machine's clock is wrong.",
    "unobtainable": "The AWS credentials could not be obtained: check the profile and its source.",
}


@dataclass(kw_only=True, eq=False)
class BadCredentialsError(BedrockError):
    """There are credentials and AWS takes them no more, or they couldn't be fetched. `reason` says which."""

    code: ClassVar[str] = "bad_credentials"
    reason: Literal["expired", "invalid", "clock", "unobtainable"]

    @property
    def sentence(self) -> str:
        return _CREDENTIALS[self.reason]


class QuotaError(BedrockError):
    """The account's quota is used up (HTTP 400, ServiceQuotaExceededException). The next model is asked."""

    code: ClassVar[str] = "quota"

    @property
    def sentence(self) -> str:
        return f"This AWS account's quota for {self.model} is used up. Ask AWS for more in Service Quotas."


class ModelFailedError(BedrockError):
    """The model itself failed on this request (HTTP 424, or a finish reason). The next model is asked."""

    code: ClassVar[str] = "model_failed"

    @property
    def sentence(self) -> str:
        return f"{self.model} failed while it was drawing this."


@dataclass(kw_only=True, eq=False)
class ResponseTooLargeError(BedrockError):
    """Over InvokeModel's 16,777,216 bytes of answer. `value` is in bytes, 0 where the service didn't say."""

    code: ClassVar[str] = "response_too_large"
    limit: int
    value: int

    @property
    def sentence(self) -> str:
        return f"The answer of {self.model} is larger than {self.limit:,} bytes. Ask for a smaller picture."


class BadResponseError(BedrockError):
    """An answer that is no picture. It may have been billed."""

    code: ClassVar[str] = "bad_response"

    @property
    def sentence(self) -> str:
        return f"{self.model} answered with something that is no picture."

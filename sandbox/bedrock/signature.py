"""What is read from a request's SigV4 header. The signature is not verified: the sandbox knows no secret keys."""

import re
from dataclasses import dataclass

from sandbox.bedrock.errors import BedrockError

_CREDENTIAL = re.compile(
    r"AWS4-HMAC-SHA256\s+Credential=(?P<key>[^/,\s]+)/(?P<date>\d{8})/(?P<region>[a-z0-9-]+)/(?P<service>[a-z0-9-]+)/aws4_request"
    r",\s*SignedHeaders=[^,\s]+,\s*Signature=[0-9a-f]+\s*$"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Caller:
    """Who calls, as the credential scope says."""

    access_key_id: str
    region: str


def read_caller(authorization: str | None, *, service: str = "bedrock") -> Caller:
    """The caller named in an `Authorization` header; `service` is the name that the signature is made for.

    Access key ids that begin with `AKIAEXPIRED` or `AKIAINVALID` (`ASIA…` too) are refused as AWS refuses an expired
    session and an unknown key; all others are taken. Raises `BedrockError` for these, for a header that is missing or
    no SigV4, and for a signature made for another service.
    """
    if not authorization or not authorization.startswith("AWS4-HMAC-SHA256"):
        raise BedrockError("MissingAuthenticationTokenException", "Missing Authentication Token")
    found = _CREDENTIAL.match(authorization)
    if not found:
        raise BedrockError(
            "IncompleteSignatureException",
            "Authorization header requires 'Credential', 'SignedHeaders' and 'Signature' parameters.",
        )
    if found["service"] != service:
        raise BedrockError("InvalidSignatureException", f"Credential should be scoped to correct service: '{service}'.")
    _check_key(found["key"])
    return Caller(access_key_id=found["key"], region=found["region"])


def _check_key(access_key_id: str) -> None:
    kind = access_key_id[4:]
    if kind.startswith("EXPIRED"):
        raise BedrockError("ExpiredTokenException", "The security token included in the request is expired")
    if kind.startswith("INVALID"):
        raise BedrockError("UnrecognizedClientException", "The security token included in the request is invalid.")

"""Amazon Bedrock through boto3: the one place that knows it. Importing this imports no boto3; the first call does."""

from titan_core.bedrock.control import Availability, Profile
from titan_core.bedrock.faults import REQUEST_BYTES, RESPONSE_BYTES
from titan_core.bedrock.runtime import Bedrock, Reply

__all__ = ["REQUEST_BYTES", "RESPONSE_BYTES", "Availability", "Bedrock", "Profile", "Reply"]

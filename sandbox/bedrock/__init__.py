"""Amazon Bedrock's image models without an AWS account: the wire contracts, the refusals, and a painter of sketches."""

from sandbox.bedrock.server import BedrockSandbox, create_app
from sandbox.bedrock.state import SandboxState

__all__ = ["BedrockSandbox", "SandboxState", "create_app"]

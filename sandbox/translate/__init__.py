"""Amazon Translate without an AWS account: TranslateText's wire and refusals, and a dictionary of a few demo words."""

from sandbox.translate.server import TranslateSandbox, create_app
from sandbox.translate.state import TranslateState

__all__ = ["TranslateSandbox", "TranslateState", "create_app"]

"""Why there is no token to call Slack with."""


class TokenError(Exception):
    """Slack can't be called for this workspace."""


class NotInstalledError(TokenError):
    """The workspace hasn't installed the app, or has removed it."""


class LostKeyError(TokenError):
    """What is kept was encrypted with a key that isn't there any more."""


class NotRenewedError(TokenError):
    """The token has run out, and Slack gave no other; later it may."""

"""What is looked at before many workspaces are served: a lost key is better told at once than by each of them."""

import logging

from bot.oauth.installations import Installations
from bot.oauth.settings import OAuthSettings

_LOG = logging.getLogger(__name__)


def can_serve(settings: OAuthSettings, installations: Installations) -> bool:
    """Whether any workspace can be served, said in the log. Slack isn't asked: that is done when a token is used."""
    installed, lost = installations.installed(), installations.unreadable()
    if lost:
        _LOG.error(
            "SLACK_TOKEN_KEYS has no key for the tokens of %s: put back the one that they were kept with, behind a"
            " comma, or let them add the app again at %s",
            ", ".join(lost),
            settings.install_url,
            extra={"event": "key_lost"},
        )
    served = len(installed) - len(lost)
    _LOG.info("%d have installed the app; %s adds it", served, settings.install_url, extra={"event": "connected"})
    return served > 0 or not lost

"""Slack in: one file a surface, each with a `register`."""

from slack_bolt import App

from bot.listeners import (
    actions,
    changing,
    commands,
    deleting,
    direct_messages,
    drawing_again,
    edits,
    errors,
    files,
    form_doors,
    forms,
    history,
    home,
    mentions,
    more,
    picking,
    private,
    rerolling,
    saving,
    sending,
)
from bot.services import Services

_SURFACES = (
    commands,
    mentions,
    direct_messages,
    actions,
    rerolling,
    more,
    changing,
    drawing_again,
    forms,
    form_doors,
    edits,
    deleting,
    files,
    picking,
    private,
    saving,
    sending,
    home,
    history,
    errors,
)


def register(app: App, services: Services) -> None:
    """Connect every listener."""
    for surface in _SURFACES:
        surface.register(app, services)

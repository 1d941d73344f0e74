"""Slack in: one file a surface, each with a `register`."""

from slack_bolt import App

from bot.listeners import (
    actions,
    asking_admins,
    changing,
    channel_settings,
    commands,
    confirming,
    deciding,
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
    presets,
    privacy,
    private,
    queueing,
    redrawing,
    rerolling,
    rules,
    rules_forms,
    saving,
    sending,
    settings,
    uninstalling,
    usage,
    use_picture,
)
from bot.services import Services

_SURFACES = (
    commands,
    mentions,
    direct_messages,
    actions,
    confirming,
    queueing,
    rerolling,
    more,
    changing,
    drawing_again,
    redrawing,
    forms,
    form_doors,
    edits,
    deleting,
    files,
    picking,
    private,
    saving,
    sending,
    use_picture,
    home,
    history,
    settings,
    channel_settings,
    presets,
    rules,
    rules_forms,
    usage,
    privacy,
    uninstalling,
    asking_admins,
    deciding,
    errors,
)


def register(app: App, services: Services) -> None:
    """Connect every listener."""
    for surface in _SURFACES:
        surface.register(app, services)

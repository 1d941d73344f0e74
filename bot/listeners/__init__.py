"""Slack in: one file a surface, each with a `register`."""

from slack_bolt import App

from bot.listeners import actions, commands, errors, mentions, rerolling
from bot.services import Services


def register(app: App, services: Services) -> None:
    """Connect every listener."""
    for surface in (commands, mentions, actions, rerolling, errors):
        surface.register(app, services)

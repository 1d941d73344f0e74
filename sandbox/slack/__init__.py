"""A Slack workspace without Slack: Web API, files, response URLs, views, signed delivery and Socket Mode."""

from sandbox.slack.link import Parcel
from sandbox.slack.server import SlackSandbox
from sandbox.slack.state import Call, Delivery

__all__ = ["Call", "Delivery", "Parcel", "SlackSandbox"]

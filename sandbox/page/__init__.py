"""A channel in the browser: what one person of the sandbox's workspace sees and does, live."""

from sandbox.page.levers import Levers
from sandbox.page.server import Page

__all__ = ["Levers", "Page"]

"""What one person is told alone, in their language: pure builders from values to text and blocks."""

from bot.views.notices.asides import hint_lines, left_out_lines, lines_notice, loss_lines, request_lines
from bot.views.notices.failures import explained, failure_lines, failure_notice
from bot.views.notices.help import help_notice
from bot.views.notices.problems import problem_notice

__all__ = [
    "explained",
    "failure_lines",
    "failure_notice",
    "help_notice",
    "hint_lines",
    "left_out_lines",
    "lines_notice",
    "loss_lines",
    "problem_notice",
    "request_lines",
]

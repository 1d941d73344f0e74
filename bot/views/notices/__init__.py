"""What one person is told alone, in their language: pure builders from values to text and blocks."""

from bot.views.notices.asides import (
    aside_notice,
    hint_lines,
    hint_notice,
    left_out_lines,
    left_out_notice,
    loss_lines,
    loss_notice,
)
from bot.views.notices.failures import cause_of, failure_notice
from bot.views.notices.help import help_notice
from bot.views.notices.notice import Notice
from bot.views.notices.problems import problem_notice

__all__ = [
    "Notice",
    "aside_notice",
    "cause_of",
    "failure_notice",
    "help_notice",
    "hint_lines",
    "hint_notice",
    "left_out_lines",
    "left_out_notice",
    "loss_lines",
    "loss_notice",
    "problem_notice",
]

"""The bot's tables. Times are seconds since 1970 in UTC; JSON columns hold what only the bot reads."""

from bot.store.tables.installations import BOTS, INSTALLATIONS, ORG_TEAMS, RENEWALS, USED_STATES
from bot.store.tables.jobs import COPIES, JOBS, PICTURES, POSTS, REVIEWS, SAVES, TURNS, UPDATES, WORDS
from bot.store.tables.metadata import METADATA
from bot.store.tables.money import CALL_PACE, CALL_SLOTS, CALLS, LEDGER
from bot.store.tables.people import DRAFTS, ERASED, PEOPLE, PREFERENCES, PRESETS
from bot.store.tables.rules import ASKS, AUDIT, RULES

__all__ = [
    "ASKS",
    "AUDIT",
    "BOTS",
    "CALLS",
    "CALL_PACE",
    "CALL_SLOTS",
    "COPIES",
    "DRAFTS",
    "ERASED",
    "INSTALLATIONS",
    "JOBS",
    "LEDGER",
    "METADATA",
    "ORG_TEAMS",
    "PEOPLE",
    "PICTURES",
    "POSTS",
    "PREFERENCES",
    "PRESETS",
    "RENEWALS",
    "REVIEWS",
    "RULES",
    "SAVES",
    "TURNS",
    "UPDATES",
    "USED_STATES",
    "WORDS",
]

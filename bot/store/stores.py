"""All that is kept: rows of the database, files of the artifacts."""

from dataclasses import dataclass
from typing import Self

from bot.settings import Settings
from bot.store.artifacts import Artifacts
from bot.store.asks import Asks
from bot.store.audit import Audit
from bot.store.copies import Copies
from bot.store.database import Database
from bot.store.drafts import Drafts
from bot.store.erasure import Erasure
from bot.store.history import History
from bot.store.jobs import Jobs
from bot.store.keepers import keeper_of
from bot.store.ledger import Ledger
from bot.store.line import Line
from bot.store.pictures import Pictures
from bot.store.posts import Posts
from bot.store.preferences import Preferences
from bot.store.queue import Queue
from bot.store.retention import Retention
from bot.store.reviews import Reviews
from bot.store.rules import RuleBook
from bot.store.saves import Saves
from bot.store.usage import Usage


@dataclass(frozen=True, kw_only=True, slots=True)
class Stores:
    database: Database
    jobs: Jobs
    line: Line
    queue: Queue
    pictures: Pictures
    posts: Posts
    saves: Saves
    copies: Copies
    drafts: Drafts
    preferences: Preferences
    history: History
    usage: Usage
    ledger: Ledger
    rules: RuleBook
    audit: Audit
    asks: Asks
    reviews: Reviews
    artifacts: Artifacts
    erasure: Erasure
    retention: Retention

    @classmethod
    def of(cls, settings: Settings, database: Database) -> Self:
        rules = RuleBook(database)
        return cls(
            database=database,
            jobs=Jobs(database),
            line=Line(database, settings.worker_concurrency),
            queue=Queue(database),
            pictures=Pictures(database),
            posts=Posts(database),
            saves=Saves(database),
            copies=Copies(database),
            drafts=Drafts(database),
            preferences=Preferences(database),
            history=History(database),
            usage=Usage(database),
            ledger=Ledger(database),
            rules=rules,
            audit=Audit(database),
            asks=Asks(database),
            reviews=Reviews(database, rules),
            artifacts=Artifacts(keeper_of(settings)),
            erasure=Erasure(database),
            retention=Retention(rules=rules, days=settings.retention_days, timezone=settings.timezone),
        )

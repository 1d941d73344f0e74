"""The parts of the bot, put together once from the settings."""

from concurrent.futures import Executor
from dataclasses import dataclass, fields
from typing import Any, Self

from bot.after_ack import AfterAck
from bot.clients import Clients
from bot.delivery.admins import Admins
from bot.delivery.conversations import Conversations
from bot.delivery.gallery import Gallery
from bot.delivery.home_tab import HomeTab
from bot.delivery.languages import Languages
from bot.delivery.links import Links
from bot.delivery.shared_pictures import SharedPictures
from bot.delivery.slack_calls import SlackCalls
from bot.delivery.sources import Sources
from bot.delivery.telling import Telling
from bot.delivery.usage_report import UsageReport
from bot.intake.batches import Batches
from bot.intake.intake import Intake
from bot.intake.mending import Lines
from bot.intake.questions import Questions
from bot.intake.refusing import Refusing
from bot.jobs.bell import Bell
from bot.jobs.enqueue import Enqueuer
from bot.jobs.errands import ErrandDesk
from bot.jobs.gate import Gate
from bot.jobs.permits import Permits
from bot.jobs.reviewing import ReviewDesk
from bot.jobs.using import Using
from bot.jobs.worker import migrate
from bot.locale import Words, words_for
from bot.manifest import DEFAULT_COMMAND
from bot.metrics import Metrics
from bot.oauth.installations import Installations
from bot.oauth.making import make_installations, make_pages, make_tokens
from bot.oauth.pages import InstallPages
from bot.oauth.tokens import Tokens
from bot.orders.pricing import Pricing
from bot.orders.threads import Threads
from bot.settings import RuleSettings, Settings
from bot.store.call_slots import CallSlots
from bot.store.database import Database
from bot.store.outlasting import outlasting
from bot.store.people import Locales
from bot.store.precedence import Precedence
from bot.store.stores import Stores
from titan_core.errors import SettingsError

_AFTER_ACK_THREADS, _LEISURE_THREADS = 4, 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Wires(Stores):
    """Beside what is kept: Slack and Bedrock."""

    installations: Installations | None  # none where one workspace is served
    tokens: Tokens
    metrics: Metrics
    slack: SlackCalls
    languages: Languages
    conversations: Conversations
    admins: Admins
    clients: Clients

    @classmethod
    def of(cls, settings: Settings, database: Database) -> Self:
        stores, metrics = Stores.of(settings, database), Metrics()
        slots = CallSlots(database, settings.requests_per_minute)
        clients = Clients(settings, metrics, on_throttled=outlasting(slots.slow_down))
        metrics.watch(queue=stores.queue.under_way, verdicts=clients.verdicts)
        installations = make_installations(settings.oauth, database) if settings.oauth else None
        tokens = make_tokens(settings, database, installations)
        slack = SlackCalls(
            api_url=settings.slack_api_url,
            token_of=tokens.token_of,
            another_token=tokens.another,
            metrics=metrics,
        )
        locales, preferences = Locales(database), stores.preferences
        return cls(
            **_values(stores),
            installations=installations,
            tokens=tokens,
            metrics=metrics,
            slack=slack,
            languages=Languages(slack=slack, locales=locales, preferences=preferences, default=settings.language),
            conversations=Conversations(slack=slack),
            admins=Admins(slack=slack, named=settings.admins),
            clients=clients,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Road(Wires):
    """And the way from an order to a job."""

    pricing: Pricing
    permits: Permits
    gate: Gate
    using: Using
    threads: Threads
    enqueuer: Enqueuer
    bell: Bell
    after_ack: Executor

    @classmethod
    def of(cls, settings: Settings, database: Database) -> Self:
        wires, bell = Wires.of(settings, database), Bell()
        pricing = Pricing(client_for=wires.clients.of, confirm_usd=settings.confirm_usd, prices=settings.prices)
        permits = Permits(rules=wires.rules, standings=wires.conversations.standings, clients=wires.clients)
        gate = Gate(
            database=database,
            rules=wires.rules,
            permits=permits,
            limits=settings.limits,
            timezone=settings.timezone,
        )
        return cls(
            **_values(wires),
            pricing=pricing,
            permits=permits,
            gate=gate,
            using=Using(usage=wires.usage, gate=gate),
            threads=Threads(jobs=wires.jobs, pictures=wires.pictures, posts=wires.posts),
            enqueuer=Enqueuer(
                database=database,
                line=wires.line,
                gate=gate,
                pick_seed=wires.clients.of(None).pick_seed,
                estimate=pricing.estimate,
                nudge=bell.ring,
            ),
            bell=bell,
            after_ack=AfterAck(_AFTER_ACK_THREADS),
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Services(Road):
    """What the listeners work with."""

    intake: Intake
    errands: ErrandDesk
    review_desk: ReviewDesk
    sources: Sources
    shared_pictures: SharedPictures
    gallery: Gallery
    home_tab: HomeTab
    telling: Telling
    usage_report: UsageReport
    install_pages: InstallPages | None  # none where one workspace is served
    rule_settings: RuleSettings
    precedence: Precedence
    at_leisure: Executor  # for what asks Slack for so much that Slack may make it wait: Home and the history
    words: Words  # of the workspace

    def close(self) -> None:
        self.after_ack.shutdown()
        self.at_leisure.shutdown()
        self.enqueuer.close()
        self.errands.close()


def open_database(settings: Settings) -> Database:
    """Open the database, ready for work; raises SettingsError if it is none that this release can work on."""
    database = Database(settings.database_url)
    try:
        migrate(database)
    except SettingsError:
        database.dispose()
        raise
    return database


def make_services(settings: Settings, database: Database) -> Services:
    """Put together what receiving needs; talks to nobody yet."""
    road = Road.of(settings, database)
    links = Links(slack=road.slack, posts=road.posts)
    gallery = Gallery(history=road.history, conversations=road.conversations, links=links)
    errands = ErrandDesk(database, Bell())
    return Services(
        **_values(road),
        intake=_make_intake(settings, road),
        errands=errands,
        review_desk=ReviewDesk(reviews=road.reviews, desk=errands),
        sources=Sources(slack=road.slack, pictures=road.pictures, artifacts=road.artifacts),
        shared_pictures=SharedPictures(slack=road.slack),
        gallery=gallery,
        home_tab=_make_home_tab(road, gallery),
        telling=Telling(slack=road.slack, jobs=road.jobs, languages=road.languages),
        usage_report=UsageReport(slack=road.slack, usage=road.usage),
        install_pages=make_pages(settings, database, road.installations, road.tokens),
        rule_settings=settings.of_rules,
        precedence=database.precedence,
        at_leisure=AfterAck(_LEISURE_THREADS, "at-leisure"),
        words=words_for(settings.language),
    )


def _make_intake(settings: Settings, road: Road) -> Intake:
    lines = Lines(drafts=road.drafts, threads=road.threads)
    refusing = Refusing(drafts=road.drafts)
    batches = Batches(drafts=road.drafts, enqueuer=road.enqueuer, queue=road.queue, refusing=refusing)
    questions = Questions(
        batches=batches,
        lines=lines,
        pricing=road.pricing,
        preferences=road.preferences,
        queue=road.queue,
        line=road.line,
        translates=settings.translate,
    )
    return Intake(
        enqueuer=road.enqueuer,
        batches=batches,
        refusing=refusing,
        lines=lines,
        questions=questions,
        threads=road.threads,
        preferences=road.preferences,
        queue=road.queue,
        line=road.line,
        languages=road.languages,
        client=road.clients.of(None),
        permits=road.permits,
        using=road.using,
        admins=road.admins,
        after_ack=road.after_ack,
    )


def _make_home_tab(road: Road, gallery: Gallery) -> HomeTab:
    return HomeTab(
        slack=road.slack,
        conversations=road.conversations,
        gallery=gallery,
        history=road.history,
        usage=road.usage,
        using=road.using,
        admins=road.admins,
        languages=road.languages,
        command=DEFAULT_COMMAND,
    )


def _values(parts: Stores) -> dict[str, Any]:
    return {field.name: getattr(parts, field.name) for field in fields(parts)}

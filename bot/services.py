"""The parts of the bot, put together once from the settings."""

from concurrent.futures import Executor
from dataclasses import dataclass

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
from bot.intake.batches import Batches
from bot.intake.intake import Intake
from bot.intake.mending import Lines
from bot.intake.questions import Questions
from bot.jobs.bell import Bell
from bot.jobs.enqueue import Enqueuer
from bot.jobs.errands import ErrandDesk
from bot.jobs.worker import migrate
from bot.locale import Words, words_for
from bot.manifest import DEFAULT_COMMAND
from bot.orders.pricing import Pricing
from bot.orders.threads import Threads
from bot.settings import Settings
from bot.store.artifacts import Artifacts
from bot.store.copies import Copies
from bot.store.database import Database
from bot.store.drafts import Drafts
from bot.store.history import History
from bot.store.jobs import Jobs
from bot.store.line import Line
from bot.store.people import Locales
from bot.store.pictures import Pictures
from bot.store.posts import Posts
from bot.store.preferences import Preferences
from bot.store.queue import Queue
from bot.store.saves import Saves
from bot.store.usage import Usage

_AFTER_ACK_THREADS, _LEISURE_THREADS = 4, 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Services:
    """What the listeners work with."""

    database: Database
    slack: SlackCalls
    jobs: Jobs
    pictures: Pictures
    posts: Posts
    saves: Saves
    copies: Copies
    drafts: Drafts
    preferences: Preferences
    artifacts: Artifacts
    sources: Sources
    shared_pictures: SharedPictures
    threads: Threads
    clients: Clients
    pricing: Pricing
    admins: Admins
    conversations: Conversations
    gallery: Gallery
    home_tab: HomeTab
    languages: Languages
    telling: Telling
    enqueuer: Enqueuer
    errands: ErrandDesk
    bell: Bell
    intake: Intake
    after_ack: Executor
    at_leisure: Executor  # for what asks Slack for so much that Slack may make it wait: Home and the history
    words: Words  # of the workspace

    def close(self) -> None:
        self.after_ack.shutdown()
        self.at_leisure.shutdown()
        self.enqueuer.close()
        self.errands.close()


def open_database(settings: Settings) -> Database:
    """Open the database, its tables made or upgraded."""
    database = Database(settings.database_url)
    migrate(database)
    return database


def make_services(settings: Settings, database: Database) -> Services:
    """Put together what receiving needs; talks to nobody yet."""
    slack = SlackCalls(api_url=settings.slack_api_url, token_of=lambda _team_id: settings.slack_bot_token)
    jobs = Jobs(database)
    preferences = Preferences(database)
    languages = Languages(slack=slack, locales=Locales(database), preferences=preferences, default=settings.language)
    clients = Clients(settings, database)
    pictures, artifacts = Pictures(database), Artifacts(settings.artifacts_dir)
    posts = Posts(database)
    threads = Threads(jobs=jobs, pictures=pictures, posts=posts)
    line = Line(database, settings.worker_concurrency)
    bell = Bell()
    enqueuer = Enqueuer(database=database, line=line, pick_seed=clients.of(None).pick_seed, nudge=bell.ring)
    after_ack = AfterAck(_AFTER_ACK_THREADS)
    drafts, queue = Drafts(database), Queue(database)
    pricing = Pricing(client_for=clients.of, confirm_usd=settings.confirm_usd)
    lines = Lines(drafts=drafts, threads=threads)
    batches = Batches(drafts=drafts, enqueuer=enqueuer, queue=queue)
    questions = Questions(
        batches=batches,
        lines=lines,
        pricing=pricing,
        preferences=preferences,
        queue=queue,
        line=line,
        translates=settings.translate,
    )
    admins, conversations = Admins(slack=slack, named=settings.admins), Conversations(slack=slack)
    history = History(database)
    gallery = Gallery(history=history, conversations=conversations, links=Links(slack=slack, posts=posts))
    return Services(
        database=database,
        slack=slack,
        jobs=jobs,
        pictures=pictures,
        posts=posts,
        saves=Saves(database),
        copies=Copies(database),
        drafts=drafts,
        preferences=preferences,
        artifacts=artifacts,
        sources=Sources(slack=slack, pictures=pictures, artifacts=artifacts),
        shared_pictures=SharedPictures(slack=slack),
        threads=threads,
        clients=clients,
        pricing=pricing,
        admins=admins,
        conversations=conversations,
        gallery=gallery,
        home_tab=HomeTab(
            slack=slack,
            conversations=conversations,
            gallery=gallery,
            history=history,
            usage=Usage(database),
            admins=admins,
            languages=languages,
            command=DEFAULT_COMMAND,
        ),
        languages=languages,
        telling=Telling(slack=slack, jobs=jobs, languages=languages),
        enqueuer=enqueuer,
        errands=ErrandDesk(database, Bell()),
        bell=bell,
        intake=Intake(
            enqueuer=enqueuer,
            batches=batches,
            lines=lines,
            questions=questions,
            threads=threads,
            preferences=preferences,
            queue=queue,
            line=line,
            languages=languages,
            client=clients.of(None),
            after_ack=after_ack,
        ),
        after_ack=after_ack,
        at_leisure=AfterAck(_LEISURE_THREADS, "at-leisure"),
        words=words_for(settings.language),
    )

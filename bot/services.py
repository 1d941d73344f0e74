"""The parts of the bot, put together once from the settings."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

from bot.delivery.languages import Languages
from bot.delivery.placing import Placing
from bot.delivery.publishing import Publishing
from bot.delivery.readiness import Readiness
from bot.delivery.slack_calls import SlackCalls
from bot.delivery.telling import Telling
from bot.jobs.adoption import Adoption
from bot.jobs.bell import Bell
from bot.jobs.delivering import Delivering
from bot.jobs.drawing import Drawing
from bot.jobs.enqueue import Enqueuer
from bot.jobs.lane import Lane
from bot.jobs.liveness import Liveness
from bot.jobs.worker import Worker, migrate, new_executor_id
from bot.jobs.workflows import Workflows
from bot.listeners.intake import Intake
from bot.locale import Words, words_for
from bot.settings import Settings
from bot.store.artifacts import Artifacts
from bot.store.call_slots import CallSlots
from bot.store.database import Database
from bot.store.jobs import Jobs
from bot.store.line import Line
from bot.store.people import Locales
from titan_core.bedrock import Bedrock
from titan_core.catalog import find
from titan_core.client import ImageClient

_AFTER_ACK_THREADS = 4


@dataclass(frozen=True, kw_only=True, slots=True)
class Services:
    """What the listeners work with."""

    database: Database
    slack: SlackCalls
    jobs: Jobs
    languages: Languages
    telling: Telling
    enqueuer: Enqueuer
    bell: Bell
    intake: Intake
    after_ack: Executor
    words: Words  # of the workspace

    def close(self) -> None:
        self.after_ack.shutdown()
        self.enqueuer.close()


def open_database(settings: Settings) -> Database:
    """Open the database, its tables made or upgraded."""
    database = Database(settings.database_url)
    migrate(database)
    return database


def make_services(settings: Settings, database: Database) -> Services:
    """Put together what receiving needs; talks to nobody yet."""
    slack = SlackCalls(api_url=settings.slack_api_url, token_of=lambda _team_id: settings.slack_bot_token)
    jobs = Jobs(database)
    languages = Languages(slack=slack, locales=Locales(database), default=settings.language)
    pick_seed = ImageClient.from_settings(settings.bedrock).pick_seed
    line = Line(database, settings.worker_concurrency)
    bell = Bell()
    enqueuer = Enqueuer(database=database, line=line, pick_seed=pick_seed, nudge=bell.ring)
    after_ack = ThreadPoolExecutor(_AFTER_ACK_THREADS, thread_name_prefix="after-ack")
    return Services(
        database=database,
        slack=slack,
        jobs=jobs,
        languages=languages,
        telling=Telling(slack=slack, jobs=jobs, languages=languages),
        enqueuer=enqueuer,
        bell=bell,
        intake=Intake(enqueuer=enqueuer, languages=languages, after_ack=after_ack),
        after_ack=after_ack,
        words=words_for(settings.language),
    )


def make_worker(settings: Settings, services: Services) -> Worker:
    """Put together what drawing and delivering need, and register it with DBOS: once a process."""
    liveness = Liveness(settings.data_dir / "live", new_executor_id())
    artifacts = Artifacts(settings.artifacts_dir)
    jobs = services.jobs
    workflows = Workflows(
        jobs=jobs,
        line=Line(services.database, settings.worker_concurrency),
        drawing=Drawing(
            jobs=jobs, artifacts=artifacts, client_for=_Clients(settings, services.database).of, lane=Lane()
        ),
        delivering=Delivering(
            jobs=jobs,
            placing=Placing(slack=services.slack, jobs=jobs, executor_id=liveness.executor_id, words=services.words),
            publishing=Publishing(slack=services.slack, artifacts=artifacts, readiness=Readiness()),
            telling=services.telling,
            words=services.words,
        ),
        deliveries=max(16, 2 * settings.worker_concurrency),
        bell=services.bell,
    )
    adoption = Adoption(liveness=liveness, jobs=jobs, bury=workflows.bury)
    return Worker(
        database=services.database,
        liveness=liveness,
        adoption=adoption,
        concurrency=settings.worker_concurrency,
        bell=services.bell,
    )


class _Clients:
    """Clients on one pool of connections: one for the chain, one for each model that somebody named."""

    def __init__(self, settings: Settings, database: Database) -> None:
        self._bedrock = Bedrock(settings.bedrock, max_pool_connections=settings.worker_concurrency)
        self._at_once = threading.BoundedSemaphore(settings.worker_concurrency)
        self._slots = CallSlots(database, settings.requests_per_minute)
        self._slots.prepare()
        self._chain = ImageClient(self._bedrock, settings.bedrock.models, gate=self._gate)
        self._named: dict[str, ImageClient] = {}

    def of(self, model: str | None) -> ImageClient:
        if model is None:
            return self._chain
        return self._named.setdefault(model, ImageClient(self._bedrock, (find(model),), gate=self._gate))

    @contextmanager
    def _gate(self) -> Iterator[None]:
        """Hold one of this worker's calls at once, and wait for one of the calls a minute of all workers."""
        with self._at_once:
            time.sleep(self._slots.take())
            yield

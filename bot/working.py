"""What draws, delivers and runs errands, put together from the services and registered with DBOS: once a process."""

from concurrent.futures import ThreadPoolExecutor

from bot.delivery.asking_admins import AskingAdmins
from bot.delivery.copying import Copying
from bot.delivery.erasing import Erasing
from bot.delivery.errand_telling import ErrandTelling
from bot.delivery.handing_out import HandingOut
from bot.delivery.links import Links
from bot.delivery.originals import Originals
from bot.delivery.parents import Parents
from bot.delivery.placing import Placing
from bot.delivery.previews import Previews
from bot.delivery.progress import Progress
from bot.delivery.publishing import Publishing
from bot.delivery.readiness import Readiness
from bot.delivery.reviewing import Reviewing
from bot.delivery.taking_away import TakingAway
from bot.forgetting import make_daily
from bot.jobs import names
from bot.jobs.accounts import Accounts
from bot.jobs.adoption import Adoption
from bot.jobs.asking import AskingJobs
from bot.jobs.composing import Composing
from bot.jobs.deciding import Deciding
from bot.jobs.delivering import Delivering
from bot.jobs.drawing import Drawing
from bot.jobs.errands import ERRANDS_AT_ONCE, ErrandParts, Errands
from bot.jobs.fence import Fence
from bot.jobs.lane import Lane
from bot.jobs.liveness import liveness_of
from bot.jobs.reviewing import Judging, ReviewJobs
from bot.jobs.worker import QueueShare, Worker, new_executor_id
from bot.jobs.workflows import Workflows
from bot.services import Services
from bot.settings import Settings
from bot.store.call_slots import CallSlots
from bot.store.line import Line
from bot.store.updates import Updates
from bot.translation.amazon import AmazonTranslate
from bot.translation.wording import Wordings

_THREE, _EIGHT = 3, 8
_ERRANDS_POLL_SECONDS, _ERRANDS_SELDOM_SECONDS = 0.25, 2.0  # nobody pays for them: their looks cost idle CPU, too


def make_worker(settings: Settings, services: Services) -> Worker:
    """Put together what works in the background; talks to nobody yet."""
    liveness = liveness_of(services.database, settings.data_dir / "live", new_executor_id())
    publishing = Publishing(
        slack=services.slack, artifacts=services.artifacts, readiness=Readiness(), updates=Updates(services.database)
    )
    placing = Placing(
        slack=services.slack, jobs=services.jobs, executor_id=liveness.executor_id, languages=services.languages
    )
    workflows = _make_workflows(settings, services, publishing, placing, Fence(liveness))
    Errands(_errand_parts(services, publishing))
    AskingJobs(_make_asking(services), _make_deciding(services))
    ReviewJobs(
        reviewing=_make_reviewing(services, publishing, placing),
        judging=Judging(reviews=services.reviews, conversations=services.conversations),
        desk=services.review_desk,
        deliver=workflows.begin_approved,
    )
    return Worker(
        database=services.database,
        liveness=liveness,
        adoption=Adoption(liveness=liveness, jobs=services.jobs, bury=workflows.bury),
        daily=make_daily(settings, services, _make_composing(services)),
        queues=(
            QueueShare(name=names.QUEUE, concurrency=_begun_at_once(settings.worker_concurrency), bell=services.bell),
            QueueShare(
                name=names.ERRANDS,
                concurrency=ERRANDS_AT_ONCE,
                bell=services.errands.bell,
                poll_seconds=_ERRANDS_POLL_SECONDS,
                seldom_seconds=_ERRANDS_SELDOM_SECONDS,
            ),
        ),
    )


def _begun_at_once(concurrency: int) -> int:
    """Jobs: with many slots a few begin ahead, to call Bedrock as soon as another's answer is there (bot/clients.py).

    They can't be cancelled for free any more, so they are few: one for each three slots beyond the first eight.
    """
    return concurrency + max(0, concurrency - _EIGHT) // _THREE


def _make_workflows(
    settings: Settings, services: Services, publishing: Publishing, placing: Placing, fence: Fence
) -> Workflows:
    jobs, progress = services.jobs, _make_progress(services, publishing.updates)
    return Workflows(
        jobs=jobs,
        line=Line(services.database, settings.worker_concurrency),
        drawing=Drawing(
            jobs=jobs,
            artifacts=services.artifacts,
            sources=services.sources,
            wordings=_make_wordings(settings, services),
            permits=services.permits,
            accounts=_make_accounts(settings, services, fence),
            lane=Lane(),
            on_drawn=progress.note,
            metrics=services.metrics,
        ),
        delivering=Delivering(
            jobs=jobs,
            artifacts=services.artifacts,
            pictures=services.pictures,
            posts=services.posts,
            placing=placing,
            publishing=publishing,
            telling=services.telling,
            composing=_make_composing(services),
            progress=progress,
            links=Links(slack=services.slack, posts=services.posts),
            preferences=services.preferences,
            reviews=services.reviews,
        ),
        review_desk=services.review_desk,
        deliveries=max(16, 2 * settings.worker_concurrency),
        bell=services.bell,
        fence=fence,
    )


def _make_accounts(settings: Settings, services: Services, fence: Fence) -> Accounts:
    database = services.database
    slots = CallSlots(database, settings.requests_per_minute)
    slots.prepare()
    return Accounts(
        database=database, slots=slots, pricing=services.pricing, fence=fence, on_spent=services.metrics.spent
    )


def _make_progress(services: Services, updates: Updates) -> Progress:
    return Progress(
        slack=services.slack,
        jobs=services.jobs,
        languages=services.languages,
        updates=updates,
        threads=ThreadPoolExecutor(2, thread_name_prefix="progress"),
    )


def _make_wordings(settings: Settings, services: Services) -> Wordings:
    concurrency = settings.worker_concurrency
    service = AmazonTranslate(settings.bedrock, max_pool_connections=concurrency) if settings.translate else None
    return Wordings(jobs=services.jobs, artifacts=services.artifacts, service=service)


def _make_composing(services: Services) -> Composing:
    links = Links(slack=services.slack, posts=services.posts)
    parents = Parents(pictures=services.pictures, posts=services.posts, links=links)
    return Composing(
        parents=parents,
        pricing=services.pricing,
        languages=services.languages,
        conversations=services.conversations,
    )


def _make_asking(services: Services) -> AskingAdmins:
    return AskingAdmins(
        slack=services.slack,
        asks=services.asks,
        admins=services.admins,
        rules=services.rules,
        conversations=services.conversations,
        languages=services.languages,
        telling=services.telling,
        pricing=services.pricing,
    )


def _make_reviewing(services: Services, publishing: Publishing, placing: Placing) -> Reviewing:
    return Reviewing(
        slack=services.slack,
        jobs=services.jobs,
        reviews=services.reviews,
        rules=services.rules,
        artifacts=services.artifacts,
        admins=services.admins,
        conversations=services.conversations,
        languages=services.languages,
        placing=placing,
        publishing=publishing,
        taking_away=TakingAway(slack=services.slack, languages=services.languages),
        telling=services.telling,
    )


def _make_deciding(services: Services) -> Deciding:
    return Deciding(
        asks=services.asks,
        enqueuer=services.enqueuer,
        admins=services.admins,
        rules=services.rules,
        limits=services.gate.limits,
    )


def _errand_parts(services: Services, publishing: Publishing) -> ErrandParts:
    slack, pictures, posts, languages = services.slack, services.pictures, services.posts, services.languages
    copies, artifacts = services.copies, services.artifacts
    originals = Originals(
        slack=slack, pictures=pictures, artifacts=artifacts, sources=services.sources, publishing=publishing
    )
    return ErrandParts(
        copying=Copying(
            slack=slack,
            pictures=pictures,
            posts=posts,
            copies=copies,
            originals=originals,
            publishing=publishing,
            conversations=services.conversations,
            languages=languages,
            links=Links(slack=slack, posts=posts),
            composing=_make_composing(services),
            reviews=services.reviews,
        ),
        previews=Previews(slack=slack, jobs=services.jobs, pictures=pictures, posts=posts, languages=languages),
        handing_out=HandingOut(slack=slack, pictures=pictures, copies=copies, originals=originals, languages=languages),
        erasing=Erasing(
            taking_away=TakingAway(slack=slack, languages=languages),
            pictures=pictures,
            posts=posts,
            copies=copies,
            saves=services.saves,
            artifacts=artifacts,
            admins=services.admins,
        ),
        telling=ErrandTelling(
            slack=slack,
            pictures=pictures,
            posts=posts,
            languages=languages,
            telling=services.telling,
            pricing=services.pricing,
        ),
    )

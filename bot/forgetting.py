"""What exports, erases and clears away, put together from the services and registered with DBOS: once a process."""

from bot.delivery.taking_away import TakingAway
from bot.jobs import names
from bot.jobs.composing import Composing
from bot.jobs.pruning import Daily
from bot.jobs.records import Records
from bot.jobs.wishes import Wishes, WishParts
from bot.privacy.clearing import Clearing
from bot.privacy.erasing import ErasingAll
from bot.privacy.exporting import Exporting
from bot.privacy.orphans import Orphans
from bot.privacy.round import Round
from bot.privacy.written import Written
from bot.services import Services
from bot.settings import Settings
from bot.store.in_slack import InSlack


def make_daily(settings: Settings, services: Services, composing: Composing) -> Daily:
    """Register it all; what is answered asks for the daily round."""
    records = Records(services.database)
    clearing = Clearing(erasure=services.erasure, records=records, artifacts=services.artifacts)
    Wishes(
        WishParts(
            erasing=_make_erasing(services, clearing, records, composing),
            exporting=_make_exporting(services),
            round=Round(
                retention=services.retention,
                erasure=services.erasure,
                clearing=clearing,
                records=records,
                jobs=services.jobs,
                withdraw=services.review_desk.withdraw,
                artifact_days=settings.artifact_days,
            ),
            home_tab=services.home_tab,
            telling=services.telling,
        )
    )
    return Daily(take=lambda day: services.errands.begin(names.PRUNE, f"{names.PRUNE}:{day}", {"day": day}))


def _make_erasing(services: Services, clearing: Clearing, records: Records, composing: Composing) -> ErasingAll:
    in_slack = InSlack(services.database)
    taking_away = TakingAway(slack=services.slack, languages=services.languages)
    return ErasingAll(
        database=services.database,
        jobs=services.jobs,
        cancel=services.enqueuer.cancel,
        withdraw=services.review_desk.withdraw,
        erasure=services.erasure,
        in_slack=in_slack,
        clearing=clearing,
        records=records,
        taking_away=taking_away,
        disown=Orphans(in_slack=in_slack, composing=composing, taking_away=taking_away).disown,
        retention=services.retention,
    )


def _make_exporting(services: Services) -> Exporting:
    return Exporting(
        slack=services.slack,
        erasure=services.erasure,
        written=Written(services.database),
        pictures=services.pictures,
        sources=services.sources,
        artifacts=services.artifacts,
        drafts=services.drafts,
    )

"""What exports, erases and clears away, on a database of its own; and a person with something in every table."""

import itertools
import sqlite3
import time
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from bot.delivery.languages import Languages
from bot.delivery.slack_calls import SlackCalls
from bot.delivery.taking_away import TakingAway
from bot.jobs.records import Records
from bot.jobs.worker import migrate
from bot.privacy.clearing import Clearing
from bot.privacy.erasing import ErasingAll
from bot.privacy.round import Round
from bot.privacy.wish import Wish, WishKind
from bot.store.artifacts import Artifacts
from bot.store.database import Database, insert
from bot.store.erasure import Erasure
from bot.store.folder import Folder
from bot.store.in_slack import InSlack
from bot.store.jobs import Jobs
from bot.store.people import Locales, Person
from bot.store.preferences import Preferences
from bot.store.retention import Retention
from bot.store.reviews import Reviews
from bot.store.rules import RuleBook
from bot.store.tables import ASKS, COPIES, DRAFTS, METADATA, PEOPLE, POSTS, PREFERENCES, SAVES
from bot.store.words import note_words
from tests.bot import hung_pictures
from tests.bot.job_rows import GENERAL

_NUMBERS = itertools.count(1)


class Forgetting:
    """All of it on one database, in `folder`."""

    def __init__(self, folder: Path, calls: SlackCalls, url: str = "") -> None:
        self.folder = folder
        self.database = Database(url or f"sqlite:///{folder / 'imagine.sqlite'}")
        sa.event.listen(self.database.engine, "connect", _hurry)
        self.artifacts = Artifacts(Folder(folder / "artifacts"))
        self.erasure = Erasure(self.database)
        self.records = Records(self.database)
        self.retention = Retention(rules=RuleBook(self.database), days=90, timezone="UTC")
        self.clearing = Clearing(erasure=self.erasure, records=self.records, artifacts=self.artifacts)
        locales, preferences = Locales(self.database), Preferences(self.database)
        languages = Languages(slack=calls, locales=locales, preferences=preferences, default="en")
        self.erasing = ErasingAll(
            database=self.database,
            jobs=Jobs(self.database),
            cancel=lambda _job_id: None,
            withdraw=Reviews(self.database, RuleBook(self.database)).withdraw,
            erasure=self.erasure,
            in_slack=InSlack(self.database),
            clearing=self.clearing,
            records=self.records,
            taking_away=TakingAway(slack=calls, languages=languages),
            disown=lambda _team_id, _job_ids: None,
            retention=self.retention,
        )
        self.round = Round(
            retention=self.retention,
            erasure=self.erasure,
            clearing=self.clearing,
            records=self.records,
            jobs=Jobs(self.database),
            withdraw=self.erasing.withdraw,
            artifact_days=30,
        )

    def erase(self, person: Person) -> None:
        """As the workflow does (bot/jobs/wishes.py)."""
        wish = wish_of(person)
        self.erasing.stop(wish)
        while self.erasing.some(wish)["is_left"]:
            pass
        self.erasing.rest(wish)

    def forget_team(self, team_id: str) -> None:
        wish = wish_of(Person(team_id=team_id, user_id=""))
        self.erasing.stop(wish)
        while self.erasing.some(wish)["is_left"]:
            pass
        self.erasing.rest_of_team(wish)

    def kept_jobs(self) -> list[str]:
        return [job_id for job_id, _ in self.artifacts.jobs()]

    def naming(self, word: str) -> set[str]:
        """Names of our tables with a row that holds a word anywhere."""
        return {name for name, rows in self.rows().items() if word in repr(rows)}

    def rows(self) -> dict[str, list[tuple[Any, ...]]]:
        with self.database.read() as connection:
            return {
                name.removeprefix("imagine_"): sorted(
                    (tuple(row) for row in connection.execute(sa.select(table))), key=repr
                )
                for name, table in METADATA.tables.items()
            }

    def close(self) -> None:
        self.records.close()
        self.database.dispose()


def _hurry(connection: Any, _record: object) -> None:  # noqa: ANN401  # a driver's
    """No power cut comes in a test."""
    connection.execute("PRAGMA synchronous=OFF")


def wish_of(person: Person) -> Wish:
    return Wish(id="erase:1", kind=WishKind.ERASE, person=person, at=time.time())


def template(folder: Path) -> Path:
    """A database with every table, to be copied: making them takes longer than most tests."""
    database = Database(f"sqlite:///{folder / 'template.sqlite'}")
    migrate(database)
    database.dispose()
    return folder / "template.sqlite"


def copied(template: Path, folder: Path) -> Path:
    """The folder, made, with a copy of it."""
    folder.mkdir()
    with closing(sqlite3.connect(template)) as connection:
        connection.execute("VACUUM INTO ?", (str(folder / "imagine.sqlite"),))
    return folder


def live(world: Forgetting, person: Person, message: Mapping[str, Any], *, at: float, prompt: str = "a red fox") -> str:
    """Let somebody have something in every table, their picture in a message of Slack's; answers the job's id."""
    user_id, job_id = person.user_id, f"feed{next(_NUMBERS):08x}"
    database, own = world.database, {"team_id": person.team_id, "user_id": user_id}
    times = {"asked_at": at, "drawn_at": at, "finished_at": at}
    request: dict[str, Any] = {
        "id": job_id,
        "intent": f"live:{job_id}",
        "response_url": f"https://hooks/{user_id}",
        **own,
        **times,
    }
    picture = hung_pictures.hang(database, prompt, **request)
    preferences = Preferences(database)
    preferences.keep_preset(person.team_id, user_id, "noir", prompt)
    world.artifacts.put_file(job_id, "0.png", prompt.encode())
    world.artifacts.put_wording(job_id, {"prompt": prompt})
    where = {"channel_id": message["channel"], "ts": message["ts"]}
    post = {**own, **where, "thread_ts": None, "job_id": job_id, "index": None, "posted_at": at}
    copy = {"errand_id": f"press:{picture}:{user_id}", "claim": str(picture), "job_id": job_id, "index": 0}
    ask = {"id": job_id, **own, "asked": {"prompt": prompt}, "messages": [], "asked_at": at}
    draft = {"id": job_id, "kind": "line", **own, "payload": {"text": prompt}, "made_at": at}
    with database.write() as connection:
        note_words(connection, {job_id})
        connection.execute(insert(POSTS).values(post))
        connection.execute(insert(COPIES).values(**copy, channel_id=GENERAL, claimed_at=at))
        connection.execute(insert(ASKS).values(ask))
        connection.execute(insert(DRAFTS).values(draft))
        connection.execute(insert(SAVES).values(**own, job_id=job_id, index=0, saved_at=at))
        connection.execute(insert(PEOPLE).values(**own, locale="en-US", locale_at=at).on_conflict_do_nothing())
        chosen = {"team_id": person.team_id, "subject": user_id, "preferences": {"language": "en"}, "changed_at": at}
        connection.execute(insert(PREFERENCES).values(chosen).on_conflict_do_nothing())
    assert world.naming(user_id) >= {
        "jobs",
        "posts",
        "saves",
        "copies",
        "drafts",
        "asks",
        "presets",
        "people",
        "ledger",
    }
    return job_id

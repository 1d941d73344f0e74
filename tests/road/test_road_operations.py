"""`python -m bot jobs` beside the running bot: what has failed is begun again, what waits is taken back."""

import json
from collections.abc import Callable

import pytest

from bot.__main__ import main
from tests.road.local_bot import CONCURRENCY
from tests.road.scenes import Scene, alt_texts, images, said
from tests.road.test_talk_ledger import CORE, wait_in_line

Ask = Callable[..., tuple[int, str, str]]


@pytest.fixture
def ask(scene: Scene, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Run one command on the bot's database: its exit code, what it printed, what it complained of."""
    monkeypatch.setenv("DATABASE_URL", scene.bot.settings.database_url)
    monkeypatch.setenv("IMAGINE_DOTENV", str(scene.bot.settings.data_dir / "none"))

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(arguments)
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


def job_id(scene: Scene) -> str:
    return str(scene.job()["id"])


def failed_delivery(scene: Scene) -> str:
    scene.slack.fail("files.completeUploadExternal", "storage_limit_reached")
    scene.slack.command("ada", "general", "/imagine a red fox")
    scene.aside("ada", "storage_limit_reached")
    scene.bot.settle()
    return job_id(scene)


def test_a_delivery_that_failed_is_begun_again_and_nothing_is_drawn_twice(scene: Scene, ask: Ask) -> None:
    failed = failed_delivery(scene)
    assert "storage_limit_reached" in ask("jobs", "show", failed)[1]

    code, told, _ = ask("jobs", "retry", failed)

    assert (code, "only its delivery" in told) == (0, True)
    assert alt_texts(scene.picture()) == ["a red fox. AI-generated picture"]
    scene.bot.settle()
    assert scene.job()["state"] == "delivered"
    assert len(scene.drawn()) == 1
    assert len([message for message in scene.slack.messages("general") if images(message)]) == 1
    code, _, refused = ask("jobs", "retry", failed)
    assert (code, "nothing to retry" in refused) == (1, True)


def test_what_could_not_be_drawn_is_drawn_when_it_is_begun_again_and_paid_for_once(scene: Scene, ask: Ask) -> None:
    scene.bedrock.change({CORE: "no_access"})
    scene.slack.command("ada", "general", "/imagine a red fox --n 2")
    told = said(scene.aside("ada", "can't draw yet"))
    scene.bot.settle()
    failed = job_id(scene)
    assert scene.job()["state"] == "failed"
    shown = json.loads(ask("jobs", "show", failed, "--json")[1])
    assert shown["error"]["reference"]
    assert shown["error"]["reference"] in told
    scene.bedrock.change({CORE: "active"})
    scene.bot.forget_verdicts()

    assert ask("jobs", "retry", failed)[0] == 0

    scene.picture()
    scene.bot.settle()
    assert len(scene.drawn()) == 2
    (entry,) = scene.bot.rows("SELECT * FROM imagine_ledger WHERE job_id = :id", id=failed)
    assert (entry["state"], entry["pictures"]) == ("settled", 2)


def test_a_job_that_waits_is_cancelled_for_its_asker_and_never_drawn(scene: Scene, ask: Ask) -> None:
    wait_in_line(scene, "a patient fox", seconds=0.7)
    last = scene.jobs_saying("a patient fox")[-1]["id"]

    code, told, _ = ask("jobs", "cancel", last)

    assert (code, "nothing is charged" in told) == (0, True)
    scene.bot.settle()
    assert scene.jobs_saying("a patient fox")[-1]["state"] == "cancelled"
    assert len(scene.drawn()) == CONCURRENCY
    assert ask("jobs", "cancel", last)[0] == 1

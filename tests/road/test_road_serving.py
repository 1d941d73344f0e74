"""What a process says of itself: its metrics, its health on a port of its own, its log; and how it ends in time."""

import json
import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from typing import Any

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from sandbox.app_process import free_port
from sandbox.bedrock import BedrockSandbox
from sandbox.slack import SlackSandbox
from tests.road.bot_process import BotProcess, Web, Worker
from tests.road.local_bot import wait_until
from tests.road.scenes import WAIT_SECONDS, Scene, images
from tests.road.test_road_processes import Start, bedrock, slack, start, wait_for_pictures

__all__ = ["bedrock", "slack", "start"]  # fixtures
CORE = "stability.stable-image-core-v1:1"
Samples = Mapping[tuple[str, tuple[str, ...]], float]


def scraped(url: str) -> Samples:
    """Values by name and labels' values."""
    text = httpx.get(f"{url}/metrics", trust_env=False).raise_for_status().text
    return {
        (sample.name, tuple(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


@contextmanager
def grown(scene: Scene) -> Iterator[dict[tuple[str, tuple[str, ...]], float]]:
    """What grew meanwhile, by how much; jobs have ended."""
    before = scraped(scene.bot.base_url)
    growth: dict[tuple[str, tuple[str, ...]], float] = {}
    yield growth
    wait_until(lambda: scraped(scene.bot.base_url)["imagine_jobs", ("showing",)] == 0, WAIT_SECONDS, "an end")
    after = scraped(scene.bot.base_url)
    growth |= {key: value - before.get(key, 0) for key, value in after.items() if value != before.get(key, 0)}


def test_metrics_count_what_was_acknowledged_drawn_refused_spent_and_tried_again(scene: Scene) -> None:
    with grown(scene) as growth:
        scene.slack.command("ada", "general", "/imagine a red fox --model core")
        scene.slack.command("ben", "general", "/imagine a blue fox --model core")
        scene.pictures(count=2)
        scene.slack.fail("chat.update", how="500")
        scene.bedrock.fault_next("ThrottlingException")
        scene.slack.command("ada", "concept-art", "/imagine a green fox --model core")
        scene.picture("concept-art")
        scene.slack.command("ben", "general", "/imagine forbidden-output fox --model core")
        scene.aside("ben", "kept back what it drew")

    assert growth["imagine_ack_seconds_count", ("command",)] == 4
    assert growth["imagine_draws_total", (CORE, "drawn")] == 3
    assert growth["imagine_draws_total", ("none", "refused")] == 1
    assert growth["imagine_bedrock_calls_total", ("throttled",)] == 1
    assert growth["imagine_bedrock_calls_total", ("ok",)] == 4
    assert growth["imagine_draw_seconds_count", (CORE,)] == 3
    assert growth["imagine_spent_dollars_total", (CORE,)] == pytest.approx(0.12)
    assert growth["imagine_slack_calls_total", ("chat.update", "unreachable")] == 1
    assert growth["imagine_delivery_retries_total", ("chat.update",)] == 1
    assert growth["imagine_slack_calls_total", ("upload", "ok")] == 3


def test_metrics_tell_how_many_wait_and_since_when(scene: Scene) -> None:
    scene.bedrock.change(latency=0.5)
    for colour in ("red", "blue", "green", "grey", "brown", "white"):
        scene.slack.command("ada", "general", f"/imagine a {colour} fox --model core")

    wait_until(lambda: scraped(scene.bot.base_url)["imagine_bedrock_calls_in_progress", ()] > 0, WAIT_SECONDS, "a call")
    now = scraped(scene.bot.base_url)
    assert now["imagine_jobs", ("waiting",)] + now["imagine_jobs", ("drawing",)] > 0
    assert 0 <= now["imagine_queue_oldest_seconds", ()] < 60
    scene.pictures(count=6)


def test_metrics_name_the_models_that_are_passed_over_and_why(scene: Scene) -> None:
    scene.slack.command("ada", "general", "/imagine a red fox")
    scene.picture()

    verdicts = [labels for name, labels in scraped(scene.bot.base_url) if name == "imagine_model_passed_over"]
    assert verdicts == [("amazon.titan-image-generator-v2:0", "end_of_life")]


def logged(bot: BotProcess, event: str) -> list[dict[str, Any]]:
    """Lines about it of the log, which holds nothing but JSON."""
    lines = [json.loads(line) for line in bot.log.read_text().splitlines()]
    return [line for line in lines if line.get("event") == event]


@pytest.mark.slow
def test_a_process_that_must_end_soon_leaves_its_draw_to_another_and_logs_json(
    slack: SlackSandbox, bedrock: BedrockSandbox, start: Start
) -> None:
    port = free_port()
    web = start(Web, LOG_FORMAT="json", METRICS_PORT=str(port))
    first = start(Worker, SHUTDOWN_GRACE="1", LOG_FORMAT="json")
    bedrock.change(latency=30)
    slack.command("ada", "general", "/imagine a red fox")
    slack.wait_for(lambda: bedrock.totals["in_flight"], 20, "the draw")
    bedrock.change(latency=0)

    began = time.monotonic()
    assert first.stop() == 0
    assert time.monotonic() - began < 5
    start(Worker, LOG_FORMAT="json")

    assert wait_for_pictures(slack, 1) == ["a red fox. AI-generated picture"]
    assert len([message for message in slack.messages("general") if images(message)]) == 1
    wait_until(lambda: logged(first, "ended"), WAIT_SECONDS, "the log's last word")
    assert all(logged(first, event) for event in ("connected", "stopping", "left_to_others"))
    assert logged(first, "taken")[0]["request_id"]
    assert len({logged(first, event)[0]["job_id"] for event in ("taken", "drawn", "ended")}) == 1
    assert scraped(f"http://127.0.0.1:{port}")["imagine_ack_seconds_count", ("command",)] == 1
    assert httpx.get(f"{web.url}/metrics", trust_env=False).status_code == 404, "inside alone"
    with closing(sqlite3.connect(web.data_dir / "imagine.sqlite")) as database:
        database.execute("ALTER TABLE workflow_status RENAME TO elsewhere")
    unready = httpx.get(f"{web.url}/readyz", trust_env=False)
    assert (unready.status_code, unready.text.strip()) == (503, "the queue doesn't answer")

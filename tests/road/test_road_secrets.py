"""Where no secret may be: the log, files, the process list; nor a prompt in the log; files are their owner's alone."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from sandbox.bedrock import BedrockSandbox
from sandbox.slack import SlackSandbox
from tests.postgres import PostgresServer
from tests.road.bot_process import BotProcess
from tests.road.scenes import images
from tests.road.test_road_processes import bedrock, ended, wait_for_pictures

__all__ = ["bedrock"]  # a fixture
BOT_TOKEN, APP_TOKEN = "xoxb-marker-5c1f", "xapp-marker-77ab"
SIGNING_SECRET, AWS_SECRET = "signing-marker-90e2", "aws-marker-41d0"
PROMPT = "a heron that nobody shall read of"


@pytest.fixture
def slack() -> Iterator[SlackSandbox]:
    with SlackSandbox(
        file_delay=0.1, bot_token=BOT_TOKEN, app_token=APP_TOKEN, signing_secret=SIGNING_SECRET
    ) as sandbox:
        yield sandbox


def found_in(data: bytes, secrets: tuple[str, ...]) -> list[str]:
    return [secret for secret in secrets if secret.encode() in data]


@pytest.mark.slow
def test_no_secret_leaves_the_environment_and_no_prompt_is_logged(
    slack: SlackSandbox, bedrock: BedrockSandbox, postgres: PostgresServer, tmp_path: Path
) -> None:
    url = postgres.new_database()
    password = url.partition("://imagine:")[2].partition("@")[0]
    secrets = (BOT_TOKEN, APP_TOKEN, SIGNING_SECRET, AWS_SECRET, password)
    told = {"DATABASE_URL": url, "AWS_SECRET_ACCESS_KEY": AWS_SECRET, "LOG_FORMAT": "json"}
    bot = BotProcess(slack, bedrock, tmp_path, **told)
    bot.start()
    try:
        slack.command("ada", "general", f"/imagine {PROMPT} --model core")
        wait_for_pictures(slack, 1)
        listed = Path(f"/proc/{bot.pid}/cmdline").read_bytes()
        slack.command("ada", "general", f"/imagine {PROMPT} blocked-by-filter --model core")
        slack.fail("chat.postMessage", how="invalid_auth", times=3)
        slack.command("ben", "general", f"/imagine {PROMPT}, in the rain --model core")
        slack.command("ben", "general", "/imagine --ar nonsense")
        postgres.stop()
        slack.command("ada", "general", f"/imagine {PROMPT}, unheard --model core")
        postgres.start()
        slack.command("chloe", "general", f"/imagine {PROMPT}, afterwards --model core")
        slack.wait_for(lambda: [one for one in slack.messages("general") if images(one)][1:], 60, "the one afterwards")
    finally:
        bot.stop()
    log = bot.log.read_bytes()
    files = b"".join(path.read_bytes() for path in bot.data_dir.rglob("*") if path.is_file())

    assert found_in(log, (*secrets, PROMPT)) == []
    assert found_in(files, secrets) == []
    assert found_in(listed, (*secrets, PROMPT)) == []
    assert b"response_url" not in log
    assert b'"event": "connected"' in log


def test_a_refused_token_is_told_without_the_token(
    slack: SlackSandbox, bedrock: BedrockSandbox, tmp_path: Path
) -> None:
    bot = BotProcess(slack, bedrock, tmp_path, SLACK_BOT_TOKEN="xoxb-wrong-marker-1a2b")
    done = ended(dict(bot.environment), "run")

    assert done.returncode == 1
    assert "invalid_auth" in done.stderr
    assert "wrong-marker" not in done.stdout + done.stderr


def test_what_is_written_is_its_owners_alone_whatever_the_umask(
    slack: SlackSandbox, bedrock: BedrockSandbox, tmp_path: Path
) -> None:
    before = os.umask(0)
    try:
        bot = BotProcess(slack, bedrock, tmp_path)
        bot.start()
    finally:
        os.umask(before)
    slack.command("ada", "general", "/imagine a heron --model core")
    wait_for_pictures(slack, 1)
    bot.stop()

    written = [bot.data_dir, *bot.data_dir.rglob("*")]
    assert len([path for path in written if path.suffix == ".png"]) == 1
    assert not [path for path in written if stat.S_IMODE(path.stat().st_mode) & 0o077]

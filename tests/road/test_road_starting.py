"""A process that is told to stop before it has started."""

import time
from pathlib import Path

from sandbox.bedrock import BedrockSandbox
from sandbox.slack import SlackSandbox
from tests.road.bot_process import BotProcess


def test_sigterm_in_the_midst_of_a_first_start_ends_it_and_the_next_start_goes_on(tmp_path: Path) -> None:
    with SlackSandbox() as slack, BedrockSandbox() as bedrock:
        bot = BotProcess(slack, bedrock, tmp_path)
        try:
            bot.begin()
            deadline = time.monotonic() + 60
            while not (bot.data_dir / "imagine.sqlite").exists():  # its tables come next
                assert bot.is_alive, bot.log.read_text()
                assert time.monotonic() < deadline
                time.sleep(0.001)
            assert bot.stop() == 0
            assert "Traceback" not in bot.log.read_text()

            bot.start()
        finally:
            bot.kill()

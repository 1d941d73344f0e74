"""Processes of the bot on one PostgreSQL, each known by its name in Bedrock's record."""

import os
import signal
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from bot.store.database import Database
from sandbox.bedrock import BedrockSandbox
from sandbox.slack import SlackSandbox
from tests.road.bot_process import BotProcess, Web, Worker
from tests.road.scenes import alt_texts

CHANNELS = ("general", "concept-art")
_LOSE_LOCKS = """
    SELECT pg_terminate_backend(pid) FROM pg_locks JOIN pg_database ON database = pg_database.oid
    WHERE locktype = 'advisory' AND datname = current_database()
"""


class Fleet:
    """One `web` and the workers that a test names. Pictures lie in one folder, as on a shared disk."""

    def __init__(self, slack: SlackSandbox, bedrock: BedrockSandbox, database: Database, folder: Path) -> None:
        self.slack, self.bedrock, self.database = slack, bedrock, database
        self.workers: dict[str, Worker] = {}
        self._folder = folder
        self._web: Web | None = None

    def start(self, *workers: str, **settings: str) -> None:
        """Start workers, and `web` if it isn't there yet, all at once; wait until they are ready."""
        new: list[BotProcess] = []
        told = {"DATABASE_URL": self.database.url, "REQUESTS_PER_MINUTE": "10000", **settings}
        for name in workers:
            self.workers[name] = Worker(self.slack, self.bedrock, self._folder, **told, AWS_ACCESS_KEY_ID=name)
            new.append(self.workers[name])
        if self._web is None:
            self._web = Web(self.slack, self.bedrock, self._folder, **told)
            new.append(self._web)
        with ThreadPoolExecutor(len(new)) as threads:
            list(threads.map(BotProcess.start, new))

    def end(self) -> None:
        for process in (self._web, *self.workers.values()):
            if process:
                process.kill()

    def freeze(self, worker: str) -> None:
        """Stop it, and let the server lose it, as a host that hangs or is cut off is lost."""
        os.kill(self.workers[worker].pid, signal.SIGSTOP)
        self.rows(_LOSE_LOCKS)

    def wake(self, worker: str) -> None:
        os.kill(self.workers[worker].pid, signal.SIGCONT)

    def ask(self, user: str, prompts: Sequence[str], options: str = "") -> None:
        """All at once, from several connections; returns when each is acked."""
        with ThreadPoolExecutor(10) as threads:
            commands = [f"/imagine {prompt} {options}".strip() for prompt in prompts]
            answers = list(threads.map(lambda command: self.slack.command(user, "general", command), commands))
        assert {answer.status for answer in answers} == {200}

    def calls(self, prompt: str = "") -> list[dict[str, Any]]:
        """What was asked of Bedrock; with words, what has them: a call that is throttled may be refused unread."""
        return [call for call in self.bedrock.calls if prompt in (call["body"] or {}).get("prompt", "")]

    def under_way(self, prompt: str = "") -> list[dict[str, Any]]:
        return [call for call in self.calls(prompt) if call["ended_at"] is None]

    def shown(self) -> list[str]:
        messages = [message for channel in CHANNELS for message in self.slack.messages(channel)]
        return sorted(text.partition(". ")[0] for message in messages for text in alt_texts(message))

    def wait_until_shown(self, *prompts: str, seconds: float = 60) -> None:
        """Wait for these pictures and for the end of all work; then there are these, each once, and nothing else."""
        self.slack.wait_for(lambda: set(self.shown()) >= set(prompts), seconds, f"{len(prompts)} pictures")
        open_ones = "SELECT 1 FROM dbos.workflow_status WHERE status IN ('PENDING', 'ENQUEUED')"
        self.slack.wait_for(lambda: not self.rows(open_ones), seconds, "the last workflow to end")
        assert self.shown() == sorted(prompts)

    def rows(self, query: str) -> list[dict[str, Any]]:
        with self.database.read() as connection:
            return [dict(row) for row in connection.execute(sa.text(query)).mappings()]

    def change(self, statement: str) -> None:
        with self.database.write() as connection:
            connection.execute(sa.text(statement))

"""The whole bot inside the test's process, so that coverage sees it: one for all tests, since DBOS allows one."""

import json
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import sqlalchemy as sa
from dbos import DBOS
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from bot.app import create_app
from bot.rules.rules import ChannelRules, WorkspaceRules
from bot.services import _AFTER_ACK_THREADS, make_services, open_database
from bot.serving import Front, serve
from bot.settings import Settings
from bot.store.rules import teams
from bot.working import make_worker
from sandbox.app_process import AppSetup, child_environment
from sandbox.bedrock import BedrockSandbox
from sandbox.slack import SlackSandbox
from tests.road.log_lines import LogLines

CONCURRENCY = 2
READ_TIMEOUT_SECONDS = 10.0  # a picture of 4096x4096 on a busy machine takes its time
_SETTLE_SECONDS = 60
_GRACE_SECONDS = 10


def settings_for(slack: SlackSandbox, bedrock: BedrockSandbox, folder: Path, **more: str) -> Settings:
    """The settings that a process beside these two sandboxes would read."""
    setup = AppSetup(
        command=(),
        data_dir=folder,
        slack_api_url=slack.api_url,
        bedrock_url=bedrock.url,
        bot_token=slack.bot_token,
        signing_secret=slack.signing_secret,
        app_token=slack.app_token,
        port=0,
    )
    return Settings.from_env({**child_environment({}, setup), **more})


class LocalBot:
    """Receives over HTTP at `url`, and by Socket Mode too while `socket()` is entered."""

    def __init__(self, slack: SlackSandbox, bedrock: BedrockSandbox, folder: Path, **more: str) -> None:
        """`more`: environment variables that the settings are read from."""
        self.slack = slack
        usual = {"WORKER_CONCURRENCY": str(CONCURRENCY), "REQUESTS_PER_MINUTE": "10000", "METRICS_PORT": ""}
        told = settings_for(slack, bedrock, folder, **{**usual, **more})
        self.settings = replace(told, bedrock=replace(told.bedrock, read_timeout_seconds=READ_TIMEOUT_SECONDS))
        self._database = open_database(self.settings)
        self.services = make_services(self.settings, self._database)
        self._worker = make_worker(self.settings, self.services)
        self._app = create_app(self.settings, self.services)
        self._server: Any = serve(Front(self._app, self.services, self.settings.slack_signing_secret), 0)
        self._thread = threading.Thread(target=self._server.run, name="bot-http", daemon=True)
        self.log = LogLines()

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self._server.effective_port}"

    @property
    def url(self) -> str:
        return f"{self.base_url}/slack/events"

    @property
    def artifacts(self) -> Path:
        return self.settings.artifacts_dir

    def __enter__(self) -> Self:
        self.log.__enter__()
        self._worker.start()
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._worker.stop(_GRACE_SECONDS)
        DBOS.destroy(destroy_registry=True)
        self._server.task_dispatcher.shutdown()
        self._server.close()
        self._thread.join(_GRACE_SECONDS)
        self.services.close()
        said = self._never_said()
        self._database.dispose()
        self.log.__exit__(kind, error, at)
        assert not self.log.holding(said), "neither a secret nor a prompt stands in the log"

    def _never_said(self) -> list[str]:
        """Secrets, and what people have asked for, as far as it is still known."""
        jobs = self.rows("SELECT request, response_url FROM imagine_jobs")
        prompts = [json.loads(row["request"])["asked"].get("prompt", "") for row in jobs]
        secrets = [self.slack.bot_token, self.slack.app_token, self.settings.slack_signing_secret]
        return [*secrets, *prompts, *(row["response_url"] or "" for row in jobs)]

    def socket(self) -> "SocketReceiver":
        return SocketReceiver(self)

    def socket_handler(self) -> SocketModeHandler:
        token = self.settings.slack_app_token
        client = WebClient(token=token, base_url=self.settings.slack_api_url)
        return SocketModeHandler(self._app, token, web_client=client, concurrency=4)

    def forget_verdicts(self) -> None:
        """Take every model for alive and open again: what one test did to them is none of the next one's."""
        self.services.clients.of(None)._verdicts._known.clear()  # noqa: SLF001  # in the product they pass by themselves

    def forget_rules(self) -> None:
        """Let nothing be set that an admin sets: what one test's did is none of the next one's."""
        book = self.services.rules
        for team_id in teams(self._database):
            book.keep(team_id, "", WorkspaceRules(), by="")
            for channel_id in book.channels_of(team_id):
                book.keep(team_id, channel_id, ChannelRules(), by="")

    def end_reviews(self) -> None:
        """Take back what still waits for approval: it would stand in the queue of the next test's person."""
        for row in self.rows("SELECT id, user_id FROM imagine_jobs WHERE state = 'reviewing'"):
            self.services.review_desk.withdraw(row["id"], row["user_id"])

    def settle(self) -> None:
        """Wait until all that was put off behind an ack is done, and nothing waits, is drawn or is being delivered."""
        all_at_once = threading.Barrier(_AFTER_ACK_THREADS)  # what each thread comes to behind what it has begun
        list(self.services.after_ack.map(lambda _: all_at_once.wait(_SETTLE_SECONDS), range(_AFTER_ACK_THREADS)))
        wait_until(lambda: not unfinished(), _SETTLE_SECONDS, "the bot to be idle")

    def rows(self, query: str, **values: object) -> list[dict[str, Any]]:
        """What the database says; JSON as it is written there."""
        with self._database.read() as connection:
            found = connection.execute(sa.text(query), values).mappings().all()
        return [
            {name: json.dumps(value) if isinstance(value, dict) else value for name, value in row.items()}
            for row in found
        ]


class SocketReceiver:
    """The app by Socket Mode for as long as it is entered."""

    def __init__(self, bot: LocalBot) -> None:
        self._handler = bot.socket_handler()
        self._slack = bot.slack

    def __enter__(self) -> Self:
        self._wait_for(0)  # what is sent over a connection that is about to close gets lost
        self._handler.connect()  # type: ignore[no-untyped-call]  # slack_bolt's
        self._wait_for(1)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._handler.close()  # type: ignore[no-untyped-call]  # slack_bolt's

    def _wait_for(self, connections: int) -> None:
        wait_until(lambda: self._slack.connection_count == connections, _GRACE_SECONDS, f"{connections} connections")


def unfinished() -> list[str]:
    """Ids of workflows that wait or run."""
    found = DBOS.list_workflows(status=["PENDING", "ENQUEUED"], load_input=False, load_output=False)
    return [status.workflow_id for status in found]


def wait_until(look: Callable[[], object], seconds: float, what: str) -> None:
    deadline = time.monotonic() + seconds
    while not look():
        assert time.monotonic() < deadline, f"waited {seconds:g} s for {what}"
        time.sleep(0.02)

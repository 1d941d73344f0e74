"""The long-running commands: `run` (receive and work), `web` (receive), `worker` (work)."""

import logging
import os
import signal
import sys
import threading
from collections.abc import Callable

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError

from bot import interpreter
from bot.app import create_app
from bot.delivery.slack_calls import SlackError, SlackRefusedError
from bot.listeners.hearing import pick_up
from bot.oauth.starting import can_serve
from bot.services import Services, make_services, open_database
from bot.serving import Front, serve
from bot.settings import Settings
from bot.working import make_worker
from titan_core.errors import SettingsError

_LOG = logging.getLogger(__name__)
_SOCKET_THREADS = 10


def run(settings: Settings) -> int:
    """Receive and work in one process."""
    return _run(settings, receives=True, works=True)


def web(settings: Settings) -> int:
    _need_shared_data(settings)
    return _run(settings, receives=True, works=False)


def worker(settings: Settings) -> int:
    _need_shared_data(settings)
    return _run(settings, receives=False, works=True)


def _run(settings: Settings, *, receives: bool, works: bool) -> int:
    database = open_database(settings)
    services = make_services(settings, database)
    oauth, installations = settings.oauth, services.installations
    if not (can_serve(oauth, installations) if oauth and installations else _token_is_good(services)):
        return 1
    worker = make_worker(settings, services) if works else None
    if worker:
        worker.start(takes_jobs=receives)
    if receives:
        services.after_ack.submit(pick_up, services)
    interpreter.settle()
    inside, code = Front(None, services, ""), 1
    try:
        code = _until_end(lambda: _receiver(settings, services, inside) if receives else _working(settings, inside))
    finally:
        _LOG.info("Stopping: nothing new is taken, pictures being drawn may end", extra={"event": "stopping"})
        inside.stopping.set()
        _end_after(settings.shutdown_grace, code)
        if worker:
            # A second more, so that DBOS never closes under a draw: by then the process has ended.
            worker.stop(settings.shutdown_grace + 1)
        services.close()
        database.dispose()
    logging.shutdown()
    sys.stdout.flush()
    os._exit(code)  # threads that answer health checks would hold the interpreter


def _end_after(seconds: int, code: int) -> None:
    """End the process then, whatever still runs: it is as if it had been killed, and whoever lives adopts the rest."""

    def end() -> None:
        _LOG.warning("SHUTDOWN_GRACE is over: what isn't done is left to others", extra={"event": "left_to_others"})
        os._exit(code)

    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()


def _token_is_good(services: Services) -> bool:
    try:
        identity = services.slack.call("", "auth.test")
    except SlackRefusedError as error:
        _LOG.error("Slack refuses SLACK_BOT_TOKEN (%s): `python -m bot doctor` says what to do", error.reason)
        return False
    except SlackError as error:
        _LOG.warning("Slack is out of reach for now (%s)", error)
        return True
    _LOG.info("Connected to %s as %s", identity.get("team"), identity.get("user"), extra={"event": "connected"})
    return True


def _receiver(settings: Settings, services: Services, inside: Front) -> Callable[[], object]:
    app = create_app(settings, services)
    if settings.socket_mode:
        return _over_socket(settings, app, inside)
    return _over_http(settings, Front(app, services, settings.slack_signing_secret), inside)


def _over_socket(settings: Settings, app: App, inside: Front) -> Callable[[], object]:
    client = WebClient(token=settings.slack_app_token, base_url=settings.slack_api_url)
    handler = SocketModeHandler(app, settings.slack_app_token, web_client=client, concurrency=_SOCKET_THREADS)
    wait = _working(settings, inside)

    def receive() -> None:
        handler.connect()  # type: ignore[no-untyped-call]  # slack_bolt's
        _LOG.info("Receiving by Socket Mode", extra={"event": "ready"})
        try:
            wait()
        finally:
            handler.close()  # type: ignore[no-untyped-call]  # as above

    return receive


def _over_http(settings: Settings, front: Front, inside: Front) -> Callable[[], object]:
    receive = _served(front, settings.port)
    if settings.metrics_port not in {None, settings.port}:
        front.has_metrics = False  # where only those inside can ask
        _working(settings, inside)
    return receive


def _served(front: Front, port: int) -> Callable[[], None]:
    server = serve(front, port)
    _LOG.info("Listening on port %s", server.effective_port, extra={"event": "ready"})

    def receive() -> None:
        try:
            server.run()
        finally:
            server.close()  # whoever still sends is refused at once, and goes elsewhere

    return receive


def _working(settings: Settings, inside: Front) -> Callable[[], object]:
    """Answer on METRICS_PORT, if it is set, until the process ends: meanwhile, wait."""
    if settings.metrics_port is not None:
        threading.Thread(target=_served(inside, settings.metrics_port), name="inside", daemon=True).start()
    return threading.Event().wait


def _until_end(receiver: Callable[[], Callable[[], object]]) -> int:
    """Receive until a signal: 0. Where there is nothing to receive on: 1, said in the log."""

    def stop(_number: int, _frame: object) -> None:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)  # some send it twice
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # a second Ctrl-C ends at once
        raise SystemExit(0)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    try:
        receiver()()
    except SystemExit:
        return 0
    except OSError as error:  # the port is taken, or Slack can't be reached
        _LOG.error("Can't receive: %s", error, extra={"event": "cant_receive"})  # told in one line
        return 1
    except SlackClientError as error:
        _LOG.error("Slack gives no Socket Mode connection (%s): `python -m bot doctor` says what to do", error)
        return 1
    return 0


def _need_shared_data(settings: Settings) -> None:
    if not settings.data_is_shared:
        problem = (
            "`web` and `worker` share a database and picture files: name the folder on this host with DATA_DIR."
            " On separate disks, requests would be taken and never drawn"
        )
        raise SettingsError(problems=(problem,))

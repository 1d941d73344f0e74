"""`SlackSandbox`: a Slack workspace on a local port, and in the same process the people in it."""

from types import TracebackType
from typing import Self

from starlette.applications import Starlette
from starlette.routing import Route, WebSocketRoute

from sandbox.serving import ServerThread
from sandbox.slack.control import Control
from sandbox.slack.downloads import Downloads
from sandbox.slack.link import AppLink
from sandbox.slack.people import People
from sandbox.slack.rates import RateLimits
from sandbox.slack.response_urls import ResponseUrls
from sandbox.slack.socket_mode import SocketMode
from sandbox.slack.stage import Stage
from sandbox.slack.state import Credentials, Slack
from sandbox.slack.uploads import Uploads
from sandbox.slack.web_api import WebApi
from sandbox.slack.workspace import Workspace


class SlackSandbox(Stage):
    """Use it as a context manager; the port is bound when it is made, so `url` is final from then on."""

    def __init__(  # noqa: PLR0913  each is a setting of its own
        self,
        port: int = 0,
        *,
        file_delay: float | None = 1.2,
        tiers: bool = True,
        signing_secret: str = "sandbox-signing-secret",  # noqa: S107  guards nothing but this sandbox
        bot_token: str = "xoxb-sandbox-bot",  # noqa: S107
        app_token: str = "xapp-sandbox-app",  # noqa: S107
    ) -> None:
        """`port` 0 is a free one. `file_delay`: seconds until an upload can be shown, None for never.

        `tiers`: whether Slack's rate limits are enforced. Raises OSError if the port is taken.
        """
        self.signing_secret, self.bot_token, self.app_token = signing_secret, bot_token, app_token
        credentials = Credentials(signing_secret=signing_secret, bot_token=bot_token, app_token=app_token)
        slack = Slack(
            workspace=Workspace(file_delay=file_delay), rates=RateLimits(is_on=tiers), credentials=credentials
        )
        sockets = SocketMode(slack)
        self._link = AppLink(slack, sockets)
        super().__init__(slack, sockets, People(slack, self._link))
        self._server = ServerThread(self._app(), port=port)
        slack.workspace.url = self._server.url

    def _app(self) -> Starlette:
        uploads, responses = Uploads(self.slack), ResponseUrls(self.slack)
        respond = [
            Route(f"/{kind}/{{team}}/{{id}}/{{secret}}", responses.endpoint, methods=["POST"])
            for kind in ("commands", "actions", "app")
        ]
        api = WebApi(self.slack, self._sockets).endpoint
        return Starlette(
            routes=[
                Route("/api/{method}", api, methods=["GET", "POST"]),
                Route("/by/{caller}/api/{method}", api, methods=["GET", "POST"]),
                Route("/upload/v1/{secret}", uploads.endpoint, methods=["POST"]),
                WebSocketRoute("/link/", self._sockets.endpoint),
                *respond,
                *Downloads(self.slack).routes(),
                *Control(self).routes(),
            ]
        )

    def __enter__(self) -> Self:
        self._server.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.people.close()
        self.slack.faults.end()
        self._server.stop()
        self._link.close()

    @property
    def url(self) -> str:
        """`http://127.0.0.1:PORT`."""
        return self._server.url

    @property
    def api_url(self) -> str:
        """The Web API's base, as SLACK_API_URL and slack_sdk's base_url want it."""
        return f"{self.url}/api/"

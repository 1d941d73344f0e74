"""`SlackSandbox`: a Slack workspace on a local port, and in the same process the people in it."""

from types import TracebackType
from typing import Self

from starlette.applications import Starlette
from starlette.routing import Route, WebSocketRoute

from sandbox.serving import ServerThread
from sandbox.slack import downloads
from sandbox.slack.control import Control
from sandbox.slack.grants import Grants, Registration
from sandbox.slack.link import AppLink
from sandbox.slack.oauth import OAuth
from sandbox.slack.people import People
from sandbox.slack.rates import RateLimits
from sandbox.slack.socket_mode import SocketMode
from sandbox.slack.stage import Stage
from sandbox.slack.state import Credentials, Slack
from sandbox.slack.teams import Teams
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
        client_id: str = "111.222",
        client_secret: str = "sandbox-client-secret",  # noqa: S107
    ) -> None:
        """`port` 0 is a free one. `file_delay`: seconds until an upload can be shown, None for never.

        `tiers`: whether Slack's rate limits are enforced. Raises OSError if the port is taken.
        """
        self.signing_secret, self.bot_token, self.app_token = signing_secret, bot_token, app_token
        credentials = Credentials(signing_secret=signing_secret, bot_token=bot_token, app_token=app_token)
        workspace = Workspace(file_delay=file_delay)
        registration = Registration(client_id=client_id, client_secret=client_secret)
        slack = Slack(
            workspace=workspace,
            rates=RateLimits(is_on=tiers),
            credentials=credentials,
            grants=Grants(registration, bot_token=bot_token, team_id=workspace.team_id),
        )
        sockets = SocketMode(slack)
        self._link = AppLink(slack, sockets)
        super().__init__(slack, sockets, People(slack, self._link))
        self._teams = Teams(self, sockets)
        self._server = ServerThread(self._app(), port=port)
        slack.workspace.url = self._server.url

    def _app(self) -> Starlette:
        teams = self._teams
        respond = [
            Route(f"/{kind}/{{team}}/{{id}}/{{secret}}", teams.respond, methods=["POST"])
            for kind in ("commands", "actions", "app")
        ]
        return Starlette(
            routes=[
                *OAuth(teams).routes(),
                Route("/api/{method}", teams.api, methods=["GET", "POST"]),
                Route("/by/{caller}/api/{method}", teams.api, methods=["GET", "POST"]),
                Route("/upload/v1/{secret}", teams.upload, methods=["POST"]),
                WebSocketRoute("/link/", self._sockets.endpoint),
                *respond,
                *(Route(path, teams.download) for path in downloads.PATHS),
                Route("/", downloads.sign_in),
                *Control(self).routes(),
            ]
        )

    def register(self, *redirect_urls: str, rotates: bool = False) -> None:
        """What the app's owner enters at Slack: where an installation may lead back to; whether tokens run out."""
        with self.workspace.lock:
            self.slack.grants.register(*redirect_urls, rotates=rotates)

    def add_team(self, team_id: str, name: str, *, enterprise_id: str = "", has_own_ids: bool = False) -> Stage:
        """Another workspace, in which nobody has installed the app yet; its people are driven as this one's are."""
        return self._teams.add(team_id, name, enterprise_id=enterprise_id, has_own_ids=has_own_ids)

    def expire_tokens(self) -> None:
        """Let the time of every code be up, and of every token that has one (token rotation)."""
        with self.workspace.lock:
            self.slack.grants.expire()

    def __enter__(self) -> Self:
        self._server.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._teams.close()
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

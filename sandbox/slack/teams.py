"""Several workspaces on one address, as Slack has them: a token, a response_url or an upload belongs to one of them."""

import threading
from collections.abc import Callable, Iterable
from dataclasses import replace
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import Response

from sandbox.slack.downloads import Downloads
from sandbox.slack.entities import Channel, User
from sandbox.slack.errors import SlackError
from sandbox.slack.grants import Grant
from sandbox.slack.link import AppLink
from sandbox.slack.people import People
from sandbox.slack.rates import RateLimits
from sandbox.slack.response_urls import ResponseUrls
from sandbox.slack.socket_mode import SocketMode
from sandbox.slack.stage import Stage
from sandbox.slack.state import Slack
from sandbox.slack.uploads import Uploads
from sandbox.slack.web_api import WebApi
from sandbox.slack.workspace import Workspace


class SisterWorkspace(Workspace):
    """Another workspace, with the same people and channels as the first: by the same ids, or by ids of its own.

    Slack's own ids differ everywhere; that they are the same shows whether an app keeps its workspaces apart.
    """

    def __init__(self, team_id: str, name: str, *, enterprise_id: str, has_own_ids: bool, like: Workspace) -> None:
        self._mark = team_id[-1] if has_own_ids else ""
        super().__init__(file_delay=like.file_delay, scopes=like.scopes)
        self.team_id, self.team_domain, self.team_name = team_id, name.casefold(), name
        self.enterprise_id = enterprise_id
        self.in_enterprise = {"enterprise_id": enterprise_id} if enterprise_id else {}
        self.url = like.url
        self.is_removed = True  # until somebody installs the app

    def reset(self) -> None:
        super().reset()
        if self._mark:
            people = {user.id: self._own_user(user) for user in self.users.values() if not user.is_bot}
            self.users = {user.id: user for user in (*people.values(), self.bot)}
            for channel in list(self.channels.values()):
                del self.channels[channel.id]
                self.channels[channel.id[:-1] + self._mark] = self._own_channel(channel)

    def _own_user(self, user: User) -> User:
        return replace(user, id=user.id[:-1] + self._mark)

    def _own_channel(self, channel: Channel) -> Channel:
        members = frozenset(id_ if id_ == self.bot.id else id_[:-1] + self._mark for id_ in channel.members)
        return replace(channel, id=channel.id[:-1] + self._mark, members=members)


class Teams:
    """The workspaces of one address; `home` is the first, which was there from the start with the app installed."""

    def __init__(self, home: Stage, sockets: SocketMode) -> None:
        self.home = home
        self._sockets = sockets
        self._stages = {home.workspace.team_id: home}
        self._links: list[AppLink] = []
        self._ends: dict[str, _Ends] = {home.workspace.team_id: _Ends(home.slack, sockets)}

    def add(self, team_id: str, name: str, *, enterprise_id: str, has_own_ids: bool) -> Stage:
        home = self.home.slack
        slack = Slack(
            workspace=SisterWorkspace(
                team_id, name, enterprise_id=enterprise_id, has_own_ids=has_own_ids, like=home.workspace
            ),
            rates=RateLimits(is_on=home.rates.is_on),
            credentials=home.credentials,
            grants=home.grants,
            faults=home.faults,
            app_url=home.app_url,
            installed=home.installed,
        )
        self._links.append(AppLink(slack, self._sockets))
        stage = Stage(slack, self._sockets, People(slack, self._links[-1]))
        self._stages[team_id] = stage
        self._ends[team_id] = _Ends(slack, self._sockets)
        return stage

    def close(self) -> None:
        for stage in self._stages.values():
            stage.people.close()
        for link in self._links:
            link.close()

    # Where a request belongs

    async def api(self, request: Request) -> Response:
        return await (await self._by_token(request)).api.endpoint(request)

    async def download(self, request: Request) -> Response:
        return await (await self._by_token(request)).downloads.endpoint(request)

    async def upload(self, request: Request) -> Response:
        secret = request.path_params["secret"]
        owner = self._first(lambda stage: secret in stage.workspace.tickets)
        return await self._ends[owner.workspace.team_id].uploads.endpoint(request)

    async def respond(self, request: Request) -> Response:
        ends = self._ends.get(request.path_params["team"], self._ends[self.home.workspace.team_id])
        return await ends.responses.endpoint(request)

    async def _by_token(self, request: Request) -> "_Ends":
        token = request.headers.get("authorization", "").removeprefix("Bearer ").strip()
        if not token:
            form = dict(parse_qsl((await request.body()).decode(errors="replace")))
            token = form.get("token", request.query_params.get("token", ""))
        grant = self.home.slack.grants.of(token)
        if grant is None:
            return self._ends[self.home.workspace.team_id]
        if not grant.is_org_wide:
            return self._ends[grant.team_id]
        named = f"{request.url.query} {(await request.body()).decode(errors='replace')}"
        owner = self._first(lambda stage: stage in self.of(grant) and _is_named(stage.workspace, named))
        return self._ends[(owner if owner in self.of(grant) else self.of(grant)[0]).workspace.team_id]

    def _first(self, fits: Callable[[Stage], bool]) -> Stage:
        return next((stage for stage in self._stages.values() if fits(stage)), self.home)

    # What can be installed where

    def choices(self) -> list[tuple[str, str]]:
        """Ids and names of workspaces, and of enterprises if the manifest allows one to install the app."""
        teams = [(stage.workspace.team_id, stage.workspace.team_name) for stage in self._stages.values()]
        orgs = dict.fromkeys(stage.workspace.enterprise_id for stage in self._stages.values())
        whole = [(org, f"{org} (all of its workspaces)") for org in orgs if org]
        return teams + (whole if self.home.slack.installed.is_org_ready else [])

    def of(self, grant: Grant) -> list[Stage]:
        """The workspaces that a grant is good for; SlackError if there is none such."""
        wanted = [
            stage
            for stage in self._stages.values()
            if grant.team_id in {stage.workspace.team_id, stage.workspace.enterprise_id or None}
        ]
        if not wanted:
            raise SlackError("invalid_team_for_non_distributed_app")
        return wanted

    def is_enterprise(self, team_id: str) -> bool:
        return bool(team_id) and any(stage.workspace.enterprise_id == team_id for stage in self._stages.values())

    def enterprise_of(self, team_id: str) -> str:
        stage = self._stages.get(team_id)
        return stage.workspace.enterprise_id if stage else team_id

    def remove(self, grant: Grant) -> None:
        """End an installation: its tokens are refused from now on, and the app gets its two events."""
        self.home.slack.grants.revoke([grant.token, *self.home.slack.grants.of_team(grant.team_id)])
        for stage in self.of(grant):
            threading.Thread(target=stage.uninstall, name="uninstall", daemon=True).start()


class _Ends:
    """The endpoints of one workspace."""

    def __init__(self, slack: Slack, sockets: SocketMode) -> None:
        self.api, self.downloads = WebApi(slack, sockets), Downloads(slack)
        self.uploads, self.responses = Uploads(slack), ResponseUrls(slack)


def _is_named(workspace: Workspace, text: str) -> bool:
    """Whether a request names something that this workspace has: ids are long enough to be found as they stand."""
    there: Iterable[str] = (
        workspace.team_id,
        *workspace.channels,
        *(id_ for id_ in workspace.users if id_ != workspace.bot.id),
        *workspace.triggers,
        *workspace.views,
        *workspace.files,
        *(ticket.file_id for ticket in workspace.tickets.values()),
    )
    return any(id_ in text for id_ in there)

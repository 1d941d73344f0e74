"""`url_private` and the thumbnails: a file's bytes for a token that may read them, else Slack's sign-in page.

Documented is that the token goes into the Authorization header, with files:read (docs.slack.dev: file object). What
comes without the right is experience: a redirect to the sign-in page, which is HTML with status 200
(slackapi/bolt-js#2585, OpenRouterLabs/spawn#2316, vercel/eve#1531). Clients that follow it see a 200.
"""

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from sandbox.slack import thumbnails
from sandbox.slack.edge import Reply, answer
from sandbox.slack.entities import File, Json
from sandbox.slack.errors import SlackError
from sandbox.slack.faults import DOWNLOAD
from sandbox.slack.file_facts import is_visible, picture_of
from sandbox.slack.pictures import kind_of
from sandbox.slack.state import Slack

_SIGN_IN = "<!DOCTYPE html><html><head><title>Sign in to Sandbox | Slack</title></head><body>Sign in</body></html>"


PATHS = ("/files-pri/{key}/{name}", "/files-pri/{key}/download/{name}", "/files-tmb/{key}/{thumb}")


class Downloads:
    """Serves originals and thumbnails, and records each request as a call of `download`."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack

    async def endpoint(self, request: Request) -> Response:
        return await answer(self._slack, DOWNLOAD, request, lambda _body: self._give(request))

    def _give(self, request: Request) -> Reply:
        thumb = str(request.path_params.get("thumb", ""))
        file_id = str(request.path_params["key"]).rpartition("-")[2]
        file = self._slack.workspace.files.get(file_id)
        seen: Json = {"file": file_id, **({"thumb": thumb} if thumb else {})}
        if not self._is_trusted(request) or (file is not None and not is_visible(self._slack.workspace, file)):
            target = f"{self._slack.workspace.url}/?redir={quote(request.url.path, safe='')}"
            return Reply(
                body="", status=302, headers={"location": target, "x-slack-meta": "?;acl_fail"}, arguments=seen
            )
        if file is None:
            return Reply(body="not found", status=404, arguments=seen)
        return _picture(file, thumb, seen)

    def _is_trusted(self, request: Request) -> bool:
        token = request.headers.get("authorization", "").removeprefix("Bearer ").strip()
        try:
            self._slack.grants.check(token, self._slack.credentials.app_token)
        except SlackError:
            return False
        return "files:read" in self._slack.workspace.scopes


async def sign_in(_request: Request) -> Response:
    return HTMLResponse(_SIGN_IN)


def _picture(file: File, thumb: str, seen: Json) -> Reply:
    try:
        data = thumbnails.render(picture_of(file), _size(thumb)) if thumb else file.data
    except (KeyError, OSError):
        return Reply(body="not found", status=404, arguments=seen)
    return Reply(body=data, headers={"content-type": kind_of(data).media_type}, arguments=seen)


def _size(thumb: str) -> int:
    """`fox_360.png` → 360; 0 for anything else."""
    size = thumb.rpartition(".")[0].rpartition("_")[2]
    return int(size) if size.isdecimal() else 0

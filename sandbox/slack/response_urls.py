"""response_url: an app's answer to a command or interaction, wherever it was, member or not."""

import time
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response

from sandbox.slack.arguments import Arguments, read_arguments
from sandbox.slack.contents import read_content
from sandbox.slack.edge import Reply, answer
from sandbox.slack.entities import Content, Json, Message, ResponseUrl
from sandbox.slack.errors import SlackError
from sandbox.slack.faults import RESPONSE_URL
from sandbox.slack.state import Slack
from sandbox.slack.workspace import Workspace

LIFETIME = 1800.0


class ResponseUrls:
    """Takes at most five posts per URL within thirty minutes. Every post counts, a refused one too."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack

    async def endpoint(self, request: Request) -> Response:
        url_id, secret = request.path_params["id"], request.path_params["secret"]
        content_type = request.headers.get("content-type", "")
        return await answer(
            self._slack, RESPONSE_URL, request, lambda body: self._reply(url_id, secret, content_type, body)
        )

    def _reply(self, url_id: str, secret: str, content_type: str, body: bytes) -> Reply:
        arguments: Json = {}
        try:
            url = self._spend(url_id, secret)
            posted = _read(content_type, body)
            arguments = posted.as_json()
            respond(self._slack.workspace, url, posted, via="response_url")
        except SlackError as refusal:
            return Reply(body=refusal.as_json(), status=404, arguments=arguments)
        return Reply(body="ok", arguments=arguments)

    def _spend(self, url_id: str, secret: str) -> ResponseUrl:
        workspace = self._slack.workspace
        url = workspace.response_urls.get(url_id)
        if url is None or url.secret != secret:
            raise SlackError("no_such_url")
        if url.expires_at < time.time():
            raise SlackError("expired_url")
        if url.uses_left < 1:
            raise SlackError("used_url")
        workspace.response_urls[url_id] = replace(url, uses_left=url.uses_left - 1)
        return url


def _read(content_type: str, body: bytes) -> Arguments:
    arguments = read_arguments(content_type, body, {}, takes_json=True)
    return Arguments(arguments.mapping("payload") or {}) if arguments.has("payload") else arguments


def respond(workspace: Workspace, url: ResponseUrl, posted: Arguments, *, via: str) -> None:
    """Say, replace or delete what the app answered.

    A command has no original: its replace_original says something new (slackapi/bolt-js#2287), and there is nothing
    that delete_original could delete. SlackError as for messages, and no_original.
    """
    origin = _original(workspace, url)
    if posted.flag("delete_original"):
        if origin is None:
            raise SlackError("no_original")
        _remove(workspace, origin)
        return
    content = _content(workspace, url, posted)
    if posted.flag("replace_original") and origin is not None:
        workspace.edit(origin, content, is_marked=not content.blocks and not origin.visible_to)
        return
    in_channel = posted.text("response_type") == "in_channel"
    workspace.say(
        Message(
            channel=url.channel,
            ts=workspace.new_ts(),
            author=workspace.bot.id,
            content=content,
            via=via,
            thread_ts=posted.text("thread_ts") if in_channel and posted.has("thread_ts") else url.thread_ts,
            visible_to="" if in_channel else url.user,
        )
    )


def _original(workspace: Workspace, url: ResponseUrl) -> Message | None:
    place = (url.channel, url.origin_ts)
    return workspace.messages.get(place) or workspace.ephemerals.get(place)


def _remove(workspace: Workspace, message: Message) -> None:
    place = workspace.ephemerals if message.visible_to else workspace.messages
    del place[message.channel, message.ts]


def _content(workspace: Workspace, url: ResponseUrl, posted: Arguments) -> Content:
    """A file block is refused where the bot is no member: whether Slack shows it there is unconfirmed."""
    content = read_content(workspace, posted)
    if any("slack_file" in block for block in content.blocks) and not workspace.has_bot(
        workspace.channels[url.channel]
    ):
        raise SlackError("invalid_blocks", "invalid slack file [json-pointer:/blocks]")
    return content

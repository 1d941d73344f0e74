import json
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.socket_mode import SocketModeClient
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from sandbox.slack import SlackSandbox
from tests.sandbox_slack.calls import GENERAL, actions, button, refusal

Json = dict[str, Any]
Listen = Callable[[Json], Json | None]


def new_url(slack: SlackSandbox) -> str:
    web = WebClient(token=slack.app_token, base_url=slack.api_url)
    return str(web.apps_connections_open(app_token=slack.app_token)["url"])


class SocketApp:
    """One bare connection: `acks` gives an envelope's ack payload, None sends no ack."""

    def __init__(self, socket: ClientConnection, acks: Listen) -> None:
        self.socket = socket
        self.messages: list[Json] = []
        self._acks = acks
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    @property
    def envelopes(self) -> list[Json]:
        return [message for message in self.messages if "envelope_id" in message]

    def close(self) -> None:
        self.socket.close()
        self._thread.join()

    def _read(self) -> None:
        try:
            for text in self.socket:
                message = json.loads(text)
                self.messages.append(message)
                payload = self._acks(message) if "envelope_id" in message else None
                if payload is not None:
                    self.socket.send(json.dumps({"envelope_id": message["envelope_id"], "payload": payload}))
        except ConnectionClosed:
            pass


@contextmanager
def connected(slack: SlackSandbox, acks: Listen = lambda _envelope: {}) -> Iterator[SocketApp]:
    before = slack.connection_count
    with connect(new_url(slack), proxy=None) as socket:
        app = SocketApp(socket, acks)
        slack.wait_for(lambda: slack.connection_count > before, what="the connection")
        yield app
        app.close()
    slack.wait_for(lambda: slack.connection_count <= before, what="the end of the connection")


@pytest.fixture
def slacks_own(slack: SlackSandbox) -> Iterator[list[SocketModeRequest]]:
    """What slack_sdk's client receives and acknowledges."""
    requests: list[SocketModeRequest] = []

    def listen(client: BaseSocketModeClient, request: SocketModeRequest) -> None:
        requests.append(request)
        client.send_socket_mode_response(SocketModeResponse(envelope_id=request.envelope_id))

    web = WebClient(token=slack.app_token, base_url=slack.api_url)
    client = SocketModeClient(app_token=slack.app_token, web_client=web, ping_interval=1)
    client.socket_mode_request_listeners.append(listen)
    client.connect()
    slack.wait_for(lambda: slack.connection_count == 1, what="the connection")
    yield requests
    client.close()
    slack.wait_for(lambda: slack.connection_count == 0, what="the end of the connection")


def test_slacks_own_client_is_served_and_comes_back_when_told_to(
    slack: SlackSandbox, slacks_own: list[SocketModeRequest]
) -> None:
    delivery = slack.command("ada", "general", "/imagine a red fox")
    assert (delivery.transport, delivery.status, delivery.error) == ("socket", 200, "")
    assert (slacks_own[0].type, slacks_own[0].payload["text"]) == ("slash_commands", "a red fox")
    assert slacks_own[0].accepts_response_payload
    slack.disconnect("refresh_requested")
    slack.wait_for(lambda: len(slack.calls("apps.connections.open")) > 1, what="a new connection asked for")
    slack.wait_for(lambda: not slack.command("ada", "general", "/imagine x").error, what="a delivery")


def test_a_connection_begins_with_hello(slack: SlackSandbox) -> None:
    with connected(slack) as app:
        (hello,) = slack.wait_for(lambda: app.messages)
        assert (hello["type"], hello["num_connections"]) == ("hello", 1)
        assert hello["debug_info"]["approximate_connection_time"] > 0


def test_an_acks_payload_is_shown_like_an_http_acks_body(slack: SlackSandbox) -> None:
    with connected(slack, lambda _envelope: {"text": "3rd in line"}):
        slack.command("ada", "general", "/imagine x")
    assert slack.ephemerals("ada")[0]["text"] == "3rd in line"


def test_events_and_interactions_come_down_the_socket_too(slack: SlackSandbox, client: WebClient) -> None:
    client.chat_postMessage(channel=GENERAL, text="x", blocks=[actions(button())])
    with connected(slack) as app:
        slack.mention("ada", "general", "a fox")
        slack.press("ada", slack.messages("general")[0], "again")
        event, interaction = app.envelopes
        assert (event["type"], event["payload"]["event"]["type"]) == ("events_api", "app_mention")
        assert (event["accepts_response_payload"], interaction["accepts_response_payload"]) == (False, True)
        assert (interaction["type"], interaction["payload"]["actions"][0]["action_id"]) == ("interactive", "again")


def test_each_payload_goes_to_one_of_several_connections(slack: SlackSandbox) -> None:
    with ExitStack() as stack:
        apps = [stack.enter_context(connected(slack)) for _ in range(3)]
        for n in range(6):
            slack.command("ada", "general", f"/imagine {n}")
        assert [len(app.envelopes) for app in apps] == [2, 2, 2]


def test_without_any_connection_a_command_fails_and_an_event_is_retried(slack: SlackSandbox) -> None:
    assert slack.command("ada", "general", "/imagine x").error == "dispatch_failed"
    assert slack.mention("ada", "general", "a fox").error == "dispatch_failed"
    with connected(slack) as app:
        (again,) = slack.wait_for(lambda: app.envelopes, what="the retry")
        assert again["retry_attempt"] in {1, 2, 3}
        assert again["retry_reason"] == "connection_failed"


def test_no_ack_within_three_seconds_is_a_timeout(slack: SlackSandbox) -> None:
    with connected(slack, lambda _envelope: None):
        assert slack.command("ada", "general", "/imagine x").error == "operation_timeout"


def test_a_warning_only_announces_and_a_refresh_closes(slack: SlackSandbox) -> None:
    with connected(slack) as app:
        slack.disconnect("warning")
        slack.wait_for(lambda: [message for message in app.messages if message.get("reason") == "warning"])
        assert not slack.command("ada", "general", "/imagine x").error
        slack.disconnect("refresh_requested")
        slack.wait_for(lambda: slack.connection_count == 0, what="the connection closed")
        assert app.messages[-1]["reason"] == "refresh_requested"


def test_a_connection_lost_before_the_ack_fails_the_delivery(slack: SlackSandbox) -> None:
    with connected(slack, lambda _envelope: None) as app:
        closer = threading.Thread(target=lambda: app.socket.close() if slack.wait_for(lambda: app.envelopes) else None)
        closer.start()
        assert slack.command("ada", "general", "/imagine x").error == "dispatch_failed"
        closer.join()


def test_a_ticket_opens_one_connection(slack: SlackSandbox) -> None:
    url = new_url(slack)
    with connect(url, proxy=None) as socket:
        assert '"hello"' in socket.recv(timeout=30)
        socket.send("no envelope")
        for used in (url, f"{slack.url.replace('http', 'ws')}/link/?ticket=invented"):
            with pytest.raises(InvalidStatus):
                connect(used, proxy=None)
    slack.wait_for(lambda: slack.connection_count == 0)


def test_ten_connections_are_the_most(slack: SlackSandbox) -> None:
    with ExitStack() as stack:
        for _ in range(10):
            stack.enter_context(connect(new_url(slack), proxy=None)).recv(timeout=30)
        with connect(new_url(slack), proxy=None) as one_too_many:
            assert '"too_many_websockets"' in one_too_many.recv(timeout=30)
    slack.wait_for(lambda: slack.connection_count == 0)


def test_only_the_app_token_opens_connections(slack: SlackSandbox) -> None:
    answer = refusal(lambda: WebClient(base_url=slack.api_url).apps_connections_open(app_token=slack.bot_token))
    assert answer["error"] == "not_allowed_token_type"

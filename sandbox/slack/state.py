"""A served workspace: its state, its limits, its faults, and the record of everything that happened."""

from dataclasses import dataclass, field

from sandbox.slack.entities import Json
from sandbox.slack.faults import Faults
from sandbox.slack.grants import Grants
from sandbox.slack.installed import Installed
from sandbox.slack.rates import RateLimits
from sandbox.slack.workspace import Workspace


@dataclass(frozen=True, kw_only=True, slots=True)
class Call:
    """One request of the app: a Web API method, `upload` or `response_url`. `at` is in seconds since 1970.

    `status` is the HTTP status, 0 if the connection was dropped; `arguments` hold no token. `caller`
    is the name in an API address like `/by/worker-1/api/`, which tells an app's processes apart.
    """

    method: str
    arguments: Json
    status: int
    answer: Json
    at: float
    duration_ms: float
    caller: str = ""

    def as_json(self) -> Json:
        return {
            "method": self.method,
            "arguments": self.arguments,
            "status": self.status,
            "answer": self.answer,
            "at": self.at,
            "duration_ms": self.duration_ms,
            "caller": self.caller,
        }


@dataclass(frozen=True, kw_only=True, slots=True)
class Delivery:
    """Something that Slack sent to the app, and how the app acknowledged it.

    `kind` is command, interaction, event or url_verification; `name` the command, action or event type.
    `error` is empty, or what Slack makes of a failure: operation_timeout (3 s), dispatch_failed, or why nothing was
    sent.
    `status` is the HTTP status, 200 for a Socket Mode ack, 0 without any answer. `payload` is what the app got.
    """

    kind: str
    name: str
    user: str
    channel: str
    payload: Json = field(repr=False)
    transport: str
    at: float
    ack_ms: float = 0.0
    status: int = 0
    ack: str = ""
    error: str = ""
    retry_num: int = 0
    ack_headers: dict[str, str] = field(default_factory=dict, repr=False)

    @property
    def trigger_id(self) -> str:
        return str(self.payload.get("trigger_id", ""))

    @property
    def response_url(self) -> str:
        return str(self.payload.get("response_url", ""))

    def as_json(self) -> Json:
        names = ("kind", "name", "user", "channel", "transport", "at", "ack_ms", "status", "ack", "error", "retry_num")
        found: Json = {name: getattr(self, name) for name in names}
        return found | {"trigger_id": self.trigger_id, "response_url": self.response_url, "payload": self.payload}


@dataclass(frozen=True, kw_only=True, slots=True)
class Credentials:
    """What the app and the workspace share."""

    signing_secret: str
    bot_token: str
    app_token: str


@dataclass(kw_only=True, slots=True)
class Slack:
    """`app_url` is where commands, interactions and events go; empty: over Socket Mode. `resets`: times begun anew."""

    workspace: Workspace
    rates: RateLimits
    credentials: Credentials
    grants: Grants
    faults: Faults = field(default_factory=Faults)
    app_url: str = ""
    installed: Installed = field(default_factory=Installed)
    calls: list[Call] = field(default_factory=list)
    deliveries: list[Delivery] = field(default_factory=list)
    resets: int = 0

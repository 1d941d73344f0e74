"""One boto3 session, one pooled client per service and region, shared by all threads."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

from titan_core.bedrock.faults import Fault, from_client, from_service
from titan_core.settings import BedrockSettings
from titan_core.version import VERSION

if TYPE_CHECKING:
    from boto3.session import Session
    from botocore.config import Config

Service = Literal["bedrock-runtime", "bedrock", "translate", "s3"]
_OTHERS: tuple[Service, ...] = ("translate", "s3")  # than Bedrock: addresses and signatures are AWS's own affair
# What speaks as S3 does has seldom a host name for each bucket, or AWS's newer checksums.
_LIKE_S3: dict[str, Any] = {
    "s3": {"addressing_style": "path"},
    "request_checksum_calculation": "when_required",
    "response_checksum_validation": "when_required",
}
_BEARER = "AWS_BEARER_TOKEN_BEDROCK"
# botocore reads these from the process's environment only; from `.env` they have to be handed over.
_VARIABLES = {
    "AWS_CONFIG_FILE": "config_file",
    "AWS_SHARED_CREDENTIALS_FILE": "credentials_file",
    "AWS_CA_BUNDLE": "ca_bundle",
}


@contextmanager
def translated(fault: Fault) -> Iterator[None]:
    """Foreign errors become ours here, by the table in `faults`, and nowhere else."""
    from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415 - boto3 is imported at the first call
    from urllib3.exceptions import HTTPError  # noqa: PLC0415 - same

    try:
        yield
    except ClientError as error:
        raise from_service(error, fault) from error
    except (BotoCoreError, HTTPError) as error:
        raise from_client(error, fault) from error


class Sessions:
    """Makes clients and keeps them. A client is safe to share between threads; making one is not, hence the lock."""

    def __init__(self, settings: BedrockSettings, *, max_pool_connections: int) -> None:
        self._settings = settings
        self._max_pool_connections = max_pool_connections
        self._lock = threading.Lock()
        self._session: Session | None = None
        self._clients: dict[tuple[Service, str], Any] = {}

    def client(self, service: Service, region: str) -> Any:  # noqa: ANN401 - boto3 makes its clients' methods at run time
        with self._lock:
            client = self._clients.get((service, region))
            if client is None:
                client = self._clients[service, region] = self._make(service, region)
            return client

    def close(self) -> None:
        """Close every pooled connection. A client made later opens new ones."""
        with self._lock:
            clients, self._clients = list(self._clients.values()), {}
        for client in clients:
            client.close()

    def _make(self, service: Service, region: str) -> Any:  # noqa: ANN401 - as above
        if self._session is None:
            self._session = _session(self._settings)
        endpoint_url = self._endpoint(service)
        config = self._config(service, endpoint_url)
        return self._session.client(service, region_name=region, endpoint_url=endpoint_url, config=config)

    def _endpoint(self, service: Service) -> str | None:
        """Our own setting is about Bedrock; another service's address is AWS's own variable, from `.env` too."""
        if service in _OTHERS:
            return self._settings.aws.get(f"AWS_ENDPOINT_URL_{service.upper()}")
        return endpoint_of(service, self._settings.endpoint_url)

    def _config(self, service: Service, endpoint_url: str | None) -> "Config":
        """Attempts are counted once, by us; a picture may take minutes, a connection may not."""
        from botocore.config import Config  # noqa: PLC0415 - boto3 is imported at the first call

        return Config(
            connect_timeout=self._settings.connect_timeout_seconds,
            read_timeout=self._settings.read_timeout_seconds,
            retries={"mode": "standard", "total_max_attempts": 1},
            max_pool_connections=self._max_pool_connections,
            tcp_keepalive=True,
            user_agent_extra=f"titan-core/{VERSION}",
            signature_version=None if service in _OTHERS else _signature(self._settings, endpoint_url),
            **(_LIKE_S3 if endpoint_url and service == "s3" else {}),
        )


def _signature(settings: BedrockSettings, endpoint_url: str | None) -> str | None:
    """No bearer token goes over plain http (botocore refuses to): a local endpoint gets signed requests."""
    if endpoint_url is not None and urlsplit(endpoint_url).scheme == "http":
        return "v4"
    return "bearer" if _BEARER in settings.aws else None


def _session(settings: BedrockSettings) -> "Session":
    from boto3.session import Session  # noqa: PLC0415 - boto3 is imported at the first call
    from botocore.session import Session as CoreSession  # noqa: PLC0415 - same
    from botocore.tokens import ScopedEnvTokenProvider, TokenProviderChain  # noqa: PLC0415 - same

    core, aws = CoreSession(), settings.aws
    for variable, name in _VARIABLES.items():
        if variable in aws:
            core.set_config_variable(name, aws[variable])
    if _BEARER in aws:
        core.register_component("token_provider", TokenProviderChain([ScopedEnvTokenProvider(core, aws)]))
    if settings.profile_name:  # named on purpose: it beats keys that happen to lie in the environment
        return Session(botocore_session=core, profile_name=settings.profile_name)
    return Session(
        botocore_session=core,
        aws_access_key_id=aws.get("AWS_ACCESS_KEY_ID"),
        aws_secret_access_key=aws.get("AWS_SECRET_ACCESS_KEY"),
        aws_session_token=aws.get("AWS_SESSION_TOKEN") if "AWS_ACCESS_KEY_ID" in aws else None,
        profile_name=aws.get("AWS_PROFILE") if "AWS_ACCESS_KEY_ID" not in aws else None,
    )


def endpoint_of(service: Service, endpoint_url: str | None) -> str | None:
    """The setting names bedrock-runtime's endpoint; the control plane stands beside it.

    On a host of AWS it is the host of the other name, except that a private endpoint's other name can't be known; any
    other server (a gateway, the sandbox) answers both.
    """
    if endpoint_url is None or service == "bedrock-runtime":
        return endpoint_url
    host = urlsplit(endpoint_url).hostname or ""
    if "bedrock-runtime" not in host:
        return endpoint_url
    return None if ".vpce." in host else endpoint_url.replace("bedrock-runtime", "bedrock", 1)

"""A Bedrock sandbox for each module, as at its start for each test, and boto3 clients that call it."""

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import cache
from typing import Any

import boto3
import pytest
from botocore.config import Config

from sandbox.bedrock import BedrockSandbox

Invoke = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def sandbox() -> Iterator[BedrockSandbox]:
    with BedrockSandbox() as running:
        yield running


@pytest.fixture
def bedrock(sandbox: BedrockSandbox) -> BedrockSandbox:
    sandbox.reset()
    return sandbox


@pytest.fixture
def make_client(bedrock: BedrockSandbox) -> Iterator[Callable[..., Any]]:
    """`make_client(service, region_name=…, aws_access_key_id=…, read_timeout=…)`; closed after the test."""
    made = []

    def make(service: str = "bedrock-runtime", *, read_timeout: float = 30, **options: str) -> Any:  # noqa: ANN401 - boto3 is untyped
        config = Config(retries={"total_max_attempts": 1}, read_timeout=read_timeout, max_pool_connections=64)
        keys = {"aws_access_key_id": "AKIASANDBOX", "aws_secret_access_key": "sandbox", "region_name": "us-west-2"}
        client = boto3.client(service, endpoint_url=bedrock.url, config=config, **{**keys, **options})
        made.append(client)
        return client

    yield make
    for client in made:
        client.close()


@pytest.fixture
def invoke(make_client: Callable[..., Any]) -> Invoke:
    """`invoke(model_id, region_name=…, **body)`: the response body, read from JSON."""

    @cache
    def client(region_name: str) -> Any:  # noqa: ANN401 - boto3 is untyped
        return make_client(region_name=region_name)

    def call(model_id: str, region_name: str = "us-west-2", **body: object) -> dict[str, Any]:
        answer = client(region_name).invoke_model(modelId=model_id, body=json.dumps(body))
        with closing(answer["body"]) as stream:
            content: dict[str, Any] = json.loads(stream.read())
        return content

    return call

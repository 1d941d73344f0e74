"""Bedrock over a real connection: limits, timeouts, cut answers, signatures, pooling, the control plane."""

import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import pytest
from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.exceptions import ClientError
from urllib3 import HTTPResponse

from tests.titan_core.bedrock_wire import Answer, BedrockWire, answer, refusal, stability
from tests.titan_core.conftest import KEYS
from titan_core import (
    BadRequestError,
    Bedrock,
    BedrockSettings,
    NoCredentialsError,
    RequestTooLargeError,
    ResponseTooLargeError,
    SettingsError,
    ThrottledError,
    UnknownResultError,
    UnreachableError,
)
from titan_core.bedrock.sessions import Sessions

CORE = "stability.stable-image-core-v1:1"
Make = Callable[..., Bedrock]


def test_a_call_is_one_signed_post_and_gives_bytes_and_request_id(wire: BedrockWire, make_bedrock: Make) -> None:
    wire.then(answer({"images": []}, headers={"x-amzn-RequestId": "abc"}))

    reply = make_bedrock().invoke(CORE, b'{"prompt": "a fox"}')

    (asked,) = wire.asked
    assert (reply.payload, reply.request_id) == (b'{"images": []}', "abc")
    assert (asked.method, asked.model_id, asked.body) == ("POST", CORE, {"prompt": "a fox"})
    assert "Credential=AKIDEXAMPLE/" in asked.headers["authorization"]
    assert "/us-west-2/bedrock/aws4_request" in asked.headers["authorization"]
    assert "titan-core/" in asked.headers["user-agent"]


def test_another_region_is_asked_by_a_client_of_its_own(wire: BedrockWire, make_bedrock: Make) -> None:
    bedrock = make_bedrock()

    bedrock.invoke(CORE, b"{}", region="eu-west-1")

    assert "/eu-west-1/bedrock/" in wire.asked[0].headers["authorization"]


@pytest.mark.parametrize("status", [429, 500, 503])
def test_nothing_is_tried_again_behind_our_back(wire: BedrockWire, make_bedrock: Make, status: int) -> None:
    wire.then(refusal(status, "ThrottlingException" if status == 429 else "InternalServerException", "no"))

    with pytest.raises(Exception, match="Details: no"):
        make_bedrock().invoke(CORE, b"{}")

    assert len(wire.asked) == 1


def test_a_request_over_25_mb_is_not_sent(wire: BedrockWire, make_bedrock: Make) -> None:
    with pytest.raises(RequestTooLargeError, match="takes request up to 25000000; this has 25000001"):
        make_bedrock().invoke(CORE, b"x" * 25_000_001)

    assert not wire.asked


def test_an_answer_over_16_mb_is_refused_unread(wire: BedrockWire, make_bedrock: Make) -> None:
    wire.then(Answer(body=b"x" * 16_777_217))

    with pytest.raises(ResponseTooLargeError, match="larger than 16,777,216 bytes"):
        make_bedrock().invoke(CORE, b"{}")


def test_the_services_own_word_on_an_answer_over_16_mb_is_understood(wire: BedrockWire, make_bedrock: Make) -> None:
    detail = "Response payload size 34800000 bytes exceeds the maximum allowed size of 16777216 bytes"
    wire.then(answer({"detail": detail}))

    with pytest.raises(ResponseTooLargeError) as caught:
        make_bedrock().invoke(CORE, b"{}")

    assert caught.value.value == 34_800_000


def test_a_read_timeout_is_an_unknown_result(wire: BedrockWire, make_bedrock: Make) -> None:
    wire.then(stability(delay=0.6))

    with pytest.raises(UnknownResultError, match="may have drawn and billed"):
        make_bedrock(read_timeout_seconds=0.2).invoke(CORE, b"{}")

    assert len(wire.asked) == 1


@pytest.mark.parametrize("keep", [0, 10])
def test_a_body_cut_off_is_an_unknown_result(wire: BedrockWire, make_bedrock: Make, keep: int) -> None:
    wire.then(stability(keep=keep))

    with pytest.raises(UnknownResultError):
        make_bedrock().invoke(CORE, b"{}")


def test_a_refusal_cut_off_is_still_a_refusal(wire: BedrockWire, make_bedrock: Make) -> None:
    wire.then(refusal(429, "ThrottlingException", "x" * 1000, keep=20))

    with pytest.raises(ThrottledError):
        make_bedrock().invoke(CORE, b"{}")


def test_a_refusal_cut_off_between_chunks_is_an_unknown_result(wire: BedrockWire, make_bedrock: Make) -> None:
    headers = {"Transfer-Encoding": "chunked", "Content-Length": ""}
    wire.then(Answer(status=400, headers=headers, body=b"20\r\nabc", keep=7))

    with pytest.raises(UnknownResultError):
        make_bedrock().invoke(CORE, b"{}")


def test_nobody_listening_is_unreachable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]

    settings = BedrockSettings(endpoint_url=f"http://127.0.0.1:{port}", aws=KEYS)
    with Bedrock(settings) as bedrock, pytest.raises(UnreachableError):
        bedrock.invoke(CORE, b"{}")


def test_no_credentials_at_all_are_said_to_be_missing(make_bedrock: Make) -> None:
    with pytest.raises(NoCredentialsError, match="Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"):
        make_bedrock(aws={}).invoke(CORE, b"{}")


def test_a_profile_that_does_not_exist_is_a_fault_of_the_settings(make_bedrock: Make) -> None:
    with pytest.raises(SettingsError, match="nobody"):
        make_bedrock(profile_name="nobody").invoke(CORE, b"{}")


def test_a_profile_named_on_purpose_beats_keys_in_the_environment(
    wire: BedrockWire, make_bedrock: Make, tmp_path: Path
) -> None:
    credentials = tmp_path / "credentials"
    credentials.write_text("[art]\naws_access_key_id = AKIDPROFILE\naws_secret_access_key = s\n", "utf-8")
    aws = {**KEYS, "AWS_SHARED_CREDENTIALS_FILE": str(credentials)}

    make_bedrock(profile_name="art", aws=aws).invoke(CORE, b"{}")

    assert "Credential=AKIDPROFILE/" in wire.asked[0].headers["authorization"]


def test_a_profile_of_awss_own_variable_is_used_when_there_are_no_keys(
    wire: BedrockWire, make_bedrock: Make, tmp_path: Path
) -> None:
    config = tmp_path / "config"
    config.write_text("[profile art]\naws_access_key_id = AKIDCONFIG\naws_secret_access_key = s\n", "utf-8")

    make_bedrock(aws={"AWS_PROFILE": "art", "AWS_CONFIG_FILE": str(config)}).invoke(CORE, b"{}")

    assert "Credential=AKIDCONFIG/" in wire.asked[0].headers["authorization"]


def test_a_session_token_goes_with_its_keys(wire: BedrockWire, make_bedrock: Make) -> None:
    make_bedrock(aws={**KEYS, "AWS_SESSION_TOKEN": "token"}).invoke(CORE, b"{}")

    assert wire.asked[0].headers["x-amz-security-token"] == "token"


def test_a_bedrock_key_does_not_break_a_local_endpoint(
    wire: BedrockWire, make_bedrock: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_BEARER_TOKEN_BEDROCK", "key")

    make_bedrock(aws={**KEYS, "AWS_BEARER_TOKEN_BEDROCK": "key"}).invoke(CORE, b"{}")

    assert wire.asked[0].headers["authorization"].startswith("AWS4-HMAC-SHA256 ")


def test_a_bedrock_key_is_the_bearer_on_https_even_from_a_file() -> None:
    sent: list[AWSPreparedRequest] = []

    def answer_it(request: AWSPreparedRequest, **_: object) -> AWSResponse:
        sent.append(request)
        return AWSResponse(request.url, 403, {}, HTTPResponse(BytesIO(b"{}"), preload_content=False))

    settings = BedrockSettings(endpoint_url="https://localhost", aws={**KEYS, "AWS_BEARER_TOKEN_BEDROCK": "from-file"})
    client = Sessions(settings, max_pool_connections=1).client("bedrock-runtime", "us-west-2")
    client.meta.events.register("before-send.bedrock-runtime.InvokeModel", answer_it)
    with pytest.raises(ClientError):
        client.invoke_model(modelId=CORE, body=b"{}")

    assert sent[0].headers["Authorization"] == b"Bearer from-file"


def test_an_impossible_model_id_is_a_bad_request(make_bedrock: Make) -> None:
    with pytest.raises(BadRequestError):
        make_bedrock().invoke("", b"{}")


def test_64_threads_share_one_client_and_its_connections(wire: BedrockWire, make_bedrock: Make) -> None:
    bedrock = make_bedrock(max_pool_connections=8)

    def invoke_some(_: int) -> set[bytes]:
        return {bedrock.invoke(CORE, b'{"seed": 1}').payload for _ in range(3)}

    with ThreadPoolExecutor(8) as pool:
        payloads = set().union(*pool.map(invoke_some, range(64)))

    assert len(payloads) == 1
    assert len(wire.asked) == 192
    assert wire.connections <= 8


def test_after_closing_a_call_opens_a_new_connection(wire: BedrockWire, make_bedrock: Make) -> None:
    bedrock = make_bedrock()
    bedrock.invoke(CORE, b"{}")
    bedrock.close()

    bedrock.invoke(CORE, b"{}")

    assert wire.connections == 2

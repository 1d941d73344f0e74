"""The Translate sandbox as boto3 meets it: answers, refusals, limits, levers."""

from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import boto3
import httpx
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from sandbox.translate import TranslateSandbox
from sandbox.translate.dictionary import WORDS, detect

Make = Callable[..., Any]


@pytest.fixture(scope="module")
def served() -> Iterator[TranslateSandbox]:
    with TranslateSandbox() as sandbox:
        yield sandbox


@pytest.fixture
def sandbox(served: TranslateSandbox) -> TranslateSandbox:
    served.reset()
    return served


@pytest.fixture
def translate(sandbox: TranslateSandbox) -> Callable[..., dict[str, Any]]:
    """TranslateText by boto3, tried once, with any keys."""

    def call(text: str, source: str = "auto", target: str = "en", key: str = "AKIASANDBOX") -> dict[str, Any]:
        client = boto3.client(
            "translate",
            endpoint_url=sandbox.url,
            region_name="us-west-2",
            aws_access_key_id=key,
            aws_secret_access_key="sandbox",
            config=Config(retries={"mode": "standard", "total_max_attempts": 1}),
        )
        with closing(client):
            answer: dict[str, Any] = client.translate_text(
                Text=text, SourceLanguageCode=source, TargetLanguageCode=target
            )
        return answer

    return call


@pytest.mark.parametrize(
    ("text", "language", "english"),
    [
        ("눈 속의 붉은 여우", "ko", "snow inside red fox"),
        ("un renard roux dans la neige", "fr", "a fox red in the snow"),
        ("ein roter Fuchs im Schnee", "de", "a red fox in the snow"),
        ("a red fox in the snow", "en", "a red fox in the snow"),
        ("여우 Mozilla 퐁퐁", "ko", "fox Mozilla 퐁퐁"),
    ],
)
def test_words_of_the_dictionary_become_english_and_others_stay(
    translate: Make, text: str, language: str, english: str
) -> None:
    answer = translate(text)

    assert (answer["SourceLanguageCode"], answer["TranslatedText"]) == (language, english)
    assert answer["TargetLanguageCode"] == "en"


def test_what_is_marked_as_not_to_be_translated_is_left_alone(translate: Make) -> None:
    text = '여우 <span translate="no">"여우"</span> 여우'

    assert translate(text)["TranslatedText"] == 'fox <span translate="no">"여우"</span> fox'


def test_a_language_that_is_named_is_not_looked_for(translate: Make) -> None:
    assert translate("la rue", source="fr")["SourceLanguageCode"] == "fr"


@pytest.mark.parametrize("text", ["Красная лиса", "赤いきつね", "红狐狸", "ثعلب أحمر", "จิ้งจอก"])
def test_a_language_without_a_dictionary_is_an_unsupported_pair(translate: Make, text: str) -> None:
    with pytest.raises(ClientError) as refused:
        translate(text)

    assert refused.value.response["Error"]["Code"] == "UnsupportedLanguagePairException"
    assert refused.value.response["SourceLanguageCode"] == detect(text) not in WORDS


def test_another_target_than_english_is_an_unsupported_pair(translate: Make) -> None:
    with pytest.raises(ClientError, match="en to fr"):
        translate("a red fox", target="fr")


def test_the_limit_is_in_bytes(translate: Make) -> None:
    assert translate("여" * 3333)["SourceLanguageCode"] == "ko"
    with pytest.raises(ClientError, match="TextSizeLimitExceededException"):
        translate("여" * 3334)


@pytest.mark.parametrize(
    ("fault", "status"),
    [
        ("TooManyRequestsException", 429),
        ("InternalServerException", 500),
        ("ServiceUnavailableException", 503),
        ("AccessDeniedException", 400),
        ("DetectedLanguageLowConfidenceException", 400),
    ],
)
def test_the_next_calls_meet_the_fault_that_was_asked_for(
    sandbox: TranslateSandbox, translate: Make, fault: str, status: int
) -> None:
    httpx.post(f"{sandbox.url}/_sandbox/next", json={"fault": fault}).raise_for_status()

    with pytest.raises(ClientError) as refused:
        translate("여우")
    about = refused.value.response
    assert (about["Error"]["Code"], about["ResponseMetadata"]["HTTPStatusCode"]) == (fault, status)
    assert translate("여우")["TranslatedText"] == "fox"
    assert [call["outcome"] for call in sandbox.calls] == [fault, "ok"]


@pytest.mark.parametrize(
    ("key", "code"),
    [("AKIAEXPIRED1", "ExpiredTokenException"), ("AKIAINVALID1", "UnrecognizedClientException")],
)
def test_keys_are_refused_as_aws_refuses_them(translate: Make, key: str, code: str) -> None:
    with pytest.raises(ClientError, match=code):
        translate("여우", key=key)


def test_an_unsigned_call_is_refused(sandbox: TranslateSandbox) -> None:
    answer = httpx.post(f"{sandbox.url}/", json={})

    assert (answer.status_code, answer.json()["__type"]) == (400, "MissingAuthenticationTokenException")


@pytest.mark.parametrize("body", [{"fault": "Sunshine"}, {"fault": "cut", "times": 0}, []])
def test_a_fault_that_cannot_be_is_told(sandbox: TranslateSandbox, body: object) -> None:
    answer = httpx.post(f"{sandbox.url}/_sandbox/next", json=body)

    assert answer.status_code == 400
    assert answer.json()["error"]


def test_a_reset_forgets_calls_and_faults(sandbox: TranslateSandbox, translate: Make) -> None:
    translate("여우")
    sandbox.fault_next("cut")
    httpx.post(f"{sandbox.url}/_sandbox/reset").raise_for_status()

    assert httpx.get(f"{sandbox.url}/_sandbox/calls").json() == {"calls": []}
    assert translate("여우")["TranslatedText"] == "fox"

"""Amazon Translate's TranslateText: one text into English, and a refusal as one word that says why."""

import random
import time
from dataclasses import dataclass, replace
from typing import Any, Literal

from titan_core import errors
from titan_core.bedrock.faults import Fault
from titan_core.bedrock.sessions import Sessions, translated
from titan_core.retries import RetryPolicy
from titan_core.settings import BedrockSettings

TEXT_BYTES = 10_000  # "a maximum of 10,000 bytes long": botocore's service model of TranslateText
ENGLISH = "en"
_AUTO = "auto"
_CONNECT_SECONDS, _ANSWER_SECONDS = 3.0, 10.0
_PATIENCE = RetryPolicy(first_seconds=0.5, longest_seconds=2.0, patience_seconds=4.0)
_RETRIED = (errors.ThrottledError, errors.UnavailableError)

Reason = Literal["no_access", "no_credentials", "busy", "unreachable", "language", "too_long", "refused"]


@dataclass(kw_only=True)
class TranslationError(Exception):
    """There is no translation. `detail` is AWS's own text, for a log or an administrator."""

    reason: Reason
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.reason}: {self.detail}"


# What titan_core made of botocore's errors; the first that fits.
_REASONS: tuple[tuple[type[errors.TitanCoreError], Reason], ...] = (
    (errors.NoAccessError, "no_access"),
    (errors.NoCredentialsError, "no_credentials"),
    (errors.BadCredentialsError, "no_credentials"),
    (errors.SettingsError, "no_credentials"),
    (errors.ThrottledError, "busy"),
    (errors.UnavailableError, "busy"),
    (errors.UnreachableError, "unreachable"),
    (errors.UnknownResultError, "unreachable"),
    (errors.TitanCoreError, "refused"),
)


class AmazonTranslate:
    """Safe to share between threads; nothing is sent before the first call.

    With AWS's own credentials and region as Bedrock has them; its address can be set by AWS's own
    `AWS_ENDPOINT_URL_TRANSLATE`. patience: how long a busy AWS is asked again.
    """

    def __init__(
        self, settings: BedrockSettings, *, max_pool_connections: int = 4, patience: RetryPolicy = _PATIENCE
    ) -> None:
        quick = replace(settings, connect_timeout_seconds=_CONNECT_SECONDS, read_timeout_seconds=_ANSWER_SECONDS)
        self._region = settings.region_name
        self._patience = patience
        self._sessions = Sessions(quick, max_pool_connections=max_pool_connections)

    def close(self) -> None:
        self._sessions.close()

    def english(self, text: str) -> str:
        """At most 10,000 bytes in English; what is English already comes back untouched.

        Raises TranslationError.
        """
        waits = self._patience.waits(random.random)
        while True:
            try:
                return self._english(text)
            except _RETRIED as error:
                wait = next(waits, None)
                if wait is None:
                    raise _ours(error) from error
                time.sleep(wait)
            except errors.TitanCoreError as error:
                raise _ours(error) from error

    def _english(self, text: str) -> str:
        with translated(Fault(model_id=None, region=self._region)):
            client = self._sessions.client("translate", self._region)
            try:
                return _ask(client, text, _AUTO)
            except client.exceptions.DetectedLanguageLowConfidenceException as error:
                return _guessed(client, text, error)
            except client.exceptions.UnsupportedLanguagePairException as error:
                return _same_language(text, error)


def _ask(client: Any, text: str, language: str) -> str:  # noqa: ANN401 - boto3 makes its clients' methods at run time
    if language == ENGLISH:
        return text
    answer = client.translate_text(Text=text, SourceLanguageCode=language, TargetLanguageCode=ENGLISH)
    source, english = answer.get("SourceLanguageCode"), answer.get("TranslatedText")
    if not source or not english:  # botocore takes half of an answer for an empty one
        raise TranslationError(reason="unreachable", detail="the answer has no translation in it")
    return text if source == ENGLISH else str(english)


def _guessed(client: Any, text: str, error: Any) -> str:  # noqa: ANN401 - as above, and its exceptions
    """A few words are seldom sure: the language that AWS takes them for is good enough."""
    try:
        return _ask(client, text, error.response.get("DetectedLanguageCode") or ENGLISH)
    except client.exceptions.UnsupportedLanguagePairException as unsupported:
        return _same_language(text, unsupported)


def _same_language(text: str, error: Any) -> str:  # noqa: ANN401 - as above
    """English into English may be refused as a pair; of any other language there is no translation."""
    if error.response.get("SourceLanguageCode") == ENGLISH:
        return text
    raise TranslationError(reason="language", detail=str(error)) from error


def _ours(error: errors.TitanCoreError) -> TranslationError:
    reason = next(reason for kind, reason in _REASONS if isinstance(error, kind))
    return TranslationError(reason=reason, detail=getattr(error, "detail", "") or str(error))

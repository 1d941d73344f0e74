"""`python -m bot doctor` on a translation that is switched on: whether it works, and the one thing to do if not."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sandbox.bedrock import BedrockSandbox
from sandbox.slack import SlackSandbox
from sandbox.translate import TranslateSandbox
from tests.tooling.clinic import Clinic, Report, open_servers


@pytest.fixture(scope="module")
def servers() -> Iterator[tuple[SlackSandbox, BedrockSandbox]]:
    with open_servers() as servers:
        yield servers


@pytest.fixture(scope="module")
def translate() -> Iterator[TranslateSandbox]:
    with TranslateSandbox() as sandbox:
        yield sandbox


@pytest.fixture
def clinic(
    servers: tuple[SlackSandbox, BedrockSandbox], translate: TranslateSandbox, tmp_path: Path
) -> Iterator[Clinic]:
    clinic = Clinic(*servers, tmp_path / "data")
    clinic.env |= {"TRANSLATE": "aws", "AWS_ENDPOINT_URL_TRANSLATE": translate.url}
    translate.reset()
    yield clinic
    clinic.heal()


def remedy(report: Report) -> str:
    assert report.code == 1
    return report.remedy("Translation:")


def test_a_translation_that_answers_is_all_right(clinic: Clinic) -> None:
    report = clinic.examine()

    assert "Translation: Amazon Translate answers in us-west-2" in report.lines("ok")
    assert report.code == 0


def test_nothing_is_asked_while_it_is_off(clinic: Clinic, translate: TranslateSandbox) -> None:
    report = clinic.examine(TRANSLATE="off")

    assert "Translation" not in report.text
    assert translate.calls == []


def test_rights_that_are_missing_are_named(clinic: Clinic, translate: TranslateSandbox) -> None:
    translate.fault_next("AccessDeniedException")
    told = remedy(clinic.examine())

    assert "translate:TranslateText" in told
    assert "comprehend:DetectDominantLanguage" in told
    assert "TRANSLATE=off" in told


def test_a_region_that_refuses_is_told_to_be_looked_at(clinic: Clinic, translate: TranslateSandbox) -> None:
    translate.fault_next("InvalidRequestException")

    assert "BWB_REGION_NAME" in remedy(clinic.examine())


def test_an_address_where_nobody_answers_is_told(clinic: Clinic) -> None:
    assert "network" in remedy(clinic.examine(AWS_ENDPOINT_URL_TRANSLATE="http://127.0.0.1:1"))

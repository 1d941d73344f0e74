"""The examples run as they stand, against the sandbox."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit
from PIL import Image
from streamlit.testing.v1 import AppTest

from sandbox.bedrock import BedrockSandbox

EXAMPLES = Path(__file__).parents[2] / "examples"
SECONDS = 60


@pytest.fixture
def bedrock(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[BedrockSandbox]:
    """Bedrock for whoever reads the environment here, and nothing else of AWS."""
    for name in [name for name in os.environ if name.startswith(("AWS_", "BWB_", "IMAGINE_"))]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    with BedrockSandbox() as sandbox:
        monkeypatch.setenv("BWB_ENDPOINT_URL", sandbox.url)
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIASANDBOX")
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "sandbox")
        yield sandbox
        streamlit.cache_resource.clear()  # the page's client belongs to this sandbox


@pytest.fixture
def page(bedrock: BedrockSandbox) -> AppTest:
    page = AppTest.from_file(str(EXAMPLES / "streamlit_app.py"), default_timeout=SECONDS).run()
    assert not page.exception
    assert not bedrock.calls
    return page


def generate(page: AppTest, prompt: str, negative_prompt: str = "") -> AppTest:
    page.text_area[0].input(prompt)
    page.text_input[0].input(negative_prompt)
    return page.button[0].click().run()


def test_generate_shows_the_picture_and_who_drew_it(page: AppTest, bedrock: BedrockSandbox) -> None:
    generate(page, "a red fox", "dogs")

    assert not page.exception
    assert not page.error
    assert page.caption[0].value == "Drawn by Stable Image Core. List price: 0.04 USD."
    assert bedrock.calls[-1]["body"]["prompt"] == "a red fox"
    assert bedrock.calls[-1]["body"]["negative_prompt"] == "dogs"


def test_a_refusal_is_said_on_the_page_and_takes_the_old_picture_away(page: AppTest) -> None:
    generate(page, "a red fox")
    generate(page, "a forbidden fox")

    assert not page.exception
    assert "content filter" in page.error[0].value
    assert not page.caption


def test_what_belongs_in_the_negative_prompt_is_advised(page: AppTest) -> None:
    generate(page, "a street with no people")

    assert "people" in page.info[0].value


def test_the_page_is_under_60_lines() -> None:
    assert len((EXAMPLES / "streamlit_app.py").read_text("utf-8").splitlines()) < 60


def test_the_contact_sheet_shows_the_eight_elements(bedrock: BedrockSandbox, tmp_path: Path) -> None:
    arguments = [sys.executable, str(EXAMPLES / "contact_sheet.py")]
    environment = {**os.environ, "PYTHONPATH": str(EXAMPLES.parent)}
    done = subprocess.run(
        arguments, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=SECONDS, check=False
    )

    assert done.returncode == 0, done.stderr
    assert "8 pictures" in done.stdout
    with Image.open(tmp_path / "contact_sheet.png") as sheet:
        assert sheet.width > sheet.height
    drawn = [call["body"]["prompt"] for call in bedrock.calls if call["outcome"] == "ok"]
    assert len(drawn) == 8
    assert any('"The Doctor is in"' in prompt for prompt in drawn)

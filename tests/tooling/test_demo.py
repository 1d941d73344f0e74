"""`make demo` as a newcomer with a busy shell runs it: the true recipe, sandbox, bot and emulated Bedrock."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PARTS = (
    "Makefile",
    "manifest.yml",
    "pyproject.toml",
    "requirements-sandbox.txt",
    "docs",
    "titan_core",
    "bot",
    "sandbox",
)
ELSEWHERE = {
    "SLACK_BOT_TOKEN": "xoxb-of-a-real-workspace",
    "SLACK_API_URL": "http://127.0.0.1:1/api/",
    "AWS_ACCESS_KEY_ID": "AKIAEXPIRED1",
    "AWS_SECRET_ACCESS_KEY": "of-a-real-account",
    "AWS_PROFILE": "nobody",
    "BWB_ENDPOINT_URL": "http://127.0.0.1:1",
    "BWB_REGION_NAME": "nowhere",
    "IMAGINE_MODELS": "no-such-model",
    "DATABASE_URL": "postgresql://real/database",
    "DATA_DIR": "elsewhere",
    "HTTP_PROXY": "http://127.0.0.1:1",
    "http_proxy": "http://127.0.0.1:1",
}


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of what the demo needs, with this interpreter as its .venv and nothing to install."""
    for part in PARTS:
        copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy2
        copy(ROOT / part, tmp_path / part)
    (tmp_path / ".venv/bin").mkdir(parents=True)
    interpreter = tmp_path / ".venv/bin/python"
    interpreter.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    interpreter.chmod(0o755)
    (tmp_path / ".venv/.sandbox").touch()
    return tmp_path


@pytest.mark.slow
def test_the_demo_draws_both_prompts_whatever_the_shell_and_a_dotenv_file_say(checkout: Path) -> None:
    (checkout / ".env").write_text("".join(f"{name}={value}\n" for name, value in ELSEWHERE.items()))

    done = subprocess.run(
        [shutil.which("make") or "make", "demo"],
        cwd=checkout,
        env={"PATH": "/usr/bin:/bin", "HOME": str(checkout), **ELSEWHERE},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    pictures = list((checkout / "var/sandbox").rglob("*.png"))
    assert all(picture.read_bytes().startswith(b"\x89PNG") for picture in pictures)
    assert sum(str(picture.relative_to(checkout)) in done.stdout for picture in pictures) == 2
    assert not (checkout / "elsewhere").exists()

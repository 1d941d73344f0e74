"""The image and the composition: their linters pass, and what the image holds is enough to run the bot.

No Docker engine is needed: what Dockerfile copies is copied here, and its health check asks a bot that runs there.
"""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.utils import canonicalize_name

from bot.settings import Settings
from sandbox.app_process import AppProcess, AppSetup, free_port
from sandbox.slack import SlackSandbox
from tests.tooling.documents import ROOT, blocks
from tests.tooling.test_documents import TOKENS, read_by_the_settings
from tests.tooling.test_lock_files import pins
from titan_core.catalog import find
from titan_core.policy import least_policy

DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8").replace("\\\n", "")
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
OURS = ("web", "worker", "migrate")
PROGRAMS = Path(sys.executable).parent


def instructions(name: str) -> list[str]:
    """What stands behind an instruction's name in the second stage, which is the image."""
    stage = DOCKERFILE.rpartition("\nFROM ")[2]
    return re.findall(rf"^\s*{name} (.+)$", stage, re.MULTILINE)


def environment() -> dict[str, str]:
    return dict(pair.split("=", 1) for pair in instructions("ENV")[0].split())


def copied() -> list[str]:
    """Names at the checkout's top that the image holds."""
    return [line.split()[0] for line in instructions("COPY") if not line.startswith("--from")]


@pytest.fixture
def image(tmp_path: Path) -> Path:
    folder = tmp_path / "app"
    folder.mkdir()
    for name in copied():
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, folder)
    return folder


@pytest.fixture
def slack() -> Iterator[SlackSandbox]:
    with SlackSandbox() as sandbox:
        yield sandbox


@pytest.mark.parametrize(
    "command",
    [("hadolint", "Dockerfile"), ("check-jsonschema", "--builtin-schema", "vendor.compose-spec", "compose.yaml")],
)
def test_a_linter_finds_nothing(command: tuple[str, ...]) -> None:
    program, *arguments = command
    done = subprocess.run([PROGRAMS / program, *arguments], cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr


def test_a_bot_runs_on_what_the_image_holds_and_its_health_check_sees_it(
    image: Path, slack: SlackSandbox, tmp_path: Path
) -> None:
    told = environment() | {"METRICS_PORT": str(free_port()), "DATA_DIR": str(tmp_path / "data")}
    start = f"import os, runpy, sys; os.chdir({str(image)!r}); os.environ.update({told!r}); sys.path.insert(0, '')"
    setup = AppSetup(
        command=(
            sys.executable,
            "-c",
            f"{start}; sys.argv[1:] = ['run']; runpy.run_module('bot', run_name='__main__')",
        ),
        data_dir=tmp_path,
        slack_api_url=slack.api_url,
        bedrock_url="http://127.0.0.1:9",
        bot_token=slack.bot_token,
        signing_secret=slack.signing_secret,
        app_token=slack.app_token,
    )
    check = json.loads(instructions("HEALTHCHECK")[0].partition("CMD ")[2])
    asked = [sys.executable, *check[1:]]

    with AppProcess(setup, has_connection=lambda: slack.connection_count > 0):
        assert subprocess.run(asked, env=os.environ | told, check=False).returncode == 0
    after = subprocess.run(asked, env=os.environ | told, capture_output=True, check=False)

    assert after.returncode != 0
    assert check[0] == "python"


def test_the_image_has_every_package_that_the_bot_imports() -> None:
    trees = [
        ast.parse(file.read_text("utf-8")) for room in ("bot", "titan_core") for file in (ROOT / room).rglob("*.py")
    ]
    lines = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    names = {
        name.partition(".")[0]
        for line in lines
        for name in ([line.module or ""] if isinstance(line, ast.ImportFrom) else [alias.name for alias in line.names])
    }
    foreign = names - sys.stdlib_module_names - {"bot", "titan_core"}
    packages = {name: {canonicalize_name(package) for package in packages_distributions()[name]} for name in foreign}

    assert len(foreign) > 5
    assert not [name for name in foreign if not packages[name] & pins("requirements.txt").keys()]


def test_nothing_goes_to_the_builder_but_what_the_image_needs() -> None:
    lines = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    allowed = {line[1:] for line in lines if line.startswith("!")}

    assert "*" in lines
    assert allowed == {*copied(), "requirements.txt"}


def test_the_image_runs_as_nobody_in_particular() -> None:
    assert int(instructions("USER")[0]) > 0


@pytest.mark.parametrize("service", OURS)
def test_a_service_of_the_composition_is_told_settings_that_the_bot_reads(service: str) -> None:
    told = {**environment(), **COMPOSE["services"][service]["environment"]}
    url = told["DATABASE_URL"]
    known = {*read_by_the_settings(), "PATH", "PYTHONUNBUFFERED", "IMAGINE_DOTENV"}

    assert told.keys() <= known
    assert COMPOSE["services"][service]["command"] == [service]
    assert "${POSTGRES_PASSWORD:?" in url
    assert Settings.from_env({**TOKENS, "DATABASE_URL": re.sub(r"\$\{.*\}", "secret", url)})


def test_whoever_receives_or_draws_waits_for_the_databases_version() -> None:
    waits = {name: COMPOSE["services"][name]["depends_on"] for name in OURS}

    assert waits["migrate"] == {"database": {"condition": "service_healthy"}}
    assert waits["web"] == waits["worker"] == {"migrate": {"condition": "service_completed_successfully"}}


def on_ecs() -> tuple[dict[str, Any], dict[str, Any]]:
    """The task role's policy and the task definition."""
    policy, definition = (json.loads(block.text) for block in blocks("docs/deploy.md") if block.language == "json")
    return policy, definition


def test_a_task_role_may_draw_and_keep_originals_and_nothing_else() -> None:
    *drawing, keeping, finding = on_ecs()[0]["Statement"]
    bucket, _, prefix = dict(settings_of_the_task())["ARTIFACTS_URL"].removeprefix("s3://").partition("/")

    assert drawing == least_policy([find("core")], "us-west-2")["Statement"]
    assert keeping["Resource"] == [f"arn:aws:s3:::{bucket}/{prefix}/*"]
    assert finding["Resource"] == [f"arn:aws:s3:::{bucket}"]


def settings_of_the_task() -> list[tuple[str, str]]:
    (container,) = on_ecs()[1]["containerDefinitions"]
    return [(pair["name"], pair["value"]) for pair in container["environment"]]


def test_a_task_definition_is_one_for_aws_and_names_settings_that_the_bot_reads(tmp_path: Path) -> None:
    definition = on_ecs()[1]
    (container,) = definition["containerDefinitions"]
    file = tmp_path / "task.json"
    file.write_text(json.dumps(definition))
    aws = [str(PROGRAMS / "aws"), "ecs", "register-task-definition", "--cli-input-json", f"file://{file}"]
    done = subprocess.run(
        [*aws, "--generate-cli-skeleton", "output"],
        env={**os.environ, "AWS_DEFAULT_REGION": "us-west-2"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    told = [pair["name"] for pair in (*container["environment"], *container["secrets"])]
    assert not set(told) - read_by_the_settings()
    assert environment()["METRICS_PORT"] in container["healthCheck"]["command"][-1]

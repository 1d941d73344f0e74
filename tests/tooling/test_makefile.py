"""The Makefile's promises, shown by running its own recipes with probes in place of Python and pip."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from tests.tooling.workshop import ROOT, Workshop

COWBOY = (
    "daguerreotype of robot and cowboy standing side-by-side, directly facing the camera, steampunk, western town in"
    " the background, long shot, sepia tone"
)
CAT = (
    "photograph of a calico cat, cyberpunk, futuristic cityscape in the background, low angle, long shot, neon sign on"
    ' building "CALICO CORP", Epic, photorealistic, 4K --no people, text errors'
)
PROXIES = [f"{scheme}_PROXY" for scheme in ("HTTP", "HTTPS", "ALL", "NO")]
NAMES = [
    *("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_API_URL", "SLACK_CLIENT_ID", "SLACK_X"),
    *("AWS_PROFILE", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_BEARER_TOKEN_BEDROCK"),
    *("AWS_REGION", "AWS_ENDPOINT_URL", "AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE", "AWS_CA_BUNDLE"),
    *("BWB_PROFILE_NAME", "BWB_REGION_NAME", "BWB_ENDPOINT_URL", "BWB_X"),
    *("IMAGINE_MODELS", "IMAGINE_LANGUAGE", "IMAGINE_DOTENV", "IMAGINE_X"),
    *("DATABASE_URL", "ARTIFACTS_URL", "DATA_DIR", "PORT"),
]
POISON = dict.fromkeys(
    [*PROXIES, *map(str.lower, PROXIES), *NAMES],
    "poison $(shell touch pwned) `touch pwned` 'quoted\nsecond line'",
)
FILES = ("IMAGINE_DOTENV", "AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE")
RUNS = {"demo": ("-m", "sandbox"), "sandbox": ("-m", "sandbox"), "test": ("-m", "pytest"), "bench": ("-m", "bench")}


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    return Workshop(tmp_path)


@pytest.mark.parametrize("target", RUNS)
def test_a_run_sees_nothing_of_the_workspace_account_database_and_proxies_of_the_calling_shell(
    workshop: Workshop, target: str
) -> None:
    workshop.set_up()

    done = workshop.make(target, **POISON, LANG="ko_KR.UTF-8")

    assert done.returncode == 0, done.stderr
    runs = workshop.calls(*RUNS[target])
    assert runs
    for run in runs:
        assert not {name for name, value in run.env.items() if "poison" in value}
        assert set(run.env) & set(POISON) == set(FILES)
        assert run.env["LANG"] == "ko_KR.UTF-8"
    assert not (workshop.folder / "pwned").exists()


@pytest.mark.parametrize("target", RUNS)
def test_a_run_reads_no_dotenv_file_and_none_of_awss_own_files(workshop: Workshop, target: str) -> None:
    workshop.set_up()

    workshop.make(target)

    runs = workshop.calls(*RUNS[target])
    assert runs
    for run in runs:
        assert {run.env[name] for name in FILES} == {os.devnull}
        assert run.env["AWS_EC2_METADATA_DISABLED"] == "true"


def test_every_setting_in_the_example_file_is_dropped(workshop: Workshop) -> None:
    workshop.set_up()
    example = (ROOT / ".env.example").read_text("utf-8")
    names = re.findall(r"^(?:# )?([A-Z_]+)=", example, re.MULTILINE)

    workshop.make("demo", **dict.fromkeys(names, "poison"))

    (run,) = workshop.calls("-m", "sandbox")
    assert "poison" not in run.env.values()


def test_the_demo_sends_both_prompts_as_written_in_one_run(workshop: Workshop) -> None:
    workshop.set_up()

    workshop.make("demo")

    (run,) = workshop.calls("-m", "sandbox")
    assert run.args == ["-m", "sandbox", "--once", f"/imagine {COWBOY}", "--once", f"/imagine {CAT}"]


@pytest.mark.parametrize("target", RUNS)
def test_a_run_that_fails_makes_make_fail(workshop: Workshop, target: str) -> None:
    workshop.set_up()
    workshop.fail(RUNS[target][1])

    assert workshop.make(target).returncode != 0


def test_lint_types_and_import_rules_come_before_the_tests(workshop: Workshop) -> None:
    workshop.set_up()

    workshop.make("test")

    assert [(call.args or [call.name])[1:2] or [call.name] for call in workshop.calls()] == [
        ["ruff"],
        ["ruff"],
        ["mypy"],
        ["lint-imports"],
        ["pytest"],
        ["pytest"],
    ]


def test_every_test_runs_once_and_both_shares_are_measured_together(workshop: Workshop) -> None:
    workshop.set_up()

    workshop.make("test")

    quick, slow = (call.args[2:] for call in workshop.calls("-m", "pytest"))
    assert quick[:4] == ["-m", "not slow", "--cov", "--cov-report="]
    assert slow[:5] == ["-m", "slow", "--cov", "--cov-append", "--cov-report=term"]


@pytest.mark.parametrize("fault", ["ruff check", "ruff format --check", "mypy", "lint-imports"])
def test_a_fault_in_any_check_fails_the_tests(workshop: Workshop, fault: str) -> None:
    workshop.set_up()
    workshop.fail(fault)

    assert workshop.make("test").returncode != 0
    assert not workshop.calls("-m", "pytest")


def test_check_is_what_ci_runs(workshop: Workshop) -> None:
    workshop.set_up()
    script = (ROOT / ".ci/run").read_text("utf-8")

    workshop.make("check")

    assert script.splitlines()[-1] == "exec make check"
    assert len(workshop.calls("-m", "pytest")) == 2


def test_ci_runs_every_test_from_any_folder(workshop: Workshop, tmp_path: Path) -> None:
    workshop.set_up()
    script = workshop.folder / ".ci/run"
    script.parent.mkdir()
    script.write_bytes((ROOT / ".ci/run").read_bytes())

    done = subprocess.run(["bash", script], cwd=tmp_path.parent, capture_output=True, text=True, check=False)  # noqa: S607

    assert done.returncode == 0, done.stderr
    assert workshop.calls("-m", "pytest")


def test_help_names_every_target(workshop: Workshop) -> None:
    told = workshop.make().stdout

    for target in ("setup", "demo", "sandbox", "check", "test", "lint", "bench", "lock"):
        assert f"make {target} " in told


def test_lock_says_that_it_needs_uv(workshop: Workshop) -> None:
    done = workshop.make("lock")

    assert done.returncode != 0
    assert "needs uv" in done.stderr


def test_lock_writes_the_three_files_each_held_to_the_one_before(workshop: Workshop) -> None:
    workshop.tool("uv", 'echo "$*" >> uv.log')

    workshop.make("lock")

    small, middle, large = (workshop.folder / "uv.log").read_text().splitlines()
    assert small.endswith("pyproject.toml --extra bot -o requirements.txt")
    assert middle.endswith("--extra bot --extra sandbox -c requirements.txt -o requirements-sandbox.txt")
    assert large.endswith("--extra bench --extra examples -c requirements-sandbox.txt -o requirements-dev.txt")
    assert all("--universal --generate-hashes" in line for line in (small, middle, large))

"""One version, and every program says it."""

import subprocess
import sys
import tomllib

import pytest

from sandbox.version import VERSION as SANDBOX_VERSION
from tests.tooling.documents import ROOT
from titan_core.version import VERSION

PROGRAMS = {
    "bot": "imagine",
    "titan_core": "titan-core",
    "sandbox": "sandbox",
    "sandbox.bedrock": "sandbox.bedrock",
    "bench": "bench",
}


def test_the_version_is_the_package_s_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]

    assert {VERSION, SANDBOX_VERSION} == {project["version"]}


@pytest.mark.parametrize("module", PROGRAMS)
def test_each_program_says_the_version(module: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", module, "--version"], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )

    assert done.stdout == f"{PROGRAMS[module]} {VERSION}\n"

"""The locks hold all that pyproject.toml asks for, by hash, and say nothing about where to get it."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
EXTRAS = {  # what `make lock` puts into each
    "requirements.txt": ("bot",),
    "requirements-sandbox.txt": ("bot", "sandbox"),
    "requirements-dev.txt": ("bot", "sandbox", "dev", "bench", "examples"),
}


def asked(lock: str) -> list[Requirement]:
    extras = [line for extra in EXTRAS[lock] for line in PROJECT["optional-dependencies"][extra]]
    return [Requirement(line) for line in [*PROJECT["dependencies"], *extras]]


def pins(lock: str) -> dict[str, str]:
    found = re.findall(r"^([a-z0-9._-]+)==([^ ;]+)", (ROOT / lock).read_text("utf-8"), re.MULTILINE)
    return {canonicalize_name(name): version for name, version in found}


@pytest.mark.parametrize("lock", EXTRAS)
def test_every_dependency_asked_for_is_pinned_at_a_version_that_will_do(lock: str) -> None:
    pinned = pins(lock)

    missing = [need.name for need in asked(lock) if canonicalize_name(need.name) not in pinned]
    assert not missing, f"run `make lock`: {lock} lacks {missing}"
    assert not [str(need) for need in asked(lock) if pinned[canonicalize_name(need.name)] not in need.specifier]


@pytest.mark.parametrize("lock", EXTRAS)
def test_a_lock_names_no_registry(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")

    assert not re.findall(r"https?://|--(?:extra-)?index|--find-links|--trusted-host", text)


@pytest.mark.parametrize("lock", EXTRAS)
def test_every_pin_has_a_hash(lock: str) -> None:
    entries = re.split(r"\n(?=[a-z0-9])", (ROOT / lock).read_text("utf-8").strip())

    assert entries
    assert not [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry]


@pytest.mark.parametrize(
    ("smaller", "larger"),
    [("requirements.txt", "requirements-sandbox.txt"), ("requirements-sandbox.txt", "requirements-dev.txt")],
)
def test_what_is_tested_is_what_is_run(smaller: str, larger: str) -> None:
    assert pins(smaller).items() <= pins(larger).items()


def test_the_makefile_names_no_registry_either() -> None:
    assert not re.findall(
        r"--(?:extra-)?index|--find-links|--trusted-host|pypi", (ROOT / "Makefile").read_text("utf-8")
    )

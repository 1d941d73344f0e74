"""What `pip install titan-core` brings: the library and its command, without the Slack app."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    done = subprocess.run(build, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_ships_titan_core_alone(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()

    assert {name.split("/")[0].split("-")[0] for name in names} == {"titan_core"}
    assert "titan_core/py.typed" in names
    shipped = {name for name in names if name.endswith(".py")}
    assert shipped == {str(path.relative_to(ROOT)) for path in (ROOT / "titan_core").rglob("*.py")}


def test_the_wheel_brings_the_titan_command_and_the_licence(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    by_name = {
        name.split("/", 1)[1]: archive.read(name).decode() for name in archive.namelist() if ".dist-info" in name
    }

    assert "titan = titan_core.cli:main" in by_name["entry_points.txt"]
    assert "License-Expression: MIT" in by_name["METADATA"]
    assert "licenses/LICENSE" in by_name


def test_the_library_needs_no_package_of_the_slack_app(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    metadata = next(archive.read(name).decode() for name in archive.namelist() if name.endswith("/METADATA"))

    needs = [line.removeprefix("Requires-Dist: ") for line in metadata.splitlines() if line.startswith("Requires-Dist")]
    assert sorted(need.split(">")[0] for need in needs if "extra ==" not in need) == [
        "boto3",
        "pillow",
        "pybase64",
        "python-dotenv",
        "rich",
    ]

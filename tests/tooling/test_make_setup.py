"""How the Makefile finds a Python, makes .venv and installs into it, once."""

import os
from pathlib import Path

import pytest

from tests.tooling.workshop import Workshop

INSTALL = ("-m", "pip", "install")


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    return Workshop(tmp_path)


def test_setup_makes_the_environment_and_installs_the_hashed_lock(workshop: Workshop) -> None:
    workshop.python("python3.12")

    done = workshop.make("setup")

    assert done.returncode == 0, done.stderr
    (install,) = workshop.calls(*INSTALL)
    assert "--require-hashes" in install.args
    assert install.args[-2:] == ["-r", "requirements-sandbox.txt"]
    assert "Python 3.12.1" in done.stdout


def test_pip_keeps_the_users_proxies_and_configuration(workshop: Workshop) -> None:
    workshop.python("python3")
    own = {
        "HTTPS_PROXY": "http://proxy:3128",
        "no_proxy": "localhost",
        "PIP_CONFIG_FILE": "mine",
        "PIP_INDEX_URL": "mine",
    }

    workshop.make("demo", **own)

    (install,) = workshop.calls(*INSTALL)
    assert {name: install.env.get(name) for name in own} == own


@pytest.mark.parametrize(
    ("target", "lock"),
    [
        ("demo", "sandbox"),
        ("sandbox", "sandbox"),
        ("setup", "sandbox"),
        ("test", "dev"),
        ("lint", "dev"),
        ("bench", "dev"),
    ],
)
def test_a_second_run_installs_nothing(workshop: Workshop, target: str, lock: str) -> None:
    workshop.python("python3")
    workshop.tool("lint-imports", "")

    workshop.make(target)
    workshop.make(target)

    (install,) = workshop.calls(*INSTALL)
    assert install.args[-1] == f"requirements-{lock}.txt"


def test_what_the_tests_installed_serves_the_demo_too(workshop: Workshop) -> None:
    workshop.python("python3")

    workshop.make("lint")
    workshop.make("demo")

    assert len(workshop.calls(*INSTALL)) == 1


def test_a_newer_lock_is_installed(workshop: Workshop) -> None:
    workshop.set_up()
    stamped = (workshop.folder / ".venv/.sandbox").stat().st_mtime
    os.utime(workshop.folder / "requirements-sandbox.txt", (stamped + 1, stamped + 1))

    workshop.make("setup")

    assert len(workshop.calls(*INSTALL)) == 1


def test_a_failed_install_is_tried_again(workshop: Workshop) -> None:
    workshop.python("python3")
    workshop.fail("pip install")
    assert workshop.make("setup").returncode != 0
    (workshop.folder / "fail").unlink()

    assert workshop.make("setup").returncode == 0

    assert len(workshop.calls(*INSTALL)) == 2


def test_an_environment_whose_python_went_away_is_made_anew_and_filled(workshop: Workshop) -> None:
    workshop.set_up()
    interpreter = workshop.folder / ".venv/bin/python"
    interpreter.unlink()
    interpreter.symlink_to("/nowhere/python3.11")
    workshop.python("python3.13")

    assert workshop.make("setup").returncode == 0

    assert len(workshop.calls(*INSTALL)) == 1


def test_a_python_that_is_too_old_or_cannot_start_is_passed_over(workshop: Workshop) -> None:
    workshop.tool("python3.14", "echo 'version manager: not installed' >&2; exit 127")
    workshop.python("python3.13", too_old=True)
    workshop.python("python3.12", no_venv=True)
    workshop.python("python3", version="3.11.9")

    done = workshop.make("setup")

    assert done.returncode == 0, done.stderr
    assert "Python 3.11.9" in done.stdout


def test_no_python_is_said_with_what_to_do(workshop: Workshop) -> None:
    done = workshop.make("setup")

    assert done.returncode != 0
    assert "No Python 3.11 or newer found" in done.stderr
    assert "python3-venv" in done.stderr


def test_a_python_without_venv_is_said_with_what_to_do(workshop: Workshop) -> None:
    workshop.python("python3", no_venv=True)

    done = workshop.make("setup")

    assert done.returncode != 0
    assert "python3 can't make a virtual environment" in done.stderr
    assert "apt-get install python3-venv" in done.stderr


def root_of_debian(workshop: Workshop, *, there: tuple[str, ...] = ()) -> None:
    """A machine on which apt-get may install, and does; `there` are programs that it has already."""
    workshop.python("later", version="3.11.2")
    workshop.tool("id", "echo 0")
    workshop.tool(
        "apt-get", 'echo "$*" >> apt.log; case "$*" in install*python3-venv*) cp bin/later bin/python3;; esac'
    )
    for name in there:
        workshop.python(name) if name == "python3" else workshop.tool(name, "")


@pytest.mark.parametrize(
    ("there", "installed"),
    [
        ((), "python3-venv postgresql chromium fonts-nanum fonts-noto-color-emoji curl"),
        (("initdb", "curl"), "python3-venv chromium fonts-nanum fonts-noto-color-emoji"),
        (("initdb", "chromium", "curl"), "python3-venv"),
        (("python3", "chromium", "curl"), "postgresql"),
        (("python3", "initdb", "curl"), "chromium fonts-nanum fonts-noto-color-emoji"),
        (("python3", "initdb", "chromium"), "curl"),
    ],
)
def test_the_tests_install_the_debian_packages_that_are_missing_and_no_others(
    workshop: Workshop, there: tuple[str, ...], installed: str
) -> None:
    root_of_debian(workshop, there=there)

    done = workshop.make("test", "DEBIAN_INITDB=/nowhere/*/initdb")

    update, install = (workshop.folder / "apt.log").read_text().splitlines()
    assert update.startswith("update")
    assert install == f"install -y -qq --no-install-recommends {installed}"
    assert f"Installing {installed} with apt-get" in done.stdout
    assert "Making .venv with Python 3.1" in done.stdout


def test_the_tests_name_missing_debian_packages_when_they_may_not_install(workshop: Workshop) -> None:
    workshop.tool("apt-get", 'echo "$*" >> apt.log')

    done = workshop.make("test")

    assert done.returncode != 0
    assert "python3-venv" in done.stderr
    assert not (workshop.folder / "apt.log").exists()


@pytest.mark.parametrize("browser", ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"])
def test_where_all_is_there_nothing_is_installed(workshop: Workshop, browser: str) -> None:
    root_of_debian(workshop, there=("python3", "curl", browser))

    workshop.make("test", "DEBIAN_INITDB=/bin/sh")

    assert not (workshop.folder / "apt.log").exists()


def test_a_failed_installation_ends_the_tests(workshop: Workshop) -> None:
    root_of_debian(workshop, there=("python3", "initdb"))
    workshop.tool("apt-get", "exit 100")

    assert workshop.make("test").returncode != 0
    assert not workshop.calls()

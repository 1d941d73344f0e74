"""What the package promises as a whole."""

import ast
import doctest
import importlib
import os
import pkgutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import titan_core
from titan_core import errors

ROOT = Path(titan_core.__file__).parent
MODULES = ["titan_core", *(found.name for found in pkgutil.walk_packages([str(ROOT)], "titan_core."))]


def test_public_names_are_sorted_unique_and_there() -> None:
    names = titan_core.__all__
    assert names == sorted(set(names), key=lambda name: (not name.isupper(), not name[0].isupper(), name))
    assert set(errors.__all__) <= set(names)
    for name in names:
        assert getattr(titan_core, name) is not None


def test_every_public_name_is_imported_for_type_checkers_and_loaded_when_asked_for() -> None:
    """`__all__`, the imports under TYPE_CHECKING and the table of homes are one list, written three times."""
    tree = ast.parse((ROOT / "__init__.py").read_text("utf-8"))
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module != "typing"]
    typed = {alias.name: str(node.module) for node in imports for alias in node.names if node.module != "importlib"}

    assert sorted(typed) == sorted(titan_core.__all__)
    for name, home in typed.items():
        assert getattr(titan_core, name) is getattr(importlib.import_module(home), name)


def test_names_are_found_as_in_any_module() -> None:
    code = "import titan_core; titan_core.errors.TitanCoreError, titan_core.Mask; print(*dir(titan_core))"
    listed = subprocess.run([sys.executable, "-c", code], cwd=ROOT.parent, capture_output=True, text=True, check=True)

    assert set(titan_core.__all__) <= set(listed.stdout.split())
    with pytest.raises(AttributeError, match="module 'titan_core' has no attribute 'Fox'"):
        getattr(titan_core, "Fox")  # noqa: B009 - mypy knows that it isn't there


def test_importing_it_imports_nothing_heavy() -> None:
    code = "import sys, titan_core; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], cwd=ROOT.parent, capture_output=True, text=True, check=True)

    assert not {"PIL", "boto3", "dotenv", "logging", "dataclasses"} & set(loaded.stdout.split())


def test_importing_it_imports_no_boto3() -> None:
    code = "import sys, titan_core, titan_core.cli; sys.exit(any('boto' in name for name in sys.modules))"

    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT.parent, check=False).returncode == 0


def test_the_version_is_pyprojects() -> None:
    project = tomllib.loads((ROOT.parent / "pyproject.toml").read_text("utf-8"))

    assert project["project"]["version"] == titan_core.VERSION


@pytest.mark.parametrize("name", [name for name in MODULES if not name.endswith("__main__")])
def test_the_examples_in_docstrings_are_true(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


@pytest.mark.parametrize("path", sorted(ROOT.rglob("*.py")), ids=lambda path: str(path.relative_to(ROOT)))
def test_the_environment_is_read_in_one_place(path: Path) -> None:
    reads = f"{os.__name__}.environ" in path.read_text("utf-8")

    assert not reads or path.name == "settings.py"

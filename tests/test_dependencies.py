"""Each library that is imported is declared with its bounds, and each that is declared is used."""

from __future__ import annotations

import pytest

from tests.support.imports import distributions, libraries, names
from tests.support.lowest import PYPROJECT, bound, declared
from tests.support.paths import ROOT

OPTIONAL = ("parquet", "pandas", "png")
FOLDERS = {  # and the requirements whose libraries may be imported there
    "archive": ("", *OPTIONAL),
    "crawler": ("",),
    "tests": ("", *OPTIONAL, "browser", "dev"),
    "bench": ("", "bench", "dev"),
}
RUN = {  # not imported; the words that run them in the Makefile or set them up in pyproject.toml
    "import-linter": "lint-imports",
    "mypy": "mypy",
    "pytest-xdist": "--numprocesses",
    "ruff": "ruff check",
    "types-lxml": "strict = true",
}
REQUIREMENTS = declared()
each_group = pytest.mark.parametrize("extra", REQUIREMENTS, ids=lambda extra: extra or "program")


@pytest.mark.parametrize("folder", FOLDERS)
def test_what_is_imported_is_declared(folder: str) -> None:
    undeclared = {
        package: files
        for package, files in libraries(folder).items()
        if not distributions(package) & names(*FOLDERS[folder])
    }
    assert undeclared == {}


@each_group
def test_what_is_declared_is_used(extra: str) -> None:
    of_program = ("archive", "crawler")
    folders = [one for one in FOLDERS if extra in FOLDERS[one]] if extra else of_program
    packages = [package for folder in folders for package in libraries(folder)]
    used = {name for package in packages for name in distributions(package)}
    assert names(extra) - used - RUN.keys() == set()


@pytest.mark.parametrize("tool", RUN)
def test_a_tool_is_declared_and_runs(tool: str) -> None:
    assert tool in names("dev")
    assert RUN[tool] in PYPROJECT.read_text() + (ROOT / "Makefile").read_text()


@each_group
def test_each_requirement_has_a_floor(extra: str) -> None:
    assert [str(one) for one in REQUIREMENTS[extra] if bound(one, ">=") is None] == []


def test_each_requirement_of_the_program_has_its_reason() -> None:
    lines = [line.strip() for line in PYPROJECT.read_text().splitlines()]
    start = lines.index("dependencies = [")
    ours = [line for line in lines[start + 1 : lines.index("]", start)] if line.startswith('"')]
    assert len(ours) == len(REQUIREMENTS[""])
    assert [line for line in ours if " # " not in line] == []

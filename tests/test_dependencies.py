"""Each library that is imported is declared with its bounds, and each that is declared is used."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.utils import canonicalize_name

from tests.support.lowest import PYPROJECT, bound, declared
from tests.support.paths import ROOT

OURS = {"archive", "crawler", "tests", "bench"}
LATER = {"compression"}
"""Modules of the standard library since Python 3.14."""
FOLDERS = {  # and the extras whose libraries may be imported there
    "archive": {"parquet", "pandas", "png"},
    "crawler": set(),
    "tests": {"parquet", "pandas", "png", "browser", "dev"},
    "bench": {"bench", "dev"},
}
NOT_INSTALLED = {"newspaper": "newspaper4k", "newsplease": "news-please"}
"""Distributions whose packages have other names, where they may be absent."""
RUN = {  # not imported; the words that run them in the Makefile or set them up in pyproject.toml
    "import-linter": "lint-imports",
    "mypy": "mypy",
    "pytest-xdist": "--numprocesses",
    "ruff": "ruff check",
    "types-lxml": "strict = true",
}
DISTRIBUTIONS = packages_distributions()
REQUIREMENTS = declared()


def imports(folder: str) -> Iterator[tuple[Path, str]]:
    """All modules that the files of a folder import, wherever they do it."""
    for path in sorted((ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            match node:
                case ast.Import(names=names):
                    yield from ((path, name.name) for name in names)
                case ast.ImportFrom(module=str(module)):
                    yield path, module
                case ast.Call(
                    func=ast.Attribute(attr="importorskip"),
                    args=[ast.Constant(value=str(module)), *_],
                ):
                    yield path, module


def libraries(folder: str) -> dict[str, set[str]]:
    """The names of third-party packages that a folder imports, and the files that do."""
    found: dict[str, set[str]] = {}
    for path, module in imports(folder):
        top = module.partition(".")[0]
        if top not in sys.stdlib_module_names | OURS | LATER:
            found.setdefault(top, set()).add(str(path.relative_to(ROOT)))
    return found


def distributions(package: str) -> set[str]:
    """The distributions that may bring a package; one that is not installed is called as it is."""
    found = DISTRIBUTIONS.get(package, [NOT_INSTALLED.get(package, package)])
    return {canonicalize_name(name) for name in found}


def names(*extras: str) -> set[str]:
    """The distributions that are declared for the program and for these extras."""
    return {canonicalize_name(one.name) for extra in ("", *extras) for one in REQUIREMENTS[extra]}


@pytest.mark.parametrize("folder", FOLDERS)
def test_what_is_imported_is_declared(folder: str) -> None:
    undeclared = {
        package: files
        for package, files in libraries(folder).items()
        if not distributions(package) & names(*FOLDERS[folder])
    }
    assert undeclared == {}


@pytest.mark.parametrize("extra", REQUIREMENTS, ids=lambda extra: extra or "program")
def test_what_is_declared_is_used(extra: str) -> None:
    folders = (
        [name for name, extras in FOLDERS.items() if extra in extras]
        if extra
        else ["archive", "crawler"]
    )
    imported = {
        name
        for folder in folders
        for package in libraries(folder)
        for name in distributions(package)
    }
    own = {canonicalize_name(one.name) for one in REQUIREMENTS[extra]}
    assert own - imported - RUN.keys() == set()


@pytest.mark.parametrize("tool", RUN)
def test_a_tool_is_declared_and_runs(tool: str) -> None:
    assert tool in names("dev")
    assert RUN[tool] in PYPROJECT.read_text() + (ROOT / "Makefile").read_text()


@pytest.mark.parametrize("extra", REQUIREMENTS, ids=lambda extra: extra or "program")
def test_each_requirement_has_a_floor(extra: str) -> None:
    assert [str(one) for one in REQUIREMENTS[extra] if bound(one, ">=") is None] == []


def test_each_requirement_of_the_program_has_its_reason() -> None:
    lines = [line.strip() for line in PYPROJECT.read_text().splitlines()]
    start = lines.index("dependencies = [")
    ours = [line for line in lines[start + 1 : lines.index("]", start)] if line.startswith('"')]
    assert len(ours) == len(REQUIREMENTS[""])
    assert [line for line in ours if "  # " not in line and ", # " not in line] == []

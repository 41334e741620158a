"""The tree keeps its shape: few files at the top, small modules and functions, imports one way.

The layers themselves are in .importlinter; `make lint` checks them.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from configparser import ConfigParser
from functools import cache
from pathlib import Path

import grimp
import pytest

from tests.support.imports import distributions, imported, names
from tests.support.paths import ROOT

PROGRAM = ("crawler", "archive")
FOLDERS = (*PROGRAM, "tests", "bench")
AT_THE_TOP = {"crawler": 10, "archive": 8}
LINES_OF_A_MODULE, LINES_OF_A_FUNCTION, LINES_OF_A_NEWSPAPER = 300, 40, 15
VAGUE = {"utils", "util", "helpers", "helper", "common", "base", "manager", "misc"}

OPTIONAL = names("parquet", "pandas", "png", "browser", "bench")
"""Libraries that a user may do without."""
FUNCTION = ast.FunctionDef | ast.AsyncFunctionDef


def modules(folder: str) -> list[Path]:
    found = sorted((ROOT / folder).rglob("*.py"))
    assert found
    return found


@cache
def nodes(folder: str) -> list[tuple[str, ast.AST]]:
    """The functions, assignments, calls and names in a folder, each with its place."""
    return [
        (f"{path.relative_to(ROOT)}:{node.lineno}", node)
        for path in modules(folder)
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, FUNCTION | ast.Assign | ast.Call | ast.Name)
    ]


def functions(folder: str) -> Iterator[tuple[str, FUNCTION]]:
    for place, node in nodes(folder):
        if isinstance(node, FUNCTION):
            yield f"{place} {node.name}", node


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    """All imports of the program, also inside functions and for type checkers."""
    return grimp.build_graph(*PROGRAM, cache_dir=None)


@pytest.mark.parametrize("package", AT_THE_TOP)
def test_the_top_of_a_package_can_be_taken_in_at_a_glance(package: str) -> None:
    files = [path.name for path in (ROOT / package).glob("*.py")]
    assert 0 < len(files) <= AT_THE_TOP[package], files


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_module_is_short(folder: str) -> None:
    lines = {path: len(path.read_text().splitlines()) for path in modules(folder)}
    long = {str(path.relative_to(ROOT)): n for path, n in lines.items() if n > LINES_OF_A_MODULE}
    assert long == {}


def test_a_newspaper_is_a_few_lines_of_data() -> None:
    long = [
        place
        for place, node in nodes("crawler/newspapers")
        if isinstance(node, ast.Assign)
        and ast.unparse(node.targets[0]) == "NEWSPAPER"
        and (node.end_lineno or 0) - node.lineno >= LINES_OF_A_NEWSPAPER
    ]
    assert long == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_function_is_short(folder: str) -> None:
    long = [
        f"{place}: {(node.end_lineno or 0) - node.lineno + 1} lines"
        for place, node in functions(folder)
        if (node.end_lineno or 0) - node.lineno >= LINES_OF_A_FUNCTION
    ]
    assert long == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_only_an_optional_library_is_imported_inside_a_function(folder: str) -> None:
    inside = {
        f"{place} {module}"
        for place, node in functions(folder)
        for module in imported(node)
        if not distributions(module) & OPTIONAL
    }
    assert inside == set()


@pytest.mark.parametrize("folder", PROGRAM)
def test_no_method_waits_for_a_subclass(folder: str) -> None:
    assert [
        place
        for place, node in nodes(folder)
        if isinstance(node, ast.Name) and node.id == "NotImplementedError"
    ] == []


@pytest.mark.parametrize("folder", PROGRAM)
def test_nothing_is_taken_for_a_spider_or_a_newspaper(folder: str) -> None:
    assert [
        place
        for place, node in nodes(folder)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in {"cast", "typing.cast"}
        and any(word in ast.unparse(node.args[0]) for word in ("Spider", "Newspaper", "Paper"))
    ] == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_name_says_what_is_in_it(folder: str) -> None:
    parts = {
        part for path in modules(folder) for part in path.relative_to(ROOT).with_suffix("").parts
    }
    assert parts & VAGUE == set()


def test_imports_make_no_circle(graph: grimp.ImportGraph) -> None:
    circles = [
        " → ".join([module, *back])
        for module in sorted(graph.modules)
        for other in graph.find_modules_directly_imported_by(module)
        if (back := graph.find_shortest_chain(other, module))
    ]
    assert circles == []


def test_folders_make_no_circle(graph: grimp.ImportGraph) -> None:
    circles = {
        package: found
        for package in graph.modules
        if graph.find_children(package) and (found := graph.nominate_cycle_breakers(package))
    }
    assert circles == {}


@pytest.mark.parametrize("page", ["CONTRIBUTING.md", "docs/architecture.md"])
@pytest.mark.parametrize("package", PROGRAM)
def test_the_layers_in_the_docs_are_those_that_are_checked(package: str, page: str) -> None:
    contracts = ConfigParser()
    contracts.read(ROOT / ".importlinter")
    layers = contracts[f"importlinter:contract:{package}-layers"]["layers"].split("\n")
    checked = " → ".join(layer.replace(" ", "") for layer in layers if layer)
    assert f" {package}: {checked}" in " ".join((ROOT / page).read_text().split())


def test_a_circle_would_be_found() -> None:
    graph = grimp.ImportGraph()
    for importer, other in (("a.b", "a.c"), ("a.c", "a.b")):
        graph.add_module(importer)
        graph.add_import(importer=importer, imported=other)
    with pytest.raises(AssertionError):
        test_imports_make_no_circle(graph)

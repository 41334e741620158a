"""What files import, and the distributions that bring it."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions

from packaging.utils import canonicalize_name

from tests.support.lowest import declared
from tests.support.paths import ROOT

OURS = {"archive", "crawler", "tests", "bench"}
LATER = {"compression"}
"""Packages of the standard library since Python 3.14."""
NOT_INSTALLED = {"newspaper": "newspaper4k", "newsplease": "news-please"}
"""Distributions whose packages have other names, where they may be absent."""
_DISTRIBUTIONS = packages_distributions()


def imported(tree: ast.AST) -> Iterator[str]:
    """The top-level packages that a file or a function imports, wherever it does."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from (name.name.partition(".")[0] for name in names)
            case ast.ImportFrom(module=str(module)):
                yield module.partition(".")[0]


def tried(tree: ast.AST) -> Iterator[str]:
    """The top-level packages without which a test is skipped."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(attr="importorskip"), args=[ast.Constant(name), *_]):
                yield str(name).partition(".")[0]


@cache
def libraries(folder: str) -> dict[str, set[str]]:
    """The third-party packages that a folder imports, and the files that do."""
    found: dict[str, set[str]] = {}
    for path in sorted((ROOT / folder).rglob("*.py")):
        tree = ast.parse(path.read_text())
        for package in {*imported(tree), *tried(tree)} - sys.stdlib_module_names - OURS - LATER:
            found.setdefault(package, set()).add(str(path.relative_to(ROOT)))
    return found


def distributions(package: str) -> set[str]:
    """The distributions that may bring a package; one that is not installed has its name."""
    found = _DISTRIBUTIONS.get(package, [NOT_INSTALLED.get(package, package)])
    return {canonicalize_name(name) for name in found}


def names(*extras: str) -> set[str]:
    """The distributions that are declared for the program ("") or for extras."""
    groups = declared()
    return {canonicalize_name(one.name) for extra in extras for one in groups[extra]}

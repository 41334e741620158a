"""The private names of libraries that the program uses are there, in versions that are bounded.

Nobody promises these names. Where a new version of a library has none of them any more, the message
says what breaks; then what uses the name is written differently, or the bound stays.
"""

from __future__ import annotations

import ast
import dis
import re
from collections.abc import Iterator
from importlib import import_module
from inspect import getmembers, isfunction
from pathlib import Path

import pytest
from datasette.plugins import pm

from tests.support.lowest import bound, declared
from tests.support.paths import ROOT

HTTP11 = "scrapy.core.downloader.handlers.http11"
ROBOTS = "scrapy.downloadermiddlewares.robotstxt:RobotsTxtMiddleware"
CLIENT = "twisted.web._newclient"

NAMES = {  # (module, or module:class; name): what breaks without it
    (HTTP11, "_LenientHTTP11ClientFactory"): "the bound on the size of headers",
    (HTTP11, "_LenientHTTP11ClientProtocol"): "the bound on the size of headers",
    (f"{HTTP11}:HTTP11DownloadHandler", "_pool"): "the bound on the size of headers",
    ("twisted.web.client:HTTPConnectionPool", "_factory"): "the bound on the size of headers",
    ("twisted.web.client:_HTTP11ClientFactory", "_quiescentCallback"): "connections are kept open",
    (f"{CLIENT}:HTTP11ClientProtocol", "_parser"): "headers are told from bodies",
    (f"{CLIENT}:HTTPClientParser", "state"): "headers are told from bodies",
    (CLIENT, "BODY"): "headers are told from bodies",
    (CLIENT, "DONE"): "headers are told from bodies",
    (ROBOTS, "_parsers"): "requests that wait for one robots.txt; its Crawl-delay",
    (ROBOTS, "_robotstxt_useragent"): "Crawl-delay",
    (ROBOTS, "_default_useragent"): "Crawl-delay",
    (ROBOTS, "_robots_error"): "a robots.txt that cannot be read forbids all, with its reason",
    (ROBOTS, "_parse_robots"): "robots.txt by RFC 9309: 4xx allows all, 429 and 5xx forbid all",
    (ROBOTS, "process_request_2"): "robots.txt is obeyed",
    ("scrapy.robotstxt:ProtegoRobotParser", "rp"): "sitemaps that robots.txt names",
    ("scrapy.core.engine:ExecutionEngine", "scraper"): "a listing waits for its articles",
    ("scrapy.core.engine:ExecutionEngine", "downloader"): "a listing waits for its articles",
    ("scrapy.core.scraper:Scraper", "slot"): "a listing waits for its articles",
    ("scrapy.core.scraper:Slot", "is_idle"): "a listing waits for its articles",
    ("scrapy.core.downloader:Downloader", "active"): "a listing waits for its articles",
    ("datasette.handle_exception", "rich"): "a wrong address prints no local variables",
    ("datasette.utils", "sqlite_timelimit"): "the time limit of a page",
    ("datasette.utils", "escape_fts"): "datasette's search box asks as `baotinh search` does",
    ("datasette.app:Datasette", "table_metadata"): "a search in one column is refused",
    ("datasette.app:Datasette", "sql_time_limit_ms"): "the time limit of a page",
}
PROGRAM = ("crawler", "archive")
BOUNDED = ("scrapy", "twisted", "datasette")


def holder(path: str) -> object:
    """The module, or the class in it."""
    module, _, name = path.partition(":")
    found = import_module(module)
    return getattr(found, name) if name else found


def has(thing: object, name: str) -> bool:
    """Whether a module or class has a name, or a method of the class sets it on the instance."""
    if hasattr(thing, name):
        return True
    codes = [function.__code__ for _, function in getmembers(thing, isfunction)]
    steps = (step for code in codes for step in dis.get_instructions(code))
    return any(step.opname == "STORE_ATTR" and step.argval == name for step in steps)


@pytest.mark.parametrize(("path", "name"), NAMES, ids=lambda part: part.rpartition(".")[2])
def test_a_private_name_is_there(path: str, name: str) -> None:
    assert has(holder(path), name), f"{path} has no {name} any more. It breaks: {NAMES[path, name]}"


def test_every_listed_name_is_in_use() -> None:
    files = [path for folder in PROGRAM for path in (ROOT / folder).rglob("*.py")]
    words = {word for path in files for word in re.findall(r"\w+", path.read_text())}
    assert {name for _, name in NAMES} - words == set()


def test_a_name_that_is_not_there_is_missed() -> None:
    assert not has(holder(ROBOTS), "_parsers_of_old")
    assert not has(holder(CLIENT), "_PARSERS")


def test_datasette_has_the_plugin_that_prints_errors() -> None:
    assert pm.get_plugin("datasette.handle_exception") is holder("datasette.handle_exception")


@pytest.mark.parametrize("library", BOUNDED)
def test_a_library_with_private_names_has_an_upper_bound(library: str) -> None:
    requirement = next(one for one in declared()[""] if one.name == library)
    assert bound(requirement, "<")
    assert {path.partition(".")[0] for path, _ in NAMES} == set(BOUNDED)


def private_names() -> Iterator[tuple[Path, str]]:
    """Names of libraries with an underscore that our files import, or that our classes inherit."""
    for path in (path for folder in PROGRAM for path in (ROOT / folder).rglob("*.py")):
        tree = ast.parse(path.read_text())
        theirs: set[str] = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module and not is_ours(node.module):
                theirs |= {name.asname or name.name for name in node.names}
                yield from ((path, part) for part in node.module.split(".") if is_private(part))
                yield from ((path, name.name) for name in node.names if is_private(name.name))
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and theirs & {ast.unparse(one) for one in node.bases}:
                yield from ((path, name) for name in inherited(node))


def is_ours(module: str) -> bool:
    return module.partition(".")[0] in {"archive", "crawler", "__future__"}


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")


def inherited(one: ast.ClassDef) -> set[str]:
    """The private attributes that a class has from its bases: neither set nor defined in it."""
    used, own, redefined = set(), set(), set()
    for node in ast.walk(one):
        match node:
            case ast.Attribute(value=ast.Call(func=ast.Name(id="super")), attr=name):
                redefined.add(name)
            case ast.Attribute(value=ast.Name(id="self" | "cls"), attr=name, ctx=ast.Load()):
                used.add(name)
            case (
                ast.Attribute(value=ast.Name(id="self"), attr=name)
                | ast.Name(id=name, ctx=ast.Store())
            ):
                own.add(name)
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                own.add(name)
    return {name for name in used - own | redefined if is_private(name)}


def test_every_private_name_in_use_is_listed() -> None:
    listed = {name for _, name in NAMES} | {part for path, _ in NAMES for part in path.split(".")}
    found = list(private_names())
    assert found
    assert [f"{path.relative_to(ROOT)}: {name}" for path, name in found if name not in listed] == []

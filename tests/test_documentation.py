"""The documentation shows what the program does: generated pages, command lines, links."""

from __future__ import annotations

import re
import shlex
import textwrap
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from archive.errors import EXIT_CODES, BaotinhError, Exit
from crawler.cli import main
from crawler.newspaper import Newspaper
from tests.support.generated_docs import PAGES as GENERATED
from tests.support.paths import ROOT

PAGES = (*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md")))
_SIGNS = {"|", "&&", "||", ";", ">", ">>", "<", "&"}  # where the shell ends a command
_PRINT_AND_EXIT = ("-h", "--help", "--version")
_LONGEST_README = 260  # lines


def names(page: Path) -> str:
    return page.name


def command_lines(text: str) -> Iterator[list[str]]:
    """The `baotinh` commands of code blocks and of code in a sentence, as lists of arguments."""
    lines = re.findall(r"^(?: {4}|\$ )\s*(?:\$ )?(.*\bbaotinh .*)$", text, re.MULTILINE)
    lines += re.findall(r"`(baotinh [^`]+)`", text)
    for line in lines:
        lexer = shlex.shlex(line, posix=True, punctuation_chars=True)
        lexer.whitespace_split = True
        words: list[str] = []
        for word in (*lexer, ";"):
            if word in _SIGNS:
                if words and Path(words[0]).name == "baotinh":
                    yield words[1:]
                words = []
            else:
                words.append(word)


@pytest.mark.parametrize("path", GENERATED, ids=names)
def test_generated_pages_are_up_to_date(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == GENERATED[path](), "run `make docs`"


@pytest.mark.parametrize("page", PAGES, ids=names)
def test_every_command_line_of_a_page_is_accepted(page: Path) -> None:
    for words in command_lines(page.read_text(encoding="utf-8")):
        shown = " ".join(words)
        words = [word for word in words if word not in _PRINT_AND_EXIT]
        if "…" in shown or not words:
            continue
        with click.Context(main, info_name="baotinh") as context:
            command = main.get_command(context, words[0])
            assert command, f"no such command: {shown}"
            if len(words) > 1:  # a name alone speaks of the command
                command.make_context(words[0], words[1:], context)


def test_pages_show_command_lines() -> None:
    """The search for them finds what is known to be there."""
    shown = [words for page in PAGES for words in command_lines(page.read_text(encoding="utf-8"))]
    assert ["crawl", "ca_mau", "--backfill", "--from", "2015"] in shown
    assert {words[0] for words in shown} >= {"crawl", "search", "export", "health", "serve"}


@pytest.mark.parametrize("page", PAGES, ids=names)
def test_every_relative_link_leads_to_a_file(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)|(?:src|href)=\"([^\"#]+)\"", text)
    for target in filter(None, (one or other for one, other in targets)):
        if "://" not in target:
            assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=names)
def test_every_link_to_a_heading_finds_it(page: Path) -> None:
    for target, heading in re.findall(r"\]\(([^)#\s:]*)#([^)]+)\)", page.read_text("utf-8")):
        text = (page.parent / target if target else page).read_text(encoding="utf-8")
        headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
        known = {re.sub(r"[^\w\- ]", "", one.lower()).replace(" ", "-") for one in headings}
        assert heading in known


def test_the_example_of_a_newspaper_is_one() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```py\n(.*?)```", text, re.DOTALL)
    names: dict[str, object] = {}
    exec(textwrap.dedent(f"   {example.strip()}\n"), names)
    newspaper = names["NEWSPAPER"]
    assert isinstance(newspaper, Newspaper)
    assert newspaper.is_article("https://baovidu.example/mua-rao-1234567.html")


def test_the_readme_is_short() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= _LONGEST_README


def test_the_layers_are_the_same_on_both_pages() -> None:
    pages = [ROOT / "CONTRIBUTING.md", ROOT / "docs" / "architecture.md"]
    texts = [page.read_text(encoding="utf-8").split("## Layers\n")[1] for page in pages]
    one, other = (
        re.findall(r"^ {4}.*→.*$", text.split("\n## ")[0], re.MULTILINE) for text in texts
    )
    assert one == other
    assert len(one) > 3


def test_the_tree_of_the_architecture_is_there() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    tree = text.split("## Tree\n")[1].split("\n## ")[0]
    top, shown = ROOT, []
    for indent, names in re.findall(r"^ {4}( *)((?:\w+(?:/|\.py) ?)+)", tree, re.MULTILINE):
        top = top if indent else ROOT / names.split()[0]
        shown += [top / name for name in names.split()] if indent else [top]
    assert [path for path in shown if not path.exists()] == []
    assert len(shown) > 30
    for package in ("crawler", "archive"):
        there = {path for path in (ROOT / package).iterdir() if path.name[0] not in "_."}
        assert there <= set(shown)


def test_every_module_that_a_page_names_is_there() -> None:
    path = re.compile(r"(?<![\w/-])((?:crawler|archive|tests|docs|bench)/[\w/]+\.\w+)")
    named = [
        (page.name, name)
        for page in PAGES
        if page.name != "CHANGELOG.md"  # it names what is gone
        for name in path.findall(page.read_text(encoding="utf-8"))
        if "vi_du" not in name  # the newspaper of the example
    ]
    assert len(named) > 20
    assert [one for one in named if not (ROOT / one[1]).exists()] == []


def test_one_version_is_cited_and_has_its_changes() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert f"\nversion: {version}\n" in (ROOT / "CITATION.cff").read_text("utf-8")
    assert f"\n## {version} - " in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_every_exit_code_has_its_meaning() -> None:
    def codes(error: type[BaotinhError]) -> set[int]:
        below = (codes(kind) for kind in error.__subclasses__())
        return {error.exit_code}.union(*below)

    assert set(EXIT_CODES) == {*map(int, Exit)} | codes(BaotinhError)
    assert list(EXIT_CODES) == sorted(EXIT_CODES)

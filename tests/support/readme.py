"""The generated parts of the README: exit codes, table of the newspapers, help of every command.

`make docs` writes them anew; a test fails while they differ from what the program says.
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterator

import click
from click.testing import CliRunner

from archive.errors import BaotinhError, Exit
from tests.support.paths import ROOT

README = ROOT / "README.md"
_PART = re.compile(r"(<!-- generated: (?P<name>\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def commands_help() -> str:
    """The help of each command as code blocks, in the order of the program's own list."""
    from crawler.cli import main

    blocks = []
    for name in main.list_commands(click.Context(main)):
        answer = CliRunner().invoke(main, [name, "--help"], prog_name="baotinh", terminal_width=80)
        blocks.append(f"### baotinh {name}\n\n```\n{answer.output.rstrip()}\n```\n")
    return "\n" + "\n".join(blocks) + "\n"


def papers_table() -> str:
    """One row a newspaper, from its file."""
    from crawler.newspapers import registered

    rows = [
        "",
        "| id | newspaper | province, and since July 2025 | host | family | evidence |",
        "|---|---|---|---|---|---|",
    ]
    for paper in registered().values():
        where = paper.province
        if paper.province_now != paper.province:
            where = f"{paper.province} → {paper.province_now}"
        family = paper.family.name if paper.family else ""
        known = f"{paper.hosts[0]} | {family} | {paper.evidence}"
        rows.append(f"| `{paper.id}` | {paper.title} | {where} | {known} |")
    return "\n".join(rows) + "\n\n"


def exit_codes() -> str:
    """One row a code: those of `Exit` by their comments, the others by their errors."""
    from crawler.jobs.crawl import _EXITS

    common = re.findall(r"^    \w+ = (\d+)  # (.+)$", inspect.getsource(Exit), re.MULTILINE)
    words = {int(code): text for code, text in common}
    for error in _errors(BaotinhError):
        if (error.exit_code not in set(Exit)) and "exit_code" in vars(error):
            text = inspect.getdoc(error).partition("\n")[0].rstrip(".")
            words[error.exit_code] = text[0].lower() + text[1:]
    rows = ["", "| code | what a command says with it |", "|---|---|"]
    rows += [f"| {code} | {text} |" for code, text in sorted(words.items())]
    worst = ", ".join(str(int(code)) for code in _EXITS.values() if code != Exit.DONE)
    told = f"A crawl of several newspapers says the first of {worst} that one of them came to."
    return "\n".join([*rows, "", told, "", ""])


def _errors(parent: type[BaotinhError]) -> Iterator[type[BaotinhError]]:
    """The tree of errors under this one, itself included."""
    yield parent
    for child in parent.__subclasses__():
        yield from _errors(child)


def written_anew(text: str) -> str:
    """The README with its generated parts made from the program as it is."""
    parts = {"codes": exit_codes, "commands": commands_help, "papers": papers_table}
    return _PART.sub(lambda found: f"{found[1]}{parts[found['name']]()}{found[3]}", text)


if __name__ == "__main__":
    if sys.argv[1:] != ["--write"]:
        sys.exit("usage: python -m tests.support.readme --write")
    README.write_text(written_anew(README.read_text(encoding="utf-8")), encoding="utf-8")

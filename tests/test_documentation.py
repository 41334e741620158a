"""What the README shows is what the program says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support.readme import README, exit_codes, written_anew

PAGES = (README, *sorted((README.parent / "docs").glob("*.md")))


def test_generated_parts_are_up_to_date() -> None:
    text = README.read_text(encoding="utf-8")
    assert written_anew(text) == text, "run `make docs`"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_of_the_text_exists(page: Path) -> None:
    from crawler.cli import main

    text = page.read_text(encoding="utf-8")
    shown = set(re.findall(r"(?:^    |[`$&] ?)baotinh ([a-z]+)\b", text, re.MULTILINE))
    assert shown <= set(main.commands)


def test_the_help_knows_the_same_exit_codes() -> None:
    from archive.cli import commands

    told = re.findall(r"^ +(\d+)  ", commands.help or "", re.MULTILINE)
    assert told == re.findall(r"^\| (\d+) \|", exit_codes(), re.MULTILINE)

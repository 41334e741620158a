"""What the README shows is what the program says."""

from __future__ import annotations

import re

from tests.readme import README, written_anew


def test_generated_parts_are_up_to_date() -> None:
    text = README.read_text(encoding="utf-8")
    assert written_anew(text) == text, "run `make docs`"


def test_every_command_of_the_text_exists() -> None:
    from crawler.cli import main

    text = README.read_text(encoding="utf-8")
    shown = set(re.findall(r"\bbaotinh ([a-z]+)\b", text)) - {"is", "crawls"}
    assert shown <= set(main.commands)

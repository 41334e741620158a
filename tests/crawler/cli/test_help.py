"""`baotinh --help`: sections, short lines, `-h`; what it imports."""

from __future__ import annotations

import inspect
import subprocess
import sys
from importlib import import_module

import pytest
from click.testing import CliRunner

from archive.cli import commands
from archive.cli.group import SECTIONS, Entry
from archive.errors import EXIT_CODES
from crawler.cli import COMMANDS, main
from tests.support.paths import ROOT

_LONGEST = 50  # letters of a summary: no line of the help is cut or broken at 80 columns


def name_of(entry: Entry) -> str:
    return entry.name


def shown(*arguments: str) -> str:
    return CliRunner().invoke(main, arguments, prog_name="baotinh", terminal_width=80).output


def test_commands_are_listed_by_section() -> None:
    lines = shown("--help").splitlines()
    heads = [line[:-1] for line in lines if line and not line.startswith(" ") and line[-1] == ":"]
    assert heads == ["Options", *SECTIONS, "Exit codes"]
    for entry in COMMANDS:
        assert f"  {entry.name:12}{entry.summary}" in lines
    for code, meaning in EXIT_CODES.items():
        assert f"  {code:2}  {meaning}" in lines
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize("entry", COMMANDS, ids=name_of)
def test_the_summary_is_the_first_sentence_of_the_command(entry: Entry) -> None:
    command = getattr(import_module(entry.module), entry.name)
    assert command.name == entry.name
    assert inspect.cleandoc(command.help).splitlines()[0] == entry.summary
    assert len(entry.summary) <= _LONGEST


@pytest.mark.parametrize("entry", COMMANDS, ids=name_of)
def test_h_is_help_and_every_option_is_described(entry: Entry) -> None:
    text = shown(entry.name, "-h")
    assert text == shown(entry.name, "--help")
    assert f"  Example:\n    baotinh {entry.name}" in text or f"| baotinh {entry.name}" in text
    command = getattr(import_module(entry.module), entry.name)
    options = [param for param in command.params if param.param_type_name == "option"]
    assert [option.name for option in options if not option.help] == []


def test_a_misspelt_command_is_corrected() -> None:
    answer = CliRunner().invoke(main, ["serch"])
    assert answer.exit_code == 2
    assert "'search'" in answer.stderr


def test_the_commands_of_the_archive_work_alone() -> None:
    answer = CliRunner().invoke(commands, ["-h"])
    assert answer.exit_code == 0
    assert "crawl " not in answer.output


def test_help_imports_no_command() -> None:
    code = (
        "import sys\n"
        "from crawler.cli import COMMANDS, main\n"
        "main(['--help'], standalone_mode=False)\n"
        "print([entry.name for entry in COMMANDS if entry.module in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_the_archive_is_named_by_the_environment(tmp_path) -> None:
    environment = {"BAOTINH_DB": str(tmp_path / "elsewhere.db")}
    answer = CliRunner().invoke(main, ["search", "x"], env=environment)
    assert "elsewhere.db does not exist" in answer.stderr

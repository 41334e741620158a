"""Completion in bash: commands, options, newspaper ids; without Scrapy."""

from __future__ import annotations

import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from crawler import newspapers
from tests.support.paths import ROOT
from tests.support.process import environment
from tests.support.searchable import make_archive

# Bash calls the function that `complete` names, as it does when Tab is pressed.
_PRESS_TAB = """
eval "$(_BAOTINH_COMPLETE=bash_source baotinh)"
[[ $(complete -p baotinh) =~ -F\\ ([^\\ ]+) ]]
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
"${BASH_REMATCH[1]}" baotinh
printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A PATH on which `baotinh` is this checkout's."""
    folder = tmp_path_factory.mktemp("bin")
    program = folder / "baotinh"
    program.write_text(
        f"#!{sys.executable}\nfrom crawler.cli import main\nmain(prog_name='baotinh')\n"
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return f"{folder}:/usr/bin:/bin"


def completed(path: str, *words: str, **more: str) -> list[str]:
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("no bash here")
    done = subprocess.run(
        [bash, "--norc", "-c", _PRESS_TAB, "bash", "baotinh", *words],
        env=environment(PATH=path, PYTHONPATH=str(ROOT), **more),
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()


def test_commands_complete(path: str) -> None:
    assert completed(path, "se") == ["search", "serve"]


def test_newspaper_ids_complete_after_crawl(path: str) -> None:
    assert completed(path, "crawl", "ca") == ["ca_mau", "can_tho", "cao_bang"]
    assert completed(path, "crawl", "ca_mau", "") == sorted([*newspapers.registered(), "sample"])


def test_options_complete(path: str) -> None:
    assert completed(path, "crawl", "--b") == ["--backfill"]


def test_newspaper_ids_complete_from_the_archive(path: str, tmp_path: Path) -> None:
    db = make_archive(tmp_path / "archive.db")
    assert completed(path, "search", "--db", str(db), "--paper", "b") == ["bac_lieu"]
    assert completed(path, "search", "--paper", "", BAOTINH_DB=str(db)) == ["bac_lieu", "ca_mau"]
    assert completed(path, "search", "--db", str(tmp_path / "none.db"), "--paper", "b") == []


@pytest.mark.parametrize(
    "words",
    [
        "baotinh crawl ca",
        "baotinh crawl --",
        "baotinh demo --",
        "baotinh newspaper --",
        "baotinh ingest --",
    ],
)
def test_completion_needs_no_scrapy(words: str) -> None:
    code = (
        "import sys\n"
        "from crawler.cli import main\n"
        "try: main(prog_name='baotinh')\n"
        "finally: print('scrapy' in sys.modules, file=sys.stderr)"
    )
    asked = {"_BAOTINH_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": "2"}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=environment(**asked),
        capture_output=True,
        text=True,
    )
    assert done.stdout
    assert done.stderr == "False\n"

"""The registry finds newspapers by their files, and one broken file affects no other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from archive.errors import BrokenNewspaper, UnknownNewspaper
from crawler import newspapers
from crawler.cli import main
from crawler.demo import SampleNewspaper

CACHES = (newspapers._registry, newspapers.registered)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A second folder of newspapers."""
    monkeypatch.setattr(newspapers, "__path__", [*newspapers.__path__, str(tmp_path)])
    for cache in CACHES:
        cache.cache_clear()
    yield tmp_path
    for cache in CACHES:
        cache.cache_clear()


BROKEN = {
    "syntax": ("NEWSPAPER = Newspaper(", "SyntaxError"),
    "import": ("from crawler.families.none import NONE", "ModuleNotFoundError"),
    "missing-field": (
        'from crawler.newspaper import Newspaper\nNEWSPAPER = Newspaper(title="Báo Hỏng")',
        "TypeError: .*'province'.*'hosts'",
    ),
    "no-newspaper": ("TITLE = 'Báo Hỏng'", "AttributeError.*NEWSPAPER"),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_file_is_reported_under_its_name_and_affects_no_other(
    folder: Path, fault: str
) -> None:
    source, problem = BROKEN[fault]
    name = f"bao_hong_{fault.replace('-', '_')}"
    (folder / f"{name}.py").write_text(source)
    files = {path.stem for path in Path(newspapers.__path__[0]).glob("[a-z]*.py")}
    assert set(newspapers.registered()) == files - {"sample"}
    assert len(files) >= 63
    with pytest.raises(BrokenNewspaper, match=rf"crawler/newspapers/{name}\.py.*{problem}"):
        newspapers.get(name)
    listed = CliRunner().invoke(main, ["papers"])
    assert listed.exit_code == 0
    assert f"crawler/newspapers/{name}.py cannot be imported" in listed.stderr
    crawled = CliRunner().invoke(main, ["crawl", name])
    assert crawled.exit_code == 1
    assert f"crawler/newspapers/{name}.py" in crawled.stderr


def test_a_new_file_is_a_new_newspaper_with_the_name_of_the_file_as_id(folder: Path) -> None:
    (folder / "bao_moi.py").write_text(
        "from crawler.newspaper import Newspaper\n"
        'NEWSPAPER = Newspaper(title="Báo Mới", province=None, province_now=None,'
        ' hosts=("bao-moi.example",))\n'
    )
    found = newspapers.get("bao_moi")
    assert found is newspapers.of_url("https://www.bao-moi.example/x")
    assert found.id == "bao_moi"
    assert "bao_moi" in newspapers.registered()


@pytest.mark.parametrize(
    ("wrong", "near"),
    [("bac_liu", "bac_lieu"), ("báo cà mau", "ca_mau"), ("zzz", "baotinh papers")],
)
def test_an_unknown_newspaper_is_answered_with_similar_ones(wrong: str, near: str) -> None:
    with pytest.raises(UnknownNewspaper, match=near):
        newspapers.get(wrong)


def test_the_sample_newspaper_is_known_and_not_listed() -> None:
    sample = newspapers.get("sample")
    assert sample.invented
    assert "sample" not in newspapers.registered()
    sections = [seed.path for seed in sample.seeds][:-2]
    assert sections == SampleNewspaper().sections()

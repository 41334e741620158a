"""A first look at a newspaper without a file: what is shown, and what is written for review."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from crawler.jobs.scaffold import suggested_id
from crawler.newspaper import Newspaper
from tests.support.newspapers.makes import MAKES
from tests.support.newspapers.server import served


def look(baotinh, here, folder: Path, *arguments: object, exits: int = 0):
    options = ("--allow-private", "--delay", 0, "--dir", folder)
    return baotinh("newspaper", here.url, *options, *arguments, exits=exits)


def written(folder: Path) -> Newspaper:
    """The newspaper in the file that was written."""
    (path,) = folder.glob("crawler/newspapers/*.py")
    names: dict[str, object] = {"__name__": "written"}
    exec(path.read_text(), names)
    found = names["NEWSPAPER"]
    assert isinstance(found, Newspaper)
    return replace(found, id=path.stem)


EACH = "epi bbg content_news nukeviet codes queries numbers folders starts days posts bare".split()


@pytest.mark.parametrize("make", EACH)
def test_the_file_that_is_written_tells_articles_from_lists(make, baotinh, tmp_path):
    with served(make, copies=1) as here:
        done = look(baotinh, here, tmp_path, "--id", "bao_thu")
        newspaper = here.newspaper
    assert done.stdout.count("  title ") == 5
    paper = written(tmp_path)
    assert paper.home == here.url, "also over http"
    family = paper.family.name if paper.family else None
    assert (paper.id, family) == ("bao_thu", MAKES[make].family)
    address = paper.scheme + "://" + paper.hosts[0]
    assert all(paper.is_article(address + path) for path in newspaper.addresses())
    seeds = [seed.path for seed in paper.seeds]
    assert not any(paper.is_article(address + path) for path in seeds)
    assert {*newspaper.seeds()} - {"/"} <= {*seeds}
    assert not [path for path in seeds if path.endswith(("gioi-thieu.html", "quang-cao.html"))]


def test_a_test_pair_is_written_and_nothing_is_overwritten(baotinh, tmp_path):
    with served("epi", copies=1) as here:
        look(baotinh, here, tmp_path, "--id", "bao_thu")
        (page,) = tmp_path.glob("tests/papers/bao_thu/*.html")
        said = json.loads(page.with_suffix(".json").read_text())
        assert said["title"] in page.read_text()
        again = look(baotinh, here, tmp_path, "--id", "bao_thu", exits=2)
        assert "already exists" in again.stderr
        assert (
            "invalid id “Bao Thu”"
            in look(baotinh, here, tmp_path, "--id", "Bao Thu", exits=2).stderr
        )


def test_a_known_newspaper_and_a_site_without_articles_are_told(baotinh, site, tmp_path):
    done = baotinh("newspaper", "https://baobaclieu.vn/", "--dir", tmp_path, exits=2)
    assert "has a file: bac_lieu" in done.stderr
    here = site({"/": (200, {}, b"<p>Hello <a href='/a'>x</a></p>")})
    assert "no article found" in look(baotinh, here, tmp_path, exits=2).stderr
    away = ("--allow-private", "--delay", 0, "--dir", tmp_path)
    done = baotinh("newspaper", "http://127.0.0.1:1/", *away, exits=2)
    (line,) = done.stderr.splitlines()
    assert "robots.txt cannot be read" in line
    assert not [*tmp_path.iterdir()]


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("www.baohanam.com.vn", "hanam"),
        ("hanoimoi.vn", "hanoimoi"),
        ("127.0.0.1:8000", "127"),
        ("bao.vn", "bao"),
    ],
)
def test_a_host_suggests_an_id(host, expected):
    assert suggested_id(host) == expected

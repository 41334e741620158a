"""Whose article a page is, where newspapers merged or share a host."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from crawler import newspapers
from crawler.extraction.reader import read_page
from crawler.parsers import Page

PAPERS = newspapers.registered()
HERE = "https://baocamau.vn/lua-vu-ba-duoc-gia-a21414.html"
THERE = "https://baobaclieu.vn/kinh-te/lua-vu-ba-duoc-gia-72306.html"
PUBLISHER = '<script type="application/ld+json">{"@type": "NewsArticle", "publisher": %s}</script>'


@pytest.mark.parametrize(
    ("head", "day", "owner", "url"),
    [
        ("", "2023", "ca_mau", HERE),
        (f'<link rel="canonical" href="{THERE}">', "2023", "bac_lieu", THERE),
        (f'<meta property="og:url" content="{THERE}">', "2023", "bac_lieu", THERE),
        ('<link rel="canonical" href="https://baobaclieu.vn/">', "2023", "ca_mau", HERE),
        ('<meta property="og:site_name" content="Báo Bạc Liêu Online">', "2023", "bac_lieu", HERE),
        ('<meta property="og:site_name" content="BÁO BẠC LIÊU">', "2026", "ca_mau", HERE),
        ('<meta property="og:site_name" content="Báo Cà Mau">', "2023", "ca_mau", HERE),
        ('<meta property="og:site_name" content="Báo Hà Giang">', "2023", "ca_mau", HERE),
        (PUBLISHER % '{"name": "Báo Bạc Liêu"}', "2023", "bac_lieu", HERE),
        (PUBLISHER % '"Báo Bạc Liêu"', "2023", "bac_lieu", HERE),
        (PUBLISHER % "[1]", "2023", "ca_mau", HERE),
    ],
)  # fmt: skip
def test_an_article_under_the_host_of_a_merged_paper_stays_whose_the_page_says(
    head: str, day: str, owner: str, url: str
):
    page = Page.from_bytes(HERE, told(head, day).encode(), fetched_at="2026-11-01T08:00:00Z")
    article = read_page(page, PAPERS["ca_mau"])
    assert (article.kind, article.paper, article.canonical_url) == ("article", owner, url)


@pytest.mark.parametrize(
    ("url", "day", "expected"),
    [
        ("https://baocamau.vn/kinh-te/lua-vu-ba-72306.html", "2023", ("article", "bac_lieu")),
        ("https://baocamau.vn/kinh-te/lua-vu-ba-72306.html", "2026", ("not_article", "ca_mau")),
        ("https://baocamau.vn/lua-vu-ba-a72306.html", "2023", ("article", "ca_mau")),
        ("https://baocamau.vn/kinh-te/lua-vu-ba.html", "2023", ("not_article", "ca_mau")),
    ],
)
def test_an_address_of_a_merged_papers_shape_is_that_papers(url, day, expected):
    page = Page.from_bytes(url, told("", day).encode(), fetched_at="2026-11-01T08:00:00Z")
    article = read_page(page, PAPERS["ca_mau"])
    assert (article.kind, article.paper) == expected


def told(head: str, day: str, lead: str = "Lúa vụ ba được giá, nhà nông phấn khởi.") -> str:
    body = "<p>Thương lái đến tận ruộng đặt mua, giá cao hơn vụ trước một phần mười.</p>" * 3
    return (
        f"<html><head><title>Lúa vụ ba được giá</title>{head}</head><body><h1>Lúa vụ ba được giá"
        f"</h1><div class='date'>06/05/{day} 08:30</div><div class='post-content'>"
        f"<p><b>{lead}</b></p>{body}<p>Theo Báo Bạc Liêu</p></div></body></html>"
    )


@pytest.mark.parametrize(
    ("lead", "owner"),
    [
        ("(QBĐT) - Lúa vụ ba được giá, nhà nông phấn khởi.", "quang_binh"),
        ("QBĐT - Lúa vụ ba được giá, nhà nông phấn khởi.", "quang_binh"),
        ("Lúa (QBĐT) vụ ba được giá, nhà nông phấn khởi.", "quang_tri"),
        ("QBĐT được giá, nhà nông phấn khởi ra đồng.", "quang_tri"),
    ],
)
def test_a_paper_is_known_by_the_mark_before_its_first_words(lead: str, owner: str):
    url = "https://baoquangtri.vn/kinh-te/202305/lua-vu-ba-duoc-gia-83102d4/"
    page = Page.from_bytes(url, told("", "2023", lead).encode(), fetched_at="2026-11-01T08:00:00Z")
    assert read_page(page, PAPERS["quang_tri"]).paper == owner


def test_an_article_that_names_its_own_address_is_stored_there_once(baotinh, tmp_path: Path):
    db = tmp_path / "archive.db"
    link = f'<link rel="canonical" href="{THERE}">'
    for number, address in enumerate((HERE, THERE)):
        file = tmp_path / f"{number}.html"
        file.write_text(told(link, "2023"))
        baotinh("ingest", file, "--url", address, "--db", db)
    baotinh("reparse", "--db", db)
    with closing(sqlite3.connect(db)) as archive:
        assert archive.execute("SELECT paper, url FROM articles").fetchall() == [
            ("bac_lieu", THERE)
        ]


def test_two_addresses_of_an_article_that_name_no_first_are_one_article(baotinh, tmp_path: Path):
    db = tmp_path / "archive.db"
    twins = (
        "https://baothanhhoa.vn/lua-vu-ba-duoc-gia-120517.htm",
        "https://m.baothanhhoa.vn/kinh-te/lua-vu-ba-duoc-gia/120517.htm",
        "https://baothanhhoa.vn/lua-thu-dong-duoc-gia-120517.htm",  # another day: a number anew
    )
    for number, (address, day) in enumerate(zip(twins, ("2023", "2023", "2019"), strict=True)):
        file = tmp_path / f"{number}.html"
        file.write_text(told("", day).replace("vụ ba", "thu đông" if day == "2019" else "vụ ba"))
        baotinh("ingest", file, "--url", address, "--db", db)
    for _ in range(2):
        with closing(sqlite3.connect(db)) as archive:
            found = archive.execute("SELECT url, key FROM articles ORDER BY id").fetchall()
            known = archive.execute("SELECT article FROM urls ORDER BY id").fetchall()
        assert found == [(twins[0], "120517.htm"), (twins[2], "120517.htm")]
        assert known == [(1,), (1,), (2,)]
        baotinh("reparse", "--db", db)

"""The newspapers' files: each is data, fits the others, and fits the addresses seen in the wild.

`facts/papers.json` holds real addresses of articles and lists, by paper, as people quoted them.
"""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from crawler import newspapers
from crawler.cli import main
from crawler.families import families
from crawler.newspaper import Newspaper
from tests.support.paths import ROOT

FACTS: list[dict[str, Any]] = json.loads((ROOT / "tests" / "facts" / "papers.json").read_text())
PAPERS = newspapers.registered()
ARTICLES = [(one["id"], url) for one in FACTS for url in one["articles"]]
LISTINGS = [(one["id"], url) for one in FACTS for url in one["listings"]]
# Whose address shows, by an id of the old series, that another paper printed it first.
MOVED = {
    "https://baodanang.vn/bo-doi-xuat-ngu-khoi-nghiep-voi-den-trang-tri-tram-canh-3140715.html": (
        "quang_nam"
    ),
}
UNITS = set(
    "An Giang|Bắc Ninh|Cà Mau|Cần Thơ|Cao Bằng|Đà Nẵng|Đắk Lắk|Điện Biên|Đồng Nai|Đồng Tháp"
    "|Gia Lai|Hà Nội|Hà Tĩnh|Hải Phòng|Huế|Hưng Yên|Khánh Hòa|Lai Châu|Lâm Đồng|Lạng Sơn|Lào Cai"
    "|Nghệ An|Ninh Bình|Phú Thọ|Quảng Ngãi|Quảng Ninh|Quảng Trị|Sơn La|Tây Ninh|Thái Nguyên"
    "|Thanh Hóa|TP Hồ Chí Minh|Tuyên Quang|Vĩnh Long".split("|")
)

each_paper = pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS.keys())


def test_there_are_sixty_three_of_thirty_four_units():
    provincial = [PAPERS[one["id"]] for one in FACTS]
    assert len(provincial) == 63
    assert {paper.province_now for paper in provincial} == UNITS
    assert len(UNITS) == 34
    for what in ("title", "province"):
        assert len({getattr(paper, what) for paper in provincial}) == 63


@each_paper
def test_a_newspaper_is_a_file_of_data(paper: Newspaper):
    lines = Path(newspapers.__path__[0], f"{paper.id}.py").read_text().splitlines()
    assert len(lines) <= 20
    assert not any(re.match(r"\s*(def|class|@|if)\b", line) for line in lines[7:])


@each_paper
def test_a_paper_fits_the_others(paper: Newspaper):
    if paper.successor:
        heir = PAPERS[paper.successor]
        assert heir.successor is None
        assert heir.province_now == paper.province_now
    else:
        assert paper.province_now in {paper.province, "Huế"}
    assert paper.family in {None, *families()}
    assert paper.patterns(), "without a shape nothing is an article"


@each_paper
def test_no_seed_is_an_article(paper: Newspaper):
    for seed in paper.seeds:
        assert not paper.is_article(paper.home[:-1] + seed.path)


@each_paper
def test_twins_of_hosts_are_understood_and_not_listed(paper: Newspaper):
    first = paper.hosts[0]
    bare = first.removeprefix("www.")
    for twin in (bare, f"www.{bare}", f"m.{bare}", f"amp.{bare}", f"www.m.{bare}"):
        assert paper.stored(f"http://{twin}/x") == f"{paper.scheme}://{first}/x"
    assert paper.stored(f"https://other.{first}/x") is None
    assert paper.stored(f"https://{bare}.example/x") is None
    assert len({paper.host_of(host) for host in paper.hosts}) == len(paper.hosts)


def test_a_host_of_two_papers_is_told_apart_by_shapes():
    """Whoever is only a guest under a host says which addresses there are its own."""
    runs = {paper.hosts[0]: paper for paper in PAPERS.values()}
    assert len(runs) == len(PAPERS), "a host is asked for one paper only"
    guests = [
        (host, paper)
        for paper in PAPERS.values()
        for host in paper.hosts[1:]
        if any(host in other.hosts for other in PAPERS.values() if other is not paper)
    ]
    assert {paper.id for _, paper in guests} >= {"bac_giang", "hai_duong", "quang_nam"}
    for host, paper in guests:
        assert any(shape.host == host for shape in paper.patterns())
        assert runs[host].id == paper.successor


@pytest.mark.parametrize(("name", "url"), ARTICLES, ids=lambda value: str(value)[-50:])
def test_a_real_article_has_the_shape_of_its_paper(name: str, url: str):
    stored = PAPERS[name].stored(url)
    assert stored is not None
    assert PAPERS[name].is_article(stored)
    assert PAPERS[name].stored(stored) == stored, "what is stored stays so"
    assert newspapers.of_url(url) is PAPERS[MOVED.get(url, name)]


@pytest.mark.parametrize(("name", "url"), LISTINGS, ids=lambda value: str(value)[-50:])
def test_a_real_list_has_not(name: str, url: str):
    stored = PAPERS[name].stored(url)
    assert stored is not None
    assert not PAPERS[name].is_article(stored)
    assert newspapers.of_url(url) is PAPERS[name]


@pytest.mark.parametrize("facts", FACTS, ids=lambda facts: facts["id"])
def test_a_paper_knows_the_hosts_it_was_seen_under(facts: dict[str, Any]):
    paper = PAPERS[facts["id"]]
    for host in facts["hosts"]:
        assert paper.host_of(host) or (host, paper.successor) == ("baobacninhtv.vn", "bac_ninh")


@pytest.mark.parametrize("facts", FACTS, ids=lambda facts: facts["id"])
def test_evidence_of_addresses_is_there_or_denied(facts: dict[str, Any]):
    evidence = PAPERS[facts["id"]].evidence
    if evidence == "address":
        assert facts["articles"]
    if evidence == "none":
        assert not facts["articles"]


def test_who_lacks_evidence_of_a_page_is_told_so():
    lines = CliRunner().invoke(main, ["papers"]).output.splitlines()
    shown = {line.split()[0]: line.split()[-1] for line in lines if len(line.split()) > 3}
    assert shown.pop("id") == "evidence"
    assert shown == {name: paper.evidence for name, paper in PAPERS.items()}
    assert {paper.evidence for paper in PAPERS.values()} == {"page", "address", "none"}


@pytest.mark.parametrize(
    ("url", "published", "expected"),
    [
        ("https://baobacninhtv.vn/mot-tin-postid294056.bbg", None, "bac_giang"),
        ("https://baobacninhtv.vn/mot-tin-postid415000.bbg", None, "bac_ninh"),
        ("https://baobacninhtv.vn/mot-tin-postid415000.bbg", "2025-03-02", "bac_giang"),
        ("https://baobacninhtv.vn/mot-tin-postid431000.bbg", "2025-07-01", "bac_ninh"),
        ("https://www.baobacninhtv.vn/phap-luat", None, "bac_ninh"),
        ("https://baohaiphong.vn/mot-tin-394829.html", None, "hai_duong"),
        ("https://baohaiphong.vn/mot-tin-541045.html", "2026-01-05T08:00:00+07:00", "hai_phong"),
        ("https://baodanang.vn/mot-tin-3140715.html", None, "quang_nam"),
        ("https://baodanang.vn/mot-tin-3345131.html", None, "da_nang"),
        ("https://baodanang.vn/kinhte/202412/mot-tin-3140715/", None, "da_nang"),
        ("https://dongkhoi.baovinhlong.vn/mot-tin-16112020-a80176.html", None, "ben_tre"),
        ("https://travinh.baovinhlong.vn/mot-tin-a1234.html", None, "tra_vinh"),
        ("https://baovinhlong.vn/xa-hoi/202501/mot-tin-2971557/", None, "vinh_long"),
        ("https://phuyen.baodaklak.vn/xa-hoi/201105/mot-tin-2971557/", None, "phu_yen"),
        ("https://baodaklak.vn/xa-hoi/202606/mot-tin-2887253/", None, "dak_lak"),
        ("https://bao-mau.example/", None, "sample"),
    ],
)
def test_the_paper_is_told_by_host_shape_and_day(url: str, published: str | None, expected: str):
    found = newspapers.of_url(url, published)
    assert found is not None
    assert found.id == expected


def test_a_guest_leaves_its_hosts_other_articles_alone():
    quang_nam = PAPERS["quang_nam"]
    assert quang_nam.is_article("https://baodanang.vn/mot-tin-3140715.html")
    assert not quang_nam.is_article("https://baodanang.vn/mot-tin-3345131.html")
    bac_giang = PAPERS["bac_giang"]
    there = "https://baobacninhtv.vn/mot-tin-postid415000.bbg"
    assert not bac_giang.is_article(there)
    assert bac_giang.is_article(there, "2025-03-02")


def test_where_nobody_has_seen_the_rule_articles_are_told_by_habit():
    older = PAPERS["dien_bien"]
    assert older.is_article("https://baodienbienphu.info.vn/tin-tuc/xa-hoi/171234-mot-tin-khac")
    assert not older.is_article("https://baodienbienphu.vn/tin-tuc/xa-hoi/171234-mot-tin-khac")
    assert PAPERS["tra_vinh"].is_article("https://travinh.baovinhlong.vn/xa-hoi/mot-tin-48330.html")


def test_an_article_goes_to_the_paper_that_printed_it(baotinh, tmp_path: Path):
    """By the day on the page, whoever runs the host; the next reading says the same."""
    page = """<html lang="vi"><head><title>Vải thiều vào vụ</title></head><body>
    <h1>Vải thiều vào vụ</h1><div class="date">{day} 08:30</div>
    <div class="news-details__content"><p><b>Nhà vườn hai xã đầu nguồn hái lứa vải sớm, thương lái
    đến tận vườn đặt mua từ tinh mơ.</b></p><p>Giá bán tại vườn cao hơn năm ngoái chừng một phần
    năm, bù cho sản lượng giảm vì sương muối hồi đầu xuân.</p></div></body></html>"""
    db = tmp_path / "archive.db"
    for number, day in ((415000, "02/06/2025"), (431000, "02/06/2026")):
        file = tmp_path / f"vai-{number}.html"
        file.write_text(page.format(day=day))
        address = f"https://baobacninhtv.vn/vai-thieu-vao-vu-postid{number}.bbg"
        baotinh("ingest", file, "--url", address, "--db", db)
    baotinh("reparse", "--db", db)
    with closing(sqlite3.connect(db)) as archive:
        found = archive.execute("SELECT paper, url FROM articles ORDER BY url").fetchall()
    assert found == [
        ("bac_giang", "https://baobacninhtv.vn/vai-thieu-vao-vu-postid415000.bbg"),
        ("bac_ninh", "https://baobacninhtv.vn/vai-thieu-vao-vu-postid431000.bbg"),
    ]

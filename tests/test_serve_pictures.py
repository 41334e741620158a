"""Pictures: those that the archive has kept, and those that it draws."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
from datetime import date
from pathlib import Path

import httpx
import pytest

from archive import runs
from archive.article import Capture
from archive.hidden import hide
from archive.histogram import Bin, Histogram
from archive.serve import country, server
from archive.serve.pages.picture import form_of
from archive.serve.pictures import WIDEST, bars
from archive.store import Store
from crawler import spiders
from tests.readable import SLUICE, SLUICE_ID, make_readable

PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


def keep(db: Path, payload: bytes, content_type: str = "image/jpeg") -> None:
    """Put a picture of the article into the archive, as a crawl would."""
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\n\r\n".encode()
    length = len(head + payload)
    record = f"WARC/1.1\r\nWARC-Type: response\r\nContent-Length: {length}\r\n\r\n".encode()
    (db.parent / "pictures.warc.gz").write_bytes(gzip.compress(record + head + payload))
    with Store.open(db) as store:
        capture = Capture(
            url=SLUICE.images[0].src or "",
            status=200,
            fetched_at="2025-04-04T03:00:00Z",
            content_type=content_type,
            sha256=hashlib.sha256(payload).hexdigest(),
            warc_file="pictures.warc.gz",
            warc_offset=0,
        )
        store.save_capture(capture, runs.start(store.db, "crawl", None, {}))


def get(db: Path, *paths: str) -> list[httpx.Response]:
    datasette = server.application(db, public=True)

    async def ask() -> list[httpx.Response]:
        return [await datasette.client.get(path) for path in paths]

    answers = asyncio.run(ask())
    datasette.get_database("archive").close()
    datasette.executor.shutdown()
    return answers


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return make_readable(tmp_path / "archive.db")


def test_a_kept_picture_is_one_click_away_and_is_sent_as_it_was_received(db: Path) -> None:
    keep(db, PNG)
    article, kept = get(db, f"/bai/{SLUICE_ID}", f"/bai/{SLUICE_ID}/anh/1")
    assert f'href="/bai/{SLUICE_ID}/anh/1"' in article.text
    assert f"/bai/{SLUICE_ID}/anh/2" not in article.text
    assert "<img" not in article.text
    assert kept.content == PNG
    assert kept.headers["content-type"] == "image/png"
    assert "sandbox" in kept.headers["content-security-policy"]
    assert kept.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("payload", [SVG, b"<html><script>alert(1)</script>", b""])
def test_what_is_no_picture_is_not_sent_whatever_it_says_it_is(db: Path, payload: bytes) -> None:
    keep(db, payload, "image/png")
    (answer,) = get(db, f"/bai/{SLUICE_ID}/anh/1")
    assert answer.status_code == 404
    assert b"alert(1)" not in answer.content


def test_a_picture_that_was_not_kept_or_is_of_a_hidden_article_is_not_there(db: Path) -> None:
    for before in (lambda: None, lambda: keep(db, PNG)):
        before()
        for path in ("/anh/2", "/anh/0", "/anh/99999999999999999999"):
            assert get(db, f"/bai/{SLUICE_ID}{path}")[0].status_code == 404
    with Store.open(db) as store:
        hide(store, SLUICE_ID, "theo đơn")
    assert get(db, f"/bai/{SLUICE_ID}/anh/1")[0].status_code == 404


def test_a_picture_whose_file_is_gone_is_not_offered(db: Path) -> None:
    keep(db, PNG)
    (db.parent / "pictures.warc.gz").unlink()
    article, gone = get(db, f"/bai/{SLUICE_ID}", f"/bai/{SLUICE_ID}/anh/1")
    assert "/anh/1" not in article.text
    assert gone.status_code == 404


@pytest.mark.parametrize(
    ("payload", "form"),
    [
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"GIF89a", "image/gif"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
        (b"\0\0\0\x20ftypavif", "image/avif"),
        (b"%PDF-1.7", None),
    ],
)
def test_a_picture_is_told_by_its_first_bytes(payload: bytes, form: str | None) -> None:
    assert form_of(payload) == form


def test_every_province_of_today_has_a_tile_of_its_own() -> None:
    drawn = country.tiles({"Cà Mau": 90, "Huế": 10, "Hà Nội": 1})
    assert len({tile.province for tile in drawn}) == 34
    assert len({(tile.x, tile.y) for tile in drawn}) == 34
    kinds = {tile.province: tile.kind for tile in drawn}
    assert [kinds[name] for name in ("Cà Mau", "Huế", "Hà Nội", "Sơn La")] == [
        "most",
        "many",
        "some",
        "none",
    ]


def test_the_map_knows_the_province_of_every_newspaper() -> None:
    provinces = {tile.province for tile in country.tiles({})}
    assert {one.province_now for one in spiders.papers().values()} <= provinces


def test_a_few_bars_stay_slim_and_in_the_middle_of_their_room() -> None:
    years = tuple(Bin(date(year, 1, 1), 1, 1) for year in (2024, 2025))
    one, other = bars(Histogram("", "year", years, 0)).bars
    assert one.width == other.width == WIDEST
    assert other.x - one.x > 2 * WIDEST

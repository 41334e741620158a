"""Images of articles: kept where somebody asks for it, once, and shown to readers as images."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from archive.store.store import Store
from archive.store.takedown import hide
from archive.warc.reader import iterate
from tests.archive.serve.test_pages import Reader
from tests.support.crawls import crawl, front, rows, value

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
JPEG = b"\xff\xd8\xff\xe0" + bytes(range(255, 0, -1))
A, B = "/xa-hoi/nuoc-len-nhanh-12345.html", "/xa-hoi/bai-thu-hai-12346.html"


def page(title: str, *images: str) -> tuple[int, dict[str, str], bytes]:
    figures = "".join(
        f"<figure><img src='{src}' width=600><figcaption>Nước lên ở bến {n}</figcaption></figure>"
        for n, src in enumerate(images, 1)
    )
    text = "Nước lên nhanh trong đêm, bà con dọn nhà. " * 20
    return (
        200,
        {},
        (
            "<html><head><meta charset=utf-8><meta property='og:type' content='article'>"
            f"<title>{title}</title></head><body><h1>{title}</h1><div class=date>09/01/2023 15:24"
            f"</div><article><p>{text}</p>{figures}<p>{text}</p></article></body></html>"
        ).encode(),
    )


def image(body: bytes, kind: str = "image/png") -> tuple[int, dict[str, str], bytes]:
    return 200, {"Content-Type": kind}, body


def files(db: Path) -> dict[str, tuple[str, str | None]]:
    found = rows(db, "SELECT src, state, reason FROM image_files")
    return {src.rpartition("/")[2]: (state, reason) for src, state, reason in found}


def ask(db: Path, *paths: str) -> list[httpx.Response]:
    with closing(Reader(db)) as reader:
        return [reader.get(path) for path in paths]


def test_the_images_of_every_article_are_kept_and_verified(baotinh, newspaper, db):
    plain = crawl(baotinh, newspaper, db)
    assert "images" not in plain.stdout
    assert value(db, "SELECT count(*) FROM image_files") == 0, "only on request"
    done = crawl(baotinh, newspaper, db, "--images")
    shown = value(db, "SELECT count(DISTINCT src) FROM images")
    assert shown > 10
    assert f"{shown} images" in done.stdout, "also of articles that were there already"
    assert rows(db, "SELECT DISTINCT state FROM image_files") == [("kept",)]
    assert baotinh("verify", "--db", db, "--quiet").stdout == ""
    asked = value(db, "SELECT count(*) FROM captures")
    assert "images" not in crawl(baotinh, newspaper, db, "--images").stdout
    again = "SELECT count(*) FROM captures WHERE content_type LIKE 'image/%' AND id > ?"
    assert value(db, again, asked) == 0, "what is kept is not asked for again"


ODD = {
    "a.png": image(PNG),
    "same.png": image(PNG),
    "b.jpg": image(JPEG, "application/octet-stream"),
    "gone.jpg": (404, {}, b"khong co"),
    "late.jpg": (500, {}, b""),
    "page.jpg": (200, {"Content-Type": "text/html"}, b"<html>login</html>"),
    "script.svg": image(
        b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "image/svg+xml"
    ),
    "large.png": image(PNG + bytes(11_000_000)),
    "forbidden.png": image(PNG + b"x"),
    "inside.png": (302, {"Location": "http://10.1.2.3/secret.png"}, b""),
}


@pytest.fixture
def odd(baotinh, site, db):
    names = [f"/anh/{name}" for name in ODD]
    robots = b"User-agent: *\nDisallow: /anh/forbidden"
    here = site(
        {
            "/": (200, {}, front(A, B)),
            "/robots.txt": (200, {"Content-Type": "text/plain"}, robots),
            A: page("Nước lên nhanh", *names[:4]),
            B: page("Bài thứ hai", *names[4:], names[0]),
            **dict(zip(names, ODD.values(), strict=True)),
        }
    )
    options = ("--allow-private", "--delay", 0, "--db", db, "--images")
    baotinh("crawl", here.url, *options)
    return here


def test_what_is_no_image_is_not_kept_and_each_has_its_reason(odd, db):
    states = {name: state for name, (state, _) in files(db).items()}
    assert states == {
        "a.png": "kept",
        "same.png": "kept",
        "b.jpg": "kept",
        "gone.jpg": "gone",
        "late.jpg": "failed",
        "page.jpg": "refused",
        "script.svg": "refused",
        "large.png": "failed",
        "forbidden.png": "refused",
        "inside.png": "refused",
    }
    assert "/anh/forbidden.png" not in odd.asked
    assert odd.asked.count("/anh/a.png") == 1, "two articles show it"
    assert max(map(odd.asked.index, (A, B))) < odd.asked.index("/anh/a.png"), "articles first"


def test_the_same_bytes_are_kept_once(odd, db):
    query = "SELECT capture FROM image_files WHERE src LIKE '%/a.png' OR src LIKE '%/same.png'"
    held = rows(db, query)
    assert len(set(held)) == 1 < len(held)
    (path,) = db.parent.glob("warc/*/*.warc.gz")
    assert sum(record.payload == PNG for record in iterate(path)) == 1


def test_readers_see_the_images_of_an_article_and_nothing_else(odd, db):
    (article,) = (id_ for id_, url in rows(db, "SELECT id, url FROM articles") if url.endswith(A))
    shown, first, third, missing, none = ask(
        db, f"/bai/{article}", *(f"/bai/{article}/anh/{n}" for n in (1, 3, 4, 99))
    )
    assert f'<img src="/bai/{article}/anh/1"' in shown.text
    assert shown.text.count("<img") == 3, "the one that is gone is not shown"
    assert (first.status_code, first.content) == (200, PNG)
    assert first.headers["content-type"] == "image/png"
    assert (third.content, third.headers["content-type"]) == (JPEG, "image/jpeg")
    assert first.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in first.headers["content-security-policy"]
    assert (missing.status_code, none.status_code) == (404, 404)


def test_the_images_of_a_hidden_article_are_not_shown(odd, db):
    (article,) = (id_ for id_, url in rows(db, "SELECT id, url FROM articles") if url.endswith(A))
    with closing(Store.open(db)) as store:
        hide(store, article, "theo yêu cầu")
    (answer,) = ask(db, f"/bai/{article}/anh/1")
    assert answer.status_code == 404
    left = set(files(db))
    assert "b.jpg" not in left, "nor is its address left"
    assert "a.png" in left, "which another article shows"


def test_an_image_that_failed_is_asked_for_again_later(baotinh, odd, db):
    options = ("--allow-private", "--delay", 0, "--db", db, "--images")
    baotinh("crawl", odd.url, *options)
    assert odd.asked.count("/anh/late.jpg") == 1
    with closing(sqlite3.connect(db)) as conn, conn:
        conn.execute("UPDATE image_files SET next_check = '2020-01-01' WHERE state = 'failed'")
    odd.pages["/anh/late.jpg"] = image(JPEG + b"late", "image/jpeg")
    assert " 1 images" in baotinh("crawl", odd.url, *options).stdout
    assert files(db)["late.jpg"] == ("kept", None)

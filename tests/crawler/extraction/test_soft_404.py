"""Pages that say "not found" or "are you human" with status 200 never become articles."""

from __future__ import annotations

import pytest

from archive.model import Article
from crawler.extraction.soft_404 import is_soft_404
from tests.support.crawls import OK, A, B, front, rows, state_of, visit

TEXT = "<p>" + "Mời bạn đọc các tin khác trên trang báo của chúng tôi hôm nay. " * 12 + "</p>"


def page(title: str, body: str) -> bytes:
    return (
        f"<html><head><meta charset=utf-8><title>{title}</title></head><body>{body}</body></html>"
    ).encode()


@pytest.mark.parametrize(
    "body",
    [
        page("404", f"<h1>404</h1><p>Không tìm thấy trang bạn yêu cầu</p>{TEXT}"),
        page(
            "Lỗi 404", "<h1>Trang không tồn tại</h1><p>Bài viết không tồn tại hoặc đã bị xoá.</p>"
        ),
        page("Not Found", "<h1>Not Found</h1><p>The requested URL was not found.</p>"),
        page("Runtime Error", "<h1>Server Error in '/' Application.</h1>"),
        page("Just a moment...", "<p>Checking your browser before accessing</p>"),
        page("Attention Required! | Cloudflare", "<p>Please complete the security check</p>"),
        page("Đăng nhập", "<form><input type=password name=p></form>"),
        front(*(f"/xa-hoi/bai-khac-cua-bao-{n}.html" for n in range(10_000, 10_030))),
        b"",
    ],
    ids=[
        *("404 in words", "gone in words", "english", "iis", "challenge", "cloudflare", "login"),
        *("front page", "empty"),
    ],
)
def test_what_is_no_article_is_not_stored(baotinh, site, db, body):
    here, _ = visit(baotinh, site, db, {A: (200, {}, body), B: OK})
    assert rows(db, "SELECT url FROM articles") == [(here.url + B[1:],)]
    state, reason = state_of(db, A)
    assert state != "fetched" or reason or rows(db, "SELECT 1 FROM urls WHERE article IS NULL")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        *((title, True) for title in ("404", "Lỗi 404", "404 Not Found", "Not found")),
        *((title, True) for title in ("Không tìm thấy trang", "Trang không tồn tại")),
        *((title, True) for title in ("Bài viết không tồn tại hoặc đã bị xoá", "Error 404!")),
        ("Không tìm thấy nạn nhân thứ ba trong vụ chìm tàu", False),
        ("404 hộ dân được cấp đất", False),
        ("Trang trại không có điện", False),
        ("Quốc lộ 404 thông xe", False),
        (None, False),
    ],
)
def test_a_headline_as_a_whole_says_that_nothing_was_found(title, expected):
    assert is_soft_404(Article(url="", canonical_url="", paper=None, title=title)) is expected

"""Makes a small archive for the tests of search and serving, through the real store."""

from __future__ import annotations

from pathlib import Path

from archive.exports import manifest
from archive.model import Article, Capture, Section
from archive.search.filters import Filters
from archive.store import runs
from archive.store.store import Store

DAM_TOM = Article(
    url="https://baobaclieu.vn/kinh-te/dam-tom-1.html",
    canonical_url="https://baobaclieu.vn/kinh-te/dam-tom-1.html",
    paper="bac_lieu",
    title="Đảng viên trẻ giữ đầm tôm qua mùa hạn mặn",
    category=("Kinh tế", "Thủy sản"),
    published="2023-01-09T15:24:00+07:00",
    sections=(
        Section(None, ("Nước mặn 12 phần nghìn đã vào sâu, đảng viên cùng bà con đắp đập.",)),
        Section("VỤ MÙA", ("UBND-HĐND xã họp tối 30/4 để chia nước.",)),
    ),
)
DUONG_SAT = Article(
    url="https://baobaclieu.vn/thoi-su/duong-sat-2.html",
    canonical_url="https://baobaclieu.vn/thoi-su/duong-sat-2.html",
    paper="bac_lieu",
    title="Đường sắt Bắc – Nam ghé ga Hoà Bình",
    category=("Thời sự",),
    published="2024-06-30T23:59:00+07:00",
    sections=(Section(None, ("Đang có hai toa viên chức đi công tác, bán vé suốt ngày.",)),),
)
HOA_BINH = Article(
    url="https://baocamau.vn/thoi-su/hoa-binh-3.html",
    canonical_url="https://baocamau.vn/thoi-su/hoa-binh-3.html",
    paper="ca_mau",
    title="Huyện Hòa Bình đón bạn đọc về thăm",
    category=("Thời sự",),
    published="2024-07-01",
    sections=(Section(None, ("Bàn ghế <b>&amp;</b> sách đã sẵn, chỉ thiếu người kĩ tính.",)),),
)
UNDATED = Article(
    url="https://baocamau.vn/khac/khong-ngay-4.html",
    canonical_url="https://baocamau.vn/khac/khong-ngay-4.html",
    paper="ca_mau",
    title="Một bài không ghi ngày ở Hòa Bình",
    sections=(Section(None, ("Không ai nhớ bài đăng hôm nào.",)),),
)
ARTICLES = (DAM_TOM, DUONG_SAT, HOA_BINH, UNDATED)


def make_archive(path: Path, articles: tuple[Article, ...] = ARTICLES) -> Path:
    """An archive at `path` with two newspapers and these articles."""
    with Store.open(path) as store:
        store.save_paper("bac_lieu", "Báo Bạc Liêu", "Bạc Liêu", "Cà Mau", ["baobaclieu.vn"])
        store.save_paper("ca_mau", "Báo Cà Mau", "Cà Mau", "Cà Mau", ["baocamau.vn"])
        add(store, articles)
    return path


def add(store: Store, articles: tuple[Article, ...]) -> None:
    """Save articles in one batch, each from a capture of its own."""
    run = runs.start(store.db, "ingest", None, {})
    with store.atomic():
        for number, article in enumerate(articles):
            capture = Capture(
                url=article.url,
                status=200,
                fetched_at="2026-11-23T11:25:45Z",
                sha256="0" * 64,
                warc_file=f"run-{run}.warc.gz",
                warc_offset=number,
            )
            capture_id = store.save_capture(capture, run)
            store.save_boxes(article.paper, capture_id, article.poll, article.weather)
            store.save(article, capture_id, run, "1")


def export(conn, target: Path, form: str = "jsonl", question: str | None = None, **narrow):
    """Export what matches, and the manifest of it."""
    return manifest.make(conn, question, Filters(**narrow), target, form=form)

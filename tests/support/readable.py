"""Makes an archive that has something for every page: states, copies, polls, weather, gaps, malice.

All of it is invented, and goes through the real store.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from archive.model import Article, Capture, Image, Poll, PollOption, Section, Weather
from archive.store import near_duplicates, runs
from archive.store.frontier import Frontier
from archive.store.store import Store

PAPERS = (
    ("bac_lieu", "Báo Bạc Liêu", "Bạc Liêu", "Cà Mau", ["baobaclieu.vn"]),
    ("ca_mau", "Báo Cà Mau", "Cà Mau", "Cà Mau", ["baocamau.vn"]),
    ("vinh_long", "Báo Vĩnh Long", "Vĩnh Long", "Vĩnh Long", ["baovinhlong.com.vn"]),
)
RTL = "\u202egnort hnid\u202c"
EVIL = '<script>document.title="owned"</script>"><img src=x onerror=document.title="owned">'
LONG = "Dài " * 262_144
"""A title of a megabyte."""


def address(paper: str, name: str) -> str:
    hosts = {row[0]: row[4][0] for row in PAPERS}
    return f"https://{hosts[paper]}/thoi-su/{name}.html"


def article(paper: str, name: str, **fields: object) -> Article:
    url = address(paper, name)
    return Article(url=url, canonical_url=url, paper=paper, **fields)  # type: ignore[arg-type]


SLUICE = article(
    "bac_lieu",
    "cong-ngan-man-1",
    title="Cống ngăn mặn Láng Trâm đóng sớm nửa tháng",
    kicker="Chủ động ứng phó hạn mặn",
    category=("Kinh tế", "Nông nghiệp"),
    published="2023-01-09T15:24:00+07:00",
    published_raw="Thứ Hai, 09/01/2023 | 15:24",
    authors=("Hoàng Uyên", "Trọng Nguyễn"),
    byline_raw="HOÀNG UYÊN – TRỌNG NGUYỄN",
    lead="Nước mặn lấn sâu hơn mọi năm, bà con xã Phong Tân đắp đập, giữ từng đồng lúa cuối vụ.",
    sections=(
        Section(
            None,
            (
                "Sáng 9/1, đoàn kiểm tra của huyện đi dọc kênh Láng Trâm. Độ mặn đo được ở đầu kênh"
                " là 6 phần nghìn, cao gấp đôi cùng kỳ. Hai trạm bơm đã chuyển sang bơm nước ngọt.",
                "Ông Ba Hiền ở ấp 2 cho biết nhà ông còn tám công lúa đang trổ, nếu cống đóng chậm"
                " một tuần nữa thì coi như mất trắng.",
            ),
        ),
        Section(
            "GIỮ NGỌT CHO LÚA",
            (
                "Huyện dự kiến đóng cống đến hết tháng 3. Đảng viên trong ấp thay nhau trực đêm,"
                " ghi độ mặn hai giờ một lần và báo lên nhóm chung.",
                "Xã cũng vận động các hộ nuôi tôm lùi lịch lấy nước.",
            ),
        ),
        Section("CHIA NƯỚC THEO CA", ("Mỗi tuyến kênh được lấy nước hai ca, mỗi ca bốn giờ.",)),
    ),
    images=(
        Image(
            "https://baobaclieu.vn/anh/cong.jpg",
            "Cống Láng Trâm trong ngày đóng van.",
            "H.U",
        ),
        Image("javascript:alert(1)", "Bà con đắp đập tạm.", "T.N"),
    ),
    tags=("hạn mặn", "lúa – tôm"),
    tables=((("Điểm đo", "Độ mặn (‰)"), ("Đầu kênh", "6"), ("Cuối kênh", "1,5")),),
    poll=Poll(
        "Bạn lấy tin thời tiết từ đâu?",
        (
            PollOption("Báo in", votes=12),
            PollOption("Trang báo điện tử", votes=48),
            PollOption("Loa xã", votes=20),
        ),
    ),
)
CORRECTED = replace(
    SLUICE,
    title="Cống ngăn mặn Láng Trâm đóng sớm một tháng",
    sections=(
        Section(
            None,
            (
                SLUICE.sections[0].paragraphs[0].replace("6 phần nghìn", "8 phần nghìn"),
                SLUICE.sections[0].paragraphs[1],
            ),
        ),
        *SLUICE.sections[1:],
    ),
)
STORY = (
    "Đợt triều cường giữa tháng làm ngập nhiều đoạn đường ven sông ở các tỉnh Đồng bằng sông Cửu"
    " Long, theo Đài Khí tượng Thủy văn khu vực Nam Bộ. Mực nước cao nhất tại các trạm vượt báo"
    " động 3, một số trường học cho học sinh nghỉ buổi sáng, xe tải được yêu cầu đi đường tránh."
)
AGENCY = article(
    "vinh_long",
    "trieu-cuong-2",
    title="Triều cường vượt báo động 3 ở Đồng bằng sông Cửu Long",
    category=("Thời sự",),
    published="2024-10-18T08:00:00+07:00",
    published_raw="18/10/2024 08:00",
    source="TTXVN",
    sections=(Section(None, (STORY,)),),
)
REPRINT = replace(
    AGENCY,
    url=address("ca_mau", "trieu-cuong-3"),
    canonical_url=address("ca_mau", "trieu-cuong-3"),
    paper="ca_mau",
    title="Triều cường vượt báo động 3",
    published="2024-10-18T10:30:00+07:00",
)
RAILWAY = article(
    "ca_mau",
    "duong-sat-4",
    title="Đường sắt về miền Tây: bán vé từ hôm nay",
    category=("Thời sự",),
    published="2024-06-30T23:59:00+07:00",
    authors=("Minh Đăng",),
    sections=(Section(None, ("Toa tàu mới có chỗ để xe đạp, bạn đường có thể mua vé qua mạng.",)),),
)
FRIEND = article(
    "ca_mau",
    "ban-doc-5",
    title="Bạn đọc viết: chợ quê ngày cận Tết",
    category=("Bạn đọc",),
    published="2022-01-09",
    sections=(Section(None, ("Chợ họp từ tờ mờ sáng, bàn hàng kê sát mép nước.",)),),
)
UNDATED = article(
    "vinh_long",
    "khong-ngay-6",
    title="Một bài không ghi ngày",
    sections=(Section(None, ("Trang này không in ngày đăng.",)),),
)
HOSTILE = Article(
    url="https://baocamau.vn/xau/%22%3E%3Cscript%3E.html",
    canonical_url="https://baocamau.vn/xau/%22%3E%3Cscript%3E.html",
    paper="ca_mau",
    title=f"{EVIL} {RTL} phá hoại {LONG}",
    kicker=f"{EVIL}{RTL}",
    category=(EVIL, RTL + EVIL),
    published="2024-12-01T09:00:00+07:00",
    published_raw=f"01/12/2024 {EVIL}{RTL}",
    authors=(EVIL, f"Kẻ Phá {RTL}"),
    byline_raw=EVIL,
    source=EVIL,
    lead=f"{EVIL} {RTL} {LONG}",
    sections=(
        Section(EVIL, (f"{EVIL} phá hoại {RTL}", "]]></description></article></script>")),
        Section(f"{RTL} {LONG}", ("x" * 200_000,)),
    ),
    images=(
        Image("javascript:document.title='owned'", EVIL, EVIL),
        Image("data:text/html,<script>document.title='owned'</script>", RTL, RTL),
        Image('https://a.example/"onmouseover="x', LONG, EVIL),
    ),
    tags=(EVIL, "</script>", RTL),
    poll=Poll(EVIL + RTL, (PollOption(EVIL, votes=3), PollOption(RTL, votes=1))),
    weather=Weather(EVIL, f"{EVIL} {RTL}", {"hazard": ["lốc"]}),
    tables=(((EVIL, RTL), (LONG[:100_000], "y")),),
    problems=(EVIL,),
)
CLEAN = (SLUICE, AGENCY, REPRINT, RAILWAY, FRIEND, UNDATED)
SLUICE_ID, AGENCY_ID, REPRINT_ID, RAILWAY_ID, FRIEND_ID, UNDATED_ID = range(1, 7)
ROUTINE = tuple(
    day
    for day in (date(2025, 2, 10) + timedelta(number) for number in range(51))
    if day not in (date(2025, 3, 11), date(2025, 3, 12))
)
"""Days with two articles and a forecast."""
HOSTILE_ID = UNDATED_ID + 2 * len(ROUTINE) + 1
_HAZARDS = (["lốc", "sét"], [], ["gió giật mạnh"], ["lốc", "sét", "mưa đá", "gió giật mạnh"], [])


def make_readable(path: Path, *, hostile: bool = False) -> Path:
    """An archive at `path`; the hostile article only where it is asked for."""
    with Store.open(path) as store:
        for paper in PAPERS:
            store.save_paper(*paper)
        shelf = _Shelf(store)
        for one in CLEAN:
            shelf.put(one, "2024-12-20T03:00:00Z")
        _routine(shelf)
        if hostile:
            shelf.put(HOSTILE, "2025-04-01T03:00:00Z")
        shelf.put(CORRECTED, "2025-04-02T03:00:00Z")
        _poll_again(shelf)
        _trouble(store, shelf)
        near_duplicates.find_copies(store.db)
        runs.finish(store.db, shelf.run, "finished", {"new": len(CLEAN)})
    return path


class _Shelf:
    """Puts articles into a store, each from a capture of its own."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.run = runs.start(store.db, "ingest", None, {})
        self.captures = 0

    def put(self, one: Article, seen: str) -> int:
        self.captures += 1
        capture = Capture(
            url=one.url,
            status=200,
            fetched_at=seen,
            sha256=f"{self.captures:064x}",
            warc_file="captures/2025.warc.gz",
            warc_offset=self.captures * 1_000,
        )
        with self.store.atomic():
            number = self.store.save_capture(capture, self.run)
            self.store.save(one, number, self.run, "1")
            self.store.save_boxes(one.paper, number, one.poll, one.weather)
        return number


def _routine(shelf: _Shelf) -> None:
    """Two articles a day, a forecast beside the first, none on two days."""
    for number, day in enumerate(ROUTINE):
        hazards = _HAZARDS[number % len(_HAZARDS)]
        facts = {"hazard": hazards, "tmin": [22, 24], "tmax": [31, 33], "gust": [6]}
        text = f"Ngày {day:%d/%m}: trời nắng, chiều có mưa. {', '.join(hazards)}".strip()
        for hour, section in ((6, "Thời sự"), (14, "Xã hội")):
            shelf.put(
                article(
                    "vinh_long",
                    f"tin-{day}-{hour}",
                    title=f"Tin {hour} giờ ngày {day:%d/%m/%Y}",
                    category=(section,),
                    published=f"{day}T{hour:02}:00:00+07:00",
                    authors=("Phương Nam",),
                    sections=(Section(None, (f"Giá lúa ngày {day:%d/%m} vẫn giữ.",)),),
                    weather=Weather("THỜI TIẾT", text, facts) if hour == 6 else None,
                ),
                f"{day}T{hour:02}:30:00Z",
            )


def _poll_again(shelf: _Shelf) -> None:
    poll = Poll(
        "Bạn lấy tin thời tiết từ đâu?",
        (
            PollOption("Báo in", votes=15),
            PollOption("Trang báo điện tử", votes=75),
            PollOption("Loa xã", votes=30),
        ),
    )
    shelf.put(replace(CORRECTED, poll=poll), "2025-04-03T03:00:00Z")


def _trouble(store: Store, shelf: _Shelf) -> None:
    """One article is withdrawn, one page fails, one run is refused."""
    frontier = Frontier(store.db)
    known, lost = RAILWAY.url, address("vinh_long", "mat-7")
    with store.atomic():
        frontier.discover("ca_mau", [known], "page", None, shelf.run)
        capture, number = store.db.conn.execute(
            "SELECT capture, id FROM articles WHERE url = ?", (known,)
        ).fetchone()
        frontier.fetched(known, capture, "page", number, None, None)
        frontier.gone(known, 410)
        frontier.discover("vinh_long", [lost], "page", None, shelf.run)
        frontier.failed(lost, "timeout", None)
        store.db.conn.execute(
            "UPDATE urls SET attempted_at = '2025-03-20T03:00:00Z' WHERE url = ?", (lost,)
        )
    run = runs.start(store.db, "crawl", "vinh_long", {})
    runs.finish(store.db, run, "refused", {})
    store.db.conn.execute("UPDATE runs SET started = '2025-03-12T03:00:00Z' WHERE id = ?", (run,))

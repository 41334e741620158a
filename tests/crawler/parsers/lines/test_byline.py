"""Byline parser: writers, photographers, newsrooms and sources from one line of text."""

from __future__ import annotations

import csv
import json

import pytest

from crawler.parsers.lines.byline import json_record, read_byline
from tests.support.paths import SHARED

SHARED_ROWS = SHARED / "data" / "bylines.tsv"

AUTHORS = [
    ("HOÀNG UYÊN", ["Hoàng Uyên"]),
    ("BẠCH CÚC", ["Bạch Cúc"]),
    ("NGỌC TRẢNG", ["Ngọc Trảng"]),
    ("KIM KIM - TÚ ANH", ["Kim Kim", "Tú Anh"]),
    ("HUỲNH LÂM – CẨM THÚY", ["Huỳnh Lâm", "Cẩm Thúy"]),
    ("Đinh Thị Hằng – Nguyễn Cúc", ["Đinh Thị Hằng", "Nguyễn Cúc"]),
    ("Huy Hoàng-Minh Đức", ["Huy Hoàng", "Minh Đức"]),
    ("Thanh Hải, Phan Anh", ["Thanh Hải", "Phan Anh"]),
    ("Tú Anh và Hữu Phúc", ["Tú Anh", "Hữu Phúc"]),
    ("Tú Anh & Hữu Phúc", ["Tú Anh", "Hữu Phúc"]),
    ("Hòa Bình - Minh Anh", ["Hòa Bình", "Minh Anh"]),
    ("*Phong Phú*", ["Phong Phú"]),
    ("Lê Dung.", ["Lê Dung"]),
    ("(Minh Thư)", ["Minh Thư"]),
    ("TRỊNH XUÂN", ["Trịnh Xuân"]),
    ("Nguyễn Thị Kim Ngân", ["Nguyễn Thị Kim Ngân"]),
    ("Tôn Nữ Quỳnh Trân", ["Tôn Nữ Quỳnh Trân"]),
    ("Cao Xuân Nguyên", ["Cao Xuân Nguyên"]),
    ("Từ Tấn", ["Từ Tấn"]),
    ("Gia Nghi", ["Gia Nghi"]),
    # Initials, pen names, signatures.
    ("T.T", ["T.T"]),
    ("H.T - P.V", ["H.T"]),
    ("Đ.D - M.K", ["Đ.D", "M.K"]),
    ("N.Quốc", ["N.Quốc"]),
    ("Ng. Hà", ["Ng. Hà"]),
    ("Q.VIỆT", ["Q.Việt"]),
    ("TRẦN Q. HƯNG", ["Trần Q. Hưng"]),
    ("NGUYỄN A.", ["Nguyễn A"]),
    ("BVPL", ["BVPL"]),
    ("Minh-Hiếu", ["Minh-Hiếu"]),
    # Highland and foreign names.
    ("H'Linh Niê", ["H'Linh Niê"]),
    ("Y Byăk Mlô", ["Y Byăk Mlô"]),
    ("A Lăng Mai", ["A Lăng Mai"]),
    ("Rơ Châm Hương", ["Rơ Châm Hương"]),
    ("Vàng A Páo", ["Vàng A Páo"]),
    ("Giàng Seo Phử", ["Giàng Seo Phử"]),
    ("Bài: Mary Smith  Ảnh:John Brown", ["Mary Smith"]),
    ("ALĂNG NGHĨA", ["Alăng Nghĩa"]),
    ("Y KHƯƠNG NIÊ", ["Y Khương Niê"]),
    ("H'LOAN ÊBAN", ["H'Loan Êban"]),
    ("K'Brơi", ["K'Brơi"]),
    ("Hờ A Vảng", ["Hờ A Vảng"]),
    ("MÙA A SÌNH", ["Mùa A Sình"]),
    ("Moong Thị Oanh", ["Moong Thị Oanh"]),
    ("Chau Sóc Thi", ["Chau Sóc Thi"]),
    ("LƯ THÚY KIỀU", ["Lư Thúy Kiều"]),
    ("Liêng Ha Minh", ["Liêng Ha Minh"]),
    ("Thích Minh Hạnh", ["Thích Minh Hạnh"]),
    ("Ngọc Tịnh Thi", ["Ngọc Tịnh Thi"]),
    ("HÀ MY", ["Hà My"]),
    ("TH.NHÃ - NG.LAN", ["Th.Nhã", "Ng.Lan"]),
    ("THANH HẰNG - VĂN ĐƠN", ["Thanh Hằng", "Văn Đơn"]),
    # Labels.
    ("Tin, ảnh: Kim Phượng", ["Kim Phượng"]),
    ("Tin-ảnh:T.Lan", ["T.Lan"]),
    ("Tin và ảnh: BÁ TOÀN - VĂN ĐỨC", ["Bá Toàn", "Văn Đức"]),
    ("BÀI, ẢNH: LƯ DŨNG", ["Lư Dũng"]),
    ("Bài & ảnh: Lâm Điền", ["Lâm Điền"]),
    ("Tin, ảnh THANH DŨNG", ["Thanh Dũng"]),
    ("Ảnh, bài: Hoài An", ["Hoài An"]),
    ("Tin: Tường Minh - Ảnh: Đỗ Hiền", ["Tường Minh"]),
    ("Bảo Châu - Ảnh: Lê Hà", ["Bảo Châu"]),
    ("Thu Hà - Thiết kế:Quốc Bình", ["Thu Hà"]),
    ("Minh Hải. Ảnh: T.L", ["Minh Hải"]),
    ("Thực hiện: Hoàng Lam - Tấn Đạt", ["Hoàng Lam", "Tấn Đạt"]),
    ("Tác giả: Mai Khôi", ["Mai Khôi"]),
    ("Tác giả bài viết: Lan Khuê", ["Lan Khuê"]),
    ("Ghi chép: Đặng Huỳnh Lộc", ["Đặng Huỳnh Lộc"]),
    ("Truyện ngắn: Tô Diễm Lệ", ["Tô Diễm Lệ"]),
    ("Tùy bút của Tô Diễm Lệ", ["Tô Diễm Lệ"]),
    ("Tạp văn TÔ DIỄM LỆ", ["Tô Diễm Lệ"]),
    ("Bài và ảnh của TÔ DIỄM LỆ", ["Tô Diễm Lệ"]),
    ("Tin, ảnh. Diễm Lệ", ["Diễm Lệ"]),
    ("CTV: Diễm Lệ", ["Diễm Lệ"]),
    ("Nhóm thực hiện: Diễm Lệ, Anh Kha", ["Diễm Lệ", "Anh Kha"]),
    ("Dịch: Diễm Lệ", ["Diễm Lệ"]),
    ("Ảnh: Anh Kha, Bài: Diễm Lệ", ["Diễm Lệ"]),
    ("Nội dung: Diễm Lệ; Kỹ thuật: Anh Kha", ["Diễm Lệ"]),
    ("Diễm Lệ (Ảnh: Anh Kha)", ["Diễm Lệ"]),
    # Titles and roles.
    ("TS. NGUYỄN VĂN HẢI", ["Nguyễn Văn Hải"]),
    ("BS NGUYỄN THÀNH LỢI", ["Nguyễn Thành Lợi"]),
    ("PGS.TS Trần Đình Thanh", ["Trần Đình Thanh"]),
    ("ThS.BS Lê Minh Tú", ["Lê Minh Tú"]),
    ("Luật gia Nguyễn Bình", ["Nguyễn Bình"]),
    ("Phóng viên Thùy Lâm", ["Thùy Lâm"]),
    ("Đại tá, ThS Lê Minh Tú", ["Lê Minh Tú"]),
    ("PGS, TS Lê Minh Tú - ThS Hà My", ["Lê Minh Tú", "Hà My"]),
    ("GS.TSKH Lê Minh Tú", ["Lê Minh Tú"]),
    ("Thạc sĩ - Bác sĩ Lê Minh Tú", ["Lê Minh Tú"]),
    ("Thiếu tá QNCN LÊ MINH TÚ", ["Lê Minh Tú"]),
    ("Nhà giáo ưu tú Lê Minh Tú", ["Lê Minh Tú"]),
    ("Cựu chiến binh Lê Minh Tú", ["Lê Minh Tú"]),
    ("Lê Minh Tú (nguyên Giám đốc Sở Tư pháp)", ["Lê Minh Tú"]),
    ("Lê Minh Tú (theo tài liệu lưu trữ)", ["Lê Minh Tú"]),
    ("CTV Kim Trúc", ["Kim Trúc"]),
    ("Minh Tâm dịch", ["Minh Tâm"]),
    ("Lê Hoàng Vũ ghi", ["Lê Hoàng Vũ"]),
    ("TÂM AN (tổng hợp)", ["Tâm An"]),
    ("(Tổng hợp) Hồng Hà", ["Hồng Hà"]),
    ("Trung Hiếu (t/h)", ["Trung Hiếu"]),
    ("Lệ Thu (Tổng hợp từ Internet)", ["Lệ Thu"]),
    ("Lệ Thu (sưu tầm và biên soạn)", ["Lệ Thu"]),
    # Agencies, offices and places are not people.
    ("Viết Cường (TTXVN)", ["Viết Cường"]),
    ("Chanh Đa/TTXVN", ["Chanh Đa"]),
    ("Huỳnh Sử - TTXVN", ["Huỳnh Sử"]),
    ("Trần Hiếu-TTXVN", ["Trần Hiếu"]),
    ("Minh Hạnh - Trọng Duy - Báo Bạc Liêu", ["Minh Hạnh", "Trọng Duy"]),
    ("Lan Anh/VOV-TP.HCM", ["Lan Anh"]),
    ("Lan Anh/VOV ĐBSCL", ["Lan Anh"]),
    ("Lan Anh/VOV - Tây Nguyên", ["Lan Anh"]),
    ("Lan Anh - TT VHTT&TT", ["Lan Anh"]),
    ("Bài, ảnh: Lan Anh - P.TCHC", ["Lan Anh"]),
    ("Lan Anh (phóng viên TTXVN)", ["Lan Anh"]),
    ("Lan Anh - Trạm Y tế xã Long Điền", ["Lan Anh"]),
    ("Ghi nhanh của Lan Anh", ["Lan Anh"]),
    ("Lan Anh - PV TTXVN tại Lào", ["Lan Anh"]),
    ("Thùy Dương/VOV - Paris", ["Thùy Dương"]),
    ("Mai Linh/Thanh Niên", ["Mai Linh"]),
    ("Nguyễn Văn An (huyện Hồng Dân)", ["Nguyễn Văn An"]),
    ("Đào Minh Tuấn (Sở Tư pháp)", ["Đào Minh Tuấn"]),
    ("Minh Anh, Hà Nội", ["Minh Anh"]),
]
COLLECTIVES = [
    ("PV", "PV"),
    ("P.V.", "P.V"),
    ("Nhóm PV", "Nhóm PV"),
    ("NHÓM PHÓNG VIÊN", "NHÓM PHÓNG VIÊN"),
    ("Nhóm P.V thực hiện", "Nhóm P.V"),
    ("PV-CTV", "PV-CTV"),
    ("PV (tổng hợp)", "PV"),
    ("PV/VOV.VN", "PV"),
    ("PV-VOV.VN", "PV"),
    ("Ban Bạn đọc", "Ban Bạn đọc"),
    ("Nhóm PV Thời sự", "Nhóm PV Thời sự"),
    ("Tòa soạn", "Tòa soạn"),
    ("Tòa soạn Báo Bạc Liêu", "Tòa soạn Báo Bạc Liêu"),
]
SOURCES = [
    ("Theo TTXVN", ["TTXVN"], []),
    ("(Theo TTXVN)", ["TTXVN"], []),
    ("Theo: Vietnamnet", ["Vietnamnet"], []),
    ("TTXVN/Vietnam+", ["TTXVN", "Vietnam+"], []),
    ("(TTXVN)", ["TTXVN"], []),
    ("VOV.VN", ["VOV.VN"], []),
    ("Báo Bạc Liêu", ["Báo Bạc Liêu"], []),
    ("Theo Vnexpress", ["VnExpress"], []),
    ("Theo VnExpress, Dân Trí", ["VnExpress", "Dân trí"], []),
    ("Theo Tiền Phong", ["Tiền Phong"], []),
    ("Theo Gia đình và Xã hội", ["Gia đình và Xã hội"], []),
    ("Theo Sở Văn hóa, Thể thao và Du lịch", ["Sở Văn hóa, Thể thao và Du lịch"], []),
    ("Theo Bộ Y tế", ["Bộ Y tế"], []),
    ("Theo báo Tuổi Trẻ", ["Tuổi Trẻ"], []),
    ("Nguồn tin: Báo Bạc Liêu", ["Báo Bạc Liêu"], []),
    ("Nguồn: TTXVN", ["TTXVN"], []),
    ("Theo Hà Linh/Báo Tin tức", ["Báo Tin tức"], ["Hà Linh"]),
    ("Theo Quỳnh Trang (VnExpress)", ["VnExpress"], ["Quỳnh Trang"]),
    ("Theo PV (Vietnamnet)", ["Vietnamnet"], []),
    ("Hồng Vân (Theo Dân trí, VnExpress)", ["Dân trí", "VnExpress"], ["Hồng Vân"]),
    ("Hà Trang, Theo Người đưa tin", ["Người đưa tin"], ["Hà Trang"]),
    ("Đức Minh theo Reuters", ["Reuters"], ["Đức Minh"]),
    ("Đức Minh (lược dịch từ CNN)", ["CNN"], ["Đức Minh"]),
    ("An Duy (tổng hợp theo báo CAND, SGGP)", ["CAND", "SGGP"], ["An Duy"]),
    ("Minh Anh (Nguồn: VnExpress)", ["VnExpress"], ["Minh Anh"]),
    ("Nguồn: Minh Anh/VGP", ["VGP"], ["Minh Anh"]),
    ("Nguồn: https://baobaclieu.vn/tin-tuc/1.html", ["baobaclieu.vn"], []),
    ("Nguồn: Theo TTXVN", ["TTXVN"], []),
    ("Nguồn tham khảo: Reuters", ["Reuters"], []),
    ("Nguồn TTXVN", ["TTXVN"], []),
    ("Nguồn: Trung tâm Dự báo Thời tiết", ["Trung tâm Dự báo Thời tiết"], []),
    ("Theo Đài Tiếng nói Việt Nam", ["Đài Tiếng nói Việt Nam"], []),
]


@pytest.mark.parametrize(("line", "people"), AUTHORS)
def test_writers_are_people_in_title_case(line: str, people: list[str]) -> None:
    byline = read_byline(line)
    assert (byline.kind, list(byline.names)) == ("author", people)
    assert list(byline.signatories) == people


@pytest.mark.parametrize(("line", "newsroom"), COLLECTIVES)
def test_a_newsroom_is_a_collective_as_printed(line: str, newsroom: str) -> None:
    byline = read_byline(line)
    assert (byline.kind, byline.names, byline.collective) == ("author", (), newsroom)
    assert byline.signatories == (newsroom,)


@pytest.mark.parametrize(("line", "credited", "people"), SOURCES)
def test_a_source_is_separate_from_the_writers(
    line: str, credited: list[str], people: list[str]
) -> None:
    byline = read_byline(line)
    assert (byline.kind, list(byline.outlets), list(byline.names)) == ("source", credited, people)


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("Theo TTXVN/Vietnam+", "TTXVN/Vietnam+"),
        ("Theo VNE", "VNE"),
        ("(Theo Fox News, CNBC)", "Fox News, CNBC"),
        ("Hồng Vân/Báo Tin Tức", "Báo Tin Tức"),
        ("Viết Cường (TTXVN)", "TTXVN"),
        ("Hoàng Uyên", None),
    ],
)
def test_the_source_is_kept_as_printed(line: str, source: str | None) -> None:
    assert read_byline(line).source == source


@pytest.mark.parametrize(
    ("line", "role", "agency"),
    [
        ("CTV Nhật Hạ/VOV.VN", "CTV", "VOV.VN"),
        ("An Dương (T/h)", "tổng hợp", None),
        ("Ngọc Ánh  (Thực hiện)", "thực hiện", None),
        ("Anh Thư (lược dịch)", "lược dịch", None),
    ],
)
def test_role_and_agency_are_split_off_the_name(line: str, role: str, agency: str | None) -> None:
    byline = read_byline(line)
    assert (byline.role, byline.agency) == (role, agency)


def test_decomposed_letters_and_zero_width_spaces_make_no_difference() -> None:
    decomposed = "Hoa\u0300ng Uye\u0302n\u200b"
    assert read_byline(decomposed).names == ("Hoàng Uyên",)


def test_names_of_the_json_record_depend_on_the_kind() -> None:
    assert json_record("Hồng Vân (Theo VNE)") == {
        "kind": "source",
        "names": ["VnExpress"],
        "source": "VNE",
        "authors": ["Hồng Vân"],
    }
    assert json_record("Tin, ảnh: Lan Chi")["photo"] == ["Lan Chi"]


@pytest.mark.skipif(not SHARED_ROWS.exists(), reason="../shared is not beside this checkout")
def test_at_most_five_percent_of_the_shared_rows_are_wrong() -> None:
    with SHARED_ROWS.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    wrong = [
        row["raw"]
        for row in rows
        if (record := json_record(row["raw"]))["kind"] != row["kind"]
        or record["names"] != json.loads(row["names"])
    ]
    assert len(wrong) <= len(rows) * 0.05, wrong

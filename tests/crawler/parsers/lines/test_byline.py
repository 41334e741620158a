"""Byline parser: writers, photographers, newsrooms and sources from one line of text."""

from __future__ import annotations

import csv
import json

import pytest

from crawler.parsers.lines import honorifics, outlets
from crawler.parsers.lines.byline import json_record, read_byline, split_trailing_byline
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
CREDITS = [
    ("Ảnh: TTXVN", ["TTXVN"]),
    ("Ảnh: CHÍ THẠNH", ["Chí Thạnh"]),
    ("(Ảnh: Minh Luân)", ["Minh Luân"]),
    ("Ảnh TẤN LỘC.", ["Tấn Lộc"]),
    ("Ảnh: Lê Trọng/TTXVN", ["Lê Trọng"]),
    ("Ảnh: AFP/TTXVN", ["AFP", "TTXVN"]),
    ("Ảnh: TTXVN phát", ["TTXVN"]),
    ("Ảnh: Internet", []),
    ("Nguồn ảnh: Internet", []),
    ("Ảnh minh họa", []),
    ("Ảnh do gia đình cung cấp", []),
    ("Đồ họa: Hoàng Nam", ["Hoàng Nam"]),
    ("Bà con thu hoạch lúa - Ảnh: C.L", ["C.L"]),
    ("Nguồn: NCHMF.", ["NCHMF"]),
    ("ảnh: Minh Luân", ["Minh Luân"]),
    ("Ảnh VGP/Minh Luân", ["Minh Luân"]),
    ("Ảnh: Minh Luân/Báo Bạc Liêu", ["Minh Luân"]),
    ("Ảnh: Minh Luân-Chí Thạnh", ["Minh Luân", "Chí Thạnh"]),
    ("Ảnh tư liệu/TTXVN", ["TTXVN"]),
    ("Ảnh: Tư liệu Báo Bạc Liêu", ["Báo Bạc Liêu"]),
    ("Ảnh chụp màn hình: Minh Luân", ["Minh Luân"]),
    ("Minh họa: MINH LUÂN", ["Minh Luân"]),
    ("Ảnh minh họa/Internet", []),
    ("Ảnh minh họa (Internet)", []),
    ("Công an tỉnh khám nghiệm hiện trường. Ảnh: Minh Luân.", ["Minh Luân"]),
    ("Khu dân cư kiểu mẫu. Ảnh: Minh Luân", ["Minh Luân"]),
    ("Ảnh minh họa từ Internet", []),
    ("Ảnh: BVCC", []),
    ("Ảnh: BTC", []),
    ("Ảnh: Tổng hợp", []),
    ("Ảnh: PV", []),
    ("Bà con gặt lúa. Ảnh minh họa", []),
    ("Nguồn: Internet", []),
    ("Nguồn: internet", []),
    ("_Nguồn: baobaclieu.vn", ["baobaclieu.vn"]),
]
NOT_BYLINES = [
    "",
    "KẾT QUẢ BƯỚC ĐẦU",
    "NHIỀU MÔ HÌNH HAY",
    "ĐỒNG LÒNG VƯỢT KHÓ",
    "KHÓ KHĂN, THÁCH THỨC",
    "THUẬN LỢI, KHÓ KHĂN",
    "CHUYỂN BIẾN TÍCH CỰC",
    "AN SINH XÃ HỘI",
    "TRUNG THU",
    "TĂNG CƯỜNG",
    "LÀNG NGHỀ",
    "MỞ ĐẦU",
    "Kết quả bước đầu",
    "Hiệu quả từ mô hình tôm - lúa",
    "Bạc Liêu",
    "Việt Nam",
    "TP. Hồ Chí Minh",
    "Quảng Nam - Đà Nẵng",
    "Huyện Đông Hải",
    "Ban Tuyên giáo Tỉnh ủy",
    "Chủ tịch UBND tỉnh",
    "Bút danh",
    "Theo đó, giá lúa tăng nhẹ.",
    "Theo kế hoạch, công trình hoàn thành vào cuối năm.",
    "Theo Sở Y tế, số ca mắc giảm.",
    "Theo Nghị quyết 08, tỉnh phấn đấu tăng 5%.",
    "Theo ông Nguyễn Văn Hải",
    "Theo quy định hiện hành",
    "Ông Nguyễn Văn Hải nói:",
    "Trân trọng cảm ơn ông!",
    "PV: Xin cảm ơn ông.",
    "Điện thoại: 0291 3823 456",
    "Nguyễn Văn An, 45 tuổi",
    "Bài 2: Gỡ khó cho dân",
    "Kỳ cuối: Giữ rừng",
    "Tin bão: Gió mạnh dần",
    "Nội dung: Tuyên truyền phòng dịch",
    "Video ngư dân cứu rùa biển:",
    "Ảnh đẹp trong tuần",
    "Tin liên quan",
    "Đời Sống",
    "(còn nữa)",
    "Hết",
    "Nhóm thanh niên ra quân dọn rác.",
    "Thừa Thiên - Huế",
    "MINH BẠCH",
    "TRUYỀN THỐNG",
    "Chuyên Mục",
    "SMART CITY",
    "Ông Nguyễn Văn Hải",
    "Chị Trần Mỹ Hạnh",
    "Video Minh Anh",
    "Ảnh Bác Hồ",
    "Chùa Giác Hoa",
    "Bảo Hiểm Y Tế",
    "Dự án: TP Bạc Liêu",
    "Mời bạn đọc xem tiếp kỳ sau.",
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


@pytest.mark.parametrize(("line", "named"), CREDITS)
def test_an_image_credit_names_photographers_and_no_writer(line: str, named: list[str]) -> None:
    byline = read_byline(line)
    assert (byline.kind, list(byline.photographers), byline.names) == ("credit", named, ())


@pytest.mark.parametrize("line", NOT_BYLINES)
def test_headings_places_and_sentences_are_not_bylines(line: str) -> None:
    assert read_byline(line).kind == "none"


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
    ("line", "photographers"),
    [
        ("Tin, ảnh: Kim Phượng", ("Kim Phượng",)),
        ("Tin: Tường Minh - Ảnh: Đỗ Hiền", ("Đỗ Hiền",)),
        ("Bài: Mai Lan", ()),
    ],
)
def test_photographers_are_separate_from_writers(line: str, photographers: tuple[str, ...]) -> None:
    assert read_byline(line).photographers == photographers


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


def test_a_credit_followed_by_a_writer_is_split() -> None:
    byline = read_byline("Ảnh: Google Maps. Lê Tâm")
    assert (byline.kind, byline.photographers, byline.names) == (
        "credit",
        ("Google Maps",),
        ("Lê Tâm",),
    )


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("THUẬN VĂN, LÊ ÁNH", ("Thuận Văn", "Lê Ánh")),
        ("Nguyên", ("Nguyên",)),
        ("HẢI DƯƠNG", ("Hải Dương",)),
        ("Bút danh", ()),
        ("Tác giả", ()),
        ("Đang cập nhật", ()),
    ],
)
def test_trusted_markup_admits_unusual_names_but_not_placeholders(
    line: str, people: tuple[str, ...]
) -> None:
    assert read_byline(line, trusted=True).names == people


def test_decomposed_letters_and_zero_width_spaces_make_no_difference() -> None:
    decomposed = "Hoa\u0300ng Uye\u0302n\u200b"
    assert read_byline(decomposed).names == ("Hoàng Uyên",)


TEXT = "Đây là nguồn động viên lớn để bà con nông dân tiếp tục sản xuất"


@pytest.mark.parametrize(
    ("paragraph", "rest", "signatories", "source"),
    [
        (f"{TEXT}./. Hoàng Uyên", f"{TEXT}./.", ("Hoàng Uyên",), None),
        (f"{TEXT}./.HOÀNG UYÊN", f"{TEXT}./.", ("Hoàng Uyên",), None),
        (f"{TEXT}. HOÀNG UYÊN", f"{TEXT}.", ("Hoàng Uyên",), None),
        (f"{TEXT}. V. Minh", f"{TEXT}.", ("V. Minh",), None),
        (f"{TEXT}. Tin, ảnh: Minh Luân", f"{TEXT}.", ("Minh Luân",), None),
        (f"{TEXT}.” Minh Anh (thực hiện)", f"{TEXT}.”", ("Minh Anh",), None),
        (f"{TEXT}. PV", f"{TEXT}.", ("PV",), None),
        (f"{TEXT}. (Theo TTXVN)", f"{TEXT}.", (), "TTXVN"),
        (f"{TEXT} (Theo TTXVN)", TEXT, (), "TTXVN"),
        (f"{TEXT}. Theo VOV", f"{TEXT}.", (), "VOV"),
    ],
)
def test_a_byline_at_the_end_of_a_paragraph_is_split_off(
    paragraph: str, rest: str, signatories: tuple[str, ...], source: str | None
) -> None:
    text, byline = split_trailing_byline(paragraph)
    assert byline is not None
    assert (text, byline.signatories, byline.source) == (rest, signatories, source)


@pytest.mark.parametrize(
    "paragraph",
    [
        f"{TEXT}.",
        f"{TEXT} (TTXVN).",
        f"{TEXT} cùng TS. Nguyễn Văn Hải",
        f"{TEXT} tại TP. Hồ Chí Minh",
        f"{TEXT}. Hà Nội",
        f"{TEXT}. Theo đó, giá tăng",
        f"{TEXT}. Ông Hải phát biểu.",
        f"{TEXT}. Nguyễn Văn Hải.",
        "Hoàng Uyên",
        "",
    ],
)
def test_a_paragraph_whose_end_may_be_text_is_not_split(paragraph: str) -> None:
    assert split_trailing_byline(paragraph) == (paragraph, None)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("BS NGUYỄN LỢI", "BS"),
        ("Nguyễn Lợi", None),
        ("Luật sư Trần Hạnh", "Luật sư"),
        ("ThS. BS. Trần Hạnh", "ThS. BS"),
    ],
)
def test_titles_before_a_name_are_split_off(text: str, name: str | None) -> None:
    assert honorifics.split_titles(text)[1] == name


@pytest.mark.parametrize(
    ("text", "known"),
    [("baobaclieu.vn", True), ("Bóng đá +", True), ("Daily Post", True), ("Du lịch", False)],
)
def test_unambiguous_outlets_are_known_and_everyday_words_are_not(text: str, known: bool) -> None:
    assert outlets.is_known(text) is known


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

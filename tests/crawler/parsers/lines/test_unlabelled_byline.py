"""Lines without a label: what is a name, and what is a heading, a place or a sentence."""

from __future__ import annotations

import pytest

from crawler.parsers.lines.byline import read_byline

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


@pytest.mark.parametrize("line", NOT_BYLINES)
def test_headings_places_and_sentences_are_not_bylines(line: str) -> None:
    assert read_byline(line).kind == "none"


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

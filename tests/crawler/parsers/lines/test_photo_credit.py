"""Bylines that credit pictures: photographers are not writers."""

from __future__ import annotations

import pytest

from crawler.parsers.lines.byline import read_byline

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


@pytest.mark.parametrize(("line", "named"), CREDITS)
def test_an_image_credit_names_photographers_and_no_writer(line: str, named: list[str]) -> None:
    byline = read_byline(line)
    assert (byline.kind, list(byline.photographers), byline.names) == ("credit", named, ())


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


def test_a_credit_followed_by_a_writer_is_split() -> None:
    byline = read_byline("Ảnh: Google Maps. Lê Tâm")
    assert (byline.kind, byline.photographers, byline.names) == (
        "credit",
        ("Google Maps",),
        ("Lê Tâm",),
    )

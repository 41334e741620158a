"""Caption parser: credits that are split off, and captions that stay whole."""

from __future__ import annotations

import pytest

from crawler.parsers.lines.photo_credits import credit_names, split_caption

CAPTION = "Bà con xã Vĩnh Trạch thu hoạch lúa hè thu"

CUT = [
    (f"{CAPTION}. Ảnh: T.T", f"{CAPTION}.", "T.T"),
    (f"{CAPTION}. Ảnh: T.T.", f"{CAPTION}.", "T.T."),
    (f"{CAPTION}. Ảnh: HỮU THỌ", f"{CAPTION}.", "HỮU THỌ"),
    (f"{CAPTION} - Ảnh: V.D", CAPTION, "V.D"),
    (f"{CAPTION} – Ảnh: Lư Dũng", CAPTION, "Lư Dũng"),
    (f"{CAPTION} Ảnh: Lư Dũng", CAPTION, "Lư Dũng"),
    (f"{CAPTION}, ảnh: Lư Dũng", CAPTION, "Lư Dũng"),
    (f"{CAPTION} (Ảnh: Lư Dũng)", CAPTION, "Lư Dũng"),
    (f"{CAPTION} (Ảnh: Lư Dũng).", CAPTION, "Lư Dũng"),
    (f"{CAPTION}. (Ảnh: Lư Dũng)", f"{CAPTION}.", "Lư Dũng"),
    (f"{CAPTION} [Ảnh: Lư Dũng]", CAPTION, "Lư Dũng"),
    ("Bà Lan (ảnh: Minh Anh) bên vườn cây.", "Bà Lan bên vườn cây.", "Minh Anh"),
    (f"{CAPTION}. Ảnh:Lư Dũng", f"{CAPTION}.", "Lư Dũng"),
    (f"{CAPTION}. Ảnh Lư Dũng", f"{CAPTION}.", "Lư Dũng"),
    (f"{CAPTION}. Ảnh: Hồ Cầu-TTXVN", f"{CAPTION}.", "Hồ Cầu-TTXVN"),
    (f"{CAPTION}. Ảnh: AFP/TTXVN", f"{CAPTION}.", "AFP/TTXVN"),
    (f"{CAPTION}. Ảnh: Minh Anh - Lư Dũng", f"{CAPTION}.", "Minh Anh - Lư Dũng"),
    (f"{CAPTION}. Ảnh: Công an tỉnh cung cấp", f"{CAPTION}.", "Công an tỉnh cung cấp"),
    (f"{CAPTION}. Ảnh do nhân vật cung cấp.", f"{CAPTION}.", "do nhân vật cung cấp"),
    (f"{CAPTION}. Ảnh chụp màn hình", f"{CAPTION}.", "chụp màn hình"),
    (f"{CAPTION}. Ảnh tư liệu", f"{CAPTION}.", "tư liệu"),
    (f"{CAPTION}. Ảnh tư liệu: TTXVN", f"{CAPTION}.", "TTXVN"),
    (f"{CAPTION}. Ảnh minh họa: Nguyễn Đông.", f"{CAPTION}.", "Nguyễn Đông"),
    (f"{CAPTION}. Nguồn ảnh: Internet", f"{CAPTION}.", "Internet"),
    (f"{CAPTION}. (Nguồn: TTXVN)", f"{CAPTION}.", "TTXVN"),
    (f"{CAPTION}_Nguồn: baobaclieu.vn", CAPTION, "baobaclieu.vn"),
    (f"{CAPTION}. Nguồn internet", f"{CAPTION}.", "internet"),
    ("Trong ảnh: Chợ nổi. Ảnh: TTXVN", "Trong ảnh: Chợ nổi.", "TTXVN"),
    ("Bản đồ các vùng ngập. Đồ họa: Tiến Thành.", "Bản đồ các vùng ngập.", "Tiến Thành"),
    ("Chợ nổi sáng nay. Video: Lư Dũng", "Chợ nổi sáng nay.", "Lư Dũng"),
    ("A market (Photo: AP)", "A market", "AP"),
    ("Ảnh có tính minh họa. Nguồn internet", "Ảnh có tính minh họa.", "internet"),
    ("Ảnh minh họa: Internet", "Ảnh minh họa", "Internet"),
]
CREDIT_ALONE = [
    ("Ảnh: T.T", "T.T"),
    ("(Ảnh: Lư Dũng)", "Lư Dũng"),
    ("Ảnh TẤN LỘC.", "TẤN LỘC"),
    ("Ảnh - Hồng Hà.", "Hồng Hà"),
    ("_Nguồn: baobaclieu.vn", "baobaclieu.vn"),
    ("Ảnh người dân cung cấp.", "người dân cung cấp"),
    ("Ảnh sử dụng trong bài: Facebook nhân vật.", "Facebook nhân vật"),
    ("Ảnh: Tỉnh đoàn", "Tỉnh đoàn"),
]
WHOLE = [
    CAPTION,
    f"{CAPTION}.",
    "Ảnh minh họa",
    "Ảnh minh hoạ.",
    "(Ảnh minh họa)",
    f"{CAPTION}. Ảnh minh họa",
    "Ảnh: Các đại biểu dự hội nghị.",
    "Ảnh: Quang cảnh hội nghị",
    "Ảnh trên: Cầu cũ; ảnh dưới: cầu mới",
    "Triển lãm trưng bày 50 bức ảnh Bác Hồ",
    "Ảnh cưới giản dị của đôi bạn trẻ",
    "Video ngư dân cứu rùa biển:",
    "Người chụp ảnh: nghề mới ở vùng biển",
    "Nguồn nước ngọt về đồng",
    "Nguồn lợi: tôm, cua, cá",
    "Hình thức: trồng xen canh",
]
CREATORS = [
    ("THUẬN VĂN", ("Thuận Văn",)),
    ("Lư Dũng - Minh Anh", ("Lư Dũng", "Minh Anh")),
    ("Hồ Cầu-TTXVN", ("Hồ Cầu",)),
    ("Lê Trọng/TTXVN", ("Lê Trọng",)),
    ("Nguyễn Khánh/Tuổi Trẻ", ("Nguyễn Khánh",)),
    ("Việt Linh (TTXVN)", ("Việt Linh",)),
    ("AFP/TTXVN", ("AFP", "TTXVN")),
    ("TTXVN phát", ("TTXVN",)),
    ("Internet", ()),
    ("NVCC", ()),
    ("do gia đình cung cấp", ()),
    ("Sở Y tế", ("Sở Y tế",)),
]


@pytest.mark.parametrize(("text", "caption", "credit"), CUT)
def test_the_credit_is_split_off_the_caption_as_printed(
    text: str, caption: str, credit: str
) -> None:
    assert split_caption(text) == (caption, credit)


@pytest.mark.parametrize(("text", "credit"), CREDIT_ALONE)
def test_a_credit_may_have_no_caption(text: str, credit: str) -> None:
    assert split_caption(text) == (None, credit)


def test_an_office_with_a_long_name_may_be_credited() -> None:
    office = "Trung tâm Dự báo khí tượng thủy văn quốc gia"
    assert split_caption(f"Ảnh: {office}") == (None, office)


@pytest.mark.parametrize("text", WHOLE)
def test_a_caption_that_mentions_a_photo_has_no_credit(text: str) -> None:
    assert split_caption(text) == (text, None)


def test_blank_text_has_neither_caption_nor_credit() -> None:
    assert split_caption("  ") == (None, None)


@pytest.mark.parametrize(("credit", "creators"), CREATORS)
def test_creators_are_in_title_case_and_origins_have_no_name(
    credit: str, creators: tuple[str, ...]
) -> None:
    assert credit_names(credit) == creators

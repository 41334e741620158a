"""A byline at the end of a paragraph is split off, unless it may be text."""

from __future__ import annotations

import pytest

from crawler.parsers.lines.byline import split_trailing_byline

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

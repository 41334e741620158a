"""Mojibake: UTF-8 decoded as something else is repaired, correct text is left alone."""

from __future__ import annotations

import pytest

from crawler.parsers.decoding.mojibake import repair_text
from tests.support.vietnamese_pages import PROSE, page


def garbled(text: str, charset: str = "cp1252") -> str:
    """UTF-8 decoded as another charset; bytes undefined in cp1252 become control characters."""
    if charset == "latin-1":
        return text.encode().decode("latin-1")
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode())


RIGHT = [
    PROSE,
    page(),
    "Sở VH&TT; và Bộ TN&MT; họp bàn",
    "BÁO CÁO CỦA XÃ “ĐÔNG HẢI”: NÃO, BÃI, LÃO, GIÃ",
    "Mục › Tin » Xã hội » Ảnh",
    "25 °C, 30 µm, © Báo, ®, «trích», 5 × 3, ½",
    '<a href="/?a=1&amp;copy=2&amp;reg=3&amp;id=4">Mời</a>',
    "<p>Cú pháp: &amp;lt;b&amp;gt; in đậm, &lt;i&gt; in nghiêng</p>",
    "<p>1 &lt; 2 &amp; 3 &gt; 2</p>",
    "Café déjà vu, señor, Zürich, Øresund, Škoda",
    "A&B; C&D;",
    "",
]


@pytest.mark.parametrize("text", RIGHT)
def test_correct_text_passes_unchanged(text: str) -> None:
    assert repair_text(text) == (text, ())


@pytest.mark.parametrize("charset", ["cp1252", "latin-1"])
@pytest.mark.parametrize("text", [PROSE, page(), "Thời tiết Bạc Liêu", "Đồng bằng", "Bão số “3”…"])
def test_utf_8_decoded_as_latin_is_repaired(text: str, charset: str) -> None:
    assert repair_text(garbled(text, charset)) == (text, ("encoding-repaired",))


def test_text_garbled_twice_is_repaired() -> None:
    assert repair_text(garbled(garbled(PROSE, "latin-1"), "latin-1"))[0] == PROSE


def test_only_the_garbled_line_of_a_page_is_changed() -> None:
    source = f"<p>{PROSE}</p><p>{garbled('Hội thảo về lúa')}</p><p>“XÃ”</p>"
    repaired, problems = repair_text(source)
    assert repaired == f"<p>{PROSE}</p><p>Hội thảo về lúa</p><p>“XÃ”</p>"
    assert problems == ("encoding-repaired",)


def test_quotes_beside_garbled_letters_are_kept() -> None:
    assert repair_text(f"“{garbled('Hà Nội')}”, “{garbled('Huế')}”")[0] == "“Hà Nội”, “Huế”"


ESCAPED = [
    ("t&#7881;nh", "tỉnh"),
    ("t&amp;#7881;nh", "tỉnh"),
    ("t&amp;amp;#7881;nh", "t&#7881;nh"),
    ("H&agrave; N&ocirc;ng &amp; b&#x1EA1;n", "Hà Nông & bạn"),
    ("Sở VH&amp;TT;", "Sở VH&TT;"),
    ("a &lt;b&gt; &amp;lt;b&amp;gt;", "a &lt;b&gt; &lt;b&gt;"),
    ("<p>t&amp;#7881;nh &amp;quot;A&amp;quot;</p>", "<p>t&#7881;nh &quot;A&quot;</p>"),
    ("<p>VH&amp;amp;TT &amp;amp;nbsp; x</p>", "<p>VH&amp;TT &nbsp; x</p>"),
    ("<p>&amp;#60;b&amp;#062; &amp;nbsp;</p>", "<p>&amp;#60;b&amp;#062; &nbsp;</p>"),
]


@pytest.mark.parametrize(("text", "expected"), ESCAPED)
def test_known_entities_escaped_twice_are_unescaped(text: str, expected: str) -> None:
    assert repair_text(text) == (expected, ("encoding-repaired",))

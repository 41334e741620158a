"""Character encoding: detection, rejection of binary files, repair of mojibake and legacy fonts."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.errors import UnreadablePage
from crawler.parsers.decoding import legacy_fonts
from crawler.parsers.decoding.encoding import decode
from crawler.parsers.decoding.legacy_fonts import TCVN3, VNI, to_unicode
from crawler.parsers.decoding.mojibake import repair_text

PROSE = (
    "Sáng nay, bà con xã Vĩnh Hậu ra đồng từ rất sớm để kịp thu hoạch lúa trước cơn bão. "
    "Nước lũ ở thượng nguồn đổ về nhanh hơn mọi năm, nhiều tuyến đê bao phải gia cố khẩn cấp. "
    "Ông Nguyễn Văn Tám cho biết giá lúa tươi giữ mức bảy nghìn đồng mỗi ký, thương lái đặt cọc "
    "trước nửa tháng. Ủy ban nhân dân huyện đã cử cán bộ kỹ thuật xuống từng ấp, hỗ trợ người dân "
    "vận chuyển và sấy khô. Học sinh vùng trũng được nghỉ học đến hết tuần; các trường sẽ dạy bù. "
)
SMALL = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ"
VIETNAMESE = SMALL + SMALL.upper()


def page(body: str = PROSE, head: str = "") -> str:
    return f"<html><head>{head}<title>Tin</title></head><body><p>{body}</p></body></html>"


def cp1258(text: str) -> bytes:
    """Encode as windows-1258, which has tones as combining characters, so NFC letters are split."""
    out = []
    for letter in unicodedata.normalize("NFC", text):
        parts = unicodedata.normalize("NFD", letter)
        tones = [mark for mark in parts if mark in "\u0300\u0301\u0303\u0309\u0323"]
        base = unicodedata.normalize("NFC", "".join(m for m in parts if m not in tones))
        out.append(base + "".join(tones))
    return "".join(out).encode("cp1258")


def typed(text: str, table: dict[str, str]) -> str:
    """The letter codes that display this text in a legacy font; TCVN3 has lower case only."""
    keys = {letter: written for written, letter in reversed(table.items())}
    return "".join(keys.get(letter) or keys.get(letter.lower(), letter) for letter in text)


META_1258 = '<meta http-equiv="Content-Type" content="text/html; charset=windows-1258">'
META_8859 = '<meta charset="iso-8859-1">'
META_UTF8 = "<meta charset='UTF-8'>"

DECODED = [
    # body, HTTP charset, encoding found, problems
    (page().encode(), "utf-8", "utf-8", ()),
    (page().encode(), None, "utf-8", ()),
    (page().encode(), "UTF8", "utf-8", ()),
    (page(head=META_UTF8).encode(), None, "utf-8", ()),
    (page(head=META_8859).encode(), None, "utf-8", ("encoding-declared-wrong",)),
    (page(head=META_UTF8).encode(), "iso-8859-1", "utf-8", ("encoding-declared-wrong",)),
    (page().encode(), "windows-1258", "utf-8", ("encoding-declared-wrong",)),
    (page().encode(), "utf-16", "utf-8", ("encoding-declared-wrong",)),
    (page().encode(), "no-such-charset", "utf-8", ("encoding-guessed",)),
    (page("plain words").encode(), "iso-8859-1", "utf-8", ()),
    (page().encode("utf-8-sig"), "iso-8859-1", "utf-8", ()),
    (page().encode("utf-16"), None, "utf-16-le", ()),
    (b"\xfe\xff" + page().encode("utf-16-be"), None, "utf-16-be", ()),
    (page().encode("utf-32"), None, "utf-32-le", ()),
    (page().encode("utf-16-le"), "utf-16", "utf-16-le", ()),
    (page().encode("utf-16-be"), "utf-16be", "utf-16-be", ()),
    (page().encode("utf-16-le"), None, "utf-16-le", ("encoding-guessed",)),
    (page().encode("utf-16-be"), "utf-8", "utf-16-be", ("encoding-declared-wrong",)),
    (cp1258(page()), "windows-1258", "windows-1258", ()),
    (cp1258(page(head=META_1258)), None, "windows-1258", ()),
    (cp1258(page()), None, "windows-1258", ("encoding-guessed",)),
    (cp1258(page(head=META_UTF8)), None, "windows-1258", ("encoding-declared-wrong",)),
    (cp1258(page()), "iso-8859-1", "windows-1258", ("encoding-declared-wrong",)),
    (cp1258(page()), "utf-8", "windows-1258", ("encoding-declared-wrong",)),
]


@pytest.mark.parametrize(("body", "declared", "encoding", "problems"), DECODED)
def test_the_detected_encoding_overrules_the_declared_one(
    body: bytes, declared: str | None, encoding: str, problems: tuple[str, ...]
) -> None:
    decoded = decode(body, declared)
    assert (decoded.encoding, decoded.problems) == (encoding, problems)
    assert (PROSE in decoded.text) or "plain words" in decoded.text


def test_an_xml_declaration_counts_as_declared() -> None:
    body = '<?xml version="1.0" encoding="windows-1252"?><p>Café du marché, déjà vu</p>'
    decoded = decode(body.encode("cp1252"))
    assert (decoded.encoding, decoded.problems) == ("windows-1252", ())
    assert "déjà vu" in decoded.text


def test_latin_text_is_decoded_as_windows_1252() -> None:
    body = "<p>“Café” – déjà vu… naïve façade à l’été, garçon, élève, hôtel, forêt</p>"
    decoded = decode(body.encode("cp1252"), "iso-8859-1")
    assert (decoded.text, decoded.encoding, decoded.problems) == (body, "windows-1252", ())
    assert decode(body.encode("cp1252")).problems == ("encoding-guessed",)
    assert decode(b"<p>caf\xe9 \x81</p>").text == "<p>café \x81</p>"


def test_other_charsets_are_decoded_as_declared() -> None:
    body = "<p>新闻 越南 洪水</p>"
    assert decode(body.encode("gb18030"), "gb2312").text == body


def test_python_codecs_outside_the_whatwg_labels_are_never_used() -> None:
    for label in ("rot13", "base64", "utf-7", "unicode_escape", "idna", "\0", "a" * 5000):
        assert decode(b"<p>caf\xe9 +AGEAYQ-</p>", label).text == "<p>café +AGEAYQ-</p>"


def test_nul_bytes_are_removed_and_reported() -> None:
    decoded = decode(page().encode().replace(b"<p>", b"<p>\0\0"), "utf-8")
    assert (decoded.text, decoded.problems) == (page(), ("encoding-repaired",))


@pytest.mark.parametrize("cut", [1, 2])
def test_a_page_cut_off_inside_a_letter_keeps_the_rest(cut: int) -> None:
    body = f"<p>{PROSE} về".encode()[:-cut]
    decoded = decode(body)
    assert (decoded.text, decoded.encoding) == (f"<p>{PROSE} v", "utf-8")
    assert decoded.problems == ("page-cut-off",)


def test_a_declared_page_cut_off_in_its_only_vietnamese_letter_is_still_utf_8() -> None:
    assert decode("<p>Tin về".encode()[:-1], "utf-8").encoding == "utf-8"
    odd = "﻿<p>về</p>".encode("utf-16-le")[:-1]
    assert decode(odd).problems == ("page-cut-off",)


def test_a_few_broken_bytes_do_not_make_a_page_another_encoding() -> None:
    body = page().encode().replace("bão".encode(), "bã".encode()[:-1] + b"o")
    decoded = decode(body, "utf-8")
    assert (decoded.encoding, decoded.problems) == ("utf-8", ("encoding-repaired",))
    assert decoded.text.count("\ufffd") == 1


UNREADABLE = [
    (b"", "empty"),
    (b" \r\n\t\0\0 ", "empty"),
    (b"%PDF-1.4 \x00\x01", "PDF"),
    (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG"),
    (b"\x89PNG\r\n\x1a\n\x00", "PNG"),
    (b"GIF89a\x01\x00", "GIF"),
    (b"RIFF\x24\x00\x00\x00WEBPVP8 ", "WebP"),
    (b"PK\x03\x04\x14\x00", "ZIP"),
    (b"\x1f\x8b\x08\x00", "gzip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Office"),
    (b"\x00\x00\x00\x18ftypmp42", "MP4"),
    (bytes(range(256)) * 8, "binary"),
    (b"\x00\x01\x02\x00" * 500, "binary"),
    (b"ab\0\0\0cd\0\0e" * 400, "binary"),
]


@pytest.mark.parametrize(("body", "reason"), UNREADABLE)
def test_binary_files_are_rejected_by_name(body: bytes, reason: str) -> None:
    with pytest.raises(UnreadablePage, match=reason):
        decode(body, "utf-8")


@given(st.binary(max_size=300), st.none() | st.sampled_from(["utf-8", "windows-1258", "x", "gbk"]))
@settings(max_examples=500, deadline=None)
def test_any_bytes_give_text_or_unreadable_page(body: bytes, declared: str | None) -> None:
    try:
        decoded = decode(body, declared)
    except UnreadablePage:
        return
    assert "\0" not in decoded.text
    repaired, _ = repair_text(decoded.text)
    repaired.encode("utf-8", "surrogatepass")


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


def test_the_font_tables_contain_each_vietnamese_letter_once() -> None:
    assert len(VIETNAMESE) == 134
    assert set(VNI.values()) == set(VIETNAMESE)
    assert set(TCVN3.values()) == set(SMALL) | set("ĂÂÊÔƠƯĐ")


@pytest.mark.parametrize("letter", VIETNAMESE)
def test_each_letter_survives_a_round_trip_through_each_font(letter: str) -> None:
    assert to_unicode(typed(letter, VNI), "vni") == letter
    in_tcvn3 = letter if letter in TCVN3.values() else letter.lower()
    assert to_unicode(typed(letter, TCVN3), "tcvn3") == in_tcvn3


FONTS = [
    ("tcvn3", "Céng hßa x· héi chñ nghÜa ViÖt Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
    ("tcvn3", "§éc lËp - Tù do - H¹nh phóc", "Độc lập - Tự do - Hạnh phúc"),
    ("vni", "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
    ("vni", "Ñoäc laäp - Töï do - Haïnh phuùc", "Độc lập - Tự do - Hạnh phúc"),
    ("vni", "ÑAÛNG BOÄ TÆNH, Aån Ñoä", "ĐẢNG BỘ TỈNH, Ẩn Độ"),
]


@pytest.mark.parametrize(("font", "written", "meant"), FONTS)
def test_font_text_is_converted_to_the_letters_it_displayed(
    font: legacy_fonts.Font, written: str, meant: str
) -> None:
    assert to_unicode(written, font) == meant


@pytest.mark.parametrize(("font", "table"), [("tcvn3", TCVN3), ("vni", VNI)])
@pytest.mark.parametrize("wrap", [str, page])
def test_text_in_a_legacy_font_is_converted_and_reported(
    font: str, table: dict[str, str], wrap: Callable[[str], str]
) -> None:
    source = PROSE.lower() if font == "tcvn3" else PROSE
    assert repair_text(wrap(typed(source, table))) == (wrap(source), (f"font-{font}",))


@pytest.mark.parametrize(("font", "table"), [("tcvn3", TCVN3), ("vni", VNI)])
def test_a_legacy_font_is_detected_in_single_bytes_and_entities(
    font: str, table: dict[str, str]
) -> None:
    source = PROSE.lower() if font == "tcvn3" else PROSE
    old = typed(source, table)
    decoded = decode(page(old).encode("latin-1"), "iso-8859-1")
    assert (decoded.encoding, decoded.problems) == ("windows-1252", ())
    assert repair_text(decoded.text) == (page(source), (f"font-{font}",))
    escaped = "".join(c if c.isascii() else f"&#{ord(c)};" for c in page(old))
    assert repair_text(escaped) == (page(source), (f"font-{font}",))


def test_text_in_a_legacy_font_beside_a_unicode_menu_is_converted() -> None:
    old = typed(PROSE.lower(), TCVN3)
    menu = "<ul><li>Trang chủ</li><li>Là, à, nhà</li><li>© 2003</li></ul>"
    script = "<script>var sign = 'µ×÷';</script>"
    repaired, problems = repair_text(f"{menu}{script}<p class='µ'>{old}</p>")
    assert problems == ("font-tcvn3",)
    assert f"<p class='µ'>{PROSE.lower()}</p>" in repaired
    assert "<li>Trang chủ</li><li>Là, à, nhà</li>" in repaired
    assert script in repaired


NOT_FONTS = [
    PROSE.replace("ệ", "e"),
    "Les élèves à l'école: «déjà» ® © µ, août, Noël, où, ça. " * 20,
    "Smørrebrød på øen, Århus, æbler, søen og åen er blå. " * 20,
    "El niño comió piñón; señor Muñoz, ¿dónde está? ¡Aquí! " * 20,
    "Donau\xaddampf\xadschiff\xadfahrt, Übergröße, süß, Öl. " * 20,
    "Mua 5 µm × 3 µm, 25 °C ± 1, © Cong ty ABC ® " * 3,
    typed("Lời ngắn thôi nhé", TCVN3),
]


@pytest.mark.parametrize("text", NOT_FONTS)
def test_other_languages_and_short_texts_are_not_converted(text: str) -> None:
    assert repair_text(text) == (text, ())

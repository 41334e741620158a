"""Legacy Vietnamese fonts: VNI and TCVN3 text is converted to the letters it displayed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from crawler.parsers.decoding import legacy_fonts
from crawler.parsers.decoding.encoding import decode
from crawler.parsers.decoding.legacy_fonts import TCVN3, VNI, to_unicode
from crawler.parsers.decoding.mojibake import repair_text
from tests.support.vietnamese_pages import PROSE, page

SMALL = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ"
VIETNAMESE = SMALL + SMALL.upper()


def typed(text: str, table: dict[str, str]) -> str:
    """The letter codes that display this text in a legacy font; TCVN3 has lower case only."""
    keys = {letter: written for written, letter in reversed(table.items())}
    return "".join(keys.get(letter) or keys.get(letter.lower(), letter) for letter in text)


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

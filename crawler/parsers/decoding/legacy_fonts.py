"""Converts text typed for the legacy Vietnamese fonts TCVN3 (ABC, `.VnTime`) and VNI to Unicode.

These are font encodings, not charsets: the text arrives as valid Latin-1 letters (`Céng hßa x· héi
chñ nghÜa`, `Coäng hoøa xaõ hoäi`) that look right only in that font, so charset detection cannot
find them. TCVN3 printed capitals with tones by a second font with the same codes; they are
converted to lower case.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

Font = Literal["tcvn3", "vni"]

TCVN3 = dict(
    zip(
        "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\xadõö÷øùúûüýþ¡¢£¤¥¦§",
        "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂÊÔƠƯĐ",
        strict=True,
    )
)
_GRAVE, _ACUTE, _TILDE, _HOOK, _DOT = "\u0300\u0301\u0303\u0309\u0323"
_CIRCUMFLEX, _BREVE = "\u0302\u0306"
# A VNI letter is a base letter and one mark, which may encode both diacritic and tone: aá is ấ.
_VNI_MARKS = {
    "ø": _GRAVE, "ù": _ACUTE, "û": _HOOK, "õ": _TILDE, "ï": _DOT,
    "â": _CIRCUMFLEX, "á": _CIRCUMFLEX + _ACUTE, "à": _CIRCUMFLEX + _GRAVE,
    "å": _CIRCUMFLEX + _HOOK, "ã": _CIRCUMFLEX + _TILDE, "ä": _CIRCUMFLEX + _DOT, "ê": _BREVE,
    "é": _BREVE + _ACUTE, "è": _BREVE + _GRAVE, "ú": _BREVE + _HOOK, "ü": _BREVE + _TILDE,
    "ë": _BREVE + _DOT,
}  # fmt: skip
_VNI_ALONE = {
    "ô": "ơ", "ö": "ư", "ñ": "đ", "ì": "ì", "í": "í", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ",
}  # fmt: skip


def _vni_table() -> dict[str, str]:
    """Unicode letter by VNI code of one or two characters, in both cases."""
    table = dict(_VNI_ALONE)
    for mark, meaning in _VNI_MARKS.items():
        for base in "aeouyôö":
            if meaning[0] in (_CIRCUMFLEX, _BREVE) and base not in (
                "aeo" if meaning[0] == _CIRCUMFLEX else "a"
            ):
                continue
            letter = _VNI_ALONE.get(base, base) + meaning
            table[base + mark] = unicodedata.normalize("NFC", letter)
    table |= {written.upper(): letter.upper() for written, letter in table.items()}
    return table | {
        written[0].upper() + written[1:]: letter.upper()
        for written, letter in table.items()
        if len(written) > 1 and written[0].islower()
    }


VNI = _vni_table()

_TCVN3_TABLE = str.maketrans(TCVN3)
_VNI_LETTER = re.compile("|".join(sorted(VNI, key=len, reverse=True)))

_LETTER = re.compile(r"[^\W\d_]")
_UNICODE_ONLY = re.compile("[\u1ea0-\u1ef9ĂăĐđĨĩŨũƠơƯư]")  # not in Latin-1, so in neither font
# Inside words, or as đ at their start; standalone they are units, quotes and trade marks.
_TCVN3_SIGN = re.compile(
    "(?<=[A-Za-z\u00a1-\u00ff])[µ¶·¸¹¨»¼½¾©®ª«¬\xad÷×Þßþ]|®(?=[A-Za-z\u00a1-\u00ff])"
)
_TCVN3_GRAVE = re.compile("[A-Za-z\u00a1-\u00ff]µ")
_VNI_PAIR = re.compile("[aeouyöôAEOUYÖÔ][ùøûõïâáàåãäêéèúüëÙØÛÕÏÂÁÀÅÃÄÊÉÈÚÜË]")

MIN_LETTERS = 200  # too few letters are no evidence
_TCVN3_SHARE = 0.05  # 0.116 to 0.220 in TCVN3 text, 0 in any other
_VNI_SHARE = 0.08  # 0.135 to 0.197 in VNI text, at most 0.014 in any other


def detect_font(text: str) -> Font | None:
    """Detect the legacy font of a plain text by its letter frequencies; None for Unicode text."""
    if _UNICODE_ONLY.search(text):
        return None
    signs = len(_TCVN3_SIGN.findall(text))
    letters = len(_LETTER.findall(text)) + signs
    if letters < MIN_LETTERS:
        return None
    # Vietnamese text of that length has à and đ; French, Danish and Spanish lack one of the codes.
    if signs > _TCVN3_SHARE * letters and _TCVN3_GRAVE.search(text):
        return "tcvn3"
    if "ø" in text and "ñ" in text and len(_VNI_PAIR.findall(text)) > _VNI_SHARE * letters:
        return "vni"
    return None


def has_font_evidence(text: str, font: Font) -> bool:
    """Whether a text, however short, has a letter code of the font and no Unicode Vietnamese."""
    evidence = _TCVN3_SIGN if font == "tcvn3" else _VNI_PAIR
    return bool(evidence.search(text)) and not _UNICODE_ONLY.search(text)


def to_unicode(text: str, font: Font) -> str:
    """Convert the font's letter codes to the Unicode letters they displayed."""
    if font == "tcvn3":
        return text.translate(_TCVN3_TABLE)
    return _VNI_LETTER.sub(lambda found: VNI[found[0]], text)

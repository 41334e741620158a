"""Text that was typed for the fonts TCVN3 (ABC, `.VnTime`) and VNI, turned into Unicode.

These are no encodings of bytes: they arrive as valid Latin-1 letters (`Céng hßa x· héi chñ nghÜa`,
`Coäng hoøa xaõ hoäi`) that look right in one font only, so no byte detector can see them. In TCVN3
a capital with a tone was the small letter in a second font: such capitals come out small.
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
# A letter of VNI is a base and one mark that may stand for shape and tone at once: aá is ấ.
_VNI_MARKS = {
    "ø": _GRAVE, "ù": _ACUTE, "û": _HOOK, "õ": _TILDE, "ï": _DOT,
    "â": _CIRCUMFLEX, "á": _CIRCUMFLEX + _ACUTE, "à": _CIRCUMFLEX + _GRAVE, "å": _CIRCUMFLEX + _HOOK, "ã": _CIRCUMFLEX + _TILDE,
    "ä": _CIRCUMFLEX + _DOT, "ê": _BREVE, "é": _BREVE + _ACUTE, "è": _BREVE + _GRAVE,
    "ú": _BREVE + _HOOK, "ü": _BREVE + _TILDE, "ë": _BREVE + _DOT,
}  # fmt: skip
_VNI_ALONE = {
    "ô": "ơ", "ö": "ư", "ñ": "đ", "ì": "ì", "í": "í", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ",
}  # fmt: skip


def _vni_table() -> dict[str, str]:
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
_UNICODE_ONLY = re.compile("[\u1ea0-\u1ef9ĂăĐđĨĩŨũƠơƯư]")  # in neither font's Latin-1 letters
# Inside words, or as đ at their beginning: alone these signs are units, quotes and trade marks.
_TCVN3_SIGN = re.compile(
    "(?<=[A-Za-z\u00a1-\u00ff])[µ¶·¸¹¨»¼½¾©®ª«¬\xad÷×Þßþ]|®(?=[A-Za-z\u00a1-\u00ff])"
)
_TCVN3_GRAVE = re.compile("[A-Za-z\u00a1-\u00ff]µ")
_VNI_PAIR = re.compile("[aeouyöôAEOUYÖÔ][ùøûõïâáàåãäêéèúüëÙØÛÕÏÂÁÀÅÃÄÊÉÈÚÜË]")

MIN_LETTERS = 200  # fewer letters prove nothing
_TCVN3_SHARE = 0.05  # 0.116 to 0.220 in TCVN3 text, 0 in any other
_VNI_SHARE = 0.08  # 0.135 to 0.197 in VNI text, at most 0.014 in any other


def detect_font(text: str) -> Font | None:
    """The font that a plain text was typed for, told by its letters; None for Unicode text."""
    if _UNICODE_ONLY.search(text):
        return None
    signs = len(_TCVN3_SIGN.findall(text))
    letters = len(_LETTER.findall(text)) + signs
    if letters < MIN_LETTERS:
        return None
    # That many letters of Vietnamese have an à and a đ; French, Danish and Spanish lack one sign.
    if signs > _TCVN3_SHARE * letters and _TCVN3_GRAVE.search(text):
        return "tcvn3"
    if "ø" in text and "ñ" in text and len(_VNI_PAIR.findall(text)) > _VNI_SHARE * letters:
        return "vni"
    return None


def has_font_evidence(text: str, font: Font) -> bool:
    """Whether even a short text must be of that font: a sign or pair of it, no Unicode letter."""
    evidence = _TCVN3_SIGN if font == "tcvn3" else _VNI_PAIR
    return bool(evidence.search(text)) and not _UNICODE_ONLY.search(text)


def to_unicode(text: str, font: Font) -> str:
    """The text with the font's letters replaced by what its reader saw."""
    if font == "tcvn3":
        return text.translate(_TCVN3_TABLE)
    return _VNI_LETTER.sub(lambda found: VNI[found[0]], text)

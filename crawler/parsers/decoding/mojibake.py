"""Repairs text damaged before it was published: mojibake, double escapes, legacy fonts.

Works on plain text and on HTML source. Correct text passes unchanged, at the cost of a few searches
for characters that are rare in it. Problems: encoding-repaired, font-tcvn3, font-vni.
"""

from __future__ import annotations

import html
import re
from html.entities import name2codepoint

from crawler.parsers.decoding import legacy_fonts
from crawler.parsers.decoding.legacy_fonts import Font

Problems = tuple[str, ...]

VIETNAMESE_ONLY = re.compile("[\u1ea0-\u1ef9ĂăĐđƠơƯư]")
"""Letters of Vietnamese outside Latin-1, which therefore never occur in mojibake."""

WINDOWS_1252 = {
    byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0xA0)
}
"""Bytes 0x80 to 0x9F in windows-1252; its five undefined bytes stay controls, as in browsers."""


def repair_text(text: str) -> tuple[str, Problems]:
    """Repair plain text or HTML source; return it with the problems that were repaired.

    Undoes UTF-8 decoded as windows-1252, doubly escaped entities, and the fonts TCVN3 and VNI.
    Correct text is returned unchanged. No escape is ever turned into `<` or `>`.
    """
    problems: Problems = ()
    for repair in (_undo_mojibake, _undo_double_escapes):
        if (repaired := repair(text)) != text:
            text, problems = repaired, ("encoding-repaired",)
    if font := _detect_font(text):
        return _convert_font(text, font), (*problems, f"font-{font}")
    return text, problems


# Characters rare in correct text, and their neighbours in mojibake (á» and áº start half of the
# Vietnamese letters). Searching for one character is ten times as fast as for two.
_TELLTALES = {"»": -1, "º": -1, "Æ": 1, "Ä": 1}
_NEIGHBOURS = {"»": "áÂ", "º": "áÂ", "Æ": "°¡", "Ä": "‘\x91\x90ƒ\x83"}
_TRAIL = "[\u0080-\u00bf" + "".join(c for c in WINDOWS_1252.values() if c > "\u00ff") + "]"
_MOJIBAKE = re.compile(f"[Â-ß]{_TRAIL}|[à-ï]{_TRAIL}{{2}}|[ð-ô]{_TRAIL}{{3}}")
_TO_BYTE = {ord(letter): byte for byte, letter in WINDOWS_1252.items()}


def _undo_mojibake(text: str) -> str:
    """Redecode the lines with signs of mojibake, or all if no Vietnamese letter is intact."""
    for _ in range(2):
        if not _has_telltale(text):
            break
        whole = not VIETNAMESE_ONLY.search(text)
        parts = re.split(r"([<>\n])", text)
        for at, part in enumerate(parts):
            if whole or (_has_telltale(part) and not VIETNAMESE_ONLY.search(part)):
                parts[at] = _MOJIBAKE.sub(_redecode, part)
        text = "".join(parts)
    return text


def _has_telltale(text: str) -> bool:
    """Whether a text has a character pair that is frequent in mojibake only."""
    for letter, step in _TELLTALES.items():
        at = text.find(letter)
        while at >= 0:
            if text[at + step : at + step + 1] in _NEIGHBOURS[letter] and 0 < at < len(text) - 1:
                return True
            at = text.find(letter, at + 1)
    return False


def _redecode(found: re.Match[str]) -> str:
    try:
        return found[0].translate(_TO_BYTE).encode("latin-1").decode()
    except UnicodeError:
        return found[0]


_ENTITY = re.compile(r"&(#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,7});")
_ESCAPED_TWICE = re.compile(
    r"&amp;(?:amp;)?(?=(#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,7});)"
)


def _undo_double_escapes(text: str) -> str:
    """Undo double escapes: HTML source keeps one level for its parser, plain text keeps none."""
    if "&" not in text:
        return text
    if "</" in text:
        return _ESCAPED_TWICE.sub(lambda amp: "&" if _is_known(amp[1]) else amp[0], text)
    for _ in range(2):
        text = _ENTITY.sub(lambda one: html.unescape(one[0]) if _is_known(one[1]) else one[0], text)
    return text


def _is_known(entity: str) -> bool:
    """Whether this is an HTML 4 entity other than `<` and `>`; `VH&TT;` is plain text."""
    known = entity.startswith("#") or entity in name2codepoint
    return known and html.unescape(f"&{entity};") not in ("<", ">")


# The grave tone (huyền) in TCVN3 and VNI: any 200 letters of Vietnamese text contain one.
_HUYEN = ("µ", "ø")
_HUYEN_ESCAPED = ("&micro;", "&#181;", "&oslash;", "&#248;")


_TAG = re.compile(r"(<[^<>]{1,2000}>)")
_CODE = ("<script", "<style", "<SCRIPT", "<STYLE")


def _detect_font(text: str) -> Font | None:
    """Detect the legacy font of the text parts without Unicode Vietnamese.

    Unicode parts are left out because newer menus may surround an old text.
    """
    if len(text) < legacy_fonts.MIN_LETTERS:
        return None
    written = _HUYEN if VIETNAMESE_ONLY.search(text) else _HUYEN + _HUYEN_ESCAPED
    if not any(sign in text for sign in written):
        return None
    parts = _TAG.split(text)
    shown = (html.unescape(parts[at]) for at in _text_indexes(parts))
    old = (part for part in shown if not part.isascii() and not VIETNAMESE_ONLY.search(part))
    return legacy_fonts.detect_font(" ".join(old))


def _convert_font(text: str, font: Font) -> str:
    """Convert the parts of a text or HTML source that are in a legacy font to Unicode."""
    whole = not VIETNAMESE_ONLY.search(text)
    parts = _TAG.split(text)
    for at in _text_indexes(parts):
        letters = _ENTITY.sub(_unescape_letter, parts[at])
        if whole or legacy_fonts.has_font_evidence(letters, font):
            parts[at] = legacy_fonts.to_unicode(letters, font)
    return "".join(parts)


def _text_indexes(parts: list[str]) -> list[int]:
    """Indexes of the text parts in a source split at its tags, without scripts and styles."""
    every = range(0, len(parts), 2)
    return [at for at in every if at == 0 or not parts[at - 1].startswith(_CODE)]


def _unescape_letter(entity: re.Match[str]) -> str:
    letter = html.unescape(entity[0])
    return entity[0] if letter in "<>&\"'" else letter

"""Text that was broken before it reached us, put right: mojibake, double escapes, old fonts.

Works on plain text and on the source of a page alike; text that is right passes unchanged, at the
cost of a few searches for characters that right text seldom has. Problems by name:
encoding-repaired, font-tcvn3, font-vni.
"""

from __future__ import annotations

import html
import re
from html.entities import name2codepoint

from crawler.parsers.decoding import legacy_fonts
from crawler.parsers.decoding.legacy_fonts import Font

Problems = tuple[str, ...]

VIETNAMESE_ONLY = re.compile("[\u1ea0-\u1ef9ĂăĐđƠơƯư]")
"""Letters that no other charset's text has by accident: not in Latin-1, so never in mojibake."""

WINDOWS_1252 = {
    byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0xA0)
}
"""What Latin-1's control bytes are in windows-1252; its five gaps stay controls, as in browsers."""


def repair_text(text: str) -> tuple[str, Problems]:
    """The text, or page source, with damage of the past undone, and the names of what was done.

    Undoes UTF-8 that was once read as windows-1252, entities escaped twice and the fonts TCVN3 and
    VNI. Text that is right comes back as it is; no escape ever becomes a `<` or `>`.
    """
    problems: Problems = ()
    for repair in (_undo_mojibake, _undo_double_escapes):
        if (repaired := repair(text)) != text:
            text, problems = repaired, ("encoding-repaired",)
    if font := _detect_font(text):
        return _convert_font(text, font), (*problems, f"font-{font}")
    return text, problems


# Characters that right text seldom has, and their neighbours in mojibake (á» and áº begin half of
# the letters of Vietnamese). One character is found ten times as fast as two.
_TELLTALES = {"»": -1, "º": -1, "Æ": 1, "Ä": 1}
_NEIGHBOURS = {"»": "áÂ", "º": "áÂ", "Æ": "°¡", "Ä": "‘\x91\x90ƒ\x83"}
_TRAIL = "[\u0080-\u00bf" + "".join(c for c in WINDOWS_1252.values() if c > "\u00ff") + "]"
_MOJIBAKE = re.compile(f"[Â-ß]{_TRAIL}|[à-ï]{_TRAIL}{{2}}|[ð-ô]{_TRAIL}{{3}}")
_TO_BYTE = {ord(letter): byte for byte, letter in WINDOWS_1252.items()}


def _undo_mojibake(text: str) -> str:
    """Reads again the lines that show telltales, or all if none has a true Vietnamese letter."""
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
    """One escape left in a page source, which its parser reads; none left in plain text."""
    if "&" not in text:
        return text
    if "</" in text:
        return _ESCAPED_TWICE.sub(lambda amp: "&" if _is_known(amp[1]) else amp[0], text)
    for _ in range(2):
        text = _ENTITY.sub(lambda one: html.unescape(one[0]) if _is_known(one[1]) else one[0], text)
    return text


def _is_known(entity: str) -> bool:
    """Whether it is an entity of HTML 4: `VH&TT;` is text; a `<` never comes out of an escape."""
    known = entity.startswith("#") or entity in name2codepoint
    return known and html.unescape(f"&{entity};") not in ("<", ">")


# The most common tone, one of which no 200 letters are without: à in TCVN3, its mark in VNI.
_HUYEN = ("µ", "ø")
_HUYEN_ESCAPED = ("&micro;", "&#181;", "&oslash;", "&#248;")


_TAG = re.compile(r"(<[^<>]{1,2000}>)")
_CODE = ("<script", "<style", "<SCRIPT", "<STYLE")


def _detect_font(text: str) -> Font | None:
    """The font of the parts that show no Unicode Vietnamese: menus may be of a newer time."""
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
    whole = not VIETNAMESE_ONLY.search(text)
    parts = _TAG.split(text)
    for at in _text_indexes(parts):
        letters = _ENTITY.sub(_unescape_letter, parts[at])
        if whole or legacy_fonts.has_font_evidence(letters, font):
            parts[at] = legacy_fonts.to_unicode(letters, font)
    return "".join(parts)


def _text_indexes(parts: list[str]) -> list[int]:
    """Indexes of the texts in a source split at its tags, without code."""
    every = range(0, len(parts), 2)
    return [at for at in every if at == 0 or not parts[at - 1].startswith(_CODE)]


def _unescape_letter(entity: re.Match[str]) -> str:
    letter = html.unescape(entity[0])
    return entity[0] if letter in "<>&\"'" else letter

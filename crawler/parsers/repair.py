"""Text that was broken before it reached us, put right: mojibake, double escapes, old fonts.

Works on plain text and on the source of a page alike; text that is right passes unchanged, at the
cost of a few searches for characters that right text seldom has. Problems by name:
encoding-repaired, font-tcvn3, font-vni.
"""

from __future__ import annotations

import html
import re
from html.entities import name2codepoint

from crawler.parsers import legacy_fonts
from crawler.parsers.legacy_fonts import Font

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
    VNI. Text that is right comes back as it is; a page source gets no new `<`, `>` or `&`.
    """
    problems: Problems = ()
    for repair in (_without_mojibake, _without_double_escapes):
        if (repaired := repair(text)) != text:
            text, problems = repaired, ("encoding-repaired",)
    if font := _font(text):
        return _from_font(text, font), (*problems, f"font-{font}")
    return text, problems


_TAG = re.compile(r"(<[^<>]{1,2000}>)")
# First and second half of common mojibake: á» and áº begin half of the Vietnamese letters.
_TELLTALES = (("»", "á»"), ("º", "áº"), ("Æ", "Æ°"), ("Æ", "Æ¡"), ("Ä", "Ä‘"), ("Ã", "Ã´"))
_CP1252_RUN = re.compile(
    f"[\u0080-\u00ff{''.join(c for c in WINDOWS_1252.values() if c > 'ÿ')}]{{2,}}"
)
_TO_BYTE = {ord(letter): byte for byte, letter in WINDOWS_1252.items()}


def _without_mojibake(text: str) -> str:
    """Reads again the lines that show telltales, or all if none has a true Vietnamese letter."""
    for _ in range(2):
        if not _has_telltale(text):
            break
        whole = not VIETNAMESE_ONLY.search(text)
        parts = re.split(r"([<>\n])", text)
        for at, part in enumerate(parts):
            if whole or (_has_telltale(part) and not VIETNAMESE_ONLY.search(part)):
                parts[at] = _CP1252_RUN.sub(_read_again, part)
        text = "".join(parts)
    return text


def _has_telltale(text: str) -> bool:
    return any(first in text and both in text for first, both in _TELLTALES)


def _read_again(run: re.Match[str]) -> str:
    try:
        return run[0].translate(_TO_BYTE).encode("latin-1").decode()
    except UnicodeError:
        return run[0]


_ENTITY = re.compile(r"&(#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,7});", re.IGNORECASE)
_ESCAPED_TWICE = re.compile(
    r"&(?:amp;){1,2}(?=(#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,7});)", re.IGNORECASE
)
_MARKUP = frozenset({"lt", "gt", "#60", "#62", "#x3c", "#x3e"})


def _without_double_escapes(text: str) -> str:
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
    if entity.lower() in _MARKUP:
        return False
    return entity.startswith("#") or entity in name2codepoint


_HUYEN = ("µ", "&micro;", "&#181;"), ("ø", "&oslash;", "&#248;")  # à in TCVN3, any in VNI


def _font(text: str) -> Font | None:
    """The font of the parts that show no Unicode Vietnamese: menus may be of a newer time."""
    if len(text) < legacy_fonts.FEWEST_LETTERS:
        return None
    if not any(sign in text for signs in _HUYEN for sign in signs):
        return None
    parts = [html.unescape(part) for part in _TAG.split(text) if not part.startswith("<")]
    return legacy_fonts.font_of(
        " ".join(part for part in parts if not VIETNAMESE_ONLY.search(part))
    )


def _from_font(text: str, font: Font) -> str:
    whole = not VIETNAMESE_ONLY.search(text)
    parts = _TAG.split(text)
    for at, part in enumerate(parts):
        if not part.startswith("<"):
            letters = _ENTITY.sub(_letter, part)
            if whole or legacy_fonts.shows_font(letters, font):
                parts[at] = legacy_fonts.to_unicode(letters, font)
    return "".join(parts)


def _letter(entity: re.Match[str]) -> str:
    letter = html.unescape(entity[0])
    return entity[0] if letter in "<>&\"'" else letter

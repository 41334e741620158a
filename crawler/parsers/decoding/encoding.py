"""Character encoding: decodes the bytes of a page to text and rejects binary files.

Order: byte order mark, UTF-16 by its pattern of NUL bytes, UTF-8, windows-1258 if it gives
plausible Vietnamese, the declared charsets (HTTP header, `meta`, XML declaration), windows-1252.
UTF-8 precedes the declaration because bytes that decode as UTF-8 are UTF-8, while declared charsets
are often wrong. Text that was damaged before it was encoded is repaired in `mojibake`.

Problems: encoding-declared-wrong, encoding-guessed (no usable declaration), encoding-repaired
(invalid bytes became U+FFFD), page-cut-off (the page ends inside a character).
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass

from archive.errors import UnreadablePage
from crawler.parsers.decoding.mojibake import VIETNAMESE_ONLY, WINDOWS_1252, Problems


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text of a page, the encoding of its bytes (WHATWG name), and the problems met."""

    text: str
    encoding: str
    problems: Problems = ()


def decode(body: bytes, declared: str | None = None) -> Decoded:
    """Decode a response body; `declared` is the charset of its Content-Type header.

    Raises UnreadablePage for an empty body and for binary files (PDF, image, archive, …).
    """
    _reject_binary(body)
    for bom, encoding in _BOMS:
        if body.startswith(bom):
            return _result(body, *_decode_lenient(body[len(bom) :], encoding), encoding)
    charsets = _declared_charsets(body, declared)
    if utf_16 := _detect_utf_16(body):
        return _result(
            body, *_decode_lenient(body, utf_16), utf_16, _charset_problems(utf_16, charsets)
        )
    _reject_control_characters(body)
    if utf_8 := _decode_utf_8(body, declared="utf-8" in charsets):
        problems = _charset_problems("utf-8", charsets) if charsets and not body.isascii() else ()
        return _result(body, *utf_8, "utf-8", problems)
    if (vietnamese := _decode_windows_1258(body)) is not None:
        return _result(
            body, vietnamese, (), "windows-1258", _charset_problems("windows-1258", charsets)
        )
    for encoding in charsets:
        if (text := _decode_declared(body, encoding)) is not None:
            return _result(body, text, (), encoding, _charset_problems(encoding, charsets))
    problems = _charset_problems("windows-1252", charsets)
    return _result(body, _decode_windows_1252(body), (), "windows-1252", problems)


def _result(
    body: bytes, text: str, problems: Problems, encoding: str, charset_problems: Problems = ()
) -> Decoded:
    if 0 in body and "\0" in text:
        text, problems = text.replace("\0", ""), ("encoding-repaired", *problems)
    return Decoded(text, encoding, tuple(dict.fromkeys(charset_problems + problems)))


_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it starts with
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UNICODE = frozenset({"utf-8", "utf-16", "utf-16-le", "utf-16-be"})
_MAGIC = {
    b"%PDF-": "a PDF document",
    b"\xff\xd8\xff": "a JPEG picture",
    b"\x89PNG\r\n": "a PNG picture",
    b"GIF8": "a GIF picture",
    b"RIFF": "a RIFF file (WebP, AVI, WAV)",
    b"PK\x03\x04": "a ZIP archive (or docx, xlsx)",
    b"\x1f\x8b": "gzip data that was not decompressed",
    b"\x28\xb5\x2f\xfd": "zstd data that was not decompressed",
    b"Rar!": "a RAR archive",
    b"7z\xbc\xaf": "a 7z archive",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"ID3": "an MP3 recording",
    b"OggS": "an Ogg recording",
    b"wOF": "a font",
}
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\f\r\x1b"))
_HEAD = 4096  # bytes searched for a declared charset and for signs of a binary file


def _reject_binary(body: bytes) -> None:
    """Raise UnreadablePage for an empty body and for file formats known by their first bytes."""
    if body.startswith(tuple(_MAGIC)):
        what = next(what for magic, what in _MAGIC.items() if body.startswith(magic))
        raise UnreadablePage(f"this is {what}, not a page")
    head = body[:_HEAD]
    if head[4:8] == b"ftyp":
        raise UnreadablePage("this is an MP4 video, not a page")
    if not head.strip(b"\0 \t\r\n\f") and not body.strip(b"\0 \t\r\n\f"):
        raise UnreadablePage("the page is empty")


def _detect_utf_16(body: bytes) -> str | None:
    """UTF-16 without a byte order mark: NUL bytes at every even or every odd offset."""
    head = body[:_HEAD]
    if not head.count(0):
        return None
    even, odd = head[::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if max(even, odd) * 3 < half or min(even, odd) * 10 > max(even, odd):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _reject_control_characters(body: bytes) -> None:
    """Raise UnreadablePage where control characters are too frequent for text."""
    head = body[:_HEAD]
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if controls * (10 if b"\0" in head else 20) > len(head):
        raise UnreadablePage("this is binary data of an unknown kind, not a page")


def _decode_utf_8(body: bytes, *, declared: bool) -> tuple[str, Problems] | None:
    """The bytes decoded as UTF-8, with few invalid bytes or a cut-off end; else None."""
    try:
        return body.decode(), ()
    except UnicodeDecodeError:
        text, problems = _decode_lenient(body, "utf-8")
    broken = text.count("\ufffd")
    good = len(text) - len(text.encode("ascii", "ignore")) - broken
    if declared:
        return (text, problems) if good >= 2 * broken else None
    return (text, problems) if good and good >= 10 * broken else None


def _decode_lenient(body: bytes, encoding: str) -> tuple[str, Problems]:
    """Decode bytes of a Unicode encoding: invalid bytes become U+FFFD, a partial end is dropped."""
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    text = decoder.decode(body)
    problems: Problems = ("page-cut-off",) if decoder.getstate()[0] else ()
    return text, (*problems, "encoding-repaired") if "\ufffd" in text else problems


_META_CHARSET = re.compile(
    rb"<meta[^>]{1,300}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w.:-]{1,40})", re.IGNORECASE
)
_XML_ENCODING = re.compile(
    rb"^\s{0,99}<\?xml[^>]{1,200}?encoding\s{0,9}=\s{0,9}[\"']([\w.:-]{1,40})"
)
# Labels of the WHATWG Encoding Standard; other Python codecs are never used for pages.
_LABELS = {
    "utf8": "utf-8", "utf-8": "utf-8", "unicode-1-1-utf-8": "utf-8",
    "utf-16": "utf-16", "unicode": "utf-16", "utf-16le": "utf-16-le", "utf-16be": "utf-16-be",
    "ascii": "windows-1252", "us-ascii": "windows-1252", "latin1": "windows-1252",
    "iso-8859-1": "windows-1252", "iso8859-1": "windows-1252", "windows-1252": "windows-1252",
    "cp1252": "windows-1252", "windows-1258": "windows-1258", "cp1258": "windows-1258",
    "x-cp1258": "windows-1258", "vietnamese": "windows-1258", "gb2312": "gb18030",
    "gbk": "gb18030", "gb18030": "gb18030", "big5": "big5", "shift_jis": "shift_jis",
    "euc-jp": "euc_jp", "euc-kr": "euc_kr", "koi8-r": "koi8-r", "windows-874": "cp874",
}  # fmt: skip
_LABELS |= {f"windows-125{n}": f"windows-125{n}" for n in (0, 1, 3, 4, 5, 6, 7)}
_LABELS |= {f"iso-8859-{n}": f"iso-8859-{n}" for n in (2, 3, 4, 5, 6, 7, 8, 13, 14, 15, 16)}
_LABELS |= {"iso-8859-9": "windows-1254", "iso-8859-11": "cp874"}


def _declared_charsets(body: bytes, declared: str | None) -> list[str]:
    """Declared encodings: HTTP header, `meta`, XML declaration; "" for an unknown label."""
    labels = [declared] if declared else []
    head = body[:_HEAD]
    labels += [
        found[1].decode("ascii", "ignore") for found in [_META_CHARSET.search(head)] if found
    ]
    labels += [
        found[1].decode("ascii", "ignore") for found in [_XML_ENCODING.search(head)] if found
    ]
    return [_LABELS.get(label.strip(" \"'").lower(), "") for label in labels]


def _charset_problems(encoding: str, charsets: list[str]) -> Problems:
    """Problems from comparing the detected encoding with the declared ones."""
    if not any(charsets):
        return ("encoding-guessed",)
    same = charsets[0] == encoding or (charsets[0] == "utf-16" and encoding.startswith("utf-16"))
    return () if same else ("encoding-declared-wrong",)


def _decode_declared(body: bytes, encoding: str) -> str | None:
    """The body decoded as a declared single- or multi-byte charset; None if it does not fit."""
    if encoding == "windows-1252":
        return _decode_windows_1252(body)
    if not encoding or encoding in _UNICODE:  # Unicode encodings were tried before
        return None
    try:
        return body.decode(encoding)
    except UnicodeDecodeError:
        return None


def _decode_windows_1252(body: bytes) -> str:
    return body.decode("latin-1").translate(WINDOWS_1252)


_LOOSE_MARK = re.compile("[\u0300-\u036f]")


def _decode_windows_1258(body: bytes) -> str | None:
    """The body decoded as windows-1258, if the result has enough specifically Vietnamese letters.

    The charset encodes tones as combining characters, so the text is normalized to NFC. Bytes of
    another charset leave combining characters that compose with no letter.
    """
    text = unicodedata.normalize("NFC", body.decode("cp1258", "replace"))
    foreign = len(text) - len(text.encode("ascii", "ignore"))
    wrong = len(_LOOSE_MARK.findall(text)) + text.count("\ufffd")
    if wrong * 20 > foreign or len(VIETNAMESE_ONLY.findall(text)) * 4 < foreign:
        return None
    return text

"""Character encoding: detection, rejection of binary files, repair of mojibake and legacy fonts."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.errors import UnreadablePage
from crawler.parsers.decoding.encoding import decode
from crawler.parsers.decoding.mojibake import repair_text
from tests.support.vietnamese_pages import PROSE, page


def cp1258(text: str) -> bytes:
    """Encode as windows-1258, which has tones as combining characters, so NFC letters are split."""
    out = []
    for letter in unicodedata.normalize("NFC", text):
        parts = unicodedata.normalize("NFD", letter)
        tones = [mark for mark in parts if mark in "\u0300\u0301\u0303\u0309\u0323"]
        base = unicodedata.normalize("NFC", "".join(m for m in parts if m not in tones))
        out.append(base + "".join(tones))
    return "".join(out).encode("cp1258")


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

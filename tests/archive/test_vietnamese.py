"""What clean(), exact() and fold() answer, and the promises between them."""

from __future__ import annotations

import sqlite3
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.vietnamese import clean, exact, fold, has_marks

CLEANED = [
    ("Việt Nam", "Việt Nam"),
    (unicodedata.normalize("NFD", "Nghị quyết"), "Nghị quyết"),
    ("bê\u0323nh viê\u0323n", "bệnh viện"),  # as Windows-1258 writes it
    ("vie\u0301\u0302t", "viết"),  # tone typed before the hat
    ("đượ\u0323c", "được"),
    ("Ướ\u0301c", "Ước"),
    ("thi \u0323trường", "thị trường"),
    ("thi \u0323\u0323 trường", "thị  trường"),
    ("miể\u0303n", "miể\u0303n"),  # two tones: which one was meant is not known
    ("12 \u0323 %", "12 \u0323 %"),  # no syllable to go back to
    ("ÐẢNG bộ \u00f0ã họp", "ĐẢNG bộ đã họp"),
    ("Ɖông Ɖô", "Đông Đô"),
    ("Hà\u00a0Nội\u2003xưa\u3000nay", "Hà Nội xưa nay"),
    ("đầu\ttrang\x00cuối\x07trang", "đầu trang cuối trang"),
    ("một\r\nhai\rba\u2028bốn\nnăm", "một\nhai\nba\nbốn\nnăm"),
    ("Bạc\u200b Liê\u00adu\ufeff", "Bạc Liêu"),
    ("сủa сho", "của cho"),  # the с is Cyrillic
    ("Москва АТО", "Москва АТО"),
    ("Covid-19 và Жa", "Covid-19 và Жa"),  # Ж looks like no Latin letter
    ("m² ℃ № ½ “ngoặc”", "m² ℃ № ½ “ngoặc”"),
    ("lone \ud800 half", "lone \ufffd half"),
    ("hoà thuận, thuý, uỷ", "hoà thuận, thuý, uỷ"),  # as published
    ("VH&TT; &amp;", "VH&TT; &amp;"),
    ("", ""),
]

EXACT = [
    ("HOÀ Bình", "hòa bình"),
    ("hòa bình", "hòa bình"),
    ("khoẻ thuý uỷ Tỉnh uỷ", "khỏe thúy ủy tỉnh ủy"),
    ("loè xoá huỷ tuỳ", "lòe xóa hủy tùy"),
    ("quý quỹ quả quà", "quý quỹ quả quà"),
    ("hoàn toán huỳnh khuỷu thuở giá", "hoàn toán huỳnh khuỷu thuở giá"),
    ("giữa giếng gì gìn giặt già", "giữa giếng gì gìn giặt già"),
    ("ngoài xoáy ngoẻo tuổi cứu rượu yếu", "ngoài xoáy ngoẻo tuổi cứu rượu yếu"),
    ("hòan ngừơi đựơc qúy tìên", "hoàn người được quý tiền"),  # tone on the wrong vowel
    ("mùa bìa chịu dọa hào", "mùa bìa chịu dọa hào"),
    ("café Müller Perú Jalapeño", "café müller perú jalapeño"),
    ("ĐẢNG ÐẢNG", "đảng đảng"),
    ("UBND-HĐND 30/4/1975", "ubnd-hđnd 30/4/1975"),
    ("bán bàn bạn", "bán bàn bạn"),
    ("kỹ kĩ", "kỹ kĩ"),
]

FOLDED = [
    ("Đường sắt", "duong sat"),
    ("Ðường", "duong"),
    ("HOÀ hòa", "hoa hoa"),
    ("bán bàn bạn bẩn", "ban ban ban ban"),
    ("kỹ kĩ lý lí quý quí tỷ tỉ mỹ sĩ vỹ", "ki ki li li qui qui ti ti mi si vi"),
    ("quýt quít", "quit quit"),
    ("tây huy thúy yêu", "tay huy thuy yeu"),  # this y is no i
    ("Nguyễn Ái Quốc", "nguyen ai quoc"),
    ("naïve Çelik", "naive celik"),
    ("12,5% – ok", "12,5% – ok"),
]


@pytest.mark.parametrize(("text", "expected"), CLEANED)
def test_clean_repairs_characters_and_keeps_words(text: str, expected: str) -> None:
    assert clean(text) == expected


@pytest.mark.parametrize(("text", "expected"), EXACT)
def test_exact_keeps_tones_in_one_placement(text: str, expected: str) -> None:
    assert exact(text) == expected


@pytest.mark.parametrize(("text", "expected"), FOLDED)
def test_fold_drops_tones_and_marks(text: str, expected: str) -> None:
    assert fold(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("duong sat", False), ("đuong", True), ("sắt", True), ("HOÀ", True), ("30/4 – ok", False)],
)
def test_marks_show_that_tones_are_meant(text: str, expected: bool) -> None:
    assert has_marks(text) is expected


def test_old_and_new_tone_placement_have_one_key() -> None:
    tones = "\u0300\u0301\u0309\u0303\u0323"
    for onset in ("", "h", "th", "ng", "x", "l", "đ"):
        for first, second in ("oa", "oe", "uy"):
            for tone in tones:
                old = unicodedata.normalize("NFC", f"{onset}{first}{tone}{second}")
                new = unicodedata.normalize("NFC", f"{onset}{first}{second}{tone}")
                assert exact(old) == exact(new) == old


# Letters, marks and signs that meet in Vietnamese pages, and anything else now and then.
LETTERS = (
    "aăâbcdđeêghiklmnoôơpqrstuưvxyAĂÂĐÊÔƠƯYÐðƉɖ"
    "ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹàáãèéìíòóõùúýĩũ"
    "\u0300\u0301\u0303\u0309\u0323\u0302\u0306\u031b 0123-./&\n\u200b\u00a0çñİŸẞаео"
)
PROPERTY = settings(max_examples=300, deadline=None)
TEXTS = st.one_of(st.text(LETTERS, max_size=40), st.text(max_size=40))


def tokens(*texts: str) -> list[int]:
    """How many tokens SQLite itself sees in each text."""
    with sqlite3.connect(":memory:") as conn:
        conn.execute(
            "CREATE VIRTUAL TABLE t USING fts5(text, tokenize = 'unicode61 remove_diacritics 0')"
        )
        conn.execute("CREATE VIRTUAL TABLE v USING fts5vocab(t, instance)")
        for number, text in enumerate(texts):
            conn.execute("INSERT INTO t(rowid, text) VALUES (?, ?)", (number, text))
        counts = dict(conn.execute("SELECT doc, count(*) FROM v GROUP BY doc"))
    conn.close()
    return [counts.get(number, 0) for number in range(len(texts))]


@PROPERTY
@given(TEXTS)
def test_keys_have_one_token_for_one_token(text: str) -> None:
    text = text.encode("utf-8", "replace").decode().replace("\0", " ")  # what SQLite can hold
    original, as_exact, as_folded = tokens(text, exact(text), fold(text))
    assert original == as_exact == as_folded


@PROPERTY
@given(TEXTS)
def test_folding_an_exact_key_is_folding_the_text(text: str) -> None:
    assert fold(exact(text)) == fold(text)


@PROPERTY
@given(TEXTS, st.sampled_from([clean, exact, fold]))
def test_a_second_time_changes_nothing(text: str, function: Callable[[str], str]) -> None:
    assert function(function(text)) == function(text)


@PROPERTY
@given(TEXTS)
def test_decomposed_text_is_the_same_text(text: str) -> None:
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert clean(composed) == clean(decomposed)


@pytest.mark.parametrize("letter", ["a", "ạ", "с", "a\u0323", " \u0323", "\u200b", " "])
def test_a_line_without_end_is_cleaned_too(letter: str) -> None:
    run = letter * 100_000 + " \u0323сa"
    assert clean(clean(run)) == clean(run)

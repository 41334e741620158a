"""Concordances: every hit in its context."""

from __future__ import annotations

import pytest

from archive.search.kwic import contexts, kwic
from archive.search.snippets import CLOSE, OPEN


@pytest.mark.parametrize(
    ("marked", "width", "lines"),
    [
        ("một hai [ba] bốn năm", 100, [("một hai", "ba", "bốn năm")]),
        ("một hai [ba] bốn năm", 4, [("hai", "ba", "bốn")]),
        ("một hai [ba] bốn năm", 6, [("hai", "ba", "bốn")]),
        ("một hai [ba] bốn năm", 0, [("", "ba", "")]),
        ("[a] b [c d]", 9, [("", "a", "b c d"), ("a b", "c d", "")]),
        ("không có", 9, []),
    ],
)
def test_context_is_cut_between_words(marked: str, width: int, lines: list) -> None:
    marked = marked.replace("[", OPEN).replace("]", CLOSE)
    found = [(left.strip(), key, right.strip()) for left, key, right in contexts(marked, width)]
    assert found == lines


def test_a_concordance_shows_every_place_exact_tones_first(counted) -> None:
    lines = kwic(counted, '"đảng viên"')
    assert [(line.key, line.id, line.tier) for line in lines] == [
        ("Đảng viên", 1, "exact"),
        ("đảng viên", 1, "exact"),
    ]
    assert lines[0].right.strip().startswith("trẻ giữ đầm tôm")
    assert [line.key for line in kwic(counted, "ban")] == ["bạn", "Bàn", "bán"]
    assert [line.key for line in kwic(counted, "ban", limit=2)] == ["bạn", "Bàn"]


def test_lines_sort_by_the_word_beside_the_key(counted) -> None:
    by_right = kwic(counted, "ban", order="right")
    assert [line.right.split()[0] for line in by_right] == ["đọc", "ghế", "vé"]
    by_left = kwic(counted, "ban", order="left")
    assert [line.left.split()[-1:] for line in by_left] == [[], ["đón"], ["tác,"]]

"""Collocates: words that stand near a query more often than elsewhere."""

from __future__ import annotations

import dataclasses
import math
from pathlib import Path

import pytest

from archive.db.reader import open_archive
from archive.search.collocates import collocates, log_likelihood
from tests.support.searchable import HOA_BINH, make_archive


def test_collocates_stand_near_and_not_elsewhere(tmp_path: Path) -> None:
    text = "Hạn mặn đến sớm. Giá lúa tăng cao, người dân vui. Hạn mặn đến muộn, giá lúa giảm."
    articles = tuple(
        dataclasses.replace(
            HOA_BINH,
            url=f"https://baocamau.vn/{number}.html",
            canonical_url=f"https://baocamau.vn/{number}.html",
            sections=(dataclasses.replace(HOA_BINH.sections[0], paragraphs=(text,)),),
        )
        for number in range(5)
    )
    conn = open_archive(make_archive(tmp_path / "archive.db", articles))
    found = collocates(conn, '"hạn mặn"', window=2)
    assert found.articles == 5
    assert [(one.word, one.near, one.elsewhere) for one in found.words] == [
        ("đến", 10, 0),
        ("muộn", 5, 0),
        ("sớm", 5, 0),
    ]
    pairs = collocates(conn, '"hạn mặn"', window=2, syllables=2)
    assert {one.word for one in pairs.words} == {"đến sớm", "đến muộn"}
    conn.close()


def test_log_likelihood_is_dunnings() -> None:
    # 10 of 100 near, 10 of 1,000 elsewhere: 2 * (10 ln(10/1.818) + 10 ln(10/18.18))
    assert log_likelihood(10, 10, 100, 1000) == pytest.approx(
        2 * (10 * math.log(10 / (2000 / 1100)) + 10 * math.log(10 / (20000 / 1100)))
    )
    assert log_likelihood(1, 99, 100, 1000) < 0

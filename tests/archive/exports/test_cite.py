"""References to articles: RIS, BibTeX, CSL, and each opens in the field's tools."""

from __future__ import annotations

import itertools
import json
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.db.reader import open_archive
from archive.errors import UnknownName, UsageProblem
from archive.exports.cite import cite
from tests.support.archive_writer import ArchiveWriter, article, numbered


class TestCite:
    @pytest.fixture
    def conn(self, tmp_path: Path) -> Iterator[sqlite3.Connection]:
        with ArchiveWriter(tmp_path / "archive.db") as archive:
            archive.save(article(title="Lúa & tôm 50%"))
            archive.save(article(title="Lúa và tôm"), "2026-02-01T00:00:00Z")
            archive.save(numbered(2, published="2025-08-01", authors=(), published_raw=None))
            archive.save(numbered(3, published=None, published_raw=None))
        conn = open_archive(tmp_path / "archive.db")
        yield conn
        conn.close()

    def test_a_line_of_vietnamese(self, conn) -> None:
        assert cite(conn, 1, "text") == (
            "Hoàng Uyên. “Lúa và tôm”. Báo Bạc Liêu (Bạc Liêu), 09/01/2023."
            " https://baobaclieu.vn/tin-tuc/mua-lua-1.html."
            " Bản lưu 00:00 ngày 01/02/2026 (giờ quốc tế), lần sửa 2,"
            " captures/one.warc.gz tại byte 1.\n"
        )
        assert "Không ghi tác giả" in cite(conn, 2, "text")
        assert "không rõ ngày" in cite(conn, 3, "text")

    def test_an_older_state_is_cited_as_it_was(self, conn) -> None:
        assert "“Lúa & tôm 50%”" in cite(conn, 1, "text", 1)
        assert "lần sửa 1" in cite(conn, 1, "text", 1)

    def test_the_province_is_that_of_the_day(self, conn) -> None:
        assert "(Bạc Liêu), 09/01/2023" in cite(conn, 1, "text")
        assert "(Cà Mau), 01/08/2025" in cite(conn, 2, "text")

    def test_bibtex_escapes_what_tex_would_read(self, conn) -> None:
        text = cite(conn, 1, "bibtex", 1)
        assert text.startswith("@article{hoanguyen2023-1,\n  title = {{Lúa \\& tôm 50\\%}},\n")
        assert "  author = {{Hoàng Uyên}},\n" in text
        assert text.count("{") == text.count("}")

    @pytest.mark.parametrize(
        "title", ["Giá {x", "Giá x}", "a~b^c\\d", "#1: _50%_ & $9", "hai\ndòng"]
    )
    def test_any_title_is_one_line_and_leaves_braces_in_balance(self, tmp_path, title) -> None:
        with ArchiveWriter(tmp_path / "other.db") as archive:
            archive.save(article(title=title, authors=("Hoàng\nUyên",)))
        conn = open_archive(tmp_path / "other.db")
        bibtex, ris = (cite(conn, 1, form) for form in ("bibtex", "ris"))
        conn.close()
        depth = list(itertools.accumulate({"{": 1, "}": -1}.get(sign, 0) for sign in bibtex))
        assert (min(depth), depth[-1]) == (0, 0)
        assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in ris.splitlines())
        assert "AU  - Hoàng Uyên\r\n" in ris

    def test_other_programs_read_the_references(self, conn) -> None:
        bibtexparser = pytest.importorskip("bibtexparser", minversion="2.0.0b1")
        rispy = pytest.importorskip("rispy")
        library = bibtexparser.parse_string("".join(cite(conn, it, "bibtex") for it in (1, 2, 3)))
        assert (len(library.entries), library.failed_blocks) == (3, [])
        assert library.entries[0]["journal"] == "Báo Bạc Liêu"
        read = rispy.loads("".join(cite(conn, it, "ris") for it in (1, 2, 3)))
        assert [it.get("authors") for it in read] == [["Hoàng Uyên"], None, ["Hoàng Uyên"]]
        assert (read[0]["date"], read[0]["language"]) == ("2023/01/09", "vi")

    def test_ris_begins_and_ends_as_it_must(self, conn) -> None:
        lines = cite(conn, 1, "ris").split("\r\n")
        assert (lines[0], lines[-2:]) == ("TY  - NEWS", ["ER  - ", ""])
        assert {"AU  - Hoàng Uyên", "DA  - 2023/01/09", "T2  - Báo Bạc Liêu"} <= set(lines)

    def test_csl_keeps_vietnamese_names_whole(self, conn) -> None:
        (item,) = json.loads(cite(conn, 1, "csl"))
        assert item["author"] == [{"literal": "Hoàng Uyên"}]
        assert item["issued"] == {"date-parts": [[2023, 1, 9]]}
        assert item["type"] == "article-newspaper"
        assert "09/01/2023 | 15:24" in item["note"]  # the date as printed

    def test_what_is_not_there_is_told(self, conn) -> None:
        with pytest.raises(UnknownName, match="no article 99"):
            cite(conn, 99, "text")
        with pytest.raises(UnknownName, match="no article 1 in state 7"):
            cite(conn, 1, "text", 7)
        with pytest.raises(UsageProblem, match="unknown format “apa”"):
            cite(conn, 1, "apa")

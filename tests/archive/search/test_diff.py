"""The history of an article: its revisions, what changed, and what was withdrawn."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.db.reader import open_archive
from archive.errors import UnknownName
from archive.search.counts import counts
from archive.search.diff import LONGEST, changes, revisions, withdrawn
from archive.store.frontier import Frontier
from tests.support.archive_writer import ARTICLE, ArchiveWriter, article


class TestHistory:
    def test_changes_are_told_field_by_field_and_word_by_word(self, tmp_path: Path) -> None:
        with ArchiveWriter(tmp_path / "archive.db") as archive:
            archive.save(ARTICLE)
            archive.save(article(title="Nông dân Cà Mau vào mùa lúa", tags=("lúa",)), "2026-02-01")
        conn = open_archive(tmp_path / "archive.db")
        before, after = revisions(conn, 1)
        conn.close()
        assert (before.number, after.number) == (1, 2)
        title, tags = changes(before.article, after.article)
        assert (title.field, tags.field) == ("title", "tags")
        changed = [(kind, words.strip()) for kind, words in title.pieces() if words.strip()]
        assert changed[0] == ("kept", "Nông dân")
        assert changed[-1] == ("kept", "vào mùa lúa")
        assert {("removed", "Bạc"), ("added", "Cà")} <= set(changed)
        assert tags.before.split("\n") == ["lúa", "nông dân"]

    @given(st.text("ab \n", max_size=40), st.text("ab \n", max_size=40))
    def test_kept_and_added_words_are_the_new_text(self, before: str, after: str) -> None:
        old, new = (article(lead=text or None) for text in (before, after))
        for change in changes(old, new):
            pieces = change.pieces()
            if not any("…" in words for _, words in pieces):
                new_words = "".join(words for kind, words in pieces if kind != "removed")
                old_words = "".join(words for kind, words in pieces if kind != "added")
                assert (old_words, new_words) == (change.before, change.after)

    def test_a_withdrawn_article_stays_and_says_so(self, tmp_path: Path) -> None:
        with ArchiveWriter(tmp_path / "archive.db") as archive:
            archive.save(ARTICLE)
            frontier = Frontier(archive.db)
            frontier.discover("bac_lieu", [ARTICLE.url], "page", None, archive.run)
            frontier.fetched(ARTICLE.url, 1, "page", 1, None, None)
            conn = open_archive(tmp_path / "archive.db")
            assert withdrawn(conn, 1) is None
            frontier.gone(ARTICLE.url, 410)
            gone = withdrawn(conn, 1)
            assert gone is not None
            assert gone.status == 410
            assert counts(conn, "lúa").total == 1
            conn.close()

    def test_an_article_that_is_not_there_is_told(self, conn) -> None:
        with pytest.raises(UnknownName, match="no article 99"):
            revisions(conn, 99)


def test_long_texts_are_compared_by_paragraph_and_endless_ones_not_at_all() -> None:
    lines = [f"Đoạn {number} " + "chữ " * 40 for number in range(200)]
    before = article(lead="\n".join(lines))
    changed = [*lines[:100], lines[100].replace("100", "trăm"), *lines[101:]]
    after = article(lead="\n".join(changed))
    assert len("\n".join(lines)) > LONGEST
    (change,) = changes(before, after)
    pieces = change.bounded_pieces()
    assert pieces is not None
    assert ("removed", "100") in pieces
    assert ("added", "trăm") in pieces
    endless = article(lead="a\n" * 5_000)
    (change,) = changes(before, endless)
    assert change.bounded_pieces() is None


@pytest.mark.parametrize(
    ("before", "after"),
    [("", "một"), ("một", ""), ("một hai", "một ba"), ("một " * 30 + "hai", "một " * 30 + "ba")],
)
def test_a_short_text_has_the_same_pieces_at_a_bounded_cost(before: str, after: str) -> None:
    old, new = (article(lead=lead) for lead in (before, after))
    (change,) = changes(old, new)
    assert change.bounded_pieces() == change.pieces() != []

"""What changed between two states of an article, in words."""

from __future__ import annotations

import pytest

from archive.search.diff import LONGEST, changes
from tests.support.readable import article


def test_long_texts_are_compared_by_paragraph_and_endless_ones_not_at_all() -> None:
    lines = [f"Đoạn {number} " + "chữ " * 40 for number in range(200)]
    before = article("ca_mau", "dai", lead="\n".join(lines))
    changed = [*lines[:100], lines[100].replace("100", "trăm"), *lines[101:]]
    after = article("ca_mau", "dai", lead="\n".join(changed))
    assert len("\n".join(lines)) > LONGEST
    (change,) = changes(before, after)
    pieces = change.bounded_pieces()
    assert pieces is not None
    assert ("removed", "100") in pieces
    assert ("added", "trăm") in pieces
    endless = article("ca_mau", "dai", lead="a\n" * 5_000)
    (change,) = changes(before, endless)
    assert change.bounded_pieces() is None


@pytest.mark.parametrize(
    ("before", "after"),
    [("", "một"), ("một", ""), ("một hai", "một ba"), ("một " * 30 + "hai", "một " * 30 + "ba")],
)
def test_a_short_text_has_the_same_pieces_at_a_bounded_cost(before: str, after: str) -> None:
    old, new = (article("ca_mau", "ngan", lead=lead) for lead in (before, after))
    (change,) = changes(old, new)
    assert change.bounded_pieces() == change.pieces() != []

"""Names of news outlets."""

from __future__ import annotations

import pytest

from crawler.parsers.lines import outlets


@pytest.mark.parametrize(
    ("text", "known"),
    [("baobaclieu.vn", True), ("Bóng đá +", True), ("Daily Post", True), ("Du lịch", False)],
)
def test_unambiguous_outlets_are_known_and_everyday_words_are_not(text: str, known: bool) -> None:
    assert outlets.is_known(text) is known

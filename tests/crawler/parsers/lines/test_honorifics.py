"""Titles before a name."""

from __future__ import annotations

import pytest

from crawler.parsers.lines import honorifics


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("BS NGUYỄN LỢI", "BS"),
        ("Nguyễn Lợi", None),
        ("Luật sư Trần Hạnh", "Luật sư"),
        ("ThS. BS. Trần Hạnh", "ThS. BS"),
    ],
)
def test_titles_before_a_name_are_split_off(text: str, name: str | None) -> None:
    assert honorifics.split_titles(text)[1] == name

"""The page of polls."""

from __future__ import annotations

import re
from html import unescape

from tests.support.reader import Reader


def test_polls_show_the_results_as_last_seen(reader: Reader) -> None:
    page = unescape(reader.get("/tham-do").text)
    assert re.search(r"Trang báo điện tử.*?>75<.*?>62,5<", page, re.DOTALL)

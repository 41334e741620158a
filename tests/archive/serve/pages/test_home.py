"""The first page: every newspaper under its province."""

from __future__ import annotations

import re
import urllib.parse

from tests.support.readable import PAPERS
from tests.support.reader import Reader


def test_the_first_page_lists_every_newspaper_under_its_province(reader: Reader) -> None:
    page = reader.get("/").text
    assert set(re.findall(r'href="/bao/(\w+)"', page)) == {paper[0] for paper in PAPERS}
    places = {urllib.parse.quote_plus(paper[3]) for paper in PAPERS}
    assert set(re.findall(r'<h3><a href="/tim\?tinh=([^"]+)"', page)) == places

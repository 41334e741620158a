"""Coverage tells gaps, failures and crawls."""

from __future__ import annotations

import re
from html import unescape

from tests.support.reader import Reader


def test_coverage_tells_gaps_failures_and_crawls(reader: Reader) -> None:
    page = unescape(reader.get("/do-phu?thang=2025-03&bao=vinh_long").text)
    rows = dict(re.findall(r"<tr><th[^>]*><a[^>]*>(\d\d/03/2025)</a></th>(.*?)</tr>", page))
    assert "Trống" in rows["12/03/2025"]
    assert "bị từ chối" in rows["12/03/2025"]
    assert "Đủ" in rows["13/03/2025"]
    cells = re.findall(r"<td[^>]*>([^<]*)</td>", rows["20/03/2025"])
    assert cells[1:4] == ["2", "2", "1"]
    squares = re.findall(r'<g class="(\w+)"><title>', page)
    assert squares.count("gap") == 2

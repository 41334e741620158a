"""The page of weather: a calendar, with a table of the same days."""

from __future__ import annotations

import re
from html import unescape

from tests.support.readable import ROUTINE
from tests.support.reader import Reader


def test_weather_is_a_calendar_with_a_table_of_the_same_days(reader: Reader) -> None:
    page = unescape(reader.get("/thoi-tiet?nam=2025&tinh=Vĩnh+Long").text)
    squares = re.findall(r'<g class="(\w+)"><title>', page)
    assert len(squares) == 365
    told = [kind for kind in squares if kind != "nothing"]
    rows = len(re.findall(r'<tr><th scope="row">', page))
    assert len(told) == rows == len(ROUTINE)
    assert "lốc, sét, mưa đá, gió giật mạnh" in page

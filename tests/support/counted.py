"""Articles to count, with queries and filters that hypothesis draws."""

from __future__ import annotations

import dataclasses
from datetime import date

from hypothesis import strategies as st

from archive.model import Image, Poll
from archive.search.filters import Filters
from tests.support.searchable import DAM_TOM, DUONG_SAT, HOA_BINH, UNDATED

ARTICLES = (
    dataclasses.replace(DAM_TOM, authors=("Hoàng Uyên",), source="TTXVN", poll=Poll("Mặn?")),
    dataclasses.replace(DUONG_SAT, authors=("Hoàng Uyên", "T.T"), images=(Image("a.jpg"),)),
    dataclasses.replace(HOA_BINH, tables=((("Xã", "Hộ"),),), images=(Image("b.jpg"),)),
    UNDATED,
)
QUESTIONS = st.sampled_from(
    [
        *(None, "đảng viên", "dang vien", "hoà bình", "hoa binh", "bán OR bàn", "không"),
        *("toa -bán", "viên NEAR/3 đảng", "title:hòa", "author:uyên", "viê*", "=bán đi"),
    ]
)
FILTERS = st.builds(
    Filters,
    first=st.sampled_from([None, date(2023, 1, 9), date(2024, 6, 30)]),
    paper=st.sampled_from([None, "bac_lieu", "ca_mau"]),
    province=st.sampled_from([None, "Cà Mau", "bac lieu"]),
    section=st.sampled_from([None, "Thời sự", "kinh te"]),
    author=st.sampled_from([None, "Hoàng Uyên", "uyen"]),
    has=st.sampled_from([(), ("image",), ("poll",), ("table", "image")]),
)


def titles(hits) -> list[str | None]:
    return [hit.title for hit in hits]

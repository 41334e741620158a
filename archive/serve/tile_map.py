"""Viet Nam as tiles: a square for each province of today, where it lies from the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

TILE_WIDTH, TILE_HEIGHT, GAP = 92, 27, 3

_ROWS = (
    ("Lai Châu", "Lào Cai", "Tuyên Quang", "Cao Bằng"),
    ("Điện Biên", "Phú Thọ", "Thái Nguyên", "Lạng Sơn"),
    ("Sơn La", "Hà Nội", "Bắc Ninh", "Quảng Ninh"),
    (None, "Ninh Bình", "Hưng Yên", "Hải Phòng"),
    (None, "Thanh Hóa"),
    (None, "Nghệ An"),
    (None, "Hà Tĩnh"),
    (None, None, "Quảng Trị"),
    (None, None, "Huế", "Đà Nẵng"),
    (None, None, None, "Quảng Ngãi"),
    (None, None, None, "Gia Lai"),
    (None, None, None, "Đắk Lắk"),
    ("Tây Ninh", "Đồng Nai", "Lâm Đồng", "Khánh Hòa"),
    ("An Giang", "Đồng Tháp", "TP Hồ Chí Minh"),
    ("Cần Thơ", "Vĩnh Long"),
    ("Cà Mau",),
)
WIDTH = 4 * (TILE_WIDTH + GAP) - GAP
HEIGHT = len(_ROWS) * (TILE_HEIGHT + GAP) - GAP


@dataclass(frozen=True, slots=True)
class Tile:
    """A province: where its tile stands, its articles, and a class from `none` to `most`."""

    province: str
    x: int
    y: int
    articles: int | None
    kind: str


def tiles(articles: Mapping[str, int]) -> tuple[Tile, ...]:
    """A tile for each province; `articles` has those whose newspapers the archive reads."""
    most = max(articles.values(), default=0)
    return tuple(
        Tile(name, column * (TILE_WIDTH + GAP), row * (TILE_HEIGHT + GAP), number, kind)
        for row, names in enumerate(_ROWS)
        for column, name in enumerate(names)
        if name
        for number in [articles.get(name)]
        for kind in [_kind(number, most)]
    )


def _kind(articles: int | None, most: int) -> str:
    if articles is None:
        return "none"
    share = articles / most if most else 0
    return "most" if share > 1 / 3 else "many" if share > 1 / 20 else "some"

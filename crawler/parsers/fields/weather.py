"""Weather box of a page: heading, text, and the facts parsed from it.

Found by its heading ("Thời tiết": weather, "Thông tin cần biết": useful information) or class name.
A box that is filled by script has no forecast in the HTML and does not count, nor does a story
about the weather, in the body or as a teaser.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import regex

from archive.model import Weather
from crawler.parsers.layout import boxes
from crawler.parsers.layout.boxes import Piece
from crawler.parsers.lines.weather_grammar import read_forecast
from crawler.parsers.page_index import PageIndex
from crawler.parsers.select import Element

_WEATHER_TITLES = frozenset(
    {
        "thời tiết", "dự báo thời tiết", "thời tiết hôm nay", "dự báo thời tiết hôm nay",
        "tin thời tiết", "bản tin thời tiết", "thông tin thời tiết", "thời tiết các vùng",
        "thời tiết trong tỉnh", "thời tiết trong ngày", "dự báo thời tiết trong ngày",
    }
)  # fmt: skip
_TITLES = _WEATHER_TITLES | {
    "thông tin cần biết", "tin cần biết", "cần biết", "bạn cần biết", "thông tin bạn cần biết",
    "thời tiết - giá vàng", "thời tiết - tỷ giá", "thời tiết, giá vàng", "thời tiết & giá vàng",
    "thời tiết - giá vàng - tỷ giá",
}  # fmt: skip
_WEATHER_NAMES = regex.compile(r"(?<![a-z])weather|[-_]weather|thoi-?_?tiet|dubaothoi")
_NAME_PARTS = ("eather", "hoitiet", "hoi-tiet", "hoi_tiet", "hoiTiet", "HOITIET")
_OTHER_BOXES = regex.compile(
    r"giá vàng|t[ỷỉ] giá|ngoại tệ|chứng khoán|xổ số|lịch (?:phát sóng|truyền hình)",
    regex.IGNORECASE,
)
_DEGREES = regex.compile(r"\d\s*(?:°|º|˚|độ|oC\b)")
_TEMPERATURES = regex.compile(
    r"(?<![\d.,])(-?\d{1,2})\s*(?:°|º|˚|o(?=C))?\s*C?\s*(?:[-–~/]|đến)\s*(-?\d{1,2})\s*(?:°|º|˚|oC)"
)
_TEMPERATURE = regex.compile(r"(?<![\d.,/-])(-?\d{1,2})\s*(?:°|º|˚|oC)")
_STORY_WORDS = 5  # words of a link to a story


@dataclass(frozen=True, slots=True)
class WeatherBox:
    """A weather box and the element that contains all of it, including the heading."""

    weather: Weather
    element: Element


def find_weather(index: PageIndex) -> WeatherBox | None:
    """The first weather box of a page with a forecast; None if there is none."""
    for heading in boxes.find_headings(index, _TITLES):
        if (box := _box_under_heading(heading)) is not None:
            return box
    for element in boxes.find_named_boxes(index, _NAME_PARTS, _WEATHER_NAMES):
        if (box := _box_in_element(element)) is not None:
            return box
    return None


def _box_under_heading(heading: Element) -> WeatherBox | None:
    """The box of a heading: its innermost ancestor that contains a forecast."""
    for element in boxes.enclosing_boxes(heading):
        pieces = boxes.read_pieces(element)
        if (
            boxes.is_too_long(pieces)
            or _links_to_story(pieces)
            or next(element.iter("h1"), None) is not None
        ):
            return None
        title = next((p.text for p in pieces if boxes.heading_key(p.text) in _TITLES), None)
        own = boxes.heading_key(title or "") in _WEATHER_TITLES
        inner = boxes.find_named_inside(element, _WEATHER_NAMES) if not own else None
        text = _forecast(boxes.read_pieces(inner) if inner is not None else pieces, whole=own)
        if text is not None:
            return WeatherBox(Weather(title, text, _facts(text)), element)
    return None


def _box_in_element(element: Element) -> WeatherBox | None:
    """The box recognised by a class name."""
    pieces = boxes.read_pieces(element)
    if boxes.is_too_long(pieces) or _links_to_story(pieces):
        return None
    text = _forecast(pieces, whole=True)
    if text is None:
        return None
    title = next((p.text for p in pieces if boxes.heading_key(p.text) in _TITLES), None)
    return WeatherBox(Weather(title, text, _facts(text)), element)


def _forecast(pieces: list[Piece], *, whole: bool) -> str | None:
    """The forecast of a box, without heading; None if it has none.

    Without `whole`, and in a box that also has prices or exchange rates, only the texts with a
    forecast are used.
    """
    texts = [
        p.text for p in pieces if p.kind == "text" and boxes.heading_key(p.text) not in _TITLES
    ]
    if not whole or any(map(_OTHER_BOXES.search, texts)):
        texts = list(_forecast_texts(texts))
    text = " ".join(texts)
    return text if _facts(text) else None


def _forecast_texts(texts: list[str]) -> Iterator[str]:
    return (text for text in texts if read_forecast(text) or _DEGREES.search(text))


def _facts(text: str) -> dict[str, Any]:
    """Facts of a forecast; in a box a temperature without the word "nhiệt độ" counts too."""
    facts = read_forecast(text)
    if facts.keys().isdisjoint({"temp", "tmin", "tmax"}):
        if (span := _TEMPERATURES.search(text)) is not None:
            facts["temp"] = sorted([int(span[1]), int(span[2])])
        elif (single := _TEMPERATURE.search(text)) is not None:
            facts["temp"] = [int(single[1])] * 2
    return facts


def _links_to_story(pieces: list[Piece]) -> bool:
    """Whether the box links to a story: a link of several words to another page."""
    return any(
        piece.link is not None
        and not piece.link.startswith(("#", "javascript:"))
        and len(piece.text.split()) >= _STORY_WORDS
        for piece in pieces
    )

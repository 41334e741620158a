"""Figures and tables in a body: elements that belong to an image, and tables of data.

Content systems put an image and its caption in a `figure`, a one-column table or a plain `div`;
other tables contain data, or only lay out the page.
"""

from __future__ import annotations

from crawler.parsers.layout import class_names
from crawler.parsers.select import Element, normalize_space

# Attributes of lazy loading scripts precede `src`, which then has a placeholder.
_IMAGE_SRC_ATTRIBUTES = ("data-src", "data-original", "data-lazy-src", "data-image", "src")
_FIGURE_TEXT = 700  # characters of caption in a figure at most
_CAPTION_WORDS = 90  # per image in a caption table at most
_LINE_WORDS = 60  # of a caption recognised only by its position at most
_CELL_TEXT = 250  # characters per cell of a data table on average at most
_NUMBER_CELL = 60  # characters in a cell with a number or a name at most
_CELLS_BESIDE_ICON = 5  # cells per icon at least; data tables have few icons


def is_figure(element: Element) -> bool:
    """Whether an element contains only images and captions: figure, caption table, photo box."""
    tag = element.tag
    if tag == "figcaption":
        return False
    pictures = sum(1 for _ in element.iter("img"))
    if not pictures:
        return False
    classes = " ".join((element.get("class") or "").split())
    names = f"{classes} {element.get('id') or ''}".lower()
    named = class_names.is_picture_frame(names) or element.get("type") == "Photo"
    if tag not in {"figure", "table"} and not named and not _has_single_caption(element):
        return False
    text = "".join(element.itertext())
    if tag == "table" and not named and len(text.split()) > _CAPTION_WORDS * pictures:
        return False  # a layout table around a short article
    return len(normalize_space(text)) <= _FIGURE_TEXT


def _has_single_caption(element: Element) -> bool:
    """Whether a `div` contains images and one element with a short line."""
    if element.tag != "div" or element.find("img") is None or element.find(".//h1") is not None:
        return False
    if (element.text or "").strip() or any((child.tail or "").strip() for child in element):
        return False
    texts = ("".join(child.itertext()) for child in element)
    lines = [text for text in texts if text.strip()]
    return len(lines) == 1 and len(lines[0].split()) <= _LINE_WORDS


def data_table(element: Element) -> tuple[tuple[str, ...], ...]:
    """The cell texts of a data table, by row; () for other elements and for layout tables."""
    if element.tag != "table":
        return ()
    if next(element.iterdescendants("table", "figure", "iframe"), None) is not None:
        return ()
    rows = tuple(
        tuple(normalize_space(" ".join(cell.itertext())) for cell in row.iter("td", "th"))
        for row in element.iter("tr")
    )
    icons = sum(1 for _ in element.iter("img"))
    if icons and (
        icons * _CELLS_BESIDE_ICON > sum(map(len, rows))
        or any(len(cell) > _NUMBER_CELL for row in rows for cell in row)
    ):
        return ()
    rows = tuple(row for row in rows if any(row))
    cells = [cell for row in rows for cell in row]
    if len(rows) < 2 or max(map(len, rows)) < 2 or sum(map(len, cells)) > _CELL_TEXT * len(cells):
        return ()
    return rows


def join_cells(rows: tuple[tuple[str, ...], ...]) -> str:
    """All cell texts on one line."""
    return " | ".join(cell for row in rows for cell in row)


def picture_src(element: Element) -> str | None:
    """The URL of an image as written, also from the attributes of lazy loading scripts."""
    sources = (element.get(name) or "" for name in _IMAGE_SRC_ATTRIBUTES)
    return next((value for value in sources if value and not value.startswith("data:")), None)

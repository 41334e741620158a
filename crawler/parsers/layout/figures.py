"""What an element of a body is as a whole: the frame of a picture, or a table of data.

Content systems set a picture and its caption in a `figure`, in a table of one column, or in a plain
`div`; the same `table` holds figures elsewhere. Who reads a body asks here before going inside.
"""

from __future__ import annotations

from crawler.parsers.layout import class_names
from crawler.parsers.select import Element, normalize_space

_FIGURE_TEXT = 700  # a picture's frame holds at most so many characters of caption
_CAPTION_WORDS = 90  # in a table, by picture
_LINE_WORDS = 60  # a caption that only its place tells is shorter
_CELL_TEXT = 250  # the mean cell of a data table is shorter
_NUMBER_CELL = 60  # characters; a cell of figures or of a name holds no more
_CELLS_BESIDE_ICON = 5  # a table of data may hold an arrow here and there, no picture a row


def is_figure(element: Element) -> bool:
    """Whether all in an element belongs to a picture: a figure, a caption table, a photo box."""
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
        return False  # the layout of a short article
    return len(normalize_space(text)) <= _FIGURE_TEXT


def _has_single_caption(element: Element) -> bool:
    """Whether an element holds pictures and one short line in an element of its own."""
    if element.tag != "div" or element.find("img") is None or element.find(".//h1") is not None:
        return False
    if (element.text or "").strip() or any((child.tail or "").strip() for child in element):
        return False
    texts = ("".join(child.itertext()) for child in element)
    lines = [text for text in texts if text.strip()]
    return len(lines) == 1 and len(lines[0].split()) <= _LINE_WORDS


def data_table(element: Element) -> tuple[tuple[str, ...], ...]:
    """The cells of a table of data; empty for what is only layout."""
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
    """All cells in one line."""
    return " | ".join(cell for row in rows for cell in row)

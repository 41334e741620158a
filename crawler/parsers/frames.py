"""What an element of a body is as a whole: the frame of a picture, or a table of data.

Content systems set a picture and its caption in a `figure`, in a table of one column, or in a plain
`div`; the same `table` holds figures elsewhere. Who reads a body asks here before going inside.
"""

from __future__ import annotations

from bs4 import Tag

from crawler.parsers import landmarks
from crawler.parsers.select import squeeze

_FRAME_TEXT = 700  # a picture's frame holds at most so many characters of caption
_CAPTION_WORDS = 90  # in a table, by picture
_LINE_WORDS = 60  # a caption that only its place tells is shorter
_CELL_TEXT = 250  # the mean cell of a data table is shorter


def is_frame(tag: Tag) -> bool:
    """Whether all in an element belongs to a picture: a figure, a caption table, a photo box."""
    if tag.name == "figcaption":
        return False
    classes = str(tag.get("class") or "").split()
    names = f"{' '.join(classes)} {tag.get('id') or ''}".lower()
    named = landmarks.is_picture(names) or tag.get("type") == "Photo"
    if tag.name not in {"figure", "table"} and not named and not _holds_one_line(tag):
        return False
    pictures, text = len(tag.find_all("img")), tag.get_text()
    if tag.name == "table" and not named and len(text.split()) > _CAPTION_WORDS * pictures:
        return False  # the layout of a short article
    return pictures > 0 and len(squeeze(text)) <= _FRAME_TEXT


def _holds_one_line(tag: Tag) -> bool:
    """Whether an element holds pictures and one short line in an element of its own."""
    if tag.name != "div":
        return False
    children = [child for child in tag.contents if isinstance(child, Tag)]
    if not any(child.name == "img" for child in children) or tag.find("h1"):
        return False
    lines = [child for child in children if child.get_text(strip=True)]
    own = "".join(tag.find_all(string=True, recursive=False)).strip()
    return len(lines) == 1 and not own and len(lines[0].get_text().split()) <= _LINE_WORDS


def data_table(tag: Tag) -> tuple[tuple[str, ...], ...]:
    """The cells of a table of data; empty for what is only layout."""
    if tag.name != "table" or tag.find(["img", "table", "figure", "iframe"]) is not None:
        return ()
    rows = tuple(
        tuple(squeeze(cell.get_text(" ")) for cell in row.find_all(["td", "th"]))
        for row in tag.find_all("tr")
    )
    rows = tuple(row for row in rows if any(row))
    cells = [cell for row in rows for cell in row]
    if len(rows) < 2 or max(map(len, rows)) < 2 or sum(map(len, cells)) > _CELL_TEXT * len(cells):
        return ()
    return rows


def flat(rows: tuple[tuple[str, ...], ...]) -> str:
    """All cells in one line."""
    return " | ".join(cell for row in rows for cell in row)

"""The kicker: the series or rubric printed over the headline, not the name of the section."""

from __future__ import annotations

from archive.vietnamese import fold
from crawler.parsers.layout import class_names
from crawler.parsers.layout.header_footer import Note, Surroundings
from crawler.parsers.lines.dateline import read_dateline
from crawler.parsers.page import Page
from crawler.parsers.rules import Rules
from crawler.parsers.select import text_of

_LONGEST = 120
_GENRES = frozenset(
    {"phong su", "ky su", "but ky", "ghi chep", "tan van", "truyen ngan", "phong van", "tieu pham"}
)


def find_kicker(
    page: Page, rules: Rules, around: Surroundings, category: tuple[str, ...], title: str
) -> str | None:
    """The line over the title; None where the page has none."""
    if rules.kicker:
        texts = [text_of(element) for element in page.every(rules.kicker)]
    else:
        texts = [text_of(element) for element in around.elements("kicker", "before")]
    known = {fold(name) for name in (*category, title)}
    for text in reversed([text for text in texts if text]):
        if len(text) <= _LONGEST and fold(text) not in known:
            return text
    above = [note for note in around.notes if note.place == "before"]
    return _unmarked(above[-1], known) if above and not rules.kicker else None


def _is_of_links(note: Note) -> bool:
    """Whether a line is a link, or a row of them as a breadcrumb is."""
    linked = sum(len(text_of(link)) for link in note.element.iter("a"))
    return note.linked or linked > len(note.text) / 2


def _unmarked(note: Note, known: set[str]) -> str | None:
    """A line straight over the title that nothing names: kept only when it reads like a rubric."""
    words = note.text.split()
    if _is_of_links(note) or len(words) > 16 or fold(note.text) in known:
        return None
    if len(words) < 3 and fold(note.text) not in _GENRES:
        return None
    other = (
        class_names.CATEGORY,
        class_names.DATE,
        class_names.CLOCK,
        class_names.AUTHOR,
        class_names.LEAD,
    )
    if any(pattern.search(note.names) for pattern in other) or any(map(str.isdigit, note.text)):
        return None
    if note.text.endswith((".", ":", "?", "!")) or read_dateline(note.text).published:
        return None
    parent = note.element.getparent()
    siblings = set(parent) if parent is not None else set()
    return note.text if any(child.tag == "h1" for child in siblings) else None

"""Kicker: the series or rubric printed above the headline, not the section name."""

from __future__ import annotations

from archive.vietnamese import fold
from crawler.parsers.layout import class_names
from crawler.parsers.layout.header_footer import HeaderFooter, ShortText
from crawler.parsers.lines.dateline import read_dateline
from crawler.parsers.page import Page
from crawler.parsers.rules import Rules
from crawler.parsers.select import text_of

_LONGEST = 120
_GENRES = frozenset(
    {"phong su", "ky su", "but ky", "ghi chep", "tan van", "truyen ngan", "phong van", "tieu pham"}
)


def find_kicker(
    page: Page, rules: Rules, header_footer: HeaderFooter, category: tuple[str, ...], title: str
) -> str | None:
    """The kicker above the title; None if the page has none."""
    if rules.kicker:
        texts = [text_of(element) for element in page.css(rules.kicker)]
    else:
        texts = [text_of(element) for element in header_footer.elements("kicker", "before")]
    known = {fold(name) for name in (*category, title)}
    for text in reversed([text for text in texts if text]):
        if len(text) <= _LONGEST and fold(text) not in known:
            return text
    above = header_footer.texts("before")
    return _unnamed_kicker(above[-1], known) if above and not rules.kicker else None


def _is_mostly_links(short: ShortText) -> bool:
    """Whether a line is a link, or mostly links as a breadcrumb is."""
    linked = sum(len(text_of(link)) for link in short.element.iter("a"))
    return short.is_link or linked > len(short.text) / 2


def _unnamed_kicker(short: ShortText, known: set[str]) -> str | None:
    """A line directly above the title without a telling class name, if it reads like a rubric."""
    words = short.text.split()
    if _is_mostly_links(short) or len(words) > 16 or fold(short.text) in known:
        return None
    if len(words) < 3 and fold(short.text) not in _GENRES:
        return None
    other = (
        class_names.CATEGORY,
        class_names.DATE,
        class_names.CLOCK,
        class_names.AUTHOR,
        class_names.LEAD,
    )
    if any(pattern.search(short.names) for pattern in other) or any(map(str.isdigit, short.text)):
        return None
    if short.text.endswith((".", ":", "?", "!")) or read_dateline(short.text).published:
        return None
    parent = short.element.getparent()
    siblings = set(parent) if parent is not None else set()
    return short.text if any(child.tag == "h1" for child in siblings) else None

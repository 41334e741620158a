"""The kicker: the series or rubric printed over the headline, not the name of the section."""

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
    """The line over the title; None where the page has none."""
    if rules.kicker:
        texts = [text_of(element) for element in page.css(rules.kicker)]
    else:
        texts = [text_of(element) for element in header_footer.elements("kicker", "before")]
    known = {fold(name) for name in (*category, title)}
    for text in reversed([text for text in texts if text]):
        if len(text) <= _LONGEST and fold(text) not in known:
            return text
    above = [short_text for short_text in header_footer.short_texts if short_text.place == "before"]
    return _unnamed_kicker(above[-1], known) if above and not rules.kicker else None


def _is_mostly_links(short_text: ShortText) -> bool:
    """Whether a line is a link, or a row of them as a breadcrumb is."""
    linked = sum(len(text_of(link)) for link in short_text.element.iter("a"))
    return short_text.is_link or linked > len(short_text.text) / 2


def _unnamed_kicker(short_text: ShortText, known: set[str]) -> str | None:
    """A line straight over the title that nothing names: kept only when it reads like a rubric."""
    words = short_text.text.split()
    if _is_mostly_links(short_text) or len(words) > 16 or fold(short_text.text) in known:
        return None
    if len(words) < 3 and fold(short_text.text) not in _GENRES:
        return None
    other = (
        class_names.CATEGORY,
        class_names.DATE,
        class_names.CLOCK,
        class_names.AUTHOR,
        class_names.LEAD,
    )
    if any(pattern.search(short_text.names) for pattern in other) or any(
        map(str.isdigit, short_text.text)
    ):
        return None
    if short_text.text.endswith((".", ":", "?", "!")) or read_dateline(short_text.text).published:
        return None
    parent = short_text.element.getparent()
    siblings = set(parent) if parent is not None else set()
    return short_text.text if any(child.tag == "h1" for child in siblings) else None

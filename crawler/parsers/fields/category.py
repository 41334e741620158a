"""The section that a paper filed an article under, outermost first."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import islice, takewhile
from urllib.parse import urlsplit

import regex

from archive.vietnamese import fold
from crawler.parsers.layout.header_footer import HeaderFooter
from crawler.parsers.page import Page
from crawler.parsers.rules import Rules
from crawler.parsers.select import Element, css_names, normalize_space, text_of
from crawler.parsers.similarity import match_key

_HOME = frozenset({"trang chu", "home", "trang nhat", "english", "tieng viet", "rss", ""})
# Links in the head of many pages, to no section.
_SERVICES = _HOME | {fold(name) for name in (
    "đặt làm trang chủ", "báo giấy", "đọc báo giấy", "báo in", "liên hệ", "tòa soạn", "đăng nhập",
    "korean", "chinese",
)}  # fmt: skip
_SEPARATORS_AROUND = regex.compile(r"^[\s>»›/|•:-]+|[\s>»›/|•:-]+$")
_PAGE_ENDING = regex.compile(r"(?:\.\w{2,5})?(?:[?#].*)?$")
_MOST_BREADCRUMBS = 3
_MOST_STEPS, _MOST_WORDS = 4, 5
_FEWEST_LETTERS = 3  # "A+" makes the type larger
_SUBMENU_DEPTH = 2  # an `li` in an `li`
_MAX_HOME_LINKS = 10  # links to the home page that are looked at
_LONGEST_SEPARATOR = 2  # characters: ">", "»"
_BREADCRUMB = regex.compile(r"bread-?crumb|\bcrumbs?\b")


def find_category(
    page: Page, rules: Rules, header_footer: HeaderFooter, title: str | None
) -> tuple[str, ...]:
    """The names of the breadcrumb without the home page and the title; () where none is shown.

    Named elements first; then what the address says, by the menu's words; then unnamed rows of
    links; last the head of the page.
    """
    if rules.category and (names := _section_names(page.css(rules.category), title)):
        return names
    shown = _breadcrumb(page) or header_footer.elements("category", "before", "between")
    for element in shown:
        if names := _section_names(_breadcrumb_links(element), title):
            return names
    guesses = (
        partial(_links_on_url_path, page),
        partial(_links_after_home, page.root),
        partial(_links_above, header_footer),
        partial(_header_line_in_menu, page.root, header_footer),
    )
    for guess in guesses:
        if names := _section_names(guess(), title):
            return names
    said = page.metadata.breadcrumb or tuple(
        (page.metadata.first("article:section", "articlesection") or "").split(",")[:1]
    )
    return tuple(name for name in map(normalize_space, said) if _is_section(name, title, page))


def _breadcrumb(page: Page) -> list[Element]:
    """The elements named so, where they are few: a menu may be a row of them."""
    may_be = (
        el
        for el, classes, own_id in page.index.named_elements
        if "crumb" in classes or "crumb" in own_id
    )
    found = [element for element in may_be if _BREADCRUMB.search(css_names(element))]
    outermost = [el for el in found if set(found).isdisjoint(el.iterancestors())]
    return found if len(outermost) <= _MOST_BREADCRUMBS else []


def _links_on_url_path(page: Page) -> list[Element]:
    """The menu's links to the folders that the article's address stands in, outermost first."""
    *folders, _ = [part for part in urlsplit(page.url).path.split("/") if part] or [""]
    if not folders:
        return []
    ways = {"/".join(folders[:depth]): depth for depth in range(1, len(folders) + 1)}
    found: dict[int, Element] = {}
    for link in page.root.iter("a"):
        href = link.get("href") or ""
        way = _PAGE_ENDING.sub("", href.partition("//")[2].partition("/")[2] or href).strip("/")
        if way in ways and 0 < len(text_of(link).split()) <= _MOST_WORDS:
            found.setdefault(ways[way], link)
    return [found[depth] for depth in sorted(found)]


def _breadcrumb_links(element: Element) -> list[Element]:
    """The links of a breadcrumb without those of the menus that unfold under its steps."""
    links = [
        link
        for link in element.iter("a")
        if sum(node.tag == "li" for node in _ancestors_up_to(link, element)) < _SUBMENU_DEPTH
    ]
    return links or [element]


def _ancestors_up_to(inner: Element, outer: Element) -> Iterator[Element]:
    return takewhile(lambda node: node is not outer, inner.iterancestors())


def _links_after_home(root: Element) -> list[Element]:
    """The links beside a link "Trang chủ" or the like, in a short list: a breadcrumb unnamed."""
    homes = (link for link in root.iter("a") if fold(text_of(link)) in _HOME - {""})
    for link in islice(homes, _MAX_HOME_LINKS):
        if 2 <= len(steps := _row_from(link)) <= _MOST_STEPS + 1:
            return steps
        parent = link.getparent()
        if parent is not None and parent.tag == "li":
            parent = parent.getparent()
        steps = [] if parent is None else list(islice(parent.iter("a"), _MOST_STEPS + 2))
        if 2 <= len(steps) <= _MOST_STEPS + 1 and steps[0] is link:
            return steps
    return []


def _row_from(link: Element) -> list[Element]:
    """A link and those that follow it with nothing but a sign between them."""
    row = [link]
    for sibling in islice(link.itersiblings(), 4 * _MOST_STEPS):
        text, links = text_of(sibling), list(islice(sibling.iter("a"), 2))
        if len(links) == 1 and text_of(links[0]) == text:
            row.append(links[0])
        elif len(text) > _LONGEST_SEPARATOR:
            break
    return row


def _links_above(header_footer: HeaderFooter) -> list[Element]:
    """The few short links in one row straight over the title; a menu has more."""
    above = [short_text for short_text in header_footer.short_texts if short_text.place == "before"]
    if not above or not above[-1].is_link:
        return []
    row = [above[-1].element]
    for ancestor in above[-1].element.iterancestors():
        if next(ancestor.iter("h1"), None) is not None and not _is_heading(ancestor):
            break
        row = list(ancestor.iter("a"))
        if len(row) > 1:
            break
    short = all(len(text_of(link).split()) <= _MOST_WORDS for link in row)
    return row if short and len(row) <= _MOST_STEPS else []


def _is_heading(element: Element) -> bool:
    """Whether an element with an `h1` is that `h1` around the links."""
    return element.tag == "h1"


def _header_line_in_menu(root: Element, header_footer: HeaderFooter) -> list[Element]:
    """A bare line of the header that says what a link of the page's menu says."""
    lines = {
        fold(short_text.text): short_text.element
        for short_text in header_footer.short_texts
        if short_text.place != "after" and not short_text.in_page_header and not short_text.is_link
        and len(short_text.text.split()) <= _MOST_WORDS
        and not any(map(str.isdigit, short_text.text))
    }  # fmt: skip
    if not lines:
        return []
    said = (fold("".join(link.itertext()).strip()) for link in root.iter("a"))
    return next(([lines[text]] for text in said if text in lines and text not in _HOME), [])


def _section_names(elements: list[Element], title: str | None) -> tuple[str, ...]:
    names: list[str] = []
    for element in elements:
        name = _SEPARATORS_AROUND.sub("", text_of(element))
        if (
            fold(name) not in _SERVICES and _FEWEST_LETTERS <= len(match_key(name)) <= 60
            and name not in names and fold(name) != fold(title or "")
        ):  # fmt: skip
            names.append(name)
    return tuple(names)


def _is_section(name: str, title: str | None, page: Page) -> bool:
    own = fold(page.metadata.site_name or "")
    return fold(name) not in _HOME and fold(name) != fold(title or "") and fold(name) != own

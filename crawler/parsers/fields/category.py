"""Section of an article and its parent sections, outermost first."""

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
# Links in the header of many pages that do not lead to a section.
_SERVICES = _HOME | {fold(name) for name in (
    "đặt làm trang chủ", "báo giấy", "đọc báo giấy", "báo in", "liên hệ", "tòa soạn", "đăng nhập",
    "korean", "chinese",
)}  # fmt: skip
_SEPARATORS_AROUND = regex.compile(r"^[\s>»›/|•:-]+|[\s>»›/|•:-]+$")
_PAGE_ENDING = regex.compile(r"(?:\.\w{2,5})?(?:[?#].*)?$")
_MOST_BREADCRUMBS = 3
_MOST_STEPS, _MOST_WORDS = 4, 5
_FEWEST_LETTERS = 3  # "A+" is a button for larger type
_SUBMENU_DEPTH = 2  # nested `li` elements
_MAX_HOME_LINKS = 10  # links to the home page that are tried
_LONGEST_SEPARATOR = 2  # characters: ">", "»"
_BREADCRUMB = regex.compile(r"bread-?crumb|\bcrumbs?\b")


def find_category(
    page: Page, rules: Rules, header_footer: HeaderFooter, title: str | None
) -> tuple[str, ...]:
    """Names of the breadcrumb without home page and title; () if the page shows none.

    Order: the rule, elements named as breadcrumb or category, the menu's names for the folders of
    the URL, unnamed rows of links, a header line that is also in the menu, metadata.
    """
    if rules.category and (names := _section_names(page.css(rules.category), title)):
        return names
    breadcrumbs = _breadcrumb(page) or header_footer.elements("category", "before", "between")
    for element in breadcrumbs:
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
    from_metadata = page.metadata.breadcrumb or tuple(
        (page.metadata.first("article:section", "articlesection") or "").split(",")[:1]
    )
    return tuple(
        name for name in map(normalize_space, from_metadata) if _is_section(name, title, page)
    )


def _breadcrumb(page: Page) -> list[Element]:
    """Elements named as a breadcrumb, if they are few; a menu may consist of many."""
    candidates = (
        el
        for el, classes, own_id in page.index.named_elements
        if "crumb" in classes or "crumb" in own_id
    )
    found = [element for element in candidates if _BREADCRUMB.search(css_names(element))]
    outermost = [el for el in found if set(found).isdisjoint(el.iterancestors())]
    return found if len(outermost) <= _MOST_BREADCRUMBS else []


def _links_on_url_path(page: Page) -> list[Element]:
    """Links of the page to the folders of the article's URL, outermost first."""
    *folders, _ = [part for part in urlsplit(page.url).path.split("/") if part] or [""]
    if not folders:
        return []
    depth_by_path = {"/".join(folders[:depth]): depth for depth in range(1, len(folders) + 1)}
    found: dict[int, Element] = {}
    for link in page.root.iter("a"):
        href = link.get("href") or ""
        path = _PAGE_ENDING.sub("", href.partition("//")[2].partition("/")[2] or href).strip("/")
        if path in depth_by_path and 0 < len(text_of(link).split()) <= _MOST_WORDS:
            found.setdefault(depth_by_path[path], link)
    return [found[depth] for depth in sorted(found)]


def _breadcrumb_links(element: Element) -> list[Element]:
    """The links of a breadcrumb without those of its submenus."""
    links = [
        link
        for link in element.iter("a")
        if sum(node.tag == "li" for node in _ancestors_up_to(link, element)) < _SUBMENU_DEPTH
    ]
    return links or [element]


def _ancestors_up_to(inner: Element, outer: Element) -> Iterator[Element]:
    return takewhile(lambda node: node is not outer, inner.iterancestors())


def _links_after_home(root: Element) -> list[Element]:
    """Links beside a link "Trang chủ" (home) in a short list, which is an unnamed breadcrumb."""
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
    """A link and the links after it, separated only by punctuation."""
    row = [link]
    for sibling in islice(link.itersiblings(), 4 * _MOST_STEPS):
        text, links = text_of(sibling), list(islice(sibling.iter("a"), 2))
        if len(links) == 1 and text_of(links[0]) == text:
            row.append(links[0])
        elif len(text) > _LONGEST_SEPARATOR:
            break
    return row


def _links_above(header_footer: HeaderFooter) -> list[Element]:
    """A row of few short links directly above the title; a menu has more."""
    above = header_footer.texts("before")
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
    """Whether an element is an `h1`, which may be around the links of a breadcrumb."""
    return element.tag == "h1"


def _header_line_in_menu(root: Element, header_footer: HeaderFooter) -> list[Element]:
    """An unlinked line of the header with the text of a link in the page's menu."""
    lines = {
        fold(short.text): short.element
        for short in header_footer.short_texts
        if short.place != "after" and not short.in_page_header and not short.is_link
        and len(short.text.split()) <= _MOST_WORDS and not any(map(str.isdigit, short.text))
    }  # fmt: skip
    if not lines:
        return []
    links = (fold("".join(link.itertext()).strip()) for link in root.iter("a"))
    return next(([lines[text]] for text in links if text in lines and text not in _HOME), [])


def _section_names(elements: list[Element], title: str | None) -> tuple[str, ...]:
    """The texts of links as section names, without home page, services and title."""
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

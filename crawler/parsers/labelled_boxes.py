"""Boxes recognised by their label: "Các tin khác" (other news), "Ý kiến bạn đọc" (comments).

Pages without meaningful class names still print a label above lists of other articles and above
readers' comments. Such a label is the first text of its box; the same words in the middle of a text
do not mark a box. The newspaper's imprint is recognised by its words too.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import chain

import regex

from archive.vietnamese import fold
from crawler.parsers.select import NON_TEXT_TAGS, Element
from crawler.parsers.similarity import prefix_key

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6", "b", "strong", "legend")
_PLAIN = ("p", "div", "span", "td", "font", "a")  # labels only if they have no child elements
_LABEL_TAGS = frozenset((*_HEADINGS, *_PLAIN))
_OTHER_ARTICLES = (
    r"(?:cac )?(?:tin|bai|bai viet|tin bai|tin tuc) (?:da dua|khac|lien quan|moi hon|cu hon|"
    r"moi nhat|moi|noi bat|cung (?:chuyen muc|chu de|loai)|doc nhieu|xem nhieu|nong)|"
    r"cung (?:chuyen muc|chu de|tac gia)|(?:doc|xem) nhieu(?: nhat)?|co the ban quan tam|"
    r"(?:ban )?(?:doc|xem) them|chuyen muc khac|lien ket(?: (?:web|website|huu ich))?"
)
_COMMENTS = r"(?:cac )?(?:y kien|binh luan|phan hoi|thao luan)"
_COMMENTS_LABEL = (
    regex.compile(  # more than the bare word, which names a section in many newspapers
        rf"\W*(?:{_COMMENTS} (?:cua )?(?:ban(?: doc)?|doc gia)(?:\s*\(?\d+\)?)?|"
        rf"{_COMMENTS}\s*\(?\d+\)?|(?:gui|viet) {_COMMENTS}(?: cua ban)?)\W*"
    )
)
LABEL_PREFIXES = frozenset(
    map(
        prefix_key,
        (
            *("các", "tin", "bài", "cùng", "đọc", "xem", "có thể", "bạn", "chuyên", "liên"),
            *("ý kiến", "bình luận", "phản hồi", "thảo luận", "gửi", "viết"),
        ),
    )
)
"""Prefix keys of all texts for which `is_label` can be true."""
_LABEL = regex.compile(rf"\W*(?:{_OTHER_ARTICLES}|{_COMMENTS})(?:\s*\(?\d+\)?)?\W*")
_IMPRINT = regex.compile(
    r"giấy phép (?:số|hoạt động|thiết lập|xuất bản)|tổng biên tập|ghi rõ nguồn|giữ bản quyền|"
    r"cơ quan (?:chủ quản|ngôn luận)|©"
)
_IN_IMPRINTS = ("giấy phép", "biên tập", "nguồn", "bản quyền", "cơ quan", "©")
_LONGEST_LABEL, _LONGEST_IMPRINT = 60, 500  # characters
_LONGEST_RAW = 200  # a label with its surrounding spaces and line breaks


@lru_cache(maxsize=1 << 14)  # a site prints the same headings and menus on every page
def is_label(text: str) -> bool:
    """Whether a line is the label of other articles or of readers' comments."""
    text = text.strip()
    return 5 < len(text) < _LONGEST_LABEL and (
        _LABEL.fullmatch(fold(text)) is not None or is_comments_label(text)
    )


def is_comments_label(text: str) -> bool:
    """Whether a line is the label of readers' comments; nothing of the article follows it."""
    return len(text) < _LONGEST_LABEL and _COMMENTS_LABEL.fullmatch(fold(text)) is not None


def is_imprint(text: str) -> bool:
    """Whether a text is the newspaper's imprint: licence, editor-in-chief, copyright."""
    if len(text) >= _LONGEST_IMPRINT:
        return False
    lower = text.lower()
    return any(word in lower for word in _IN_IMPRINTS) and _IMPRINT.search(lower) is not None


def find_labelled_boxes(root: Element, lines: list[tuple[Element, str]]) -> dict[Element, str]:
    """Elements that start with a label and contain no other `h1`, with their labels.

    `lines` are the page's elements that start with a short text with one of LABEL_PREFIXES.
    """
    boxes: dict[Element, str] = {}
    without_children = ((el, text) for el, text in lines if el.tag in _LABEL_TAGS and not len(el))
    with_children = ((el, "".join(el.itertext())) for el in root.iter(*_HEADINGS) if len(el))
    for heading, text in chain(without_children, with_children):
        is_labelled = 5 < len(text) < _LONGEST_RAW and is_label(text)
        if is_labelled and (box := _labelled_box(heading)) is not None:
            boxes[box] = text
    return boxes


def _labelled_box(heading: Element) -> Element | None:
    """The nearest ancestor with more than the heading, if the heading comes first in it."""
    node = heading
    while (parent := node.getparent()) is not None and parent.tag not in {"body", "html"}:
        if (parent.text or "").strip() or any(
            map(_has_visible_text, node.itersiblings(preceding=True))
        ):
            return None
        if (node.tail or "").strip() or any(map(_has_visible_text, node.itersiblings())):
            own = [h1 for h1 in parent.iter("h1") if h1 is not heading]
            return None if own else parent
        node = parent
    return None


def _has_visible_text(element: Element) -> bool:
    if (element.tail or "").strip():
        return True
    return element.tag not in NON_TEXT_TAGS and any(text.strip() for text in element.itertext())

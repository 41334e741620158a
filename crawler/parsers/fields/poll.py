"""Reader poll of a page: question, options, and results if the page prints them.

A poll is a group of radio buttons or checkboxes with signs of voting near it, or a heading such as
"Thăm dò ý kiến" (opinion poll) with a question below. Many newspapers fill in the options by
script, so a question alone is a poll too. Star ratings, search boxes, comment forms and keyboard
switches are not polls.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

import regex

from archive.model import Poll, PollOption
from crawler.parsers.layout import boxes
from crawler.parsers.layout.boxes import Piece
from crawler.parsers.page_index import PageIndex
from crawler.parsers.select import Element, css_names, normalize_space

_TITLES = frozenset(
    {
        "thăm dò", "thăm dò ý kiến", "thăm dò ý kiến bạn đọc", "thăm dò dư luận", "thăm dò bạn đọc",
        "phiếu thăm dò", "bình chọn", "bạn đọc bình chọn", "khảo sát", "khảo sát ý kiến",
        "khảo sát bạn đọc", "khảo sát trực tuyến", "trưng cầu ý kiến", "trưng cầu ý kiến bạn đọc",
        "biểu quyết", "thăm dò - bình chọn", "góc thăm dò", "ý kiến thăm dò", "phiếu khảo sát",
        "câu hỏi bình chọn", "câu hỏi thăm dò", "thăm dò ý kiến độc giả", "bình chọn trực tuyến",
    }
)  # fmt: skip
_POLL_NAMES = regex.compile(
    r"poll|\bvot(?:e|es|ing)\b|[-_]vot(?:e|ing)|vot(?:e|ing)[-_]|survey(?!quest)|tham-?_?do|binh-?_?chon"
    r"|khao-?_?sat|bieu-?_?quyet|trung-?_?cau"
)
_BUTTONS = frozenset(
    {
        "bình chọn", "biểu quyết", "chọn", "lựa chọn", "bỏ phiếu", "gửi bình chọn", "gửi ý kiến",
        "kết quả", "xem kết quả", "kết quả bình chọn", "xem kết quả bình chọn", "tham gia", "vote",
        "gửi", "ý kiến khác", "xem", "bình chọn ngay", "gửi phiếu", "quay lại", "trở lại",
    }
)  # fmt: skip
_VOTING_BUTTONS = _BUTTONS - {"gửi", "xem", "chọn", "tham gia", "quay lại", "trở lại"}
_SUMMARY_LINE = regex.compile(
    r"(?:tổng (?:số|cộng)|tất cả|đã có|có tổng|tính từ|bạn cần chọn|kết thúc|hạn)\b.*"
    r"|\d[\d.]* (?:phiếu|lượt).*",
    regex.IGNORECASE,
)
_RATING = regex.compile(r"đánh giá|xếp hạng|\bsao\b|\brat(?:e|ing)\b|\bstars?\b", regex.IGNORECASE)
_NON_POLL_LABELS = frozenset(
    "telex vni viqr tắt off auto nam nữ khác male female rss web site".split()
) | {"tự động", "tiêu đề", "nội dung", "tất cả", "ghi nhớ", "tác giả", "bỏ dấu"}
_VOTES = regex.compile(
    r"[(\[:–-]?\s*(\d{1,3}(?:[.,]\d{3})+|\d+)\s*(?:phiếu|lượt(?: bình chọn| chọn| vote)?|"
    r"bình chọn|votes?|người(?: chọn)?|ý kiến)\b[)\]]?",
    regex.IGNORECASE,
)
_PERCENT = regex.compile(r"[(\[:–-]?\s*(\d{1,3}(?:[.,]\d+)?)\s*%[)\]]?")
_LIST_INDEX = regex.compile(
    r"[\[$:_-]*\d*\]?$"
)  # index in the names of one list of checkboxes: "ctl$0", "o[]"
_LONGEST_OPTION = 200
_MOST_OPTIONS = 15
_MOST_GROUPS = 20


@dataclass(frozen=True, slots=True)
class PollBox:
    """A poll and the element that contains all of it, including the heading."""

    poll: Poll
    element: Element


def find_poll(index: PageIndex) -> PollBox | None:
    """The first poll of a page; None if there is none."""
    for group in _choice_groups(index.root):
        if (box := _poll_from_choices(group)) is not None:
            return box
    for heading in boxes.find_headings(index, _TITLES):
        if (box := _poll_from_heading(heading)) is not None:
            return box
    return None


# Polls with a form: radio buttons or checkboxes.


def _choice_groups(root: Element) -> Iterator[list[Element]]:
    """Groups of choices with the same type, name and form, or without name side by side."""
    groups: dict[tuple[object, ...], list[Element]] = defaultdict(list)
    for choice in root.iter("input"):
        kind = (choice.get("type") or "").lower()
        if kind in {"radio", "checkbox"}:
            name = _LIST_INDEX.sub("", choice.get("name") or "")
            within = next(choice.iterancestors("form"), root) if name else _unnamed_group(choice)
            groups[kind, name, within].append(choice)
    fitting = (group for group in groups.values() if 2 <= len(group) <= _MOST_OPTIONS)
    yield from islice(fitting, _MOST_GROUPS)


def _unnamed_group(choice: Element) -> Element | None:
    """The element around an unnamed choice and its neighbours."""
    parent = choice.getparent()
    while parent is not None and parent.tag in {"label", "span", "li", "p", "td", "tr"}:
        parent = parent.getparent()
    return parent


def _poll_from_choices(group: list[Element]) -> PollBox | None:
    """The poll around a group of choices; None if the group is something else."""
    inside = _common_ancestor(group)
    for element in (inside, *boxes.enclosing_boxes(inside)):
        pieces = boxes.read_pieces(element)
        if boxes.is_too_long(pieces):
            return None
        start = next((at for at, piece in enumerate(pieces) if piece.element is group[0]), None)
        if start is None:
            return None  # in a `template` or another invisible element
        question = _question(pieces[:start])
        if question is None:
            continue
        options = _choice_options(pieces, group)
        if not _is_poll(element, question, options, pieces):
            return None
        return PollBox(Poll(question, options), _whole_box(element))
    return None


def _common_ancestor(elements: list[Element]) -> Element:
    last = set(elements[-1].iterancestors())
    return next(node for node in elements[0].iterancestors() if node in last)


def _question(before: list[Piece]) -> str | None:
    """The last text before the first option, except the heading of the box."""
    texts = [
        p.text for p in before if p.kind == "text" and boxes.heading_key(p.text) not in _TITLES
    ]
    return texts[-1] if texts and len(texts[-1]) > 5 else None


def _choice_options(pieces: list[Piece], group: list[Element]) -> tuple[PollOption, ...]:
    """The options of a group of choices, each with the results printed after it."""
    members = set(group)
    options: list[PollOption] = []
    current: Element | None = None
    for piece in pieces:
        if piece.kind == "choice":
            current = piece.element if piece.element in members else None
            if current is not None:
                options.append(_option(_label_of(current)))
        elif options and current is not None and piece.kind in {"text", "bar"}:
            text = f"{piece.text}%" if piece.kind == "bar" else piece.text
            if not options[-1].label:
                options[-1] = _option(text)
            elif _is_result_only(text):
                options[-1] = _with_results(options[-1], text)
    return tuple(option for option in options if option.label)


def _label_of(choice: Element) -> str:
    """The `label` of a choice, around it or linked by `for`; "" if there is none."""
    for ancestor in choice.iterancestors("label"):
        return normalize_space("".join(ancestor.itertext()))
    if identity := choice.get("id"):
        box = choice.getparent()
        for _ in range(4):
            if box is None:
                break
            for label in box.iter("label"):
                if label.get("for") == identity:
                    return normalize_space("".join(label.itertext()))
            box = box.getparent()
    return ""


def _is_poll(
    element: Element, question: str, options: tuple[PollOption, ...], pieces: list[Piece]
) -> bool:
    """Whether a group of choices with a question is a poll, by its labels, names and buttons."""
    labels = [option.label.lower() for option in options]
    if len(labels) < 2 or max(map(len, labels)) > _LONGEST_OPTION or _NON_POLL_LABELS & set(labels):
        return False
    named = " ".join(
        [css_names(element), *(css_names(node) for node in boxes.enclosing_boxes(element))]
    )
    if all(label.rstrip(" *★sao").isdigit() for label in labels) or _RATING.search(question):
        return False
    if any(text.tag == "textarea" for text in element.iter("textarea")) and not _POLL_NAMES.search(
        named
    ):
        return False
    titled = any(boxes.heading_key(piece.text) in _TITLES for piece in pieces)
    button = any(boxes.heading_key(piece.text) in _VOTING_BUTTONS for piece in pieces)
    return titled or button or question.endswith("?") or _POLL_NAMES.search(named) is not None


def _whole_box(element: Element) -> Element:
    """The outermost element that adds only the poll's heading, buttons or frame."""
    for parent in boxes.enclosing_boxes(element):
        own = {id(piece.element) for piece in boxes.read_pieces(element)}
        added = [p for p in boxes.read_pieces(parent) if id(p.element) not in own]
        words = {boxes.heading_key(piece.text) for piece in added if piece.text}
        if not (_POLL_NAMES.search(css_names(parent)) or words <= _TITLES | _BUTTONS):
            break
        element = parent
    return element


# Polls under a heading, without a form.


def _poll_from_heading(heading: Element) -> PollBox | None:
    """The poll below a heading; None if the heading introduces something else."""
    if next(heading.iterancestors("nav", "li"), None) is not None:
        return None
    for element in boxes.enclosing_boxes(heading):
        pieces = boxes.read_pieces(element)
        if boxes.is_too_long(pieces) or next(element.iter("h1"), None) is not None:
            return None
        at = next(
            (i for i, p in enumerate(pieces) if boxes.heading_key(p.text) in _TITLES), len(pieces)
        )
        following = [
            p for p in pieces[at + 1 :] if boxes.heading_key(p.text) not in _TITLES | _BUTTONS
        ]
        if not following:
            continue
        return _poll_under_heading(element, following)
    return None


def _poll_under_heading(element: Element, following: list[Piece]) -> PollBox | None:
    """Read the pieces after a heading as question and options; None if they are not a poll."""
    question = following[0]
    leads_away = sum(len(p.text.split()) > 4 and _is_address(p.link) for p in following)
    if question.kind != "text" or leads_away * 2 > len(following):
        return None
    options = _listed_options(following[1:])
    named = any(
        _POLL_NAMES.search(css_names(node)) for node in (element, *boxes.enclosing_boxes(element))
    )
    counted = any(option.votes is not None or option.percent is not None for option in options)
    if not (question.text.endswith("?") or counted or (named and len(question.text) > 15)):
        return None
    if len(options) == 1 or len(options) > _MOST_OPTIONS:
        options = ()
    return PollBox(Poll(question.text, options), _whole_box(element))


def _is_address(link: str | None) -> bool:
    return link is not None and not link.startswith(("#", "javascript:"))


def _listed_options(following: list[Piece]) -> tuple[PollOption, ...]:
    """Options listed as plain texts, each with the results printed after it."""
    options: list[PollOption] = []
    for piece in following:
        text = f"{piece.text}%" if piece.kind == "bar" else piece.text
        if _is_result_only(text) and options:
            options[-1] = _with_results(options[-1], text)
        elif (
            piece.kind == "text"
            and not _SUMMARY_LINE.fullmatch(text)
            and len(text) <= _LONGEST_OPTION
        ):
            options.append(_option(text))
    return tuple(options)


# Results.


def _option(text: str) -> PollOption:
    label = _PERCENT.sub(" ", _VOTES.sub(" ", text)).strip(" :.-–()[]/|,;")
    return _with_results(PollOption(" ".join(label.split())), text)


def _is_result_only(text: str) -> bool:
    counted = _PERCENT.search(text) or _VOTES.search(text)
    return counted is not None and not _option(text).label


def _with_results(option: PollOption, text: str) -> PollOption:
    votes, percent = _VOTES.search(text), _PERCENT.search(text)
    if votes is not None and option.votes is None:
        option = replace(option, votes=int(regex.sub(r"[.,]", "", votes[1])))
    if percent is not None and option.percent is None:
        share = float(percent[1].replace(",", "."))
        option = replace(option, percent=share) if share <= 100 else option
    return option

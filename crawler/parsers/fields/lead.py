"""Lead (Vietnamese: sapo): the summary above the text, as printed, with its agency mark.

Order: an element named as lead; an unnamed passage between title and text; a passage followed by
the dateline. In the body: one of the first three paragraphs if its class says so; the first one if
it is bold, a long heading, starts with the newspaper's mark such as "(CTO) -", or equals the
page's description. A lead is often printed twice, one copy truncated; copies in the body are
claimed.
"""

from __future__ import annotations

import regex

from crawler.parsers.layout import class_names
from crawler.parsers.layout.blocks import Block, read_blocks, unclaimed
from crawler.parsers.layout.header_footer import HeaderFooter
from crawler.parsers.layout.subtree import copy_without
from crawler.parsers.lines.photo_credits import split_caption
from crawler.parsers.page import Page
from crawler.parsers.rules import Rules
from crawler.parsers.select import Element, normalize_space, text_of
from crawler.parsers.similarity import match_key

_AGENCY_MARK = regex.compile(
    r"^\(?\p{Lu}[\p{Lu}Đ0-9&.]{1,9}\)?\s*[-–—]\s*\p{L}|^\([\p{L} .]{2,24}\)\s*[-–—]\s*\p{L}"
)
_RELATED = regex.compile(r"^\s*(?:>>|»|\+\s*>>|>\s|Xem thêm|Đọc thêm|Tin liên quan)", regex.I)
_PROMOTION = regex.compile(
    r"(?:chọn|theo dõi|đăng ký|tải)\b.{1,80}\b(?:google|zalo|youtube|facebook|ứng dụng)\b", regex.I
)
_FEWEST_WORDS = 8
_MIN_SHARED_LETTERS = 40  # at the start of two copies of a lead
_MIN_NEXT_LETTERS = 12  # of the body's text after a lead
_NEAR_THE_TOP, _FIRST = 5, 3


def find_lead(
    page: Page, rules: Rules, header_footer: HeaderFooter, blocks: list[Block], title: str
) -> str | None:
    """The lead; None if the page has none. Its copies in the body are claimed."""
    lead = _header_lead(page, rules, header_footer, blocks, title) or _opening_paragraph(
        page, blocks
    )
    if lead is None:
        return None
    for block in unclaimed(blocks)[:_NEAR_THE_TOP]:
        longer = len(match_key(block.text)) > len(match_key(lead))
        if (
            longer
            and block.text.startswith(lead)
            and not _continues_into_body(block.text, lead, blocks)
        ):
            block.text = block.text.removeprefix(lead).lstrip(
                " ."
            )  # lead and text in one paragraph
        elif _is_same_lead(lead, block.text):
            block.claim("lead")
    return lead


def _header_lead(
    page: Page, rules: Rules, header_footer: HeaderFooter, blocks: list[Block], title: str
) -> str | None:
    """The lead in the article's header, by rule, name or position."""
    elements = page.css(rules.lead) if rules.lead else []
    elements = elements or header_footer.elements("lead", "between") + header_footer.elements(
        "lead", "before"
    )
    if not elements and not header_footer.title_in_body:
        # An unnamed passage between title and text, perhaps after a truncated copy.
        elements = [
            el for el in header_footer.passages if not _is_caption_or_promotion(text_of(el))
        ][:2]
    if not elements and header_footer.passage_before_dateline is not None:
        elements = [header_footer.passage_before_dateline]
    texts = [text for element in elements if _is_lead(text := _plain_text(element), title)]
    return _best_copy(texts, blocks)


def _best_copy(texts: list[str], blocks: list[Block]) -> str | None:
    """Of several copies of a lead, the one neither truncated nor continued by the body's text."""
    best = next((text for text in texts if not _is_truncated_body(text, blocks)), None)
    if best is None:
        return None
    for text in texts:
        short, long = sorted((text, best), key=len)
        if _continues_into_body(long, short, blocks):
            best = short
        elif _is_same_lead(short, long):
            best = long
    return best


def _continues_into_body(long: str, lead: str, blocks: list[Block]) -> bool:
    """Whether a longer copy of a lead continues with the text of the body."""
    long_key, lead_key = match_key(long), match_key(lead)
    if len(lead_key) < _MIN_SHARED_LETTERS or not long_key.startswith(lead_key):
        return False
    rest = long_key[len(lead_key) :]
    starts = (
        match_key(block.text)[:_MIN_NEXT_LETTERS] for block in unclaimed(blocks)[:_NEAR_THE_TOP]
    )
    return any(start and rest.startswith(start) for start in starts)


def _is_caption_or_promotion(text: str) -> bool:
    """Whether a passage under a title is a cover's caption, or an invitation to follow."""
    return split_caption(text)[1] is not None or _PROMOTION.match(text) is not None


def _is_truncated_body(text: str, blocks: list[Block]) -> bool:
    """Whether a text is only the truncated start of the body."""
    if not text.endswith(("...", "…")):
        return False
    start = match_key(text)[:_MIN_SHARED_LETTERS]
    return any(
        match_key(block.text).startswith(start) for block in unclaimed(blocks)[:_NEAR_THE_TOP]
    )


def _plain_text(element: Element) -> str:
    """The element's text without links to other articles and without image captions."""
    if not len(element) and element.tag != "a" and "style" not in element.attrib:
        text = normalize_space(element.text or "")
        return "" if _RELATED.match(text) else text
    blocks = read_blocks(copy_without(element))
    texts = [
        block.text
        for before, block in zip([None, *blocks], blocks, strict=False)
        if block.kind == "text" and block.link_density < 0.9 and not _RELATED.match(block.text)
        if not (
            before and before.kind == "picture" and (block.italic or block.figure_id is not None)
        )
    ]
    return " ".join(texts)


def _is_lead(text: str, title: str) -> bool:
    return len(text.split()) >= _FEWEST_WORDS and not (
        _share_first_words(text, title) and match_key(text) == match_key(title)
    )


def _opening_paragraph(page: Page, blocks: list[Block]) -> str | None:
    """The lead among the first paragraphs of the body, by class name, type or agency mark."""
    texts = unclaimed(blocks)
    if len(texts) < 2:
        return None
    named = [
        block.text
        for block in texts[:_FIRST]
        if class_names.LEAD.search(block.style) and block.figure_id is None
    ]
    if lead := _best_copy([text for text in named if len(text.split()) >= _FEWEST_WORDS], blocks):
        return lead
    opening = texts[0]
    if (
        len(opening.text.split()) < _FEWEST_WORDS
        or opening.figure_id is not None
        or opening.right_aligned
    ):
        return None
    if opening.bold and not opening.text.endswith("?"):
        return opening.text
    if opening.tag in {"h2", "h3", "h4"} and len(opening.text.split()) > 14:
        return opening.text
    if _AGENCY_MARK.match(opening.text):
        return opening.text
    description = match_key(page.metadata.description or "")
    return (
        opening.text
        if len(description) > _MIN_SHARED_LETTERS and description == match_key(opening.text)
        else None
    )


def _is_same_lead(one: str, other: str) -> bool:
    """Whether two texts are the same lead, one of them possibly truncated."""
    if not _share_first_words(one, other):
        return False
    short, long = sorted((match_key(one), match_key(other)), key=len)
    if short == long:
        return True
    return (
        len(short) >= _MIN_SHARED_LETTERS
        and long.startswith(short)
        and len(short) > len(long) * 0.4
    )


def _share_first_words(one: str, other: str) -> bool:
    """Whether the first words agree; a cheap test that most pairs of texts fail."""
    short, long = sorted(
        (match_key(" ".join(text.split()[:_FEWEST_WORDS])) for text in (one, other)), key=len
    )
    return long.startswith(short)

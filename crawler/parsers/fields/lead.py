"""The lead (sapo): the summary over the text, as printed, with its agency mark.

The element named for it comes first; then a passage between title and text that nothing names,
and one that a dateline follows. In the body it is one of the first three paragraphs, where its
class says so, or the first: set in bold or as a long heading, opening with the paper's mark such as
"(CTO) -", or the same as the page's description. It is often printed twice, once cut off: the
body's copy is claimed too.
"""

from __future__ import annotations

import regex

from crawler.parsers.layout import class_names
from crawler.parsers.layout.blocks import Block, free, read_blocks
from crawler.parsers.layout.header_footer import Surroundings
from crawler.parsers.layout.subtree import cut
from crawler.parsers.lines.captions import split_caption
from crawler.parsers.page import Page
from crawler.parsers.rules import Rules
from crawler.parsers.select import Element, squeeze, text_of
from crawler.parsers.similarity import letters

_AGENCY_MARK = regex.compile(
    r"^\(?\p{Lu}[\p{Lu}Đ0-9&.]{1,9}\)?\s*[-–—]\s*\p{L}|^\([\p{L} .]{2,24}\)\s*[-–—]\s*\p{L}"
)
_RELATED = regex.compile(r"^\s*(?:>>|»|\+\s*>>|>\s|Xem thêm|Đọc thêm|Tin liên quan)", regex.I)
_FOLLOW = regex.compile(
    r"(?:chọn|theo dõi|đăng ký|tải)\b.{1,80}\b(?:google|zalo|youtube|facebook|ứng dụng)\b", regex.I
)
_FEWEST_WORDS = 8
_SAME_START, _SAME_WORDS = 40, 12  # letters that two printings of a lead, of a text share
_NEAR_THE_TOP, _FIRST = 5, 3


def find_lead(
    page: Page, rules: Rules, around: Surroundings, blocks: list[Block], title: str
) -> str | None:
    """The lead, its copies in the body claimed; None where the page prints none."""
    lead = _shown(page, rules, around, blocks, title) or _opening(page, blocks)
    if lead is None:
        return None
    for block in free(blocks)[:_NEAR_THE_TOP]:
        longer = len(letters(block.text)) > len(letters(lead))
        if longer and block.text.startswith(lead) and not _goes_on(block.text, lead, blocks):
            block.text = block.text.removeprefix(lead).lstrip(" .")  # the lead, then the text
        elif _same(lead, block.text):
            block.claim("lead")
    return lead


def _shown(
    page: Page, rules: Rules, around: Surroundings, blocks: list[Block], title: str
) -> str | None:
    """The text of the element named for the lead; of two printings the one that is not cut off."""
    elements = page.every(rules.lead) if rules.lead else []
    elements = elements or around.elements("lead", "between") + around.elements("lead", "before")
    if not elements and not around.inside:
        # A summary that nothing names, between title and text, perhaps under its cut-off copy.
        elements = [el for el in around.passages if not _is_beside(text_of(el))][:2]
    if not elements and around.over_dateline is not None:
        elements = [around.over_dateline]
    texts = [text for element in elements if _is_lead(text := _plain_text(element), title)]
    return _best(texts, blocks)


def _best(texts: list[str], blocks: list[Block]) -> str | None:
    """Of several printings of a lead the one that is neither cut off nor goes on."""
    best = next((text for text in texts if not _is_cut_start(text, blocks)), None)
    if best is None:
        return None
    for text in texts:
        short, long = sorted((text, best), key=len)
        if _goes_on(long, short, blocks):
            best = short
        elif _same(short, long):
            best = long
    return best


def _goes_on(long: str, lead: str, blocks: list[Block]) -> bool:
    """Whether a longer printing goes on behind the lead with the body's text, as far as it fits."""
    said, start = letters(long), letters(lead)
    if len(start) < _SAME_START or not said.startswith(start):
        return False
    rest = said[len(start) :]
    starts = (letters(block.text)[:_SAME_WORDS] for block in free(blocks)[:_NEAR_THE_TOP])
    return any(start and rest.startswith(start) for start in starts)


def _is_beside(text: str) -> bool:
    """Whether a passage under a title is a cover's caption, or asks to be followed elsewhere."""
    return split_caption(text)[1] is not None or _FOLLOW.match(text) is not None


def _is_cut_start(text: str, blocks: list[Block]) -> bool:
    """Whether a text is only the start of the body, cut off."""
    if not text.endswith(("...", "…")):
        return False
    start = letters(text)[:_SAME_START]
    return any(letters(block.text).startswith(start) for block in free(blocks)[:_NEAR_THE_TOP])


def _plain_text(element: Element) -> str:
    """The element's text without links to other articles and without a picture's caption."""
    if not len(element) and element.tag != "a" and "style" not in element.attrib:
        text = squeeze(element.text or "")
        return "" if _RELATED.match(text) else text
    blocks = read_blocks(cut(element))
    texts = [
        block.text
        for before, block in zip([None, *blocks], blocks, strict=False)
        if block.kind == "text" and block.linked < 0.9 and not _RELATED.match(block.text)
        if not (before and before.kind == "picture" and (block.italic or block.frame is not None))
    ]
    return " ".join(texts)


def _is_lead(text: str, title: str) -> bool:
    return len(text.split()) >= _FEWEST_WORDS and not (
        _begin_alike(text, title) and letters(text) == letters(title)
    )


def _opening(page: Page, blocks: list[Block]) -> str | None:
    """The first paragraph of the body where it is set or marked as a lead."""
    texts = free(blocks)
    if len(texts) < 2:
        return None
    named = [
        block.text
        for block in texts[:_FIRST]
        if class_names.LEAD.search(block.style) and block.frame is None
    ]
    if lead := _best([text for text in named if len(text.split()) >= _FEWEST_WORDS], blocks):
        return lead
    opening = texts[0]
    if len(opening.text.split()) < _FEWEST_WORDS or opening.frame is not None or opening.right:
        return None
    if opening.bold and not opening.text.endswith("?"):
        return opening.text
    if opening.tag in {"h2", "h3", "h4"} and len(opening.text.split()) > 14:
        return opening.text
    if _AGENCY_MARK.match(opening.text):
        return opening.text
    said = letters(page.metadata.description or "")
    return opening.text if len(said) > _SAME_START and said == letters(opening.text) else None


def _same(one: str, other: str) -> bool:
    """Whether two texts are the same lead, one of them perhaps cut off."""
    if not _begin_alike(one, other):
        return False
    short, long = sorted((letters(one), letters(other)), key=len)
    if short == long:
        return True
    return len(short) >= _SAME_START and long.startswith(short) and len(short) > len(long) * 0.4


def _begin_alike(one: str, other: str) -> bool:
    """Whether the first words agree: tells most texts apart without folding all of them."""
    short, long = sorted(
        (letters(" ".join(text.split()[:_FEWEST_WORDS])) for text in (one, other)), key=len
    )
    return long.startswith(short)

"""Sections of the text: paragraphs under their headings.

A heading is an `h2` to `h6`, a short paragraph wholly in bold, or a line in capitals, if text
follows it. A line in capitals has at least two words and five letters, nearly all of them capital,
one with a Vietnamese diacritic; `.isupper()` alone would accept "TP.HCM".
"""

from __future__ import annotations

import unicodedata
from collections import Counter

import regex

from archive.model import Section
from crawler.parsers.layout.blocks import Block, unclaimed

_NUMBERING = regex.compile(r"^(?:[IVX]{1,5}|\d{1,2}|\p{L})\s*[./)]\s*(?=\S)|^[*•+–-]\s+")
_BRACKET = regex.compile(r"\s*\([^)]*\)\s*$")
_HEADING_TAGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_MOST_WORDS, _MOST_STYLED_WORDS = 25, 20
_HEADING_STYLE = regex.compile(r"(?:title|heading|sub-?head|tieu-?de|tit-?phu)$")
_DIALOGUE = regex.compile(r"^[-–—\"“]|^(?:PV|Hỏi|Đáp|Phóng viên|Trả lời)\s*:", regex.I)
_SENTENCE = regex.compile(r"[.;,…]$|(?:như sau|sau đây|dưới đây)\s*:$", regex.I)
# A question to a person, by an interviewer; not a heading.
_QUESTION = regex.compile(
    r"\b(?:thưa|xin|ông|bà|anh|chị|bác sĩ|đồng chí|thầy|cô|các bạn|nghệ nhân)\b.*[?!][\"”]?$",
    regex.I,
)


def find_sections(blocks: list[Block]) -> tuple[Section, ...]:
    """Group the unclaimed text into sections; of two consecutive headings the first has no text."""
    sections: list[Section] = []
    heading: str | None = None
    paragraphs: list[str] = []
    texts = unclaimed(blocks)
    styles = _heading_styles(texts)
    for index, block in enumerate(texts):
        follows = index + 1 < len(texts)
        if follows and (is_heading(block) or _has_heading_class(block, styles)):
            if heading is not None or paragraphs:
                sections.append(Section(heading, tuple(paragraphs)))
            block.claim("sections")
            heading, paragraphs = block.text, []
            continue
        block.claim("sections")
        paragraphs.append(block.text)
    if heading is not None or paragraphs:
        sections.append(Section(heading, tuple(paragraphs)))
    return tuple(sections)


def _heading_styles(texts: list[Block]) -> set[str]:
    """Class names of headings, such as `SubTitle`; none shared by over a third of the texts."""
    styles = Counter(style for block in texts if (style := block.style))
    return {
        style
        for style, count in styles.items()
        if _HEADING_STYLE.search(style) and count <= len(texts) / 3
    }


def _has_heading_class(block: Block, styles: set[str]) -> bool:
    if block.style not in styles or block.right_aligned or block.figure_id is not None:
        return False
    return len(block.text.split()) <= _MOST_STYLED_WORDS and not _SENTENCE.search(block.text)


def is_heading(block: Block) -> bool:
    """Whether a text block is a heading, provided that text follows it."""
    if block.right_aligned or block.figure_id is not None or block.tag == "li":
        return False
    words = len(block.text.split())
    if words > _MOST_WORDS:
        return False
    if block.tag in _HEADING_TAGS or in_capitals(block.text):
        return True
    return (
        block.bold and words <= 20
        and not _DIALOGUE.match(block.text) and not _SENTENCE.search(block.text)
        and not _QUESTION.search(block.text)
        and not (block.text.endswith(":") and words > 10)
    )  # fmt: skip


def in_capitals(text: str) -> bool:
    """Whether a line is in capitals like a heading, not like an acronym."""
    core = _BRACKET.sub("", _NUMBERING.sub("", text))
    letters = [ch for ch in core if ch.isalpha()]
    if len(letters) < 5 or len(core.split()) < 2:
        return False
    if sum(map(str.isupper, letters)) < 0.9 * len(letters):
        return False
    return any(len(word) >= 2 and any(_has_diacritic(ch) for ch in word) for word in core.split())


def _has_diacritic(char: str) -> bool:
    return char in "Đđ" or len(unicodedata.normalize("NFD", char)) > 1

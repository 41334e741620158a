"""Authors and credited source of an article, from its header, its footer or its last lines.

Only names printed as a byline count. The newspaper's own name, which many sites put into their
metadata as author, is ignored.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

import regex

from archive.vietnamese import fold
from crawler.parsers.layout import class_names
from crawler.parsers.layout.blocks import Block, unclaimed
from crawler.parsers.layout.header_footer import HeaderFooter
from crawler.parsers.lines.byline import Byline, read_byline, split_trailing_byline
from crawler.parsers.lines.names import parse_name
from crawler.parsers.page import Page
from crawler.parsers.rules import Rules
from crawler.parsers.select import normalize_space, text_of
from crawler.parsers.similarity import match_key

_LAST_BLOCKS = 6
_LONG_PARAGRAPH, _FIRST_BLOCKS = 100, 2  # characters, blocks
_MIN_LINES_BELOW = 3  # short lines below the byline, from which on they are not the article's
_MOST_SYLLABLES = 6
_MAX_WORDS = 25  # words
_FIRST_AFTER = 6  # short texts after the body that may be a labelled byline
_MIN_SITE_LETTERS = 6  # letters of a newspaper's name in its host name
_CMS_ACCOUNTS = frozenset(  # of content systems, as letters
    "superuser admin administrator quantri quantrivien bientap bientapvien btv editor webmaster"
    " user root".split()
)
_SOURCE_CREDIT = regex.compile(r"(?:Theo|Nguồn\s*:)\s+\p{Lu}")
# Credits for design and technical work: part of the byline, but not authors.
_PRODUCTION = regex.compile(
    r"(?:thiết kế|trình bày|đồ h[oọ][aạ]|kỹ thuật|dàn trang|video|clip|dựng|biên tập)"
    r"(?:\s*(?:,|-|&|và)\s*\p{L}+){0,2}\s*:\s*\p{Lu}.{2,60}",
    regex.I,
)
_WORKPLACE = regex.compile(r"\((?!Theo|Nguồn)\p{Lu}[^()]{2,50}\)\.?")
_DIVIDER = regex.compile(r"\s*[|·•]\s*")
_LABELLED = regex.compile(
    r"(?i:tác giả|nguồn(?: tin)?|(?:tin|bài|ảnh)(?:\s*(?:,|-|&|và)\s*(?:tin|bài|ảnh|clip))*)"
    r"\s*:\s*(?=\p{Lu})"
)


class Authorship(NamedTuple):
    """Authors (people), credited source, and the byline as printed."""

    authors: tuple[str, ...] = ()
    source: str | None = None
    raw: str | None = None


def find_authorship(
    page: Page, rules: Rules, header_footer: HeaderFooter, blocks: list[Block]
) -> Authorship:
    """Find the bylines of an article; those in the body are claimed."""
    printed = [*_styled_bylines(blocks), *_closing_bylines(blocks)]
    lines = [*printed, *_named_bylines(page, rules, header_footer)]
    lines = lines or _labelled_bylines(header_footer)
    lines = [
        line
        for line in lines
        if line.kind == "source" or (line.kind == "author" and not _is_newspaper_itself(line, page))
    ]
    if not lines:
        lines = (
            _trailing_byline(blocks) or _byline_beside_body(header_footer) or _from_metadata(page)
        )
    authors = _unique(name for line in lines for name in line.signatories)
    if not any(line.source for line in lines):
        lines = [*lines, *_sources_in_header(header_footer)]
    source = next((other for line in lines if (other := _external_source(line.source, page))), None)
    raw = " | ".join(dict.fromkeys(line.raw for line in (*printed, *lines))) or None
    return Authorship(authors, source, raw)


def _named_bylines(page: Page, rules: Rules, header_footer: HeaderFooter) -> list[Byline]:
    """Bylines in the elements of the author rule, else in those named as author."""
    lines: list[Byline] = []
    elements = page.css(rules.author) if rules.author else []
    for element in elements or header_footer.elements("author"):
        read = _read_trusted(text_of(element))
        if all(line.kind == "none" for line in read):  # the element may contain more
            read += _read_trusted(normalize_space(element.text or ""))
        lines += read
    return lines


def _labelled_bylines(header_footer: HeaderFooter) -> list[Byline]:
    """Bylines with a label such as "Tác giả:" (author) under the title or after the body."""
    after = header_footer.texts("after")[:_FIRST_AFTER]
    texts = [short.text for short in (*header_footer.texts("between"), *after)]
    pieces = (piece for text in texts for piece in _DIVIDER.split(text))
    return [read_byline(piece) for piece in pieces if _LABELLED.match(piece)]


def _styled_bylines(blocks: list[Block]) -> list[Byline]:
    """Lines whose own class name marks a byline, at the top or after the last paragraph.

    Further lines below them are claimed as "below" if there are several.
    """
    texts = unclaimed(blocks)
    long = [
        at
        for at, block in enumerate(texts)
        if len(block.text) > _LONG_PARAGRAPH and block.link_density < 0.5
    ]
    below = texts[long[-1] + 1 :] if long else []  # an interview may have short lines only
    on_top = [block for block in texts[:_FIRST_BLOCKS] if block not in below and _is_styled(block)]
    styled = [*on_top, *filter(_is_styled, below)]
    if not styled:
        return []
    lines = []
    for block in styled:
        block.claim("byline")
        lines.append(read_byline(block.text, trusted=True))
    last = below.index(styled[-1]) + 1 if styled[-1] in below else len(below)
    rest = [block for block in below[last:] if not block.claimed]
    if len(rest) >= _MIN_LINES_BELOW:
        for block in rest:
            block.claim("below")
    return _with_author(lines)


def _is_styled(block: Block) -> bool:
    return bool(class_names.AUTHOR.search(block.style)) and len(block.text.split()) <= _MAX_WORDS


def _with_author(lines: list[Byline]) -> list[Byline]:
    """Make the first of two source lines the author if it names a person: "Theo Khánh An"."""
    sources = [line for line in lines if line.kind == "source" and not line.names]
    if len(sources) < 2 or (name := parse_name(sources[0].source or "")) is None:
        return lines
    author = Byline("author", (name,), raw=sources[0].raw)
    return [author if line is sources[0] else line for line in lines]


def _closing_bylines(blocks: list[Block]) -> list[Byline]:
    """Bylines among the last blocks of the body, in document order."""
    found: list[Byline] = []
    passed = False  # one short line may follow the byline: "Bài 2: …" (part 2), "(Còn nữa)"
    last = unclaimed(blocks)[-_LAST_BLOCKS:]
    for above, block in reversed(list(zip([None, *last], last, strict=False))):
        line = _read_block(block)
        if line is not None and (_is_production(line) or _is_workplace(above, block, line)):
            block.claim("byline")
            found.append(Byline("none", raw=line.raw))
            continue
        if line is None or (passed and line.kind != "none" and not _is_unmistakable(block, line)):
            break
        if line.kind == "none" or not _is_set_apart(block, line):
            if found or passed:
                break
            passed = True
            continue
        block.claim("byline")
        found.append(line)
    return found[::-1]


def _read_block(block: Block) -> Byline | None:
    """Parse a block as a byline; a short right-aligned line is trusted to be one."""
    words = len(block.text.split())
    if words > _MAX_WORDS:
        return None
    apart = block.right_aligned and words <= _MOST_SYLLABLES and block.text[0].isalpha()
    return read_byline(block.text, trusted=apart)


def _is_production(line: Byline) -> bool:
    return line.kind == "none" and _PRODUCTION.fullmatch(line.raw) is not None


def _is_workplace(above: Block | None, block: Block, line: Byline) -> bool:
    """Whether a line in brackets is the workplace of the author named in the line above."""
    if above is None or line.kind == "source":
        return False
    signed = _WORKPLACE.fullmatch(block.text) and len(above.text.split()) <= _MOST_SYLLABLES
    return bool(signed) and read_byline(above.text).kind == "author"


def _is_unmistakable(block: Block, line: Byline) -> bool:
    """Whether a line is a byline even with another line below it."""
    labelled = _LABELLED.match(block.text) is not None
    return labelled or (block.right_aligned and line.kind in {"author", "source"})


def _is_set_apart(block: Block, line: Byline) -> bool:
    """Whether a line is short, or set apart by its alignment, type or class name."""
    apart = block.right_aligned or block.bold or block.italic or block.centred
    return apart or bool(class_names.AUTHOR.search(block.names)) or len(line.raw.split()) <= 10


def _read_trusted(text: str) -> list[Byline]:
    return [read_byline(text, trusted=True)] if text and len(text.split()) <= _MAX_WORDS else []


def _trailing_byline(blocks: list[Block]) -> list[Byline]:
    """A byline at the end of the last paragraph, which is shortened."""
    last = unclaimed(blocks)[-1:]
    for block in last:
        text, line = split_trailing_byline(block.text)
        if line is not None:
            block.text = text
            return [line]
    return []


def _byline_beside_body(header_footer: HeaderFooter) -> list[Byline]:
    """A byline without a label under the headline, or as the first text after the body."""
    for short in (*header_footer.texts("between"), *header_footer.texts("after")[:1]):
        if 2 <= len(short.text.split()) <= _MOST_SYLLABLES:
            line = read_byline(short.text)
            if line.names and line.kind in {"author", "source"}:
                return [line]
    return []


def _sources_in_header(header_footer: HeaderFooter) -> Iterator[Byline]:
    """Source lines under the headline: "Theo Trí Thức Trẻ" (according to Trí Thức Trẻ)."""
    for short in header_footer.texts("between"):
        if _SOURCE_CREDIT.match(short.text):
            line = read_byline(short.text)
            if line.kind == "source":
                yield line


def _external_source(source: str | None, page: Page) -> str | None:
    """The credited source without the newspaper itself; None if nothing is left."""
    own = {match_key(page.metadata.site_name or ""), match_key(urlsplit(page.url).hostname or "")}
    parts = (source or "").split("/")
    others = [
        part
        for part in parts
        if not any(_is_part_of_site_name(match_key(part), name) for name in own)
    ]
    return "/".join(others).strip() or None


def _is_part_of_site_name(source: str, site: str) -> bool:
    source = source.removeprefix("bao")
    return len(source) >= _MIN_SITE_LETTERS and source in site


def _from_metadata(page: Page) -> list[Byline]:
    """The author in the page's metadata, unless it is the newspaper or a CMS account."""
    author = page.metadata.article.get("author")
    people = author if isinstance(author, list) else [author]
    names = [p.get("name") if isinstance(p, dict) else p for p in people]
    names += [page.metadata.first("dable:author"), page.metadata.first("article:author", "author")]
    for name in names:
        if isinstance(name, str) and match_key(name) in _CMS_ACCOUNTS:
            continue
        if isinstance(name, str) and "/" not in name and len(name.split()) <= 8:
            line = read_byline(name)
            if line.kind == "author" and line.names and not _is_newspaper_itself(line, page):
                return [line]
    return []


def _is_newspaper_itself(line: Byline, page: Page) -> bool:
    """Whether a byline only names the newspaper itself."""
    site = fold(page.metadata.site_name or "")
    names = [fold(name) for name in line.names]
    return bool(names) and bool(site) and all(name in site for name in names)


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    by_key: dict[str, str] = {}
    for name in names:
        by_key.setdefault(fold(name), name)
    return tuple(by_key.values())

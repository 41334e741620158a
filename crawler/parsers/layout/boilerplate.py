"""Boilerplate in the body: claims the blocks that are not part of the article, by name.

`title`: a copy of the title and the lines above it. `header`: copies of the header's short texts.
`label`: button texts, counters, lines without letters or digits. `related`: links and invitations
to other articles, with their dates. `video`: the title line of a video. `imprint`: the newspaper's
imprint at the end.
"""

from __future__ import annotations

import regex

from archive.vietnamese import fold
from crawler.parsers.labelled_boxes import is_imprint
from crawler.parsers.layout.blocks import Block, unclaimed
from crawler.parsers.layout.class_names import field_names
from crawler.parsers.layout.header_footer import HeaderFooter
from crawler.parsers.lines.dateline import read_dateline
from crawler.parsers.similarity import match_key

_RELATED = regex.compile(
    r"^\s*(?:>>+|»|➤|►|▶|\[?(?:xem thêm|đọc thêm|tin liên quan|bài liên quan|các tin liên quan|"
    r"mời (?:quý )?(?:bạn )?(?:đọc|xem|độc giả)(?: thêm)?|"
    r"tin bài liên quan|có thể bạn quan tâm|xem tiếp|bài đọc tiếp)\b\]?\s*:?)",
    regex.I,
)
_INVITATION = regex.compile(
    r"\W*(?:kính )?mời (?:quý )?(?:vị )?(?:bạn đọc|độc giả|quý vị)\b", regex.I
)
_COUNTER = regex.compile(
    r"\W*(?:(?:số )?lượt (?:xem|đọc)|đã xem|xem)\W*[\d.,]+\W*|"
    r"\W*[\d.,]+ (?:lượt (?:xem|đọc|truy cập)|lượt|bình luận|views?)\W*",
    regex.I,
)
_LABELS = frozenset(
    fold(label)
    for label in (
        "cỡ chữ", "mặc định", "quảng cáo", "chia sẻ", "in trang", "in bài viết", "gửi cho bạn",
        "lưu bài viết", "bản in", "in bài", "in tin này", "gửi email", "gửi cho bạn bè",
        "viết bình luận", "gửi bình luận", "chọn giọng đọc", "nghe bài viết", "đọc bài viết",
        "nghe đọc bài", "bình luận", "viết bình luận mới", "về đầu trang", "trở lại", "quay lại",
        "xem ảnh gốc",
        "facebook", "twitter", "zalo", "copy link", "sao chép liên kết", "từ khóa", "tags",
        "bút danh", "print",
        "theo dõi báo trên", "tin liên quan", "tin khác", "xem thêm", "đọc thêm",
        "chia sẻ bài viết", "advertisement",
        "tác giả", "video đang phát", "nhấp vào đây để xem video", "kéo xuống để xem tiếp",
        "chọn cỡ chữ",
        "a-", "a+", "aa", "00:00", "0:00",
    )
)  # fmt: skip
_LABEL_KEYS = frozenset(key for label in _LABELS if len(key := match_key(label)) > 3)
_VIDEO_LINE = regex.compile(r"(?:^|[.!?]\s)(?:Video|Clip)\s*:\s*\p{Lu}[^.!?]{1,60}\.?$")
_LABEL_EDGE = regex.compile(r"^\W+|\W+$")
_LONGEST_DATE = 40  # characters
_LONGEST_LABEL = 2 * max(map(len, _LABELS))  # with punctuation around it
_WORD = regex.compile(r"\p{L}{2,}")
_WEEKDAY = regex.compile(r"thứ \p{L}+|chủ nhật|ngày|tháng|năm|lúc|GMT", regex.I)
_MOST_RELATED_WORDS, _MOST_VIDEO_WORDS = 40, 20
_NEAR_THE_TOP = 8  # blocks
_LONGEST_LINE = 160  # characters of a line in the header


def claim_boilerplate(blocks: list[Block], title: str, header_footer: HeaderFooter) -> None:
    """Claim the boilerplate blocks of a body: header copies, labels, related links, imprint."""
    _claim_header_copies(blocks, title, _header_keys(header_footer))
    for block in unclaimed(blocks):
        text = block.text
        if _is_label(text) or not any(map(str.isalnum, text)):
            block.claim("label")
        elif _is_related_link(block):
            block.claim("related")
        elif len(text.split()) <= _MOST_VIDEO_WORDS and _VIDEO_LINE.search(text):
            block.claim("video")
    for before, block, after in zip([None, *blocks], blocks, [*blocks[1:], None], strict=False):
        beside = {one.claimed for one in (before, after) if one is not None}
        if block.claimed is None and "related" in beside and _is_bare_date(block.text):
            block.claim("related")
    for block in reversed(unclaimed(blocks)):
        if not is_imprint(block.text):
            break
        block.claim("imprint")


def _is_label(text: str) -> bool:
    if len(text) > _LONGEST_LABEL:
        return False
    return fold(_LABEL_EDGE.sub("", text)) in _LABELS or bool(_COUNTER.fullmatch(text))


def _is_bare_date(text: str) -> bool:
    """Whether a line is only a date, as next to links to other articles."""
    if len(text) > _LONGEST_DATE or not any(map(str.isdigit, text)):
        return False
    return _WORD.search(_WEEKDAY.sub("", text)) is None and bool(read_dateline(text).published)


def _header_keys(header_footer: HeaderFooter) -> set[str]:
    """Match keys of the header's short texts, and of the labels.

    If the title is inside the body, texts below it count down to the dateline, and any that are
    named as a field or are labels.
    """
    texts = [short.text for short in header_footer.short_texts if short.place == "before"]
    below = [short for short in header_footer.short_texts if short.place == "between"]
    dated = [at for at, short in enumerate(below) if read_dateline(short.text).published]
    sure = dated[-1] + 1 if dated else 0
    texts += [
        short.text
        for at, short in enumerate(below)
        if not header_footer.title_in_body
        or at < sure
        or field_names(short.names) - {"lead"}
        or _is_label(short.text)
    ]
    return {match_key(text) for text in texts} | _LABEL_KEYS


def _claim_header_copies(blocks: list[Block], title: str, header: set[str]) -> None:
    """Claim the copy of the title with all above it, and header texts repeated at the top."""
    key, first_blocks = match_key(title), blocks[:_NEAR_THE_TOP]
    copies = [
        block
        for block in first_blocks
        if block.kind == "text" and len(block.text) <= 2 * len(title)
        and block.claimed is None and match_key(block.text) == key
    ]  # fmt: skip
    above_title = first_blocks[: first_blocks.index(copies[0])] if copies else []
    for block in (*above_title, *copies):
        short = len(block.text) <= _LONGEST_LINE
        if block.kind == "text" and block.claimed is None and short:
            block.claim("title")
    pictures = {block.container_id for block in blocks if block.kind == "picture"}
    for block in unclaimed(blocks)[:_NEAR_THE_TOP]:
        if len(block.text) > _LONGEST_LINE or block.figure_id or block.container_id in pictures:
            continue  # too long, or a caption
        if _is_concatenation_of(match_key(block.text), header):
            block.claim("header")


def _is_concatenation_of(key: str, parts: set[str]) -> bool:
    """Whether a match key is one of `parts` or a concatenation of several."""
    while key:
        part = max((part for part in parts if part and key.startswith(part)), key=len, default="")
        if not part:
            return False
        key = key.removeprefix(part)
    return True


def _is_related_link(block: Block) -> bool:
    """Whether a block is a link or an invitation to another article."""
    words = len(block.text.split())
    if block.figure_id is not None or words > _MOST_RELATED_WORDS:
        return False
    if _INVITATION.match(block.text) and (block.link_density or block.text.endswith(":")):
        return True
    if _RELATED.match(block.text) and (block.link_density > 0.4 or words <= 6):
        return True
    return block.link_density > 0.9 and words >= 3

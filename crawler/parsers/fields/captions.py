"""Captions: the text that belongs to an image of the body.

The caption is in the image's figure (`figure`, caption table, photo box), in its paragraph, or in
the next paragraph if that is centred, in italics, named as a caption, or ends with a credit. The
caption of a group of images belongs to the last of them. Its credit is split off in
crawler/parsers/lines/photo_credits.py.
"""

from __future__ import annotations

from collections import Counter, defaultdict

from crawler.parsers.layout import class_names
from crawler.parsers.layout.blocks import Block, Picture
from crawler.parsers.lines.photo_credits import split_caption
from crawler.parsers.similarity import match_key

_LONGEST_CAPTION = 90  # words
_LONGEST_LINE = 20  # words beside a floating image


def group_by_figure(
    blocks: list[Block],
) -> tuple[dict[int | None, list[Block]], Counter[int | None]]:
    """Text blocks by figure, and number of images by figure."""
    lines: dict[int | None, list[Block]] = defaultdict(list)
    pictures: Counter[int | None] = Counter()
    for block in blocks:
        if block.kind == "text":
            lines[block.figure_id].append(block)
        elif block.kind == "picture" and not block.claimed:
            pictures[block.figure_id] += 1
    return lines, pictures


def has_centred_headings(blocks: list[Block]) -> bool:
    """Whether the body has centred bold lines without an image above, which are headings."""
    return any(
        block.centred and _is_heading_like(block) and (before is None or before.kind != "picture")
        for before, block in zip([None, *blocks], blocks, strict=False)
    )


def is_centred_caption(picture: Block, line: Block) -> bool:
    """Whether a line is centred and bold below a centred image."""
    return picture.centred and line.centred and _is_heading_like(line) and line.claimed is None


def claim_caption(
    picture: Block, following: Block | None, beside: list[Block], *, last: bool
) -> str | None:
    """Claim and return the caption of an image.

    `beside` are the texts of its figure; `last` is set for the last image of a figure.
    """
    texts: list[Block] = []
    if picture.figure_id is None:
        texts = beside
    else:
        if last:
            texts = [block for block in beside if not block.claimed]
        elif following is not None and following.figure_id == picture.figure_id:
            texts = [following] if following.kind == "text" and not following.claimed else []
        if not texts and not last:
            return None  # the caption belongs to a later image of the group
    if not texts:
        texts = _caption_beside(picture, following)
    if not texts:
        return None
    for block in texts:
        block.claim("images")
    return " ".join(block.text for block in texts)


def _caption_beside(picture: Block, candidate: Block | None) -> list[Block]:
    """The next block, if it is a caption in the image's paragraph or in the next paragraph."""
    if candidate is None or candidate.kind != "text" or candidate.claimed:
        return []
    if len(candidate.text.split()) > _LONGEST_CAPTION or candidate.right_aligned:
        return []
    assert picture.picture is not None
    alt = picture.picture.alt
    if (
        class_names.CAPTION.search(candidate.style)
        or (
            candidate.container_id == picture.container_id
            and not _wraps_around(candidate, picture.picture)
        )
        or (candidate.italic and not candidate.bold)
        or (candidate.centred and not _is_heading_like(candidate))
        or (len(alt) > 15 and match_key(alt) == match_key(candidate.text))
        or (split_caption(candidate.text)[1] is not None and len(candidate.text.split()) <= 60)
    ):
        return [candidate]
    return []


def _wraps_around(text: Block, picture: Picture) -> bool:
    """Whether a text beside a floating image is a paragraph, not a caption."""
    return picture.floats and len(text.text.split()) > _LONGEST_LINE and not text.italic


def _is_heading_like(block: Block) -> bool:
    return block.bold and not block.italic and split_caption(block.text)[1] is None

"""Images of an article with captions and credits.

The caption is in the image's figure (`figure`, caption table, photo box), in its paragraph, or in
the next paragraph if that is centred, in italics, named as a caption, or ends with a credit. The
caption of a group of images belongs to the last of them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import zip_longest

import regex

from archive.model import Image
from crawler.parsers.layout import class_names
from crawler.parsers.layout.blocks import Block, Picture
from crawler.parsers.layout.figures import picture_src
from crawler.parsers.layout.header_footer import HeaderFooter
from crawler.parsers.lines.photo_credits import split_caption
from crawler.parsers.page import Page
from crawler.parsers.select import Element, css, css_names, css_path_names, text_of
from crawler.parsers.similarity import match_key

# Whole file and folder names of icons; never a syllable of a slug: "ra-quan-dot-cao-diem.jpg".
_ICON_SRC = regex.compile(
    r"/(?:icons?|ico|emoticons?|smil\w+|sprites?)/|"
    r"(?:^|/)(?:icon|ico|logo|spacer|blank|pixel|transparent|loading|smil\w*|sprite|avatar-default|dot|"
    r"facebook|fb|zalo|twitter|google[-_]?news|gg-?news|print|email|1x1)(?:[-_]?[a-z0-9]{1,8})?"
    r"\.(?:gif|png|svg|ico|jpe?g|webp)(?:[?#]|$)",
    regex.I,
)
_CAPTION_CLASS = regex.compile(r"caption|chu-?thich")
_LONGEST_CAPTION = 90  # words
_LONGEST_LINE = 20  # words beside a floating image


def find_images(page: Page, header_footer: HeaderFooter, blocks: list[Block]) -> tuple[Image, ...]:
    """Images in document order, cover images first; images and captions are claimed."""
    images: list[Image] = []
    lines, pictures = _group_by_figure(blocks)
    bold_lines = not _has_centred_headings(blocks)
    for block, following in zip_longest(blocks, blocks[1:]):
        if block.kind != "picture" or block.claimed:
            continue
        assert block.picture is not None
        pictures[block.figure_id] -= 1
        if _ICON_SRC.search(block.picture.src or ""):
            block.claim("icon")
            continue
        block.claim("images")
        beside = lines[block.figure_id] if block.figure_id is not None else []
        if (
            not beside
            and bold_lines
            and following is not None
            and _is_centred_caption(block, following)
        ):
            beside = [following]
        caption = _claim_caption(block, following, beside, last=not pictures[block.figure_id])
        images.append(_image(page, block.picture.src, caption))
    return _with_covers(_covers(page, header_footer), images)


def _image(page: Page, src: str | None, caption: str | None) -> Image:
    text, credit = split_caption(caption) if caption else (None, None)
    return Image(page.absolute(src) if src else None, text, credit)


def _group_by_figure(
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


def _has_centred_headings(blocks: list[Block]) -> bool:
    """Whether the body has centred bold lines without an image above, which are headings."""
    return any(
        block.centred and _is_heading_like(block) and (before is None or before.kind != "picture")
        for before, block in zip([None, *blocks], blocks, strict=False)
    )


def _is_centred_caption(picture: Block, line: Block) -> bool:
    """Whether a line is centred and bold below a centred image."""
    return picture.centred and line.centred and _is_heading_like(line) and line.claimed is None


def _claim_caption(
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


def _with_covers(covers: list[Image], images: list[Image]) -> tuple[Image, ...]:
    """Cover images first, each once; one repeated in the body without a caption keeps its own."""
    by_src = {cover.src: cover for cover in covers}
    captioned = [
        by_src[image.src] if image.caption is None and image.src in by_src else image
        for image in images
    ]
    shown = {image.src for image in images}
    return (*(cover for src, cover in by_src.items() if src not in shown), *captioned)


def _covers(page: Page, header_footer: HeaderFooter) -> list[Image]:
    """Images above the text in an element named as a cover."""
    covers = []
    for element in header_footer.elements("cover", "before", "between"):
        if class_names.AUTHOR.search(css_path_names(element)):
            continue  # a portrait of the author
        if src := _first_picture(element):
            covers.append(_image(page, src, _cover_caption(element)))
    return covers or _captioned_header_images(page, header_footer)


def _captioned_header_images(page: Page, header_footer: HeaderFooter) -> list[Image]:
    """Images in the header that are recognised by a caption beside them."""
    found = []
    for short in header_footer.short_texts:
        parent = short.element.getparent()
        if (
            short.place == "after"
            or parent is None
            or not _CAPTION_CLASS.search(css_names(short.element))
        ):
            continue
        if src := _first_picture(parent):
            found.append(_image(page, src, short.text))
    return found


def _first_picture(element: Element) -> str | None:
    """The `src` of the first image inside an element; None if it is an icon."""
    picture = next(element.iter("img"), None)
    src = picture_src(picture) if picture is not None else None
    return src if src and not _ICON_SRC.search(src) else None


def _cover_caption(element: Element) -> str | None:
    """The caption of a cover image, by tag or class name."""
    for caption in css(element, "figcaption, p > em, p > i, [class]"):
        set_apart = caption.tag in {"figcaption", "em", "i"}
        named = set_apart or class_names.CAPTION.search(css_names(caption))
        if named and not css(caption, "img") and (text := text_of(caption)):
            return text
    return None

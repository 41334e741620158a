"""Images of an article with captions (crawler/parsers/fields/captions.py) and credits."""

from __future__ import annotations

from itertools import zip_longest

import regex

from archive.model import Image
from crawler.parsers.fields.captions import (
    claim_caption,
    group_by_figure,
    has_centred_headings,
    is_centred_caption,
)
from crawler.parsers.layout import class_names
from crawler.parsers.layout.blocks import Block
from crawler.parsers.layout.figures import picture_src
from crawler.parsers.layout.header_footer import HeaderFooter
from crawler.parsers.lines.photo_credits import split_caption
from crawler.parsers.page import Page
from crawler.parsers.select import Element, css, css_names, css_path_names, text_of

# Whole file and folder names of icons; never a syllable of a slug: "ra-quan-dot-cao-diem.jpg".
_ICON_SRC = regex.compile(
    r"/(?:icons?|ico|emoticons?|smil\w+|sprites?)/|"
    r"(?:^|/)(?:icon|ico|logo|spacer|blank|pixel|transparent|loading|smil\w*|sprite|avatar-default|dot|"
    r"facebook|fb|zalo|twitter|google[-_]?news|gg-?news|print|email|1x1)(?:[-_]?[a-z0-9]{1,8})?"
    r"\.(?:gif|png|svg|ico|jpe?g|webp)(?:[?#]|$)",
    regex.I,
)
_CAPTION_CLASS = regex.compile(r"caption|chu-?thich")


def find_images(page: Page, header_footer: HeaderFooter, blocks: list[Block]) -> tuple[Image, ...]:
    """Images in document order, cover images first; images and captions are claimed."""
    images: list[Image] = []
    lines, pictures = group_by_figure(blocks)
    bold_lines = not has_centred_headings(blocks)
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
            and is_centred_caption(block, following)
        ):
            beside = [following]
        caption = claim_caption(block, following, beside, last=not pictures[block.figure_id])
        images.append(_image(page, block.picture.src, caption))
    return _with_covers(_covers(page, header_footer), images)


def _image(page: Page, src: str | None, caption: str | None) -> Image:
    text, credit = split_caption(caption) if caption else (None, None)
    return Image(page.absolute(src) if src else None, text, credit)


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

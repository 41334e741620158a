"""Patterns of the class names and ids that content systems use for the parts of a page.

Collected from the markup of some sixty provincial and national newspapers. Patterns are matched
against `select.css_names()`: class names, id and itemprop in lower case, separated by spaces.
"""

from __future__ import annotations

import re
from functools import lru_cache


def _pattern(*words: str) -> re.Pattern[str]:
    return re.compile("|".join(words))


# The element that contains only the body.
BODY = _pattern(
    r"articlebody", r"article[-_]+body", r"article[-_]+content\b", r"articlecontent", r"art-body",
    r"\bcms-body\b", r"content[-_]?detail\b", r"detail[-_]+content\b", r"newscontents?\b",
    r"news[-_]+(?:details?[-_]+)?content\b", r"post-?content\b", r"entry(?:-content)?\b",
    r"\bfck_?(?:detail)?\b", r"content-fck\b", r"contentview", r"singular-content", r"\bfulltext\b",
    r"editor-(?:content|detail)", r"ed[it]+tor-content", r"main-?content-?body", r"newsdetail\b",
    r"chi-?tiet-?(?:main-content|bai-?viet|noi-?dung)", r"noi-?dung(?:-?tin)?\b", r"bodytext",
    r"news_?content", r"content_?news", r"main[-_]detail", r"lblnoidung", r"\bnoidung\b",
    r"newsbody|news-body|news_body", r"\bcontentnews\b", r"td-post-content", r"detail-news\b",
    r"singlepage", r"body-content", r"the-article-body", r"detail__content", r"article_content",
)  # fmt: skip
LEAD = _pattern(
    r"sapo", r"\blead\b", r"chapp?eau", r"\bsummary\b", r"[-_]summary\b",
    r"\bdes(?:c(?:ription)?)?\b",
    r"detail-desc", r"[-_]desc\b", r"post-excerpt", r"\bintro(?:text)?\b", r"text-intro",
    r"txt-head", r"article[-_]?intro", r"tomtat|tom-tat", r"alead", r"newslead", r"\breply\b",
    r"news-?sapo", r"que_news", r"\bshort[-_]?intro\b", r"content_summary", r"title-italic",
)  # fmt: skip
DATE = _pattern(
    r"date", r"\btime", r"time\b", r"publish", r"\bngay", r"thoi-?gian", r"\bmeta\b", r"[-_]meta\b",
    r"postmeta", r"subinfo", r"period", r"clock-o", r"created", r"posted", r"pub\b",
)  # fmt: skip
# The current time shown by the page, not the article's date.
CLOCK = _pattern(
    r"\btoday\b", r"current[-_]?(?:date|time)", r"title-time", r"\bclock\b", r"datetime-now",
    r"(?<![\w-])header(?![\w-])", r"site-header",
    r"masthead", r"\btop(?:bar|menu|nav)?\b", r"site-?date", r"\bnow\b",
)  # fmt: skip
# The page's header: logo, slogan, clock. Whole names only, because `article-header` differs.
MASTHEAD = _pattern(r"(?<![\w-])(?:site-)?(?:header|masthead|banner-top|top-?header)(?![\w-])")
KICKER = _pattern(
    r"kicker", r"\bseries\b", r"sub-?_?title", r"super-?title", r"chuyen-?de", r"\bstitle\b",
    r"over-?title", r"pre-?title", r"tit-?phu", r"title-?phu", r"eyebrow", r"tagline", r"rubric",
    r"chuyenmuc-nho", r"title-sub", r"ten-?loat-?bai", r"\bseri\b", r"dan-?de",
)  # fmt: skip
CATEGORY = _pattern(
    r"breadcrumb", r"bread-crumb", r"\bcrumbs?\b", r"titlecate", r"category",
    r"\bcate[-_]?(?:name|title)",
    r"catename", r"catetitle", r"article__cate", r"\bcate\b", r"article-cat\b", r"duong-?dan",
    r"chuyen-?muc",
)  # fmt: skip
AUTHOR = _pattern(
    r"author(?!ity)", r"tac-?gia", r"byline", r"\bpseudonym\b", r"but-?danh", r"signature",
    r"nguoi-?viet", r"writer", r"nhuan-?but", r"\bnguon\b", r"news-?source", r"post-?source",
    r"(?<![a-z])p?source(?![\w-])", r"nguon-?tin\b",
)  # fmt: skip
TAGS = _pattern(
    r"tags?\b", r"[-_]tags?\b", r"\btags?[-_]", r"keyword", r"tu-?khoa", r"block-key",
    r"the-article-tags",
    r"hashtag",
)  # fmt: skip
CAPTION = _pattern(
    r"caption", r"image[-_]?desc", r"img[-_]?desc", r"desc[-_]?im(?:g|age)", r"chu-?thich",
    r"\bnote\b",
    r"\bpimage\b", r"\bimage\b", r"\bfig\b", r"note_images", r"ck_legend", r"legend", r"\bpnote\b",
    r"imagecaption", r"phu-?de", r"photo-?(?:cap|note|desc)",
)  # fmt: skip
# The frame of an image: everything in it belongs to the image.
PICTURE_FRAME = _pattern(
    r"wp-caption", r"\bpicture\b", r"\bpicbox\b", r"image-?box", r"photo-?(?:box|frame)?\b",
    r"\bthumbox\b", r"item-photo", r"article-photo", r"contentimg", r"full-img", r"img-?con",
    r"imgeditor", r"articleimg", r"\bhinh\b", r"vcsortableinpreviewmode", r"insert-center-image",
    r"box_?img", r"tplcaption", r"desc_image", r"layout-image", r"\bimage\b", r"media-photo",
    r"sc-image|image-wrapper",
)  # fmt: skip
# A cover image above the text.
COVER = _pattern(
    r"avatar", r"\bcover\b", r"[-_]cover\b", r"large-image", r"featured?-?(?:img|image)",
    r"thumb-?detail", r"\bimghome\b",
    r"post-thumbnail", r"article__thumb",
)  # fmt: skip

# Never part of the article: related lists, comments, sharing, adverts, widgets.
ASIDE = _pattern(
    r"relat(?:ed|e-|ion)", r"\brelates?\b", r"[-_]relate\b", r"lien-?_?quan", r"tin-?cung",
    r"cung-?chuyen", r"cungchuyen",
    r"tin-?khac", r"other-?(?:news|post|s\b)", r"\bothers\b", r"morenews|more-news", r"\bshare",
    r"share\b",
    r"social", r"comment", r"binh-?luan", r"phan-?hoi", r"banner", r"\bads?\b", r"\bads?[-_]",
    r"adsbygoogle",
    r"\bsda", r"quang-?cao", r"advert", r"notebox", r"newsletter", r"tool-?bar", r"fontsize",
    r"font-size-?tool",
    r"\bprint", r"\bpoll\b", r"tham-?do", r"binh-?chon", r"surveyquest", r"\brating\b",
    r"\bvote", r"danh-?gia",
    r"breadcrumb", r"pagination", r"pager", r"\bpaging", r"sidebar", r"box-?(?:news|tin)",
    r"most-?(?:view|read)",
    r"xem-?nhieu", r"doc-?nhieu", r"tin-?moi", r"tin-?nong", r"block-?news-?list", r"recommend",
    r"\bfooter\b",
    r"audio", r"tts\b", r"text-to-speech", r"hidden-content", r"donate", r"boxpayk",
    r"google-?news", r"follow",
    r"copyright", r"c-author-page", r"c-box\b", r"read-?more", r"see-?more", r"inner-article",
    r"cms-relate-box",
    r"popup", r"modal", r"login", r"video-?(?:player|js)", r"powered", r"sticky",
)  # fmt: skip
# Toolbars among them, which may contain the dateline under a headline.
TOOLBAR = _pattern(r"tool-?bar", r"share", r"social", r"font-?size", r"\bprint")
# Names that match ASIDE but contain the article's text.
NOT_ASIDE = _pattern(
    r"block_ads_connect", r"afcbc-body", r"cms-body", r"articlebody", r"has-sidebar", r"no-sidebar"
)


FIELD_PATTERNS = {
    "lead": LEAD,
    "date": DATE,
    "kicker": KICKER,
    "category": CATEGORY,
    "author": AUTHOR,
    "tags": TAGS,
    "cover": COVER,
}


@lru_cache(maxsize=1 << 16)  # a site repeats its few hundred class names on every page
def field_names(names: str) -> frozenset[str]:
    """The fields of `FIELD_PATTERNS` that an element's names mark."""
    return frozenset(field for field, pattern in FIELD_PATTERNS.items() if pattern.search(names))


@lru_cache(maxsize=1 << 16)
def is_aside(names: str) -> bool:
    """Whether names mark an aside: related lists, sharing, adverts."""
    return bool(names) and bool(ASIDE.search(names)) and not NOT_ASIDE.search(names)


@lru_cache(maxsize=1 << 16)
def is_body(names: str) -> bool:
    """Whether names mark the element of the article's text."""
    return bool(BODY.search(names))


@lru_cache(maxsize=1 << 16)
def is_masthead(names: str) -> bool:
    """Whether names mark the header of the whole page."""
    return bool(MASTHEAD.search(names))


@lru_cache(maxsize=1 << 16)
def is_picture_frame(names: str) -> bool:
    """Whether names mark the frame of an image."""
    return bool(PICTURE_FRAME.search(names))

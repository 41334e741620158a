"""Page classification: article, listing, or a page that must never be stored.

Challenge, login and error pages raise their own exception, even if the server sent them with status
200. Home, section, tag and search pages are listings. A stub without text is not an article.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import cast
from urllib.parse import urlsplit

import regex
from lxml import etree

from archive.errors import ChallengePage, ErrorPage, LoginPage, UnreadablePage
from archive.model import Kind
from archive.vietnamese import fold
from crawler.parsers.layout.blocks import Block
from crawler.parsers.page import Page
from crawler.parsers.page_layout import PageLayout
from crawler.parsers.select import Element, compile_xpath, text_of

_CHALLENGE = regex.compile(
    r"just a moment|checking your browser|attention required|are you a robot|ddos protection|"
    r"verify(?:ing)? (?:that )?you are (?:a )?human|enable javascript and cookies|security check|"
    r"captcha|khong phai (?:la )?(?:robot|nguoi may)|xac (?:minh|nhan|thuc) (?:ban|rang ban)|"
    r"kiem tra trinh duyet|vui long bat javascript"
)
_CHALLENGE_ELEMENTS = (
    "//*[@id='cf-wrapper' or @id='challenge-form' or @id='challenge-running' "
    "or contains(@class, 'g-recaptcha') or contains(@class, 'cf-turnstile')]"
)
_CONTENT_WORDS = r"(?:trang|bai viet|bai bao|noi dung|duong dan|lien ket|dia chi|tep|file|tin bai)"
_ERROR = regex.compile(
    r"^\W*(?:(?:loi|error)(?:\W+(?:4\d\d|50\d))?|4\d\d|50\d)\W*(?:$|[-|]|error|page|loi\b)|"
    r"not found\b|server error|service unavailable|bad gateway|runtime error|access denied|"
    r"\bforbidden\b|object moved|"
    r"(?:he thong|website|trang(?: web)?) (?:hien )?dang (?:duoc )?bao tri|"
    rf"khong tim thay (?:thay )?{_CONTENT_WORDS}|"
    rf"{_CONTENT_WORDS}[^.]{{0,40}} (?:khong tim thay|khong ton tai|da bi xoa|khong co)"
)
_LOGIN = regex.compile(r"dang nhap|login|sign in")
_LISTING_URL = regex.compile(
    r"/(?:tags?|tu-khoa|tim-kiem|search|chu-de|topic|tim)(?:[/?.]|$)|/tags?-|-tag\d+\.|-event\d+\."
)
_LITTLE_TEXT = 350  # characters; error and challenge pages have no more
_SHORTEST_TEXT, _MASTHEAD_TEXT = 80, 160  # characters
_LONG_PARAGRAPH, _PROSE_PARAGRAPHS = 120, 4  # characters, paragraphs
_SAMPLE = 2000  # characters, enough to detect scrambled text
_LONGEST_WORD = 100
_CASE_CHANGE = regex.compile(r"\p{Ll}\p{Lu}|\p{L}\d|\d\p{L}")
_FEWEST_STORY_LINKS, _FEW_STORY_LINKS, _MANY_STORY_LINKS = 3, 8, 15
_STORY_LINKS = etree.XPath("//a[string-length(normalize-space()) > 30]/@href")


def reject_error_pages(page: Page, layout: PageLayout) -> None:
    """Raise ChallengePage, LoginPage, ErrorPage, or UnreadablePage for a page without text."""
    if _is_scrambled(
        " ".join(block.text for block in layout.blocks if block.kind != "aside")[:_SAMPLE]
    ):
        raise UnreadablePage("the text is scrambled: most words are unreadable")
    if layout.text_length > _LITTLE_TEXT:
        return
    title = layout.title
    visible = text_of(page.root)
    if not visible and not page.root.xpath("//img"):
        raise UnreadablePage("the page shows no text")
    titles = [fold(text) for text in (page.metadata.document_title, title) if text]
    short = fold(visible[:1500]) if len(visible) < 2000 else ""
    has_challenge = bool(compile_xpath(_CHALLENGE_ELEMENTS)(page.root))
    texts = [*titles, short]
    if any(map(_CHALLENGE.search, texts)) or (has_challenge and short):
        raise ChallengePage('the server asked for proof of a human ("are you a robot")')
    if any(map(_ERROR.search, filter(None, texts))):
        raise ErrorPage(
            f"an error page: {(title or page.metadata.document_title or visible)[:80]!r}"
        )
    if page.root.xpath("//input[@type='password']") and (any(map(_LOGIN.search, titles)) or short):
        raise LoginPage("the page shows a login form instead of an article")


def _is_scrambled(text: str) -> bool:
    """Whether most words mix lower case, capitals and digits, or are longer than any word."""
    words = text.split()
    plain = sum(word.islower() or word.istitle() for word in words if len(word) <= _LONGEST_WORD)
    if 2 * plain >= len(words) or len(text) <= _SHORTEST_TEXT:
        return False
    odd = sum(len(word) > _LONGEST_WORD or len(_CASE_CHANGE.findall(word)) > 1 for word in words)
    return odd > len(words) / 2


def classify(page: Page, layout: PageLayout, published: str | None) -> Kind:
    """Kind of a page: article, listing, or not_article without text and images."""
    if _is_home_page(page) or _LISTING_URL.search(page.url):
        return "listing"
    body = _BodyContent.of(layout)
    if layout.title and body.length < _SHORTEST_TEXT and _is_video_page(page):
        return "not_article"
    is_article = bool(layout.title) and (body.length >= _SHORTEST_TEXT or body.has_pictures)
    limit = _story_link_limit(page, body, published) if is_article else _FEWEST_STORY_LINKS
    if limit < inf and _count_story_links(page.root) >= limit:
        return "listing"
    return "article" if is_article else "not_article"


@dataclass(frozen=True, slots=True)
class _BodyContent:
    """Content of a body: all texts, and `own`, those that are not mostly links.

    `length` is the number of characters in `own`; `has_passages` is set for running text between
    the title and the body.
    """

    texts: list[Block]
    own: list[Block]
    length: int
    has_pictures: bool
    has_passages: bool

    @classmethod
    def of(cls, layout: PageLayout) -> _BodyContent:
        texts = [block for block in layout.blocks if block.kind == "text"]
        own = [block for block in texts if block.link_density < 0.5]
        return cls(
            texts=texts,
            own=own,
            length=sum(len(block.text) for block in own),
            has_pictures=any(block.kind == "picture" for block in layout.blocks),
            has_passages=bool(layout.header_footer.passages),
        )

    @property
    def is_mostly_links(self) -> bool:
        return len(self.texts) > 2 * len(self.own)

    @property
    def is_short(self) -> bool:
        """Whether there is no more text than in a masthead, and no image."""
        return not (self.length > _MASTHEAD_TEXT or self.has_pictures or self.has_passages)

    @property
    def is_prose(self) -> bool:
        """Whether at least half of the texts are long paragraphs without links."""
        paragraphs = [
            block
            for block in self.texts
            if len(block.text) > _LONG_PARAGRAPH and not block.link_density
        ]
        return len(paragraphs) >= _PROSE_PARAGRAPHS and 2 * len(paragraphs) >= len(self.texts)


def _story_link_limit(page: Page, body: _BodyContent, published: str | None) -> float:
    """Number of story links from which a page with an article's content is a listing.

    Infinite for a page whose metadata or text leaves no doubt that it is an article.
    """
    if body.is_mostly_links or body.is_short:
        return _FEW_STORY_LINKS
    page_type = page.metadata.first("og:type")
    if page_type == "article" or page.metadata.article:
        return inf
    in_doubt = (page_type == "website" or not published) and not body.is_prose
    return _MANY_STORY_LINKS if in_doubt else inf


def _is_video_page(page: Page) -> bool:
    """Whether the page's metadata declares a video."""
    return (page.metadata.first("og:type") or "").startswith("video")


def _is_home_page(page: Page) -> bool:
    """Whether the URL is that of the home page, also of a language edition."""
    url = urlsplit(page.url)
    if url.scheme not in {"http", "https"}:
        return False
    path = url.path.strip("/").lower()
    return not url.query and path in {
        "",
        "index.html",
        "index.htm",
        "index.php",
        "default.aspx",
        "home",
        "vi",
        "vn",
    }


def _count_story_links(root: Element) -> int:
    """Number of different link targets with a headline as link text."""
    return len(set(cast("list[str]", _STORY_LINKS(root))))

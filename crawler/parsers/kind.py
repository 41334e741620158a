"""What a page is: an article, a listing, or something that must never be stored.

Challenge, login and error pages are raised by name, also when the server sent them with status 200;
home, section, tag and search pages are listings; a stub without text is no article.
"""

from __future__ import annotations

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
_LITTLE_TEXT = 350  # characters; an error or challenge page says no more
_SHORTEST_TEXT, _MASTHEAD_TEXT = 80, 160  # characters
_LONG_PARAGRAPH, _PROSE_PARAGRAPHS = 120, 4  # characters, paragraphs
_SAMPLE = 2000  # characters, enough to tell whether a text is scrambled
_LONGEST_WORD = 100
_CASE_CHANGE = regex.compile(r"\p{Ll}\p{Lu}|\p{L}\d|\d\p{L}")
_LEAST_STORIES, _FEW_STORIES, _MANY_STORIES = 3, 8, 15
_STORY_LINKS = etree.XPath("//a[string-length(normalize-space()) > 30]/@href")


def reject_error_pages(page: Page, layout: PageLayout) -> None:
    """Raise by name when a page is a challenge, a login, an error, or has no text at all."""
    if _is_scrambled(
        " ".join(block.text for block in layout.blocks if block.kind != "aside")[:_SAMPLE]
    ):
        raise UnreadablePage("the text is scrambled: hardly a word of it reads")
    if layout.text_length > _LITTLE_TEXT:
        return
    title = layout.title
    seen = text_of(page.root)
    if not seen and not page.root.xpath("//img"):
        raise UnreadablePage("the page shows no text")
    heads = [fold(head) for head in (page.metadata.document_title, title) if head]
    short = fold(seen[:1500]) if len(seen) < 2000 else ""
    marked = bool(compile_xpath(_CHALLENGE_ELEMENTS)(page.root))
    says = [*heads, short]
    if any(map(_CHALLENGE.search, says)) or (marked and short):
        raise ChallengePage('the server asked for proof of a human ("are you a robot")')
    if any(map(_ERROR.search, filter(None, says))):
        raise ErrorPage(f"an error page: {(title or page.metadata.document_title or seen)[:80]!r}")
    if page.root.xpath("//input[@type='password']") and (any(map(_LOGIN.search, heads)) or short):
        raise LoginPage("a login form stands where the text should be")


def _is_scrambled(text: str) -> bool:
    """Whether most words change between small letters, capitals and figures, or never end."""
    words = text.split()
    plain = sum(word.islower() or word.istitle() for word in words if len(word) <= _LONGEST_WORD)
    if 2 * plain >= len(words) or len(text) <= _SHORTEST_TEXT:
        return False
    odd = sum(len(word) > _LONGEST_WORD or len(_CASE_CHANGE.findall(word)) > 1 for word in words)
    return odd > len(words) / 2


def classify(page: Page, layout: PageLayout, published: str | None) -> Kind:
    """Article or listing, or not_article for a page with neither text nor pictures of its own."""
    if _is_home_page(page) or _LISTING_URL.search(page.url):
        return "listing"
    texts = [block for block in layout.blocks if block.kind == "text"]
    own = [block for block in texts if block.link_density < 0.5]
    length = sum(len(block.text) for block in own)
    if layout.title and length < _SHORTEST_TEXT and _is_video_page(page):
        return "not_article"
    said = page.metadata.first("og:type")
    says_article = said == "article" or bool(page.metadata.article)
    enough = inf  # so many links to stories make a listing of it
    pictures = any(block.kind == "picture" for block in layout.blocks)
    is_article = bool(layout.title) and (length >= _SHORTEST_TEXT or pictures)
    if not is_article:
        enough = _LEAST_STORIES
    elif len(texts) > 2 * len(own) or not _has_text(length, layout):
        enough = _FEW_STORIES
    elif not says_article and (said == "website" or not published) and not _is_prose(texts):
        enough = _MANY_STORIES
    if enough < inf and _count_story_links(page.root) >= enough:
        return "listing"
    return "article" if is_article else "not_article"


def _has_text(length: int, layout: PageLayout) -> bool:
    """Whether there is more in the body than a masthead's lines; a picture's page needs none."""
    pictures = any(block.kind == "picture" for block in layout.blocks)
    return length > _MASTHEAD_TEXT or pictures or bool(layout.header_footer.passages)


def _is_prose(texts: list[Block]) -> bool:
    """Whether long paragraphs without links follow one another, as no list has them."""
    long = [
        block for block in texts if len(block.text) > _LONG_PARAGRAPH and not block.link_density
    ]
    return len(long) >= _PROSE_PARAGRAPHS and 2 * len(long) >= len(texts)


def _is_video_page(page: Page) -> bool:
    """Whether a page says that it shows a video."""
    return (page.metadata.first("og:type") or "").startswith("video")


def _is_home_page(page: Page) -> bool:
    """The home page, or the front page of a language or a device."""
    layout = urlsplit(page.url)
    if layout.scheme not in {"http", "https"}:
        return False
    path = layout.path.strip("/").lower()
    return not layout.query and path in {
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
    """How many other articles the page links to by their headlines."""
    return len(set(cast("list[str]", _STORY_LINKS(root))))

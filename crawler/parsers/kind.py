"""What a page is: an article, a listing, or something that must never be stored.

Challenge, login and error pages are raised by name, also when the server sent them with status 200;
home, section, tag and search pages are listings; a stub without text is no article.
"""

from __future__ import annotations

from typing import cast
from urllib.parse import urlsplit

import regex
from lxml import etree
from lxml.html import HtmlElement

from archive.article import Kind
from archive.errors import ChallengePage, ErrorPage, LoginPage, UnreadablePage
from archive.vietnamese import fold
from crawler.parsers.layout import Layout
from crawler.parsers.page import Page
from crawler.parsers.select import text_of, xpath

_CHALLENGE = regex.compile(
    r"just a moment|checking your browser|attention required|are you a robot|ddos protection|"
    r"verify(?:ing)? (?:that )?you are (?:a )?human|enable javascript and cookies|security check|"
    r"captcha|khong phai (?:la )?(?:robot|nguoi may)|xac (?:minh|nhan|thuc) (?:ban|rang ban)|"
    r"kiem tra trinh duyet|vui long bat javascript"
)
_CHALLENGE_MARKS = (
    "//*[@id='cf-wrapper' or @id='challenge-form' or @id='challenge-running' "
    "or contains(@class, 'g-recaptcha') or contains(@class, 'cf-turnstile')]"
)
_ERROR = regex.compile(
    r"^(?:loi\b|error\b|404\b|403\b|500\b|502\b|503\b)|\b(?:404|page) not found\b|khong tim thay|"
    r"khong ton tai|da bi xoa|server error|service unavailable|bad gateway|runtime error|"
    r"trang (?:ban )?(?:yeu cau|tim kiem) khong|he thong dang bao tri|website dang bao tri|"
    r"access denied|forbidden|object moved"
)
_LOGIN = regex.compile(r"dang nhap|login|sign in")
_TAG_ADDRESS = regex.compile(
    r"/(?:tags?|tu-khoa|tim-kiem|search|chu-de|topic|tim)(?:[/?.-]|$)|-tag\d+\.|-event\d+\."
)
_LITTLE_TEXT = 350  # characters; an error or challenge page says no more
_SHORTEST_TEXT = 80
_LEAST_STORIES, _FEW_STORIES, _MANY_STORIES = 3, 8, 15
_STORY_LINKS = etree.XPath("//a[string-length(normalize-space()) > 30]/@href")


def refuse(page: Page, title: str, text_length: int) -> None:
    """Raise by name when a page is a challenge, a login, an error, or has no text at all."""
    if text_length > _LITTLE_TEXT:
        return
    seen = text_of(page.root)
    if not seen and not page.root.xpath("//img"):
        raise UnreadablePage("the page shows no text")
    heads = fold(" ".join(filter(None, (page.metadata.document_title, title))))
    short = fold(seen[:1500]) if len(seen) < 2000 else ""
    marked = bool(xpath(_CHALLENGE_MARKS)(page.root))
    if _CHALLENGE.search(heads) or (short and _CHALLENGE.search(short)) or (marked and short):
        raise ChallengePage('the server asked for proof of a human ("are you a robot")')
    if _ERROR.search(heads) or (short and _ERROR.search(short)):
        raise ErrorPage(f"an error page: {(title or page.metadata.document_title or seen)[:80]!r}")
    if page.root.xpath("//input[@type='password']") and (_LOGIN.search(heads) or short):
        raise LoginPage("a login form stands where the text should be")


def classify(page: Page, layout: Layout, published: str | None) -> Kind:
    """Article or listing, or not_article for a page with neither text nor pictures of its own."""
    if _is_front(page) or _TAG_ADDRESS.search(page.url):
        return "listing"
    texts = [block for block in layout.blocks if block.kind == "text"]
    own = [block for block in texts if block.linked < 0.5]
    length = sum(len(block.text) for block in own)
    stories = _story_links(page.root)
    said = page.metadata.first("og:type")
    says_article = said == "article" or bool(page.metadata.article)
    if stories >= _FEW_STORIES and len(texts) > 2 * len(own):
        return "listing"
    if stories >= _MANY_STORIES and not says_article and (said == "website" or not published):
        return "listing"
    pictures = any(block.kind == "picture" for block in layout.blocks)
    if layout.title and (length >= _SHORTEST_TEXT or pictures):
        return "article"
    if layout.title and _is_of_video(page):
        return "not_article"
    return "listing" if stories >= _LEAST_STORIES else "not_article"


def _is_of_video(page: Page) -> bool:
    """Whether a page says that it shows a video."""
    return (page.metadata.first("og:type") or "").startswith("video")


def _is_front(page: Page) -> bool:
    """The home page, or the front page of a language or a device."""
    parts = urlsplit(page.url)
    if parts.scheme not in {"http", "https"}:
        return False
    path = parts.path.strip("/").lower()
    return not parts.query and path in {
        "",
        "index.html",
        "index.htm",
        "index.php",
        "default.aspx",
        "home",
        "vi",
        "vn",
    }


def _story_links(root: HtmlElement) -> int:
    """How many other articles the page links to by their headlines."""
    return len(set(cast("list[str]", _STORY_LINKS(root))))

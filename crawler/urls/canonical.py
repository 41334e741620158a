"""Canonical URLs: one stored form per page, and what a URL alone says about its page.

Canonicalization keeps the path letter for letter (ids of Báo Sơn La differ only in case) and the
query (Báo Bình Định has the article id there). It drops only what never selects another page:
fragment, tracking parameters, session ids.
"""

from __future__ import annotations

import ipaddress
import re
from functools import lru_cache
from typing import Literal, NamedTuple
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

PageType = Literal["article", "listing", "other"]
"""Expected page behind a URL: an article to store, a listing page to follow, or neither."""

_HOST_PREFIX = re.compile(r"(?:www?|m|mobile|amp)\.(?=.+\.)")  # Báo Thái Bình uses ww.
_DEFAULT_PORTS = {"http": 80, "https": 443}
_SESSION_PARAMETER = re.compile(
    r"(?:php|j|asp)?sess(?:ion)?_?id\w*=.*|s?sid=[0-9a-f]{16,}", re.IGNORECASE | re.DOTALL
)
_TRACKING = re.compile(
    r"(?:utm_\w+|fbclid|gclid|dclid|msclkid|zarsrc|_ga|_gl|mc_[ce]id|igshid|ref_src)(?:=.*)?",
    re.IGNORECASE | re.DOTALL,
)
_SESSION_IN_PATH = re.compile(r";jsessionid=[^/?;]*|/\(S\(\w+\)\)(?=/)", re.IGNORECASE)
_SAFE = "%/:=&?~#+!$,;'@()*[]|"  # not percent-encoded
_ESCAPE = re.compile(r"%[0-9a-fA-F]{2}")

_FILE_EXTENSION = re.compile(
    r"\.(?:jpe?g|png|gif|webp|svg|ico|css|js|json|pdf|docx?|xlsx?|pptx?|zip|rar|mp[34]|m4a|avi|flv"
    r"|xml|rss|txt|apk)$",
    re.IGNORECASE,
)
_SERVICE_PATH = re.compile(
    r"/(?:tim-kiem|search|login|dang-nhap|dang-ky|register|rss|feed|print|in-bai|binh-luan|comment"
    r"|tag|tags|lien-he|quang-cao|wp-admin|cdn-cgi)(?:[/.?-]|$)",
    re.IGNORECASE,
)
_SLUG = r"[^/]*[^/\W\d][^/]*"
_ARTICLE = re.compile(
    rf"(?:{_SLUG}-(?:post|postid|id|art|news|[acdnpt])?\d{{4,20}}(?:\.\w{{3,5}}|/)?$"  # x-a12345
    rf"|/\d{{4,8}}-{_SLUG}(?:\.\w{{3,5}}|/)?$"  # 243083-slug.html
    rf"|/(?:19|20)\d\d/?\d\d/(?:\d\d/)?{_SLUG}(?:\.\w{{3,5}}|/)?$"  # 2025/06/30/slug
    rf"|/\d+/\d+/{_SLUG}(?:\.\w{{3,5}}|/)?$"  # 76/106583/slug.html
    r"|/d?\d{5,}\.\w{3,5}$"  # 120517.htm, d20230112091014465.htm
    r"|[?&](?:id|itemid|mabb|newid|newsid|articleid)=\d{3,}|[?&]p=\d{5,}"
    r"|/(?:[^/?-]+-){5,}[^/?-]+(?:\.\w{3,5}|/)?$)",  # a slug of six or more words
    re.IGNORECASE,
)
_PAGE_NUMBER = re.compile(
    r"(?:(?P<sign>[?&])(?:page|p|paged|trang|pageindex)=(?P<query>\d{1,4})(?=&|$)"
    r"|[/-](?:trang|page|p)[-/]?(?P<path>\d{1,4})(?=/?$|\.\w{3,5}$))",
    re.IGNORECASE,
)

_ABOUT_PATH = re.compile(
    r"/(?:chinh-sach|dieu-khoan|quy-dinh|thoa-thuan|gioi-thieu|lien-he|thong-tin-toa-soan|toa-soan"
    r"|ban-bien-tap|bang-gia|quang-cao|dat-bao|huong-dan|so-do|tuyen-dung|bao-mat|ban-quyen"
    r"|about|contact|privacy|terms)(?:[-./?]|$)",
    re.IGNORECASE,
)


_NAT64 = ipaddress.ip_network("64:ff9b::/96")  # IPv4 addresses embedded in IPv6 (RFC 6052)


class UrlParts(NamedTuple):
    """A URL in three parts: scheme, host with port, path with query."""

    scheme: str
    host: str
    path: str


@lru_cache(maxsize=16384)
def canonical(url: str) -> str | None:
    """Canonical form of an absolute URL; None for other schemes (mailto:, data:, …) and bad URLs.

    Scheme and host in lower case, no default port, no fragment, no tracking parameters or session
    ids, a path of at least "/", non-ASCII characters percent-encoded as UTF-8 in upper case.
    """
    try:
        parts = urlsplit(_strip_like_browser(url))
        port = parts.port
    except ValueError:
        return None  # a "[" without an IPv6 address, or a port out of range
    scheme, host = parts.scheme.lower(), (parts.hostname or "").rstrip(".")
    if scheme not in _DEFAULT_PORTS or not host:
        return None
    if not host.isascii():
        try:
            host = host.encode("idna").decode()
        except UnicodeError:
            return None
    if ":" in host:
        host = f"[{host}]"
    if port is not None and port != _DEFAULT_PORTS[scheme]:
        host = f"{host}:{port}"
    query = parts.query
    if query:
        kept = [part for part in query.split("&") if part and not _is_droppable(part)]
        query = _normalize_escapes("&".join(kept))
    return urlunsplit(
        (scheme, host, _normalize_escapes(_SESSION_IN_PATH.sub("", parts.path)) or "/", query, "")
    )


def has_session_id(link: str) -> bool:
    """Whether a link contains a session id, which its canonical form leaves out."""
    query = link.partition("?")[2].partition("#")[0]
    parts = (part for part in query.split("&") if _SESSION_PARAMETER.fullmatch(part))
    return next(parts, None) is not None or _SESSION_IN_PATH.search(link) is not None


def absolute(link: str, base: str) -> str | None:
    """Canonical URL of a link on the page `base`; None for links that are not web pages."""
    try:
        return canonical(urljoin(base, _strip_like_browser(link)))
    except ValueError:
        return None


def split(url: str) -> UrlParts:
    """Split a canonical URL into its parts: "https://a.vn/b?c=1" has the path "/b?c=1"."""
    scheme, _, rest = url.partition("://")
    host, slash, path = rest.partition("/")
    return UrlParts(scheme, host, slash + path)


@lru_cache(maxsize=1024)
def strip_host_prefix(host: str) -> str:
    """A host without its prefixes www., m., mobile. and amp., however many there are.

    >>> strip_host_prefix("www.m.baocamau.vn")
    'baocamau.vn'
    """
    while found := _HOST_PREFIX.match(host):
        host = host[found.end() :]
    return host


def guess_page_type(path: str) -> PageType:
    """Most probable page type of a path with query, for newspapers without a URL pattern."""
    if _FILE_EXTENSION.search(path.partition("?")[0]) or _SERVICE_PATH.search(path):
        return "other"
    if split_page_number(path)[1] > 1:
        return "listing"
    if _ARTICLE.search(path):
        return "article"
    return "listing" if path.rstrip("/").count("/") <= 3 else "other"


def is_about_page(path: str) -> bool:
    """Whether a path looks like a page about the newspaper itself (contact, terms, adverts).

    The slug of an article may match too, so this alone does not rule an article out.
    """
    return _ABOUT_PATH.search(path) is not None


def split_page_number(url: str) -> tuple[str, int]:
    """Split the page number off a URL: the stem without file extension, and the number or 1.

    >>> split_page_number("/xa-hoi-8.html?page=395")
    ('/xa-hoi-8', 395)
    >>> split_page_number("/phong-su/trang-16.html")
    ('/phong-su', 16)
    """
    found = _PAGE_NUMBER.search(url)
    number = 1
    if found:
        number = int(found["query"] or found["path"])
        rest = url[found.end() :]
        sign = found["sign"] or ""
        url = url[: found.start()] + (sign + rest[1:] if sign and rest else rest)
    path, mark, query = url.partition("?")
    path = re.sub(r"\.\w{3,5}$", "", path).rstrip("/")
    return path + mark + query, number


def is_public(host: str) -> bool:
    """Whether an IP address in text form is globally reachable.

    False for private, loopback, link-local, carrier-grade NAT, multicast and reserved addresses,
    also as IPv4 embedded in IPv6. Raises ValueError for text that is not an IP address.
    """
    found = ipaddress.ip_address(host)
    if isinstance(found, ipaddress.IPv6Address):
        inside = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF) if found in _NAT64 else None
        found = found.ipv4_mapped or found.sixtofour or inside or found
    return found.is_global and not found.is_multicast


def _is_droppable(part: str) -> bool:
    """Whether a query parameter identifies the visitor or the referrer instead of the page."""
    return bool(_TRACKING.fullmatch(part) or _SESSION_PARAMETER.fullmatch(part))


def _strip_like_browser(text: str) -> str:
    """Strip a URL as browsers do: surrounding spaces, and line breaks and tabs inside."""
    return re.sub(r"[\t\r\n]", "", text).strip(" \x00")


def _normalize_escapes(text: str) -> str:
    if "%" in text:
        text = _ESCAPE.sub(lambda match: match.group().upper(), text)
        text = re.sub(r"%(?![0-9A-F]{2})", "%25", text)
    return quote(text, safe=_SAFE)

"""Báo Điện Biên Phủ; URLs have no id, and listing pages are rendered by script."""

from crawler.newspaper import Newspaper, Rules
from crawler.urls.patterns import UrlPattern

NEWSPAPER = Newspaper(
    title="Báo Điện Biên Phủ",
    province="Điện Biên",
    province_now="Điện Biên",
    hosts=("baodienbienphu.vn", "baodienbienphu.com.vn", "baodienbienphu.info.vn"),
    evidence="page",
    article=(UrlPattern(r"/tin-bai/[^/?]+/[^/?]+/?$"),),
    rules=Rules(body="div.editor-content"),
)

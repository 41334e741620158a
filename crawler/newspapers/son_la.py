"""Báo Sơn La; ids are case-sensitive, and a listing URL ends in .html like an article's."""

from crawler.newspaper import Newspaper, Rules, Section
from crawler.urls.patterns import UrlPattern

NEWSPAPER = Newspaper(
    title="Báo Sơn La",
    province="Sơn La",
    province_now="Sơn La",
    hosts=("baosonla.vn", "baosonla.org.vn"),
    evidence="page",
    article=(UrlPattern(r"/[^/?]+/[^/?]+-(?P<id>(?=[a-z]*[A-Z\d])[A-Za-z\d]{8,10})\.html$"),),
    seeds=(Section("/phong-su.html"),),
    rules=Rules(lead=".fulltext p.font-bold", body="#editor-detail", drop=".audio-article"),
)

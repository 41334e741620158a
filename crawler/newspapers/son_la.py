"""Báo Sơn La, whose ids differ in case only; a list ends in .html like an article."""

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

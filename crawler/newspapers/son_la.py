"""Báo Sơn La, whose ids differ in case only; a list ends in .html like an article."""

from crawler.newspaper import Paper, Rules, Section
from crawler.urls.patterns import UrlPattern


class SonLa(Paper):
    name, title = "son_la", "Báo Sơn La"
    province, province_now = "Sơn La", "Sơn La"
    hosts = ("baosonla.vn", "baosonla.org.vn")
    evidence = "page"
    article = (UrlPattern(r"/[^/?]+/[^/?]+-(?P<id>(?=[a-z]*[A-Z\d])[A-Za-z\d]{8,10})\.html$"),)
    seeds = (Section("/phong-su.html"),)
    rules = Rules(lead=".fulltext p.font-bold", body="#editor-detail", drop=".audio-article")

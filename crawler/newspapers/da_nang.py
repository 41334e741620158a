"""Báo Đà Nẵng, with Quảng Nam's CMS since July 2025."""

from crawler.families.onecms import ONECMS
from crawler.newspaper import Newspaper, Sitemap
from crawler.urls.patterns import MONTH_FOLDER, SLUG_ID

NEWSPAPER = Newspaper(
    title="Báo Đà Nẵng",
    province="Đà Nẵng",
    province_now="Đà Nẵng",
    hosts=("baodanang.vn",),
    family=ONECMS,
    evidence="page",
    article=(SLUG_ID, MONTH_FOLDER.within(until="2025-06-30")),
    seeds=(Sitemap("/sitemap-news.xml"),),
)

"""Báo Bắc Ninh, with Bắc Giang's CMS since July 2025; before, a Liferay portal."""

from crawler.families.bbg import BBG
from crawler.newspaper import Newspaper, Section
from crawler.urls.patterns import POSTID, UrlPattern

NEWSPAPER = Newspaper(
    title="Báo Bắc Ninh",
    province="Bắc Ninh",
    province_now="Bắc Ninh",
    hosts=("baobacninhtv.vn", "en.baobacninhtv.vn", "baobacninh.vn", "baobacninh.com.vn"),
    family=BBG,
    evidence="page",
    article=(POSTID, UrlPattern(r"/[^/?]+\.bbg$", host="en.baobacninhtv.vn")),
    seeds=(Section("/phap-luat"),),
)

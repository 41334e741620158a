"""Báo Hậu Giang, to its last issue of 30 June 2025; its lists lie one level above its articles."""

from crawler.newspaper import Paper, Rules, Section
from crawler.urls.patterns import SECTION_SLUG_ID


class HauGiang(Paper):
    name, title = "hau_giang", "Báo Hậu Giang"
    province, province_now, successor = "Hậu Giang", "Cần Thơ", "can_tho"
    hosts = ("baohaugiang.com.vn",)
    family, evidence = "aspnet", "page"
    article = (SECTION_SLUG_ID,)
    seeds = (Section("/thoi-su-215.html"),)
    rules = Rules(title=".news-details-content h1", body=".news-details-content .contentView")

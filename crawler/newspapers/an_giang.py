"""Báo An Giang, with Kiên Giang since 1 July 2025; a slug is cut at about a hundred letters."""

from crawler.newspaper import Paper, Section


class AnGiang(Paper):
    name, title = "an_giang", "Báo An Giang"
    province, province_now = "An Giang", "An Giang"
    hosts = ("baoangiang.com.vn",)
    family, evidence = "content_fck", "page"
    seeds = (Section("/phong-su-anh/"),)

"""Báo Đắk Nông, until the merger of 1 July 2025; its shape is that of its system, never seen."""

from crawler.newspaper import Feed, Paper


class DakNong(Paper):
    name, title = "dak_nong", "Báo Đắk Nông"
    province, province_now, successor = "Đắk Nông", "Lâm Đồng", "lam_dong"
    hosts = ("baodaknong.vn", "baodaknong.org.vn")
    family, evidence = "onecms", "none"
    seeds = (Feed("/rss/video"),)

"""Sài Gòn Giải Phóng, with Bình Dương and Bà Rịa - Vũng Tàu since 1 July 2025."""

from crawler.newspaper import Feed, Paper


class TpHoChiMinh(Paper):
    name, title = "tp_ho_chi_minh", "Sài Gòn Giải Phóng"
    province, province_now = "TP Hồ Chí Minh", "TP Hồ Chí Minh"
    hosts = ("www.sggp.org.vn",)
    family, evidence = "epi", "page"
    seeds = (Feed("/rss/home.rss"),)
